import { type ElectorNumber, formatNumber, suffixOf } from '../register/elector/elector-number.ts';
import type { Room } from '../store/room.ts';
import {
  type DistrictSpellings,
  districtSpellings,
  plainDashes,
  withoutHyphens,
  withoutSpaces,
} from './districts.ts';
import { electorWith } from './find-elector.ts';

/** The ways in which a text can be one number of a room, with its district. Each reading uses the whole text. */
export class WrittenNumbers {
  readonly #room: Room;
  #spellings: DistrictSpellings | undefined;
  #longestCode: number | undefined;

  constructor(room: Room) {
    this.#room = room;
  }

  /**
   * Whether a text has more letters and digits than any number in the room with its district, however it is written.
   */
  isTooLong(text: string): boolean {
    this.#longestCode ??= Math.max(0, ...[...this.#codes().all].map((code) => code.length));
    return text.length > MOST_TYPED && withoutSpaces(text).length > this.#longestCode + MOST_TYPED;
  }

  /** The readings of a whole text as one number in a district of the room. Spaces do not matter. */
  inFull(text: string): ElectorNumber[] {
    if (this.isTooLong(text)) return [];
    const printed = this.asPrinted(text);
    if (printed && this.#codes().all.has(printed.district)) {
      if (printed.number === 0) return [];
      const isKnown = printed.suffix === '' || electorWith(this.#room, printed);
      return isKnown ? [printed] : [printed, ...this.#cut(withoutSpaces(text).toUpperCase(), '')];
    }
    const plain = withoutSpaces(text).toUpperCase();
    const readings = [...this.#cut(plain, ''), ...this.#withSuffix(plain)];
    const spelled = this.#beforeGap(text);
    if (!this.#codes().all.has(spelled)) return readings;
    const isAlike = (code: string) => withoutHyphens(code) === withoutHyphens(spelled);
    return readings.filter(({ district }) => district === spelled || !isAlike(district));
  }

  /** What may be a district before a gap: `KA 1` of `ka 1 12/2`. */
  #beforeGap(text: string): string {
    return (WITH_GAP.exec(text)?.[1] ?? '').toUpperCase();
  }

  /**
   * Those of the readings that the text is written for: with a gap behind the district (`KA 12`, where KA1 may have a
   * number 2), or with a stroke before the suffix (`KA1/1`, where KA1 may have a number 1). None if it is not clear.
   */
  clearest(text: string): ElectorNumber[] {
    const printed = this.asPrinted(text);
    if (printed && this.#codes().all.has(printed.district)) return [printed];
    const gap = withoutHyphens(this.#beforeGap(text));
    const apart =
      gap === '' ? [] : this.inFull(text).filter(({ district }) => withoutHyphens(district) === gap);
    return apart.length > 0 ? apart : this.#withSuffix(withoutSpaces(text).toUpperCase());
  }

  /** The readings in which the last stroke or full stop is before a suffix. */
  #withSuffix(plain: string): ElectorNumber[] {
    const [, before = '', suffix = ''] = /^(.*\d)[/.](\w{1,4})$/.exec(plain) ?? [];
    return before === '' ? [] : this.#cut(before, suffixOf(suffix));
  }

  #cut(text: string, suffix: string): ElectorNumber[] {
    const digits = /\d{1,6}$/.exec(text)?.[0] ?? '';
    return [...digits].flatMap((_, place) => {
      const from = text.length - digits.length + place;
      const number = Number(text.slice(from));
      const code = text.slice(0, from).replace(/[-/]$/, '');
      if (number === 0 || code === '') return [];
      return this.#districts(code).map((district) => ({ district, number, suffix }));
    });
  }

  /** The districts whose code may be written like this, with other gaps and hyphens. */
  #districts(written: string): readonly string[] {
    return this.#codes().byHyphens.get(withoutHyphens(written.toUpperCase())) ?? [];
  }

  /** The one district with this code; null if there is none or several. */
  only(written: string): string | null {
    const code = written.trim().toUpperCase();
    if (this.#codes().all.has(code)) return code;
    const [only, ...others] = this.#districts(code.replace(/-$/, ''));
    return only !== undefined && others.length === 0 ? only : null;
  }

  #codes(): DistrictSpellings {
    this.#spellings ??= districtSpellings(this.#room);
    return this.#spellings;
  }

  /** A number as printed, whether anybody has it or not; null if the text has another form. */
  asPrinted(written: string): ElectorNumber | null {
    const text = plainDashes(written).toUpperCase();
    const [, district = '', digits, suffix = ''] = /^(.*\S)-(\d{1,6})(?:\/(\w{1,4}))?$/.exec(text) ?? [];
    return district === '' ? null : { district, number: Number(digits), suffix: suffixOf(suffix) };
  }
}

const WITH_GAP = /^(.*\S)\s+(\d{1,6})(?:[/.](\w{1,4}))?$/;

/** More characters than any number and its suffix have, with hyphens and padding zeros. */
const MOST_TYPED = 24;

/** Whether one of the readings is the text as printed, apart from spaces. */
export function isAsPrinted(text: string, readings: readonly ElectorNumber[]): boolean {
  const written = withoutSpaces(text).toUpperCase();
  return readings.some((each) => withoutSpaces(formatNumber(each)) === written);
}
