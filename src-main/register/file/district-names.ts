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

/**
 * The codes of polling districts that are written with their names, by what is written. Empty if the column has
 * anything else in it, or if one code would stand for two names.
 */
export function namedDistricts(written: Iterable<string>): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  const names = new Map<string, string>();
  for (const each of written) {
    const cell = each.trim().replace(/\s+/g, ' ');
    if (cell === '' || BARE_CODE.test(cell)) continue;
    if (cell.length > LONGEST) return NONE;
    const read = inParts(cell);
    if (!read) return NONE;
    const code = read.code.toUpperCase();
    const name = read.name.trim().toUpperCase();
    if ((names.get(code) ?? name) !== name) return NONE;
    names.set(code, name);
    codes.set(each, code);
  }
  return codes;
}

function inParts(cell: string): { code: string; name: string } | null {
  const [, code, name] = CODE_FIRST.exec(cell) ?? CODE_THEN_NAME.exec(cell) ?? [];
  if (code !== undefined && name !== undefined) return { code, name };
  const [, before, behind] = NAME_FIRST.exec(cell) ?? [];
  return before !== undefined && behind !== undefined ? { code: behind, name: before } : null;
}

const NONE: ReadonlyMap<string, string> = new Map();
