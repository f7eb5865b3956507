import { isAscii, isUtf8 } from 'node:buffer';
import { say } from '../../../../src-shared/message.ts';
import { Refusal } from '../../../store/refusal.ts';
import { HEAD, type Pieces } from './csv.ts';
import { findEntities, findGarbled, fixGarbled, type Garbled, mayBeGarbled } from './garbled.ts';
import { decodeOneByte, type EncodingEvidence, guessOneByte, ONE_BYTE, type OneByte } from './one-byte.ts';
import { refuseOtherKinds } from './other-kinds.ts';

export type { Garbled } from './garbled.ts';

/** The possible encodings of a file. */
export const ENCODINGS = ['UTF-8', 'UTF-16', 'UTF-8 and Windows-1252', ...ONE_BYTE] as const;
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
 * The text of a file as councils and parties save it: UTF-8 or UTF-16, with or without byte order mark, Windows-1252
 * (which includes Latin-1's letters), lines of both if files were joined, or what old Macs and DOS wrote. Line ends are plain `\n`, since one file
 * may mix them, and invisible characters are removed. It is decoded piece by piece, each time that it is read.
 */
export class FileText implements Pieces {
  readonly encoding: Encoding;
  /** If the encoding is unusual and nobody chose it. */
  readonly evidence: EncodingEvidence | null;
  readonly start: string;
  /** UTF-8. */
  readonly #bytes: Buffer;
  readonly #mend: boolean;

  /** @throws Refusal if the bytes are not text. */
  constructor(bytes: Buffer, { encoding, mend = false }: Options = {}) {
    if (bytes.length === 0) throw isEmpty();
    refuseOtherKinds(bytes);
    const read = asUtf8(bytes, encoding);
    this.encoding = read.encoding;
    this.evidence = read.evidence ?? null;
    this.#bytes = read.utf8;
    this.#mend = mend;
    let start = '';
    for (const { text } of this.pieces()) {
      start += text;
      if (start.length > START) break;
    }
    if (start === '') throw isEmpty();
    this.start = start;
  }

  /** `isWanted` chooses pieces by their bytes. */
  *pieces(isWanted?: (bytes: Buffer) => boolean): Generator<{ text: string; isLast: boolean }> {
    for (const { text, isPlain, isLast } of this.#decoded(isWanted)) {
      if (isPlain) yield { text, isLast };
      else {
        // Fixed first: a garbled `í` is an Ã with a soft hyphen.
        const mended = this.#mend ? fixGarbled(text) : text;
        yield { text: mended.replace(INVISIBLE_OR_SPACE, plainSpace), isLast };
      }
    }
  }

  /** All of it in one string, for a short file. */
  whole(): string {
    return [...this.pieces()].map(({ text }) => text).join('');
  }

  /** Garbled text, whether or not it is fixed; null if there is none. */
  garbled(): Garbled | null {
    return (
      findGarbled(this.#texts(this.#decoded(mayBeGarbled))) ??
      findEntities(this.#texts(this.pieces((bytes) => bytes.includes('&'))))
    );
  }

  countLines(): number {
    const bytes = this.#bytes;
    let lines = 0;
    for (let at = 0; at < bytes.length; at += 1)
      if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) lines += 1;
    return bytes.at(-1) === LF || bytes.at(-1) === CR ? lines : lines + 1;
  }

  *#texts(pieces: Iterable<{ text: string }>): Generator<string> {
    for (const { text } of pieces) yield text;
  }

  /** As they are written, but for line ends. `isPlain`: in ASCII, as nearly every register. */
  *#decoded(
    isWanted: (bytes: Buffer) => boolean = () => true,
  ): Generator<{ text: string; isPlain: boolean; isLast: boolean }> {
    const decoder = new TextDecoder();
    let to = 0;
    for (let from = 0; from < this.#bytes.length; from = to) {
      to = endOfPiece(this.#bytes, from);
      const bytes = this.#bytes.subarray(from, to);
      if (!isWanted(bytes)) continue;
      const isPlain = isAscii(bytes);
      const text = withPlainLineEnds(isPlain ? bytes.toString('latin1') : decoder.decode(bytes));
      yield {
        text: from === 0 && !isPlain ? text.replace(GARBLED_MARK, '') : text,
        isPlain,
        isLast: to === this.#bytes.length,
      };
    }
  }
}

/**
 * Bytes decoded at a time: enough to be fast, and so few that their lines are garbage before it is collected. With
 * eight times as many, a county's register needs 80 MB more.
 */
const PIECE = 1 << 14;

/** Enough for the preview, and for the readers of the first records. */
const START = 2 * HEAD;

/** Whole lines, about as many bytes as a piece has. */
function endOfPiece(bytes: Buffer, from: number): number {
  if (bytes.length - from <= PIECE) return bytes.length;
  const piece = bytes.subarray(from, from + PIECE);
  let last = piece.lastIndexOf(LF);
  if (last < 0) last = piece.lastIndexOf(CR);
  if (last < 0) last = bytes.subarray(from).findIndex((byte) => byte === LF || byte === CR);
  if (last < 0) return bytes.length;
  const end = from + last;
  return bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1;
}

function plainSpace(_all: string, space: string | undefined): string {
  return space === undefined ? '' : ' ';
}

/** A short text, decoded as `FileText` does. @throws Refusal if the bytes are not text. */
export function decodeText(bytes: Buffer, options: Options = {}): Decoded {
  const text = new FileText(bytes, options);
  return { text: text.whole(), encoding: text.encoding, garbled: text.garbled() };
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

type AsUtf8 = { utf8: Buffer; encoding: Encoding; evidence?: EncodingEvidence | null };

function asUtf8(bytes: Buffer, chosen: Encoding | undefined): AsUtf8 {
  if (isAscii(bytes) && !bytes.includes(0) && chosen !== 'UTF-16')
    return { utf8: bytes, encoding: chosen ?? 'UTF-8' };
  const utf16 = chosen === undefined || chosen === 'UTF-16' ? utf16Order(bytes) : null;
  if (utf16 || chosen === 'UTF-16') {
    // A file cut off inside a letter has a byte too many; incomplete letters become the replacement character.
    const text = new TextDecoder(utf16 ?? 'utf-16le').decode(bytes.subarray(0, bytes.length & ~1));
    return { utf8: Buffer.from(text.replaceAll('\0', '')), encoding: 'UTF-16' };
  }
  const plain = withoutStrayNuls(bytes);
  if (isOneByte(chosen)) return { utf8: Buffer.concat(oneByteAsUtf8(plain, chosen)), encoding: chosen };
  if (chosen === 'UTF-8' || isUtf8(plain)) return { utf8: plain, encoding: chosen ?? 'UTF-8' };
  const runs = runsOfLines(plain);
  if (chosen || new Set(runs.map(({ utf8 }) => utf8)).size > 1) {
    const parts = runs.flatMap((run) => (run.utf8 ? [run.bytes] : oneByteAsUtf8(run.bytes, 'Windows-1252')));
    return { utf8: Buffer.concat(parts), encoding: 'UTF-8 and Windows-1252' };
  }
  const { encoding, evidence } = guessOneByte(plain);
  return { utf8: Buffer.concat(oneByteAsUtf8(plain, encoding)), encoding, evidence };
}

/** In parts: the text of a county, or of all its lines, needs several times the memory of its bytes. */
function oneByteAsUtf8(bytes: Buffer, encoding: OneByte): Buffer[] {
  const parts: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += PIECE)
    parts.push(Buffer.from(decodeOneByte(bytes.subarray(from, from + PIECE), encoding)));
  return parts;
}

function isOneByte(encoding: Encoding | undefined): encoding is OneByte {
  return ONE_BYTE.some((each) => each === encoding);
}

/** If two files were joined, their encodings may differ: lines that follow one another and have the same. */
function runsOfLines(bytes: Buffer): { bytes: Buffer; utf8: boolean }[] {
  const lineEnd = bytes.includes(LF) ? LF : CR;
  const runs: { bytes: Buffer; utf8: boolean }[] = [];
  let runFrom = 0;
  /** Of the lines since `runFrom`; null while all are plain ASCII. */
  let run: boolean | null = null;
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(lineEnd, from);
    const to = end < 0 ? bytes.length : end + 1;
    const line = bytes.subarray(from, to);
    if (!isAscii(line)) {
      const written = isUtf8(line);
      if (run !== null && run !== written) {
        runs.push({ bytes: bytes.subarray(runFrom, from), utf8: run });
        runFrom = from;
      }
      run = written;
    }
    from = to;
  }
  runs.push({ bytes: bytes.subarray(runFrom), utf8: run ?? true });
  return runs;
}

const CR = 13;
const LF = 10;

function withPlainLineEnds(text: string): string {
  if (!text.includes('\r')) return text;
  const plain = text.replaceAll('\r\n', '\n');
  return plain.includes('\r') ? plain.replaceAll('\r', '\n') : plain;
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
      'The file is not text, so it cannot be read. Choose the file saved as an Excel workbook (.xlsx) or as CSV.',
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
