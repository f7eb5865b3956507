/** Letters that have no accent to take away, and what people without such a keyboard type for them. */
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
 * A text in small letters without accents and foreign letters, so that "SIAN luczak" finds Siân Łuczak. The same comes
 * of a text in capitals and of any beginning of it.
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
 * Several letters have one capital (both sigmas, all kinds of Cyrillic в), so the way to the small letter goes by it;
 * one letter at a time, as the last sigma of a word becomes another than one in the middle.
 */
function smallLetter(letter: string): string {
  return letter.toUpperCase().toLowerCase();
}
