import { describe, expect, it } from 'vitest';
import { decodeText, ENCODINGS, FileText } from '../../src-main/register/file/text/decode.ts';
import { findGarbled, mayBeGarbled } from '../../src-main/register/file/text/garbled.ts';
import { decodeOneByte, ONE_BYTE } from '../../src-main/register/file/text/one-byte.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import { encode, LAYOUTS, layoutFile } from '../fixtures/layouts.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf8 = (text: string) => Buffer.from(text);
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();

/** Why bytes are refused. Decodes once: 180 MB take a second. */
function refusalOf(bytes: Buffer): string {
  try {
    decodeText(bytes);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('the encoding of a file', () => {
  it.each([
    ['plain ASCII', utf8('Name\r\nEvans\r\n'), 'Name\nEvans\n', 'UTF-8'],
    ['UTF-8', utf8('Siân Łuczak'), 'Siân Łuczak', 'UTF-8'],
    ['UTF-8 with a byte order mark', utf8('\uFEFFSiân'), 'Siân', 'UTF-8'],
    ['Windows-1252', latin1('Si\xe2n O\x92Brien \x80'), 'Siân O’Brien €', 'Windows-1252'],
    ['UTF-16 with a byte order mark', utf16le('\uFEFFŁuczak'), 'Łuczak', 'UTF-16'],
    ['big-endian UTF-16', utf16be('\uFEFFŁuczak'), 'Łuczak', 'UTF-16'],
    [
      'UTF-16 without a byte order mark',
      utf16le('Register of Electors\r\nŁuczak,Ann\r\n'),
      'Register of Electors\nŁuczak,Ann\n',
      'UTF-16',
    ],
    [
      'big-endian UTF-16 without a byte order mark',
      utf16be('Register\rŁuczak'),
      'Register\nŁuczak',
      'UTF-16',
    ],
    ['UTF-16 with two letters', utf16le('PD'), 'PD', 'UTF-16'],
    ['big-endian UTF-16 with two letters', utf16be('PD'), 'PD', 'UTF-16'],
    [
      'UTF-16 cut off within a letter',
      Buffer.concat([utf16le('\uFEFFEvans'), Buffer.from('x')]),
      'Evans',
      'UTF-16',
    ],
    [
      'UTF-16 with half a letter',
      Buffer.concat([utf16le('\uFEFFa'), Buffer.from([0, 0xd8]), utf16le('b')]),
      'a\uFFFDb',
      'UTF-16',
    ],
  ])('is recognised in %s', (_what, bytes, text, encoding) => {
    expect(decodeText(bytes)).toMatchObject({ text, encoding, garbled: null });
  });

  it('is decided line by line if two files were joined', () => {
    const bytes = Buffer.concat([
      utf8('Number,Name\r\n1,Siân\r\n'),
      latin1('2,Si\xe2n\r\n3,Ann\r\n'),
      utf8('4,Łukasz\r\n'),
    ]);
    expect(decodeText(bytes)).toEqual({
      text: 'Number,Name\n1,Siân\n2,Siân\n3,Ann\n4,Łukasz\n',
      encoding: 'UTF-8 and Windows-1252',
      garbled: null,
    });
  });

  it('can be chosen by a person', () => {
    expect(decodeText(utf8('Siân'), { encoding: 'Windows-1252' }).text).toBe('SiÃ¢n');
    expect(decodeText(latin1('Si\x89n'), { encoding: 'Mac Roman' }).text).toBe('Siân');
    expect(decodeText(latin1('Si\xe2n'), { encoding: 'UTF-8' }).text).toBe('Si\uFFFDn');
    expect(decodeText(utf16le('Ł'), { encoding: 'UTF-16' }).text).toBe('Ł');
    for (const encoding of ENCODINGS.filter((each) => each !== 'UTF-16')) {
      expect(decodeText(utf8('Evans\n'), { encoding })).toEqual({ text: 'Evans\n', encoding, garbled: null });
    }
  });

  it.each([
    ['Siân,Zoë', 'Windows-1252', 'Si\xe2n,Zo\xeb'],
    ['Siân,Zoë', 'Mac Roman', 'Si\x89n,Zo\x91'],
    ['Siân,Zoë', 'CP850', 'Si\x83n,Zo\x89'],
    ['José Muñoz', 'Windows-1252', 'Jos\xe9 Mu\xf1oz'],
    ['José Muñoz', 'Mac Roman', 'Jos\x8e Mu\x96oz'],
    ['José Muñoz', 'CP850', 'Jos\x82 Mu\xa4oz'],
    ['JOSÉ,SIÂN', 'Windows-1252', 'JOS\xc9,SI\xc2N'],
    ['JOSÉ,SIÂN', 'Mac Roman', 'JOS\x83,SI\xe5N'],
    ['JOSÉ,SIÂN', 'CP850', 'JOS\x90,SI\xb6N'],
    ['Zoë', 'Windows-1252', 'Zo\xeb'],
    ['Zoë', 'Mac Roman', 'Zo\x91'],
    ['Zoë', 'CP850', 'Zo\x89'],
    ['SIÔN', 'Windows-1252', 'SI\xd4N'],
    ['SIÔN', 'Mac Roman', 'SI\xefN'],
    ['SIÔN', 'CP850', 'SI\xe2N'],
    ['Renée', 'Windows-1252', 'Ren\xe9e'],
    ['Renée', 'Mac Roman', 'Ren\x8ee'],
    ['Renée', 'CP850', 'Ren\x82e'],
    ['O’Brien', 'Windows-1252', 'O\x92Brien'],
    ['O’Brien', 'Mac Roman', 'O\xd5Brien'],
    ['King’s Road', 'Windows-1252', 'King\x92s Road'],
    ['King’s Road', 'Mac Roman', 'King\xd5s Road'],
    ['12–14 High Street', 'Windows-1252', '12\x9614 High Street'],
    ['12–14 High Street', 'Mac Roman', '12\xd014 High Street'],
    ['Owes £5', 'Windows-1252', 'Owes \xa35'],
    ['Owes £5', 'CP850', 'Owes \x9c5'],
    ['12½ High Street', 'Windows-1252', '12\xbd High Street'],
    ['12½ High Street', 'CP850', '12\xab High Street'],
    ['Müller', 'Windows-1252', 'M\xfcller'],
    ['Müller', 'Mac Roman', 'M\x9fller'],
    ['Müller', 'CP850', 'M\x81ller'],
    ['Seán Ó Súilleabháin', 'Windows-1252', 'Se\xe1n \xd3 S\xfailleabh\xe1in'],
    ['Seán Ó Súilleabháin', 'Mac Roman', 'Se\x87n \xee S\x9cilleabh\x87in'],
    ['Seán Ó Súilleabháin', 'CP850', 'Se\xa0n \xe0 S\xa3illeabh\xa0in'],
    ['Tŷ Gwyn', 'ISO 8859-14', 'T\xfe Gwyn'],
    ['Côr y Castell', 'Windows-1252', 'C\xf4r y Castell'],
    ['Côr y Castell', 'Mac Roman', 'C\x99r y Castell'],
    ['Côr y Castell', 'CP850', 'C\x93r y Castell'],
    ['LÔN LAS', 'Windows-1252', 'L\xd4N LAS'],
    ['LÔN LAS', 'Mac Roman', 'L\xefN LAS'],
    ['LÔN LAS', 'CP850', 'L\xe2N LAS'],
    ['Åsa', 'Windows-1252', '\xc5sa'],
    ['Åsa', 'Mac Roman', '\x81sa'],
    ['Åsa', 'CP850', '\x8fsa'],
    ['Élodie', 'Windows-1252', '\xc9lodie'],
    ['Élodie', 'Mac Roman', '\x83lodie'],
    ['Élodie', 'CP850', '\x90lodie'],
    ['Plâs', 'Windows-1252', 'Pl\xe2s'],
    ['Plâs', 'Mac Roman', 'Pl\x89s'],
    ['Plâs', 'CP850', 'Pl\x83s'],
  ])('is decided by the letters: %s in %s', (text, encoding, bytes) => {
    expect(decodeText(latin1(`Surname\n${bytes}\n`))).toMatchObject({ text: `Surname\n${text}\n`, encoding });
  });

  it('is decided for the whole file, with the words that show it, unless a person chooses', () => {
    const lines = ['Si\x89n', 'O\xd5Brien', 'Jos\x8e', 'High\xcaStreet', ...Array(5000).fill('Evans')];
    const bytes = latin1(lines.join('\n'));
    const { encoding, evidence } = new FileText(bytes);
    expect([encoding, evidence]).toEqual([
      'Mac Roman',
      { words: ['Siân', 'O’Brien', 'José'], otherwise: ['Si‰n', 'OÕBrien', 'JosŽ'] },
    ]);
    const chosen = new FileText(bytes, { encoding: 'CP850' });
    expect([chosen.encoding, chosen.evidence, chosen.start.slice(0, 4)]).toEqual(['CP850', null, 'Siën']);
    expect(new FileText(latin1('Si\xe2n')).evidence).toBe(null);
  });

  it('has each of its characters', () => {
    for (const encoding of ONE_BYTE) {
      const all = decodeOneByte(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), encoding);
      expect([[...all].length, new Set(all).size]).toEqual([256, 256]);
    }
  });

  it('brings no invisible letters into the text', () => {
    expect(decodeText(utf8('Jo\u00ADnes\u200B,\u202AAnn\u202C\uFEFF,E\u2060v')).text).toBe('Jones,Ann,Ev');
    expect(decodeText(utf8('ï»¿Surname')).text).toBe('Surname');
  });

  it('may have the few NULs of a faulty export, which are dropped', () => {
    expect(decodeText(utf8(`Name\n${'Evans\n'.repeat(500)}Jo\0nes\n`)).text).toMatch(/Jones\n$/);
    expect(decodeText(latin1(`Name\n${'Si\xe2n\n'.repeat(500)}Jo\0nes\n`)).text).toMatch(/Siân\nJones\n$/);
  });

  it.each([
    ['nothing', Buffer.alloc(0), /empty/],
    ['a byte order mark and nothing else', utf8('\uFEFF'), /empty/],
    ['a PDF', utf8('%PDF-1.7 …'), /a PDF/],
    ['a zip', latin1('PK\x03\x04\x14\x00\x06\x00'), /a zip file. Unpack it/],
    [
      'a LibreOffice spreadsheet',
      latin1('PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet'),
      /\.ods.*save it as an Excel workbook/,
    ],
    ['an Apple Numbers spreadsheet', latin1('PK\x03\x04Index/Document.iwa'), /Numbers.*save it as/],
    ['a binary workbook', latin1('PK\x03\x04xl/workbook.bin'), /\.xlsb.*save it as/],
    ['a Word document', latin1('PK\x03\x04word/document.xml'), /a document.*Choose the file/],
    ['a compressed file', latin1('\x1f\x8b\x08\0'), /compressed.*Unpack/],
    ['a photograph from a telephone', latin1('\0\0\0\x18ftypheic\0\0\0\0'), /a picture/],
    ['an Access database', latin1('\0\x01\0\0Standard ACE DB\0'), /Access.*save it as/],
    [
      'an XML spreadsheet',
      utf8(
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
      ),
      /XML spreadsheet of Excel 2003.*save it as/,
    ],
    [
      'the same in UTF-16',
      utf16le('\ufeff<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'),
      /XML spreadsheet/,
    ],
    [
      'a table of a web page with the name of a workbook',
      utf8('\ufeff\r\n <table border=1><tr><td>PD</td></tr></table>'),
      /web page.*save it as/,
    ],
    [
      'a saved e-mail',
      utf8('From: ero@example.org\r\nSubject: Register\r\nContent-Type: multipart/mixed; boundary=x\r\n'),
      /e-mail/,
    ],
    ['contacts', utf8('BEGIN:VCARD\r\nVERSION:3.0'), /contacts/],
    ['a SYLK spreadsheet', utf8('ID;PWXL;N;E\r\nC;Y1;X1;K"PD"'), /SYLK/],
    ['a dump of a database', utf8('-- MySQL dump 10.13\nCREATE TABLE x (y INT);'), /dump of a database/],
    [
      'a workbook with a password',
      Buffer.concat([latin1('\xd0\xcf\x11\xe0'), Buffer.from('EncryptedPackage', 'utf16le')]),
      /has a password/,
    ],
    ['an old Excel file', latin1(`\xd0\xcf\x11\xe0${'x'.repeat(99)}`), /old Excel/],
    ['a web page', utf8('<!DOCTYPE html><html>'), /web page/],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 3, 0, 62, 0]), /not text/],
    ['a film of 20 MB', Buffer.alloc(20_000_000, Buffer.from('00ff41420d0a80', 'hex')), /not text/],
    ['many NULs', utf8('Evans\0\0\0\0\0Jones\0\0\0\0\0'), /not text/],
    ['control characters', latin1('\x01\x02\x03\x04\xff\xfa\x05'), /not text/],
  ])('is not guessed for %s', (_what, bytes, message) => {
    expect(refusalOf(bytes)).toMatch(message);
  });

  it('is found for a file of 100,000 lines', () => {
    const line = 'KA,1234,0,A,,Surname,Forename,ZZ1 1AA,12 Some Street,Littleton,Anytown,,,,\r\n';
    const { text, encoding } = decodeText(utf8(line.repeat(100_000)));
    expect([text.length, encoding]).toEqual([(line.length - 1) * 100_000, 'UTF-8']);
  });
});

