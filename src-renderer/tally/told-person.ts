import type { NearElector, Resolution } from '../../src-main/turnout/types.ts';
import { words } from '../shared/words.ts';

/**
 * The one person whom a name or a door can mean; undefined if there are several, also if all others are marked off
 * already, since it may be one of those again; and if they only come close to what was written.
 */
export function onlyChoice({ fits, near = [] }: Resolution): NearElector | undefined {
  const [only, ...more] = near;
  return fits === undefined && more.length === 0 && !only?.markedOff ? only : undefined;
}

/** What is asked about people who only come close to what was written. */
export function closeTo(fits: NonNullable<Resolution['fits']>): string {
  return fits === 'elsewhere'
    ? words.t('Nobody there fits. Elsewhere:')
    : words.t('Nobody fits exactly. Was it one of these?');
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
