import { isAscii, isUtf8 } from 'node:buffer';
import { say } from '../../../src-shared/message.ts';
import { Refusal } from '../../store/refusal.ts';
import { findEntities, findGarbled, fixGarbled, type Garbled } from './garbled.ts';
import { refuseOtherKinds } from './other-kinds.ts';

export type { Garbled } from './garbled.ts';

/** The possible encodings of a file. Mac Roman only if a person chooses it. */
export const ENCODINGS = ['UTF-8', 'UTF-16', 'Windows-1252', 'UTF-8 and Windows-1252', 'Mac Roman'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export type Decoded = {
  text: string;
  encoding: Encoding;
  /** Present whether or not it was fixed. */
  garbled: Garbled | null;
};

type Options = {
  /** A person's choice, which overrides what the bytes look like. */
  encoding?: Encoding | undefined;
  /** Fixes text that an earlier wrong decoding has garbled. */
  mend?: boolean | undefined;
};

/**
 * Invisible characters that split one name into two spellings (soft hyphens, zero widths, directions), and spaces that
 * are not plain: a non-breaking one parts the digits of a number or a name's words in web pages.
 */
const INVISIBLE_OR_SPACE =
  /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|([\u00A0\u2000-\u200A\u202F\u205F\u3000])/g;
/** Byte order marks that were read as letters. */
const GARBLED_MARK = /^(?:ï»¿|Ã¯Â»Â¿)/;

/**
 * Decodes a file as councils and parties save it: UTF-8 or UTF-16, with or without byte order mark, Windows-1252
 * (which includes Latin-1's letters), or lines of both if files were joined. Line ends become plain `\n`, since one
 * file may mix them, and invisible characters are removed.
 * @throws Refusal if the bytes are not text.
 */
export function decodeText(bytes: Buffer, { encoding, mend = false }: Options = {}): Decoded {
  if (bytes.length === 0) throw isEmpty();
  refuseOtherKinds(bytes);
  // Nearly every register; it must be fast.
  if (isAscii(bytes) && !bytes.includes(0) && encoding !== 'UTF-16') {
    const text = withPlainLineEnds(bytes).toString('latin1');
    return { text, encoding: encoding ?? 'UTF-8', garbled: findEntities(text) };
  }
  const read = decodeAs(bytes, encoding);
  const raw = read.text.replace(GARBLED_MARK, '');
  const garbled = findGarbled(raw);
  // Fixed first: a garbled `í` is an Ã with a soft hyphen.
  const mended = garbled && mend ? fixGarbled(raw) : raw;
  const text = plainLineEnds(
    mended.replace(INVISIBLE_OR_SPACE, (_all, space?: string) => (space === undefined ? '' : ' ')),
  );
  if (text === '') throw isEmpty();
  return { text, encoding: read.encoding, garbled: garbled ?? findEntities(text) };
}

/**
 * The first line of a text exactly as it is, for a secret: invisible characters are kept, and no letter is guessed.
 * @throws Refusal if the bytes are not text, or a letter of the line cannot be read.
 */
export function decodeFirstLine(bytes: Buffer): string {
  refuseOtherKinds(bytes);
  const utf16 = utf16Order(bytes);
  if (!utf16 && (bytes.includes(0) || hasControls(bytes))) throw notText();
  const line = utf16 ? bytes : bytes.subarray(0, lineEndIn(bytes));
  try {
    const decoder = new TextDecoder(utf16 ?? (isUtf8(line) ? 'utf-8' : 'windows-1252'), { fatal: true });
    const [text = ''] = decoder.decode(line).split(/[\r\n]/);
    if (text !== '' && !UNREADABLE.test(text)) return text;
  } catch (error) {
    // Half a letter.
    if (!(error instanceof TypeError)) throw error;
  }
  throw notText();
}

/** Control characters except the tab, and the replacement character. */
const UNREADABLE = /(?!\t)[\p{Cc}\ufffd]/u;

function lineEndIn(bytes: Buffer): number {
  const end = bytes.findIndex((byte) => byte === LF || byte === CR);
  return end < 0 ? bytes.length : end;
}

function isEmpty(): Refusal {
  return new Refusal(say('The file is empty. Ask for it again, or choose another file.'));
}

function decodeAs(bytes: Buffer, chosen: Encoding | undefined): { text: string; encoding: Encoding } {
  const utf16 = chosen === undefined || chosen === 'UTF-16' ? utf16Order(bytes) : null;
  if (utf16 || chosen === 'UTF-16') {
    // A file cut off inside a letter has a byte too many; incomplete letters become the replacement character.
    const text = new TextDecoder(utf16 ?? 'utf-16le').decode(bytes.subarray(0, bytes.length & ~1));
    return { text: text.replaceAll('\0', ''), encoding: 'UTF-16' };
  }
  const plain = withoutStrayNuls(bytes);
  if (chosen === 'Windows-1252' || chosen === 'Mac Roman')
    return { text: oneByteEach(plain, chosen), encoding: chosen };
  if (chosen === 'UTF-8' || isUtf8(plain)) {
    return { text: new TextDecoder().decode(withPlainLineEnds(plain)), encoding: chosen ?? 'UTF-8' };
  }
  const byLine = decodeByLine(plain);
  if (chosen || (byLine.utf8 && byLine.others))
    return { text: byLine.text, encoding: 'UTF-8 and Windows-1252' };
  return { text: oneByteEach(plain, 'Windows-1252'), encoding: 'Windows-1252' };
}

function oneByteEach(bytes: Buffer, encoding: 'Windows-1252' | 'Mac Roman'): string {
  return new TextDecoder(encoding === 'Mac Roman' ? 'macintosh' : 'windows-1252').decode(bytes);
}

/** If two files were joined, their encodings may differ: each line is decoded on its own. */
function decodeByLine(bytes: Buffer): { text: string; utf8: boolean; others: boolean } {
  const lineEnd = bytes.includes(LF) ? LF : CR;
  const runs: string[] = [];
  let runFrom = 0;
  /** The encoding of the lines since `runFrom`; null while all are plain ASCII. */
  let run: 'utf-8' | 'windows-1252' | null = null;
  let utf8 = false;
  let others = false;
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(lineEnd, from);
    const to = end < 0 ? bytes.length : end + 1;
    const line = bytes.subarray(from, to);
    if (!isAscii(line)) {
      const written = isUtf8(line) ? 'utf-8' : 'windows-1252';
      if (run !== null && run !== written) {
        runs.push(new TextDecoder(run).decode(bytes.subarray(runFrom, from)));
        runFrom = from;
      }
      run = written;
      if (written === 'utf-8') utf8 = true;
      else others = true;
    }
    from = to;
  }
  runs.push(new TextDecoder(run ?? 'utf-8').decode(bytes.subarray(runFrom)));
  return { text: runs.join(''), utf8, others };
}

