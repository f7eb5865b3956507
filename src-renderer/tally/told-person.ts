import type { NearElector, Resolution } from '../../src-main/turnout/types.ts';

/**
 * The one person whom a name or a door can mean; undefined if there are several, also if all others are marked off
 * already: it may be one of those again.
 */
export function onlyChoice({ near = [] }: Resolution): NearElector | undefined {
  const [only, ...more] = near;
  return more.length === 0 && !only?.markedOff ? only : undefined;
}

/** Whether a name or a door can mean so many that nobody can be chosen before more of it is written. */
export function isTooShort({ toldBy, near = [] }: Resolution): boolean {
  return toldBy !== undefined && near.length === 0;
}

/**
 * Whether a text may have a name or a street in it: letters that are in no district's code. Only such a text waits for
 * the room's answer when Enter is pressed; numbers never do.
 */
export function mayBeProse(text: string, codes: readonly string[]): boolean {
  const known = new Set(codes.flatMap(lettersIn));
  return lettersIn(text).some((letters) => !known.has(letters));
}

function lettersIn(text: string): string[] {
  return text.toUpperCase().match(/\p{L}+/gu) ?? [];
}
