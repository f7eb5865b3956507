import { say } from '../../../../src-shared/message.ts';
import type { LineNote } from '../../types.ts';

const CODE = String.raw`[A-Z]{1,4}\d{0,4}[A-Z]?(?:[-/]\d{1,3}[A-Z]?)*|\d{1,3}[A-Z]{0,3}`;
const NAME = String.raw`(?=.*\p{L}{3})[\p{L}\d][\p{L}\p{M}\d'’&./ -]*`;
/** `KA - Littleton North`, `KA: Littleton North`, `KB (Littleton South)`; also with only a space if case tells them apart. */
const CODE_FIRST = new RegExp(`^(${CODE})(?:\\s+[-–—]\\s*|[:,]\\s*|\\s*[([])(${NAME})[)\\]]?$`, 'iu');
const CODE_THEN_NAME = new RegExp(`^(${CODE})[\\s-]+(\\p{Lu}\\p{Ll}{2}${NAME}|\\p{Lu}\\p{Ll}{2,})$`, 'u');
/** `Littleton North (KA)`, `Littleton North - KA`. */
const NAME_FIRST = /^(.*\p{L}{3}.*?)\s*(?:[([]|\s[-–—]\s)([A-Z]{1,3}\d{1,3}[A-Z]?|[A-Z]{2,3})[)\]]?$/u;
const BARE_CODE = new RegExp(`^(?:${CODE})$`, 'i');

/** Characters. Anything longer is no district, and looking at it would be slow. */
const LONGEST = 100;

/** A polling district's code and its name as written. */
export type NamedDistrict = { code: string; name: string };

/**
 * Polling districts whose codes are written with their names, by what is written. Empty if the column has anything
 * else in it, or if one code would have two names.
 */
export function namedDistricts(written: Iterable<string>): ReadonlyMap<string, NamedDistrict> {
  const districts = new Map<string, NamedDistrict>();
  const names = new Map<string, string>();
  for (const each of written) {
    const cell = each.trim().replace(/\s+/g, ' ');
    if (cell === '' || BARE_CODE.test(cell)) continue;
    if (cell.length > LONGEST) return NONE;
    const read = inParts(cell);
    if (!read) return NONE;
    const code = read.code.toUpperCase();
    const name = read.name.trim();
    const folded = name.toUpperCase();
    if ((names.get(code) ?? folded) !== folded) return NONE;
    names.set(code, folded);
    districts.set(each, { code, name });
  }
  return districts;
}

/** The names of polling districts in a file. A district with several has the first. */
export class DistrictNames {
  readonly #names = new Map<string, string>();
  readonly #others = new Map<string, Set<string>>();

  /** The name of a district as written on a line; nothing if it is blank, or is the code itself. */
  add(code: string, written: string): void {
    if (written === '' || this.#names.get(code) === written) return;
    const name = written.trim().replace(/\s+/g, ' ');
    if (name === '' || name.toUpperCase() === code) return;
    const first = this.#names.get(code);
    if (first === undefined) this.#names.set(code, name);
    else if (first.toUpperCase() !== name.toUpperCase()) this.#other(code, name);
  }

  #other(code: string, name: string): void {
    const others = this.#others.get(code) ?? new Set();
    this.#others.set(code, others.add(name));
  }

  /** By code. */
  get names(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#names);
  }

  /** What to say of districts with several names. `line`: the line of the headings. */
  doubts(line: number): LineNote[] {
    return [...this.#others].map(([code, others]) => ({
      line,
      reason: say('Polling district {{code}} has several names: {{name}} is kept, not {{others}}.', {
        code,
        name: this.#names.get(code) ?? '',
        others: [...others].slice(0, SHOWN).join(', '),
      }),
    }));
  }
}

/** What to say of polling districts that differ only in zeros at the front. `line`: the line of the headings. */
export function lostZeros(codes: readonly string[], line: number): LineNote[] {
  const same = [...Map.groupBy(codes, (code) => code.replace(/^0+(?=\d)/, '')).values()];
  return same
    .filter((group) => group.length > 1)
    .map((group) => ({
      line,
      reason: say(
        'Polling districts {{codes}} differ only in zeros at the front, which spreadsheets drop. If they are one district, correct it in the file and import it again.',
        { codes: group.toSorted().join(', ') },
      ),
    }));
}

/** Other names of a district that are said. */
const SHOWN = 3;

function inParts(cell: string): NamedDistrict | null {
  const [, code, name] = CODE_FIRST.exec(cell) ?? CODE_THEN_NAME.exec(cell) ?? [];
  if (code !== undefined && name !== undefined) return { code, name };
  const [, before, behind] = NAME_FIRST.exec(cell) ?? [];
  return before !== undefined && behind !== undefined ? { code: behind, name: before } : null;
}

const NONE: ReadonlyMap<string, NamedDistrict> = new Map();
