/** A time as the UK writes it on the day: `18:05`, in local time. */
export function timeOfDay(at: number | Date): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Every time zone is so many of these from UTC, in milliseconds. */
export const QUARTER_HOUR = 15 * 60_000;

/**
 * The hour of the local day, 0 to 23, in which a quarter of an hour lies; quarters are counted from 1970. Times are put
 * together by quarters in SQL, whose own local time takes as long for each as all else that is asked of it.
 */
export function hourOfQuarter(quarter: number): number {
  return new Date(quarter * QUARTER_HOUR).getHours();
}
