/** `14:05` of today, in milliseconds since 1970; null for no time. */
export function todayAt(clock: string | null): number | null {
  if (clock === null) return null;
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return new Date().setHours(hours, minutes, 0, 0);
}
