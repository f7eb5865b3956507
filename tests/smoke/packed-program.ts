import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const BUILDER = join(ROOT, 'node_modules/electron-builder/cli.js');
/** The account without rights that every Linux has. */
const NOBODY = 65_534;
const GIVE_UP_AFTER_MS = 120_000;

const SYSTEMS = {
  linux: { name: 'linux', program: 'linux-unpacked/committee-room' },
  win32: { name: 'win', program: 'win-unpacked/Committee Room.exe' },
  darwin: {
    name: 'mac',
    program: `${process.arch === 'arm64' ? 'mac-arm64' : 'mac'}/Committee Room.app/Contents/MacOS/Committee Room`,
  },
};

/** The program, packed with the real Electron for the system that runs the test. Returns its executable. */
export async function packProgram(electron: string, output: string): Promise<string> {
  const system = Object.entries(SYSTEMS).find(([platform]) => platform === process.platform)?.[1];
  if (!system) throw new Error(`Nothing is packed for ${process.platform}.`);
  await promisify(execFile)(
    process.execPath,
    [
      BUILDER,
      `--${system.name}`,
      'dir',
      `--${process.arch}`,
      '--config',
      'electron-builder.config.ts',
      `-c.electronDist=${folderOf(electron)}`,
      `-c.directories.output=${output}`,
    ],
    // Nothing is signed for a test.
    { cwd: ROOT, env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' } },
  );
  return join(output, system.program);
}

/** The folder in which Electron is delivered; its executable is deep inside it on macOS. */
function folderOf(electron: string): string {
  return process.platform === 'darwin' ? join(dirname(electron), '../../..') : dirname(electron);
}

export type Ran = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };
export type HowToRun = { cwd: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number };

/** Runs the packed program with arguments until it ends. */
export async function runProgram(program: string, args: readonly string[], how: HowToRun): Promise<Ran> {
  const child = spawn(program, args, {
    ...how,
    env: { ...process.env, ...how.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: GIVE_UP_AFTER_MS,
  });
  const [[code, signal], stdout, stderr] = await Promise.all([
    once(child, 'exit'),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, signal, stdout, stderr };
}

/**
 * How root runs a program as an account without rights, with a home folder in `folder`, which is also its temporary
 * folder, and the display’s key.
 */
export function asOrdinaryUser(folder: string): HowToRun {
  const home = join(folder, 'home');
  mkdirSync(home);
  const { XAUTHORITY } = process.env;
  const key = join(home, 'display-key');
  if (XAUTHORITY) copyFileSync(XAUTHORITY, key);
  for (const each of XAUTHORITY ? [home, key] : [home]) chownSync(each, NOBODY, NOBODY);
  // It reads the program.
  chmodSync(folder, 0o755);
  const env = { HOME: home, TMPDIR: home, ...(XAUTHORITY && { XAUTHORITY: key }) };
  return { cwd: home, uid: NOBODY, gid: NOBODY, env };
}
