import type { LookUp } from '../../src-shared/look-up.ts';
import { isInFonts } from './font-files.ts';

const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

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
  if (isHeld(line)) return line;
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
  if (isHeld(sign)) return sign;
  const bare = sign.normalize('NFKD').replace(/\p{M}/gu, '');
  return isHeld(bare) && (bare !== '' || /\p{M}/u.test(sign)) ? bare : LEFT_OUT;
}

/** In the fonts, but of no use in a name: accents alone, which would not be over their letter, and a few signs of Greek. */
const NOT_IN_NAMES = /[\p{M}\p{Script=Greek}]/u;

function isHeld(text: string): boolean {
  return !NOT_IN_NAMES.test(text) && [...text].every(isInFonts);
}
