import { fix, isValid, match, toNormalised, validOutcode } from 'postcode';

export type ReadPostcode = {
  /** '' if the cell has none. */
  postcode: string;
  isUnderstood: boolean;
};

/** The usual form, which most cells have. */
const PLAIN = /^[A-Z]{1,2}\d[A-HJ-NP-Z\d]? \d[A-Z]{2}$/;
/** `CF1O 1AA`: no first part ends with either letter, but the library takes any. */
const LETTER_FOR_DIGIT = /^([A-Z]{1,2}\d)([IO])(?= )/;
/** The first part alone, or with the digit after it: `NE1`, `NE1 4`. */
const PART = /^([A-Z]{1,2}\d[A-Z\d]?)(?: \d)?$/;
/** Of the forces, and the one of a bank. */
const OTHERS = /^(?:BFPO \d{1,4}|GIR 0AA)$/;

/**
 * Reads a postcode as people write it: in any case and spacing, with an O for a 0 or an I for a 1, its first part alone,
 * or among other words, which are not understood then.
 */
export function readPostcode(cell: string): ReadPostcode {
  if (cell === '' || PLAIN.test(cell)) return { postcode: cell, isUnderstood: true };
  const text = cell
    .toUpperCase()
    .replace(/[\s.-]+/g, ' ')
    .trim();
  const fixed = fix(text).replace(
    LETTER_FOR_DIGIT,
    (_, before: string, letter: string) => before + (letter === 'O' ? '0' : '1'),
  );
  if (isValid(fixed)) return { postcode: fixed, isUnderstood: true };
  const [, outcode = ''] = PART.exec(text) ?? [];
  if (text === '' || validOutcode(outcode) || OTHERS.test(text))
    return { postcode: text, isUnderstood: true };
  const [only = '', ...others] = match(text);
  return { postcode: (others.length === 0 && toNormalised(only)) || '', isUnderstood: false };
}

/** By which two postcodes are compared. */
export function withoutGap(postcode: string): string {
  return postcode.replace(/\s/g, '');
}
