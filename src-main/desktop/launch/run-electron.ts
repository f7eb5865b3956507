import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { writeError } from '../../web/standard-streams.ts';
import { asStartMessage, type StartMessage } from './start-message.ts';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

/** The signals that end Committee Room from the terminal. */
export const WANTED_ENDS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How Electron ended. */
export type Ending =
  | { kind: 'closed' }
  /** The program was running already, and its window has come to the front. */
  | { kind: 'open already' }
  /** It said why it cannot open the room. */
  | { kind: 'refused'; sentence: string }
  /**
   * Why it has shown no window, as the second half of a sentence after a colon; its output, if that does not say why.
   */
  | { kind: 'not shown'; reason: string; said: string[] }
  /** After its window was shown. */
  | { kind: 'fault'; how: string };

/** Its output may arrive a moment after its end, or never end if a process that it left has the pipe. */
const READ_ALL_WITHIN_MS = 1_000;

/** Longer than a start takes on a slow laptop. */
const SAY_SO_AFTER_MS = 20_000;

/** Runs the desktop program on a room until it ends. `onSlow` is called if it takes long to show a window. */
export async function runElectron(program: string, room: string, onSlow: () => void): Promise<Ending> {
  // Chromium refuses to start its sandbox as root.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(program, [...asRoot, PROJECT, room], {
    stdio: ['inherit', 'inherit', 'pipe', 'ipc'],
    // A closing terminal signals a whole process group. Without its helpers, Electron crashes before its last backup.
    detached: process.platform !== 'win32',
  });
  const slow = setTimeout(onSlow, SAY_SO_AFTER_MS);
  let message: StartMessage | undefined;
  // Held back until then: if there is no window, one sentence says more than Chromium's log.
  const said: string[] = [];
  child.on('message', (received: unknown) => {
    const understood = asStartMessage(received);
    if (understood === undefined) return;
    message = understood;
    clearTimeout(slow);
    for (const line of said.splice(0)) void writeError(line);
  });
  const lines = child.stderr ? createInterface(child.stderr) : null;
  lines?.on('line', (line) => {
    if (message !== undefined) void writeError(line);
    else said.push(line);
  });

  let isWanted = false;
  const stop = () => {
    isWanted = true;
    // The error box waits for a click, and ignores gentler signals. There is no room to close.
    child.kill(typeof message === 'object' ? 'SIGKILL' : 'SIGTERM');
  };
  for (const signal of WANTED_ENDS) process.on(signal, stop);
  const fault = await faultOf(child);
  for (const signal of WANTED_ENDS) process.off(signal, stop);
  clearTimeout(slow);

  if (isWanted) return { kind: 'closed' };
  if (message === 'open already') return { kind: 'open already' };
  if (message === 'shown') return fault === null ? { kind: 'closed' } : { kind: 'fault', how: fault };
  if (message !== undefined) return { kind: 'refused', sentence: message.refused };
  const reason = whyNotShown(said.join('\n'));
  return reason === null
    ? { kind: 'not shown', reason: fault ?? 'it ended at once', said }
    : { kind: 'not shown', reason, said: [] };
}

/** Waits for the end of a process. Returns what was wrong with it; null for nothing. */
function faultOf(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve(`it cannot be started (${error.code})`));
    child.once('exit', (code, signal) => {
      const done = () => {
        clearTimeout(timer);
        if (signal !== null) resolve(`it crashed (${signal})`);
        else resolve(code === 0 ? null : `it ended with code ${code}`);
      };
      // By then, everything that it wrote and sent has been read.
      child.once('close', done);
      const timer = setTimeout(done, READ_ALL_WITHIN_MS);
    });
  });
}

/** The messages of Chromium and the system when no window is possible, and what they mean for a person. */
const REASONS: readonly [RegExp, (found: RegExpExecArray) => string][] = [
  [
    /Missing X server|cannot open display|platform failed to initialize/i,
    () => 'this computer has no display',
  ],
  [/no usable sandbox|SUID sandbox helper/i, () => 'this system has no sandbox that it can use'],
  [/error while loading shared libraries: ([^\s:]+)/, ([, library]) => `${library} is not installed here`],
];

/** The reason in Electron's output, to follow a colon; null if it is not there. */
export function whyNotShown(said: string): string | null {
  for (const [pattern, reason] of REASONS) {
    const found = pattern.exec(said);
    if (found) return reason(found);
  }
  return null;
}
