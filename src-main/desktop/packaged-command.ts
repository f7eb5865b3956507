import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { app } from 'electron';

/**
 * The command and its arguments among those of the program, null when it is to open its window: `mark --room F …`.
 * Commands are single words; what a system opens the program with is the path of a file.
 */
export function commandAmong(args: readonly string[]): string[] | null {
  // Switches that come first are Chromium's own.
  const first = args.findIndex((arg) => !arg.startsWith('-'));
  return /^[a-z]+$/.test(args[first] ?? '') ? args.slice(first) : null;
}

/** Makes Chromium draw to nothing; it reads this when it starts, and crashes where it finds no display. */
const WITHOUT_DISPLAY = ['--ozone-platform=headless', '--disable-gpu'];

/**
 * Where there is no display, a command runs in a second process that needs none. Gives that one's exit code when it
 * has ended; null where the command can run in this one.
 */
export function runWithoutDisplay(args: readonly string[]): number | null {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return null;
  if (app.commandLine.hasSwitch('ozone-platform')) return null;
  // Waited for without giving way: Chromium would go on, and crash.
  const { status, error } = spawnSync(process.execPath, [...WITHOUT_DISPLAY, ...args], { stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}

/**
 * Runs a command of the command line and ends. The packaged program cannot be run as Node, a fuse has shut that door,
 * so its commands run in the main process, without a window.
 */
export async function runCommand(command: string[]): Promise<void> {
  app.dock?.hide();
  const { runCommandLine } = await import('../cli/command-line.ts');
  const code = await runCommandLine(command, `"${basename(process.execPath)}"`);
  // Ending drops what a pipe has not taken yet.
  await Promise.all([process.stdout, process.stderr].map(emptied));
  app.exit(code);
}

function emptied(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