const CR = 13;
const LF = 10;

/** The same on the bytes, which takes a third of the time; only for encodings with one byte per line end. */
function withPlainLineEnds(bytes: Buffer): Buffer {
  if (!bytes.includes(CR)) return bytes;
  const plain = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let from = 0;
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, from)) {
    length += bytes.copy(plain, length, from, at);
    plain[length] = LF;
    length += 1;
    from = bytes[at + 1] === LF ? at + 2 : at + 1;
  }
  length += bytes.copy(plain, length, from);
  return plain.subarray(0, length);
}

function plainLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/**
 * Removes the few NULs that a faulty export leaves: SQLite and CSV readers stop at one.
 * @throws Refusal if the bytes are not text at all.
 */
function withoutStrayNuls(bytes: Buffer): Buffer {
  const most = Math.max(3, bytes.length / 1000);
  const parts: Buffer[] = [];
  let from = 0;
  // Not `filter`: it would turn a video file into a list of numbers longer than a list can be.
  for (let at = bytes.indexOf(0); at >= 0 && parts.length <= most; at = bytes.indexOf(0, from)) {
    parts.push(bytes.subarray(from, at));
    from = at + 1;
  }
  const plain = parts.length === 0 ? bytes : Buffer.concat([...parts, bytes.subarray(from)]);
  if (parts.length > most || hasControls(plain)) {
    throw notText();
  }
  return plain;
}

function notText(): Refusal {
  return new Refusal(
    say(
      'The file is not text, so it is not a register. Choose the register saved as an Excel workbook (.xlsx) or as CSV.',
    ),
  );
}

/** Text has no control characters other than tabs and line ends; other files are full of them. */
function hasControls(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, 4096);
  const controls = sample.filter((byte) => byte < 32 && byte !== 9 && byte !== LF && byte !== CR).length;
  return controls > sample.length / 100;
}

/** Excel's "Unicode text" begins with a mark. Without one, Latin letters leave every second byte NUL. */
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
