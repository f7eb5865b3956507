/** Letters that have no accent to take away, and what people without such a keyboard type for them. */
const TYPED_AS: Record<string, string> = {
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  þ: 'th',
  Þ: 'TH',
};
const OTHER_LETTERS = new RegExp(`[${Object.keys(TYPED_AS).join('')}]`, 'g');

/** A text without accents and foreign letters, so that "sian luczak" finds Siân Łuczak. */
export function plainLetters(text: string): string {
  // Nearly every text of nearly every register is plain.
  if (!/[^ -~]/.test(text)) return text;
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(OTHER_LETTERS, (letter) => TYPED_AS[letter] ?? letter);
}
