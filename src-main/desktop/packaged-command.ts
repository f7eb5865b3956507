import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { app } from 'electron';

/**
 * The command and its arguments among the program's; null if it should open its window: `mark --room F …`. Commands
 * are single words; a system opens the program with the path of a file.
 */
export function commandAmong(args: readonly string[]): string[] | null {
  // Leading switches are Chromium's own.
  const first = args.findIndex((arg) => !arg.startsWith('-'));
  return /^[a-z]+$/.test(args[first] ?? '') ? args.slice(first) : null;
}

/** Makes Chromium draw nowhere. It reads this when it starts, and crashes without a display. */
const WITHOUT_DISPLAY = ['--ozone-platform=headless', '--disable-gpu'];

/**
 * Without a display, runs a command in a second process that does not need one. Returns its exit code; null if the
 * command can run in this process.
 */
export function runWithoutDisplay(args: readonly string[]): number | null {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return null;
  if (app.commandLine.hasSwitch('ozone-platform')) return null;
  // Waits without yielding: otherwise Chromium would continue, and crash.
  const { status, error } = spawnSync(process.execPath, [...WITHOUT_DISPLAY, ...args], { stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}

/**
 * Runs a command of the command line and exits. A fuse prevents the packaged program from running as Node, so its
 * commands run in the main process, without a window.
 */
export async function runCommand(command: string[]): Promise<void> {
  app.dock?.hide();
  const { runCommandLine } = await import('../cli/command-line.ts');
  const code = await runCommandLine(command, `"${basename(process.execPath)}"`);
  // Exiting drops what a pipe has not read yet.
  await Promise.all([process.stdout, process.stderr].map(emptied));
  app.exit(code);
}

function emptied(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
