import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Arguments } from '../../src-main/cli/arguments.ts';
import { damaged } from './mutate.ts';
import { must, type Target, unlessRefused } from './target.ts';

const LINE = /(?!\t)[\p{Cc}\p{Cs}\ufffd]/u;

/** A passphrase: no line end and no control character. */
const passphrase = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
    fc.constantFrom(
      'tŷ ar y graig',
      'correct horse battery',
      '👩‍💻 writes at night',
      'caf\u00e9 au lait glac\u00e9',
    ),
  )
  .filter(
    (text) => text.trim() !== '' && !LINE.test(text) && !text.startsWith('\ufeff') && !isOfAnotherKind(text),
  );

/** A text that begins like another kind of file is refused, as it may be. */
function isOfAnotherKind(text: string): boolean {
  return /^(?:%PDF|GIF8|SQLite format 3|Rar!|\{\\rtf|<html|<!DOCTYPE|PK)/.test(text);
}

const WRITTEN: Record<string, (text: string) => Buffer> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a byte order mark': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'big-endian UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
};

const whole = fc.record({
  text: passphrase,
  written: fc.constantFrom(...Object.keys(WRITTEN)),
  after: fc.constantFrom('', '\n', '\r\n', '\r', '\nnot this', '\r\nnor this ŵ\r\n'),
});

const SEEDS = [
  ...Object.values(WRITTEN).map((write) => write('tŷ ar y graig\r\nnot this\r\n')),
  Buffer.from('caf\u00e9 au lait glac\u00e9\n', 'latin1'),
  Buffer.from('three random words', 'utf16le'),
];

const anything = fc.oneof(
  damaged(SEEDS, [
    '\n',
    '\r\n',
    '\0',
    '\ufeff',
    '\u200d',
    '\u00ad',
    Buffer.from([0xff, 0xfe]),
    Buffer.from([0x81, 0xe9]),
  ]),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
);

export const secretFiles: Target = {
  name: 'secret-files',
  holds:
    'the first line of a file with a passphrase is read as it is, in any encoding; any other bytes are refused or read whole',
  runsPerSeed: 500,
  property(folder) {
    const file = join(folder, 'words.txt');
    const read = (bytes: Buffer) => {
      writeFileSync(file, bytes);
      return unlessRefused(() =>
        new Arguments(['--passphrase-file', file], ['passphrase-file']).secretIn('passphrase-file'),
      );
    };
    return fc.asyncProperty(whole, anything, async ({ text, written, after }, bytes) => {
      const found = read(WRITTEN[written]?.(text + after) ?? Buffer.alloc(0));
      must(found === text, `${JSON.stringify(text)} in ${written} is read, not ${JSON.stringify(found)}`);
      const any = read(bytes);
      if (any === undefined) return;
      must(!LINE.test(any), `${JSON.stringify(any)} has no control character and no half letter`);
      must(
        isFirstLine(any, bytes),
        `${JSON.stringify(any)} is the whole first line of ${bytes.toString('hex')}`,
      );
    });
  },
};

const LATIN = new TextDecoder('windows-1252');

/** Whether the bytes begin with this text and then end, or continue on another line. */
function isFirstLine(text: string, bytes: Buffer): boolean {
  return (
    Object.values(WRITTEN)
      .concat(
        (each) => Buffer.from(each, 'utf16le'),
        (each) => Buffer.from(each, 'utf16le').swap16(),
      )
      .some((write) =>
        ['', '\n', '\r'].some((end) => {
          const start = write(text + end);
          return start.equals(end === '' ? bytes : bytes.subarray(0, start.length));
        }),
      ) || LATIN.decode(bytes).split(/[\r\n]/)[0] === text
  );
}
