import { type Message, say } from '../../../../src-shared/message.ts';
import { Refusal } from '../../../store/refusal.ts';

/** What to do with a file of another kind. */
type Advice = 'another' | 'save as' | 'unpack';
type Kind = { is: Message; advice: Advice };

const PICTURE = say('a picture');
const COMPRESSED = say('a compressed file');
const WEB_PAGE: Kind = { is: say('a web page, perhaps with the name of a workbook'), advice: 'save as' };

/** By the first bytes, as Latin-1. */
const BY_BYTES: readonly { starts: readonly string[]; kind: Kind }[] = [
  { starts: ['%PDF'], kind: { is: say('a PDF'), advice: 'another' } },
  { starts: ['\x89PNG', 'GIF8', 'II*\0', 'MM\0*'], kind: { is: PICTURE, advice: 'another' } },
  { starts: ['\xff\xd8\xff'], kind: { is: say('a photograph'), advice: 'another' } },
  { starts: ['SQLite format 3'], kind: { is: say('a database (perhaps a room)'), advice: 'another' } },
  { starts: ['\0\x01\0\0Standard'], kind: { is: say('an Access database'), advice: 'save as' } },
  { starts: ['PAR1'], kind: { is: say('a table for data analysis (Parquet)'), advice: 'save as' } },
  {
    starts: ['\x1f\x8b', 'Rar!', '7z\xbc\xaf', 'BZh9', '\xfd7zXZ'],
    kind: { is: COMPRESSED, advice: 'unpack' },
  },
  {
    starts: ['\t\0\x04\0', '\t\x02\x06\0', '\t\x04\x06\0', '\t\x08\x08\0', '\t\x08\x10\0'],
    kind: { is: say('a very old Excel file'), advice: 'save as' },
  },
];
/** Pictures whose kind stands behind the first bytes. */
const LATER_PICTURE = /^(?:RIFF.{4}WEBP|.{4}ftyp(?:hei|mif|avif))/s;

/** By how a text begins, after a byte order mark and blanks. */
const BY_TEXT: readonly { start: RegExp; kind: Kind }[] = [
  { start: /^\{\\rtf/, kind: { is: say('a text document'), advice: 'another' } },
  {
    start:
      /^(?=<\?xml|<Workbook)[\s\S]*?(?:progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet)/,
    kind: { is: say('an XML spreadsheet of Excel 2003'), advice: 'save as' },
  },
  {
    start: /^<\?xml[\s\S]*?office:document/,
    kind: { is: say('a LibreOffice document in XML'), advice: 'save as' },
  },
  {
    start: /^(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|table|meta|style|div|script)\b/i,
    kind: WEB_PAGE,
  },
  {
    start: /^MIME-Version:|^From: <Saved by|^(?:[\w-]+: .*\r?\n)+Content-Type: multipart/i,
    kind: { is: say('an e-mail or a saved web page'), advice: 'save as' },
  },
  { start: /^<\?xml/, kind: { is: say('an XML file'), advice: 'another' } },
  { start: /^ID;P/, kind: { is: say('a SYLK spreadsheet'), advice: 'save as' } },
  { start: /^BEGIN:V(?:CARD|CALENDAR)/, kind: { is: say('a list of contacts or dates'), advice: 'another' } },
  {
    start: /^(?:--[^\n]*\n\s*)*(?:CREATE TABLE|INSERT INTO|-- MySQL dump|-- PostgreSQL database dump)\b/i,
    kind: { is: say('a dump of a database'), advice: 'another' },
  },
];

/** By the names of the files in a zip; Excel's workbooks have been read before. */
const BY_ZIP: readonly { has: RegExp; kind: Kind }[] = [
  {
    has: /opendocument\.spreadsheet/,
    kind: { is: say('a LibreOffice spreadsheet (.ods)'), advice: 'save as' },
  },
  {
    has: /opendocument\.|word\/document\.xml|ppt\/presentation/,
    kind: { is: say('a document or a presentation'), advice: 'another' },
  },
  {
    has: /Index\/Document\.iwa|Index\.zip|buildVersionHistory\.plist/,
    kind: { is: say('an Apple Numbers spreadsheet'), advice: 'save as' },
  },
  { has: /xl\/workbook\.bin/, kind: { is: say('a binary Excel workbook (.xlsb)'), advice: 'save as' } },
];
const ZIP: Kind = { is: say('a zip file'), advice: 'unpack' };

/** Old Office files, and new ones with a password. */
const COMPOUND_FILE = '\xd0\xcf\x11\xe0';
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** Characters that show what a text is. */
const HEAD = 2000;

/** @throws Refusal, which says what the file is and what to do, if it is of a kind that people choose by mistake. */
export function refuseOtherKinds(bytes: Buffer): void {
  const start = bytes.toString('latin1', 0, 64);
  if (start.startsWith(COMPOUND_FILE)) {
    throw new Refusal(
      bytes.includes(ENCRYPTED)
        ? say(
            'The workbook has a password. Open it in Excel, remove the password (File, Info, Protect Workbook), save it and choose it again.',
          )
        : say(
            'The file is an old Excel or Word file, not a register that can be read here. Open it in Excel and save it as an Excel workbook (.xlsx) or as CSV UTF-8.',
          ),
    );
  }
  const kind = kindOf(bytes, start);
  if (kind) throw new Refusal(adviceOn(kind));
}

function kindOf(bytes: Buffer, start: string): Kind | undefined {
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) {
    const names = `${bytes.toString('latin1', 0, 1 << 16)}${bytes.toString('latin1', Math.max(0, bytes.length - (1 << 16)))}`;
    return BY_ZIP.find(({ has }) => has.test(names))?.kind ?? ZIP;
  }
  const byBytes = BY_BYTES.find(({ starts }) => starts.some((each) => start.startsWith(each)));
  if (byBytes) return byBytes.kind;
  if (LATER_PICTURE.test(start)) return { is: PICTURE, advice: 'another' };
  const text = startOfText(bytes);
  return BY_TEXT.find((each) => each.start.test(text))?.kind;
}

function startOfText(bytes: Buffer): string {
  const head = bytes.subarray(0, HEAD * 2);
  const isUtf16 = head[0] === 0xff && head[1] === 0xfe;
  return (isUtf16 ? head.toString('utf16le') : head.toString('utf8'))
    .replace(/^[\ufeff\s]+/, '')
    .slice(0, HEAD);
}

function adviceOn({ is, advice }: Kind): Message {
  switch (advice) {
    case 'unpack':
      return say('The file is {{kind}}. Unpack it, and choose the file that is in it.', { kind: is });
    case 'save as':
      return say(
        'The file is {{kind}}, which cannot be read here. Open it in the program that made it, or in Excel or LibreOffice, save it as an Excel workbook (.xlsx) or as CSV, and choose that.',
        { kind: is },
      );
    case 'another':
      return say(
        'The file is {{kind}}, which cannot be read here. Choose the file saved as an Excel workbook (.xlsx) or as CSV (in Excel: Save As, CSV UTF-8).',
        { kind: is },
      );
  }
}
