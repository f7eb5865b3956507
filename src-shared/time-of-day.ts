/** A time in the UK's format: `18:05`, in local time. */
export function timeOfDay(at: number | Date): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** A full hour on the clock: 7 is `07:00`. */
export function onTheHour(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** The hours of the local day at which polls open and close (DOMAIN.md, "The day"). */
export const POLLS_OPEN = 7;
export const POLLS_CLOSE = 22;

/** The hours of the poll, each named by the local time at which it begins. */
export const POLLING_HOURS: readonly number[] = Array.from(
  { length: POLLS_CLOSE - POLLS_OPEN },
  (_, index) => POLLS_OPEN + index,
);

/** Every time zone differs from UTC by a whole number of these, in milliseconds. */
export const QUARTER_HOUR = 15 * 60_000;

/**
 * The hour of the local day, 0 to 23, of a quarter of an hour counted from 1970. SQL groups times by quarters,
 * because its own local time takes as long as the rest of the query.
 */
export function hourOfQuarter(quarter: number): number {
  return new Date(quarter * QUARTER_HOUR).getHours();
}
