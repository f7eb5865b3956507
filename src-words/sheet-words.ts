import type { LookUp } from './look-up.ts';

/** The same of a sheet that was printed ahead for the whole day. */
export const RESERVE = 'reserve: strike out who is struck out in the grid';

/** A part of a street or walk, as the journal keeps it (`part 1 of 2: 2 to 58`), in the language at hand. */
export function partInWords(t: LookUp, part: string): string {
  const [, place = '', of = '', from, to = ''] = /^part (\d+) of (\d+)(?:: (.+) to (.+))?$/.exec(part) ?? [];
  if (part === RESERVE) return t(part);
  if (place === '') return part;
  return from === undefined
    ? t('part {{place}} of {{of}}', { place, of })
    : t('part {{place}} of {{of}}: {{from}} to {{to}}', { place, of, from, to });
}

/** What there is to see to with a sheet that is out. */
export type SheetWarning = {
  /** For so many minutes, when that is long; else 0. */
  longOut: number;
  /** The other sheets that are out with one of its streets. */
  alsoOut: { code: string; runner: string }[];
};

/** The same in the language at hand; '' for nothing. */
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
