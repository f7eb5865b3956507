import { type ElectorNumber, formatNumber, suffixOf } from '../register/elector/elector-number.ts';
import type { Room } from '../store/room.ts';
import {
  type DistrictSpellings,
  districtSpellings,
  plainDashes,
  withoutHyphens,
  withoutSpaces,
} from './districts.ts';

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
    if (printed && this.#codes().all.has(printed.district)) return printed.number === 0 ? [] : [printed];
    const plain = withoutSpaces(text).toUpperCase();
    const [, before = '', suffix = ''] = /^(.*\d)[/.](\w{1,4})$/.exec(plain) ?? [];
    return [...this.#cut(plain, ''), ...(before === '' ? [] : this.#cut(before, suffixOf(suffix)))];
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

  /** The districts whose code may be written like this: as in the register, or with other hyphens. */
  #districts(written: string): readonly string[] {
    const code = withoutSpaces(written).toUpperCase();
    const { bySpaces, byHyphens } = this.#codes();
    return bySpaces.get(code) ?? byHyphens.get(withoutHyphens(code)) ?? [];
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

/** More characters than any number and its suffix have, with hyphens and padding zeros. */
const MOST_TYPED = 24;

/** Whether one of the readings is the text as printed, apart from spaces. */
export function isAsPrinted(text: string, readings: readonly ElectorNumber[]): boolean {
  const written = withoutSpaces(text).toUpperCase();
  return readings.some((each) => withoutSpaces(formatNumber(each)) === written);
}
