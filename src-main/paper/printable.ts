import type { LookUp } from '../../src-shared/look-up.ts';

const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** The characters in the fonts of the sheets: those of Europe's languages in Latin script. */
const HELD =
  /^[ -~\u00a0-\u00ac\u00ae-\u00b4\u00b6-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126\u0127\u012a\u012b\u012e-\u0133\u0136\u0137\u0139-\u013e\u0141-\u0148\u0150-\u0155\u0158-\u015b\u015e-\u0165\u016a\u016b\u016e-\u017e\u0192\u0218-\u021b\u0237\u1e80-\u1e85\u1e9e\u1ef2\u1ef3\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122\u2212]*$/;

/** Joiners and direction marks, which are invisible. */
const UNSEEN = /[\p{Cc}\p{Cf}]/gu;
const HYPHENS = /[\u2010-\u2012\u2015]/g;

/** Printed for letters that cannot be printed. */
const LEFT_OUT = '…';

/**
 * A text as the sheets can print it: on one line, each letter combined with its accent. A letter that the fonts lack
 * loses its accents: at a door one can ask for `Nguyen`, but not for an empty frame. Letters of another script are
 * left out, and dots show that.
 */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  const line = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (HELD.test(line)) return line;
  const signs = [...line.replace(UNSEEN, '').replace(HYPHENS, '-')].map(heldSign);
  return signs.join('').replace(/…+/g, LEFT_OUT);
}

/**
 * A name as the sheets can print it. If none of its letters can be printed, a sentence takes its place: the number
 * beside it finds the name on the screen.
 */
export function printableName(name: string, t: LookUp): string {
  const text = printable(name);
  return name === '' || /[\p{L}\p{N}]/u.test(text) ? text : t('(name not printable: see screen)');
}

/** Whether a part of a name is left out on paper. */
export function isCutOnPaper(name: string): boolean {
  return !PLAIN.test(name) && printable(name).includes(LEFT_OUT) && !name.includes(LEFT_OUT);
}

function heldSign(sign: string): string {
  if (HELD.test(sign)) return sign;
  const bare = sign.normalize('NFKD').replace(/\p{M}/gu, '');
  return HELD.test(bare) && (bare !== '' || /\p{M}/u.test(sign)) ? bare : LEFT_OUT;
}
