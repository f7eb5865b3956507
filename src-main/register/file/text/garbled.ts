import { isAscii } from 'node:buffer';
import { HTML_ENTITY, withoutEntities } from './html-entities.ts';

/** Text that was UTF-8, was read as Windows-1252 and then saved: `Siân` has become `SiÃ¢n`. */
export type Garbled = {
  /** Lines with garbled text. */
  cells: number;
  /** The first garbled word, and what it was. */
  example: string;
  mended: string;
};

const WINDOWS_1252 = new TextDecoder('windows-1252');

/** The byte that a character of such text was: by Windows-1252, and by Latin-1, in which 80 to 9F are controls. */
const BYTE_OF = new Map<string, number>();
for (let byte = 0x80; byte <= 0xff; byte += 1) {
  BYTE_OF.set(String.fromCharCode(byte), byte);
  BYTE_OF.set(WINDOWS_1252.decode(Uint8Array.of(byte)), byte);
}

/** Any character that may be a later byte of a letter (80 to BF). */
const LATER = `[${[...BYTE_OF].flatMap(([character, byte]) => (byte < 0xc0 ? [character] : [])).join('')}]`;

/**
 * What letters of UK registers turn into, and nothing more: `É’` of `CAFÉ’S` would be a letter in UTF-8 too, but of
 * no name, while no name has `Ã`, `Ä` or `Å` before a sign.
 */
const GARBLED = new RegExp(
  [
    '[ÃÄÅ]@', // À to ſ: â, ł, ş, ŵ …
    'Â[\\u0080-\\u00BF]', // a non-breaking space, £, and what a second garbling leaves
    'È[\\u0098-\\u009B˜™š›]', // Ș ș Ț ț
    'Æ[¡¯°]', // ơ Ư ư
    'á[¸-»]@', // ẁ ẃ ẅ ỳ and Vietnamese
    'â[\\u0080-\\u0084€‚ƒ„]@', // ’ – “ …
    '(?<=[A-Za-z])Ì[\\u0080-\\u0082\\u0087\\u0088\\u008A§€‚‡ˆŠ]', // accents written apart from their letter
    'ï»¿', // a byte order mark
    'ðŸ@@', // a small picture in a note
  ]
    .join('|')
    .replaceAll('@', LATER),
  'g',
);

/** How the first two characters of what is garbled begin in UTF-8. */
const GARBLED_BYTES = /\xc3[\x82-\xb0][\xc2\xc5\xc6\xcb\xe2]/;

/** A text garbled three times over has never been seen. */
const MOST_TIMES = 3;

const WORD_END = /[\s,;|"]/;

/** Whether UTF-8 may have garbled text, so that the rest need not be decoded to look for it. */
export function mayBeGarbled(utf8: Buffer): boolean {
  return !isAscii(utf8) && GARBLED_BYTES.test(utf8.toString('latin1'));
}

/** Finds garbled text; null if there is none. */
export function findGarbled(pieces: Iterable<string>): Garbled | null {
  const found = findEach(pieces, GARBLED);
  return found && { ...found, mended: fixGarbled(found.example) };
}

/** Finds codes of web pages (`O&#39;Dowd`), which are replaced in cells (`CellCleaner`); null if there are none. */
export function findEntities(pieces: Iterable<string>): Garbled | null {
  const found = findEach(pieces, new RegExp(HTML_ENTITY, 'gi'));
  return found && { ...found, mended: withoutEntities(found.example) };
}

function findEach(pieces: Iterable<string>, pattern: RegExp): { cells: number; example: string } | null {
  let lines = 0;
  let example = '';
  for (const text of pieces) {
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
      if (lines === 0) example = wordAt(text, found.index, found.index + found[0].length);
      lines += 1;
      const end = text.indexOf('\n', found.index);
      if (end < 0) break;
      pattern.lastIndex = end;
    }
  }
  return lines === 0 ? null : { cells: lines, example };
}

/** Fixes garbled text. Other text stays as it is. */
export function fixGarbled(text: string): string {
  let mended = text;
  for (let times = 0; times < MOST_TIMES; times += 1) {
    const before = mended;
    mended = before.replace(GARBLED, readAgain);
    if (mended === before) break;
  }
  return mended;
}

function readAgain(garbled: string): string {
  return Buffer.from([...garbled].map((character) => BYTE_OF.get(character) ?? 0)).toString('utf8');
}

/** The word at a place in a text, of at most about forty characters. */
function wordAt(text: string, start: number, end: number): string {
  let from = start;
  while (from > start - 20 && !WORD_END.test(text.charAt(from - 1) || ' ')) from -= 1;
  let to = end;
  while (to < end + 20 && !WORD_END.test(text.charAt(to) || ' ')) to += 1;
  return text.slice(from, to);
}
