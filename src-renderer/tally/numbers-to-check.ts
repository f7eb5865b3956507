import type { Resolution } from '../../src-main/turnout/types.ts';

/** A number of several that should be looked at before all are entered. */
export type NumberToCheck = { entry: Resolution; isTwice: boolean };

/** Those that are not simply to be marked off: not found, not clear, marked off before, odd, or twice in the text. */
export function toCheck(entries: readonly Resolution[]): NumberToCheck[] {
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const key = numberKey(entry);
    const isTwice = seen.has(key);
    seen.add(key);
    return isTwice || entry.status !== 'ready' || entry.message !== undefined ? [{ entry, isTwice }] : [];
  });
}

/** What makes two numbers the same. */
export function numberKey({ entered, elector }: Resolution): string {
  return elector?.number ?? entered.trim().toUpperCase();
}

/**
 * A text with another number in place of one, or without it; null if it does not stand there by itself, as in a range.
 * `last`: where it is last.
 */
export function replaced(text: string, number: string, by: string, last: boolean): string | null {
  const written = number.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&');
  const found = (before: string, after: string) => [
    ...text.matchAll(new RegExp(`(?<=^|${before})${written}(?=${after}|$)`, 'g')),
  ];
  // `8` of `8 Mill Lane, 8` is the last one: the other is a house.
  const alone = found('[,;&\\n]\\s*', '\\s*[,;&\\n]');
  const places = alone.length > 0 ? alone : found('[\\s,;]', '[\\s,;]');
  const place = (last ? places.at(-1) : places[0])?.index;
  if (place === undefined) return null;
  const after = text.slice(place + number.length);
  const rest = by === '' ? after.replace(/^[\s,;]+/, '') : after;
  return (text.slice(0, place) + by + rest).trim().replace(/[\s,;]+$/, '');
}

/**
 * The boxes of a slip with another number in place of one, or without it, and the place of its box; null if it is not
 * in a box by itself. `last`: where it is last.
 */
export function replacedInBoxes(
  boxes: readonly string[],
  number: string,
  by: string,
  last: boolean,
): { boxes: string[]; place: number } | null {
  const texts = boxes.map((box) => replaced(box, number, by, last));
  const place = last
    ? texts.findLastIndex((text) => text !== null)
    : texts.findIndex((text) => text !== null);
  const text = texts[place];
  if (text === undefined || text === null) return null;
  return { boxes: boxes.map((box, at) => (at === place ? text : box)), place };
}
