import type { Words } from '../words/words.ts';

/** Which part of a street or walk a sheet is, as the journal keeps it whatever is printed: `part 1 of 2: 2 to 58`. */
export function partOf(place: number, of: number, ends: readonly [string, string] | null): string {
  const part = `part ${place} of ${of}`;
  return ends ? `${part}: ${ends.join(' to ')}` : part;
}

/** The same in the language of the paper. */
export function partInWords(part: string, { t }: Words): string {
  const [, place = '', of = '', from, to = ''] = /^part (\d+) of (\d+)(?:: (.+) to (.+))?$/.exec(part) ?? [];
  if (place === '') return part;
  return from === undefined
    ? t('part {{place}} of {{of}}', { place, of })
    : t('part {{place}} of {{of}}: {{from}} to {{to}}', { place, of, from, to });
}
