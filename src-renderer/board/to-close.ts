import type { Wall } from '../../src-main/turnout/figures/wall.ts';
import { date } from '../shared/format.ts';
import { words } from '../shared/words.ts';

type Hours = Pick<Wall, 'opensAt' | 'closesAt' | 'isPollingDay' | 'pollingDay'>;

/** How long the poll has still to go, or what else there is to say of it. */
export function toClose({ opensAt, closesAt, isPollingDay, pollingDay }: Hours, now: number): string {
  if (!isPollingDay) return words.t('Polling day: {{day}}', { day: date(pollingDay) });
  if (now < opensAt) return words.t('Polls open in {{left}}', { left: hoursAndMinutes(opensAt - now) });
  if (now < closesAt) return words.t('{{left}} to close of poll', { left: hoursAndMinutes(closesAt - now) });
  return words.t('The poll has closed.');
}

/** `7 h 55 min`. A minute that has begun counts. */
function hoursAndMinutes(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return words.t('{{minutes}} min', { minutes: rest });
  if (rest === 0) return words.t('{{hours}} h', { hours });
  return words.t('{{hours}} h {{minutes}} min', { hours, minutes: rest });
}
