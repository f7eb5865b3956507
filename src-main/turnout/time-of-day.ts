/** A time as the UK writes it on the day: `18:05`, in local time. */
export function timeOfDay(at: number | Date): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}
