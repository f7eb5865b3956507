import { powerSaveBlocker } from 'electron';
import { POLLS_CLOSE, POLLS_OPEN } from '../../src-shared/time-of-day.ts';

const LOOK_EVERY_MS = 60_000;

/** Whether polls are open at `now` by this computer's clock. `pollingDay` is an ISO date. */
export function pollsAreOpen(pollingDay: string, now: Date): boolean {
  const month = `${now.getMonth() + 1}`.padStart(2, '0');
  const today = `${now.getFullYear()}-${month}-${`${now.getDate()}`.padStart(2, '0')}`;
  return today === pollingDay && now.getHours() >= POLLS_OPEN && now.getHours() < POLLS_CLOSE;
}

/**
 * Keeps the computer awake while polls are open; the screen may still go dark. `pollingDay` is called each minute,
 * because a person may correct it.
 * @returns a function that ends it.
 */
export function keepAwake(pollingDay: () => string): () => void {
  let blocker: number | null = null;
  const letSleep = () => {
    if (blocker !== null) powerSaveBlocker.stop(blocker);
    blocker = null;
  };
  const look = () => {
    if (!pollsAreOpen(pollingDay(), new Date())) letSleep();
    else blocker ??= powerSaveBlocker.start('prevent-app-suspension');
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    letSleep();
  };
}
