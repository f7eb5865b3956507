import { app } from 'electron';
import { logError } from '../web/fault-log.ts';
import { relaunchFor } from './relaunch.ts';

/** How the program ends, whichever way out is taken. */
export type Ending = {
  /** The room that the program starts again with when it has ended; null if it does not. */
  readonly next: string | null;
  /** Starts the program again with this room when it has ended. The last room asked for counts. */
  thenOpen(file: string): void;
};

/** Ends the program when the system or a terminal says so, by a signal; `before` is called first. */
export function endOnSignals(before: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      before();
      app.quit();
    });
  }
}

/**
 * Ends the program in order: when every window has closed, runs `work` to its end (the last backup, the room's lock)
 * and only then lets the program go. Being asked to end again meanwhile changes nothing.
 */
export function endInOrder(work: () => Promise<void>): Ending {
  let next: string | null = null;
  let state: 'running' | 'ending' | 'ended' = 'running';
  const end = async () => {
    try {
      await work();
    } catch (error) {
      // Nothing is left to be told to anybody: the windows have gone, and the lock goes with the process.
      logError('the end of the program', error);
    }
    state = 'ended';
    // Electron ignores a call of quit while it is still emitting the event (electron/electron#33643).
    setImmediate(() => app.quit());
  };
  // Not before: until every window has closed, quitting can still be called off.
  app.on('will-quit', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    if (state === 'running') void end();
    state = 'ending';
  });
  // As late as can be: a second start may still ask for a room.
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
