/**
 * Reads a time as people type it: `930`, `0930`, `9.30`, `9:30`, `21 30`, `9`, `9.30pm`. Without am or pm it is in 24
 * hours, as on tellers' slips. Returns `09:30`; null if it is not a time of a day.
 */
export function readTime(text: string): string | null {
  const [, hoursAndMaybeMinutes = '', minutesApart, half] =
    /^(\d{1,4})(?:\s*[.:,h\- ]\s*(\d{2})?)?\s*(?:(am|a\.m\.?|pm|p\.m\.?)|hrs?|o['’]?clock)?$/i.exec(
      text.trim(),
    ) ?? [];
  if (hoursAndMaybeMinutes === '') return null;
  const isTogether = hoursAndMaybeMinutes.length > 2;
  if (isTogether && minutesApart !== undefined) return null;
  const minutes = Number(isTogether ? hoursAndMaybeMinutes.slice(-2) : (minutesApart ?? 0));
  const hours = inDay(Number(isTogether ? hoursAndMaybeMinutes.slice(0, -2) : hoursAndMaybeMinutes), half);
  if (hours === null || minutes > 59) return null;
  return [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':');
}

function inDay(hours: number, half: string | undefined): number | null {
  if (half === undefined) return hours > 23 ? null : hours;
  if (hours < 1 || hours > 12) return null;
  return (hours % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}
