const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** A time as the UK writes it on the day: `18:05`, in local time. */
export function timeOfDay(at: number | Date): string {
  return TIME.format(at);
}
