/** Letters without a separable accent, and what people without such a keyboard type for them. */
const TYPED_AS: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};
const OTHER_LETTERS = new RegExp(`[${Object.keys(TYPED_AS).join('')}]`, 'g');

/**
 * A text in small letters without accents and foreign letters, so that "SIAN luczak" finds Siân Łuczak. Text in
 * capitals, and any beginning of a text, gives the matching result.
 */
export function plainLetters(text: string): string {
  // Nearly every text of nearly every register is plain.
  if (!/[^ -~]/.test(text)) return text.toLowerCase();
  return Array.from(text.normalize('NFKD'), smallLetter)
    .join('')
    .replace(/\p{M}/gu, '')
    .replace(OTHER_LETTERS, (letter) => TYPED_AS[letter] ?? letter);
}

/**
 * Several letters have the same capital (both sigmas, all kinds of Cyrillic в), so convert to capitals first; and
 * letter by letter, since the last sigma of a word has another small form than one in the middle.
 */
function smallLetter(letter: string): string {
  return letter.toUpperCase().toLowerCase();
}
