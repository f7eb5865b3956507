import { type AddressLine, type AddressLineReader, UNKNOWN } from './address-line.ts';
import { doorWords, isAt, isNumberWord, isStairFlat } from './door-words.ts';
import type { Neighbours } from './neighbours.ts';
import { endsInBlock, isDirection, isOnlyType, isQualifier, type PlaceName } from './place-name.ts';

/** `isBlock`: the line's number is that of a door in the building that `flat` names. */
type Cut = { flat: string; house: string; name: PlaceName; isBlock: boolean };

/**
 * Finds streets that the district is known to have inside longer lines: `Kettle House 66 Broadway`, `Vicarage High
 * Street`, `48 High Street Littleton`.
 */
export class KnownStreets {
  readonly #reader: AddressLineReader;
  readonly #neighbours: Neighbours;
  /** By district, then by what the line has beside the name. */
  readonly #cuts = new Map<string, readonly Map<PlaceName, Cut | null>[]>();
  #last: { district: string; cuts: readonly Map<PlaceName, Cut | null>[] } = { district: '', cuts: [] };

  constructor(reader: AddressLineReader, neighbours: Neighbours) {
    this.#reader = reader;
    this.#neighbours = neighbours;
  }

  /**
   * The lines, with what names the door or the place taken off a known street, and the index of the last such street;
   * -1 for none.
   */
  inLines(
    district: string,
    lines: readonly AddressLine[],
  ): { lines: readonly AddressLine[]; street: number } {
    let cut: AddressLine[] | null = this.#withoutPlace(district, lines);
    let street = -1;
    const all = cut ?? lines;
    for (let at = 0; at < all.length; at += 1) {
      const line = all[at];
      if (!line?.name.key.includes(' ')) continue;
      const found = this.#find(district, line, at === 0);
      if (!found) continue;
      cut ??= [...lines];
      cut[at] = withCut(line, found);
      street = at;
    }
    return { lines: cut ?? lines, street };
  }

  /** An address all on one line, divided before a place that others have: `12 Edge Hill Littleton`. */
  #withoutPlace(district: string, [line, ...others]: readonly AddressLine[]): AddressLine[] | null {
    if (!line || others.length > 0) return null;
    const words = line.name.spelling.split(' ');
    for (let start = 1; start < words.length; start += 1) {
      const place = this.#reader.read(words.slice(start).join(' '));
      if (!this.#neighbours.isPlace(district, place.name)) continue;
      const name = this.#reader.name(words.slice(0, start).join(' '));
      return [{ ...line, name, known: UNKNOWN }, place];
    }
    return null;
  }

  #find(district: string, { house, flat, name }: AddressLine, isFirst: boolean): Cut | null {
    const mayBeNamed = isFirst && house === '';
    const cuts = this.#cutsIn(district)[(mayBeNamed ? 2 : 0) + (flat === '' ? 0 : 1)] ?? new Map();
    let cut = cuts.get(name);
    if (cut === undefined) {
      const words = name.spelling.split(' ');
      cut = this.#block(district, words, flat !== '');
      if (!cut && !this.#neighbours.isShared(district, name.key))
        cut = this.#cut(district, words, mayBeNamed);
      cuts.set(name, cut);
    }
    return cut;
  }

  /** The next address is mostly in the same district. */
  #cutsIn(district: string): readonly Map<PlaceName, Cut | null>[] {
    if (this.#last.district === district && this.#last.cuts.length > 0) return this.#last.cuts;
    const cuts =
      this.#cuts.get(district) ?? Array.from({ length: 4 }, () => new Map<PlaceName, Cut | null>());
    this.#cuts.set(district, cuts);
    this.#last = { district, cuts };
    return cuts;
  }

  /** `Elm House Park Road`: a building before a street that others share, or behind the number of a flat. */
  #block(district: string, words: readonly string[], isFlat: boolean): Cut | null {
    for (let start = words.length - 1; start > 1; start -= 1) {
      const block = this.#reader.name(words.slice(0, start).join(' '));
      if (!endsInBlock(block)) continue;
      const street = this.#reader.name(words.slice(start).join(' '));
      if (street.isBlock || isOnlyType(street.spelling) || isDirection(street.spelling)) return null;
      const isStreet = isFlat || street.likeness === 2 || this.#neighbours.isShared(district, street.key);
      return isStreet ? { flat: block.spelling, house: '', name: street, isBlock: true } : null;
    }
    return null;
  }

  /** The longest known street among the words, with only door or place names around it. */
  #cut(district: string, words: readonly string[], mayBeNamed: boolean): Cut | null {
    for (let length = words.length - 1; length > 0; length -= 1) {
      for (let start = words.length - length; start >= 0; start -= 1) {
        const name = this.#reader.name(words.slice(start, start + length).join(' '));
        if (!this.#neighbours.isShared(district, name.key)) continue;
        const before = doorBefore(words.slice(0, start), mayBeNamed && name.likeness === 2);
        const after = this.#after(district, words.slice(start + length));
        if (!before || after === null) continue;
        return {
          flat: [before.flat, after].filter(Boolean).join(', '),
          house: before.house,
          name,
          isBlock: false,
        };
      }
    }
    return null;
  }

  /** What names the door behind a street; '' for nothing or a place, null if it is part of the name. */
  #after(district: string, words: readonly string[]): string | null {
    const text = words.join(' ');
    if (text === '' || this.#neighbours.isPlace(district, this.#reader.name(text))) return '';
    const isDoor = doorWords(words) === words.length || (words.length === 1 && isStairFlat(text));
    return isDoor ? text : null;
  }
}

function withCut(line: AddressLine, cut: Cut): AddressLine {
  return { ...withoutCut(line, cut), text: line.text, name: cut.name, known: UNKNOWN };
}

/** What names the door, in the line and in what was cut off. */
function withoutCut({ flat, house }: AddressLine, cut: Cut): Pick<AddressLine, 'flat' | 'house'> {
  const parts = [flat, cut.flat].filter(Boolean).join(', ');
  if (cut.isBlock) return { flat: [house, parts].filter(Boolean).join(' '), house: '' };
  if (house === '' || cut.house === '') return { flat: parts, house: cut.house || house };
  return { flat: `${house} ${parts}`, house: cut.house };
}

/** What names the door before a street; null if it is part of the street's name. */
function doorBefore(words: readonly string[], mayBeNamed: boolean): { flat: string; house: string } | null {
  if (words.length === 0) return { flat: '', house: '' };
  const last = words.at(-1);
  const end = isAt(words.at(-2)) ? -2 : -1;
  if (isNumberWord(last)) return { flat: words.slice(0, end).join(' '), house: (last ?? '').toUpperCase() };
  const text = words.join(' ');
  if (doorWords(words) === words.length) return { flat: text, house: '' };
  return mayBeNamed && !/\d/.test(text) && !isQualifier(words) ? { flat: text, house: '' } : null;
}