describe('text garbled by an earlier wrong decoding', () => {
  it('is never overlooked by its bytes', () => {
    const garbled = (text: string) => findGarbled([text]) !== null;
    const bytes = Array.from({ length: 128 }, (_, index) => Uint8Array.of(index + 128));
    const letters = (encoding: string) => bytes.map((byte) => new TextDecoder(encoding).decode(byte));
    const controls = bytes.map((_, index) => String.fromCharCode(index + 128));
    const all = new Set([...letters('windows-1252'), ...controls]);
    const pairs = [...all].flatMap((one) => [...all].map((other) => `e${one}${other}`));
    const long = ['ï»¿', 'ðŸ˜€', 'ðŸ\x98\x80', 'á¸\x80', 'áº‚'];
    const found = [...pairs, ...long].filter(garbled);
    expect(found.length).toBeGreaterThan(300);
    expect(found.filter((text) => !mayBeGarbled(utf8(text)))).toEqual([]);
    expect(mayBeGarbled(utf8('Şükrü, Siân, Łuczak'))).toBe(false);
  });

  it.each([
    ['SiÃ¢n', 'Siân'],
    ['Å\u0081ukasz', 'Łukasz'],
    ['Åukasz'.replace('Å', 'Å\u0081'), 'Łukasz'],
    ['TomÃ¡Å¡', 'Tomáš'],
    ['GaidytÄ—', 'Gaidytė'],
    ['Ä\u0090á»©c', 'Đức'],
    ['LlÅ·r', 'Llŷr'],
    ['GarcÃ\u00ADa', 'García'],
    ['Oâ€™Brien', 'O’Brien'],
    ['IonuÈ›', 'Ionuț'],
    ['Â£5', '£5'],
    ['SiÃƒÂ¢n', 'Siân'],
    ['Ã…Â\u0081ukasz', 'Łukasz'],
    ['OÃ¢â‚¬â„¢Brien', 'O’Brien'],
  ])('such as %s is found, and corrected only on request', (garbled, right) => {
    const bytes = utf8(`Surname,Forename\nEvans,${garbled}\nJones,Ann\n`);
    const unchanged = decodeText(bytes);
    expect(unchanged.garbled).toEqual({ cells: 1, example: garbled, mended: right });
    expect(decodeText(bytes, { mend: true }).text).toBe(`Surname,Forename\nEvans,${right}\nJones,Ann\n`);
  });

  it.each([
    'Siân',
    'Łukasz',
    'JOÃO',
    'IRMÃ',
    'Ã',
    'Åsa',
    'ÅSA',
    'CAFÉ’S',
    'É – È',
    'Łódź',
    'Şükrü',
    'Ŵyn',
    'GRÜßE',
    '£5',
    '12 · 14',
    'Ångström',
    'Fañch',
    'Zoë’s',
    'ÄRZTE',
    'Côte d’Azur',
    'Â',
    'naïve',
    'Æthel',
    'Ó Súilleabháin',
  ])('is not seen in %s', (right) => {
    const bytes = utf8(`Surname\n${right}\n`);
    expect(decodeText(bytes, { mend: true })).toEqual({
      text: `Surname\n${right}\n`,
      encoding: 'UTF-8',
      garbled: null,
    });
  });

  it('is counted by lines', () => {
    const lines = Array.from({ length: 50 }, (_, at) => (at % 5 === 0 ? 'SiÃ¢n,SiÃ¢n' : 'Siân,Ann'));
    expect(decodeText(utf8(lines.join('\n'))).garbled).toEqual({
      cells: 10,
      example: 'SiÃ¢n',
      mended: 'Siân',
    });
  });

  it('can be corrected in every layout', () => {
    for (const layout of LAYOUTS) {
      const text = layoutFile(layout, ',', '\n');
      const garbled = utf8(new TextDecoder('windows-1252').decode(encode(text, 'utf8')));
      expect(decodeText(garbled, { mend: true }).text).toBe(text);
    }
  });
});
