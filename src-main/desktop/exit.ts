import { app } from 'electron';
import { logError } from '../web/fault-log.ts';
import { relaunchFor } from './relaunch.ts';

/** How the program exits, whichever way it was asked to. */
export type Ending = {
  /** The room to restart the program with; null for no restart. */
  readonly next: string | null;
  /** Restarts the program with this room after it has exited. The last call counts. */
  thenOpen(file: string): void;
};

/** Exits the program on a signal from the system or a terminal. `before` is called first. */
export function endOnSignals(before: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      before();
      app.quit();
    });
  }
}

/**
 * Exits the program in order: when every window has closed, runs `work` to its end (the last backup, the room's
 * lock), and only then quits. Another request to quit meanwhile changes nothing.
 */
export function endInOrder(work: () => Promise<void>): Ending {
  let next: string | null = null;
  let state: 'running' | 'ending' | 'ended' = 'running';
  const end = async () => {
    try {
      await work();
    } catch (error) {
      // Nobody is left to tell: the windows have closed, and the lock ends with the process.
      logError('the end of the program', error);
    }
    state = 'ended';
    // Electron ignores a call of quit while it is still emitting the event (electron/electron#33643).
    setImmediate(() => app.quit());
  };
  // Not earlier: until every window has closed, quitting can still be cancelled.
  app.on('will-quit', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    if (state === 'running') void end();
    state = 'ending';
  });
  // As late as possible: a second start may still ask for a room.
  app.on('quit', () => {
    if (next !== null) app.relaunch(relaunchFor(next, process.argv, process.env));
  });
  return {
    get next() {
      return next;
    },
    thenOpen: (file) => {
      next = file;
    },
  };
}
