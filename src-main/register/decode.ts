import { Refusal } from '../store/refusal.ts';

export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1252';

/** Files people choose by mistake, by their first bytes. */
const NOT_TEXT: readonly { start: string; is: string }[] = [
  { start: '%PDF', is: 'a PDF' },
  { start: '\x89PNG', is: 'a picture' },
  { start: '\xff\xd8\xff', is: 'a photograph' },
  { start: 'GIF8', is: 'a picture' },
  { start: 'SQLite format 3', is: 'a database (perhaps a room)' },
  { start: 'PK\x03\x04', is: 'an Excel workbook or a zip file' },
  { start: '\xd0\xcf\x11\xe0', is: 'an old Excel or Word file' },
];

/**
 * Gives the text of a file as councils and parties save it: UTF-8 or UTF-16, with or without byte order mark,
 * else Windows-1252 (which includes Latin-1's letters). Line ends become plain `\n`, since one file may mix them.
 * @throws Refusal when the bytes are no text.
 */
export function decodeText(bytes: Buffer): { text: string; encoding: Encoding } {
  if (bytes.length === 0) {
    throw new Refusal('The file is empty. Ask for it again, or choose another file.');
  }
  const start = bytes.toString('latin1', 0, 16);
  const mistaken = NOT_TEXT.find((kind) => start.startsWith(kind.start));
  if (mistaken) {
    throw new Refusal(
      `The file is ${mistaken.is}, not a register. Choose the register saved as CSV (in Excel: Save As, CSV UTF-8).`,
    );
  }
  const utf16 = utf16Order(bytes);
  if (utf16) {
    const text = new TextDecoder(utf16).decode(bytes);
    return { text: text.replace(/\r\n?/g, '\n'), encoding: 'UTF-16' };
  }
  // SQLite and CSV readers alike stop at NUL; no register has one.
  if (bytes.includes(0)) {
    throw new Refusal('The file is not text, so it is no register. Choose the register saved as CSV.');
  }
  const plain = plainLineEnds(bytes);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(plain), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(plain), encoding: 'Windows-1252' };
  }
}

const CR = 13;
const LF = 10;

/** Done on bytes, which is ten times faster than replacing in a long string. */
function plainLineEnds(bytes: Buffer): Buffer {
  if (!bytes.includes(CR)) return bytes;
  const plain = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== CR) plain[length++] = byte;
    else if (bytes[at + 1] !== LF) plain[length++] = LF;
  }
  return plain.subarray(0, length);
}

/** Excel's "Unicode text" begins with a mark; without one, Latin letters leave every second byte NUL. */
function utf16Order(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 400);
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < sample.length; i += 2) {
    if (sample[i] === 0) even += 1;
    if (sample[i + 1] === 0) odd += 1;
  }
  const most = sample.length / 2 - sample.length / 10;
  if (odd > most && even === 0) return 'utf-16le';
  if (even > most && odd === 0) return 'utf-16be';
  return null;
}
