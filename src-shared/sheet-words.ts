import type { LookUp } from './look-up.ts';
import { inLanguage, type Message, say } from './message.ts';

/** Which part of a street or walk a sheet is. */
export function partOf(place: number, of: number, ends: readonly [string, string] | null): Message {
  if (!ends) return say('part {{place}} of {{of}}', { place, of });
  const [from, to] = ends;
  return say('part {{place}} of {{of}}: {{from}} to {{to}}', { place, of, from, to });
}

/** The same for a sheet of the all-day pack, printed in advance. */
export const RESERVE = say('reserve: strike out anyone struck out on the grid');

/** The rounds of a day (DOMAIN.md, "The day"). */
export const ROUNDS_OF_A_DAY = [1, 2, 3, 4] as const;

/**
 * The code of a sheet of the all-day pack without its round, `W1-07`, if that is what was typed, or scanned with the day
 * of its room behind it; otherwise null.
 */
export function wholeDayCode(text: string): string | null {
  const [, laptop = '', pack, place] =
    /^(?:sheet\s*)?([a-vxyz]{0,3})\s*w\s*0*(\d+)\s*[-–/. ]\s*0*(\d+)\s*(?::\s*[a-z]{9})?$/i.exec(
      text.trim(),
    ) ?? [];
  return pack && place ? `${laptop.toUpperCase()}W${pack}-${place.padStart(2, '0')}` : null;
}

/** What was typed or scanned of such a sheet, with its round. */
export function inRound(text: string, round: number | string): string {
  const day = /:.*$/s.exec(text)?.[0] ?? '';
  return `${wholeDayCode(text) ?? text}/${round}${day}`;
}

/** What was typed or scanned, without what only a scanner types: `B3-07` of `SHEETB3-07:` and letters. */
export function codeAlone(text: string): string {
  return text
    .trim()
    .replace(/^sheet\s*/i, '')
    .replace(/\s*:.*$/s, '');
}

/** Which part of a street or walk a sheet is, in the reader's language; '' for the whole. */
export function partInWords(t: LookUp, part: Message | null): string {
  return part === null ? '' : inLanguage(t, part);
}

/** What needs attention with a sheet that is out. */
export type SheetWarning = {
  /** Minutes for which it has been out, if that is long; otherwise 0. */
  longOut: number;
  /** Other sheets that are out with one of its streets. */
  alsoOut: { code: string; runner: string }[];
};

/** The same in the reader's language; '' for nothing. */
export function warningInWords(t: LookUp, { longOut, alsoOut }: SheetWarning): string {
  const others = alsoOut.map(({ code, runner }) =>
    runner === '' ? t('sheet {{code}}', { code }) : t('sheet {{code}} with {{runner}}', { code, runner }),
  );
  return [
    longOut > 0 && t('Out for {{time}}.', { time: hoursInWords(t, longOut) }),
    others.length > 0 && t('Also out: {{sheets}}.', { sheets: others.join(', ') }),
  ]
    .filter(Boolean)
    .join(' ');
}

function hoursInWords(t: LookUp, minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0
    ? t('{{hours}} h', { hours })
    : t('{{hours}} h {{minutes}} min', { hours, minutes: rest });
}
