import { describe, expect, it } from 'vitest';
import { withSheets } from '../../src-main/register/file/read-file.ts';
import { decodeText } from '../../src-main/register/file/text/decode.ts';
import { StagedFile, sharedFrom } from '../../src-main/register/file/text/staged-file.ts';
import { isWorkbook, workbookAsCsv } from '../../src-main/register/file/workbook/workbook.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import { english } from '../../src-shared/message.ts';
import { csv, LAYOUTS, layoutFile, PEOPLE } from '../fixtures/layouts.ts';
import { type Cell, STYLE, workbook, zip } from '../fixtures/workbook.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

const [XPRESS = LAYOUTS[0]!] = LAYOUTS;

/** The text that one cell becomes. */
async function read(cell: Cell, options?: { from1904?: boolean }): Promise<string> {
  const { csv: text } = await workbookAsCsv(
    workbook([{ name: 'Sheet1', rows: [['x', cell, 'y']] }], options),
  );
  return text.toString().trimEnd().slice(2, -2);
}

const number = (written: string, style = STYLE.plain): Cell => ({ xml: `<v>${written}</v>`, style });

describe('a workbook', () => {
  it('is a zip that lists a workbook part, and nothing else is', () => {
    const book = workbook([{ name: 'Register', rows: [['a']] }]);
    expect(isWorkbook(book)).toBe(true);
    expect(isWorkbook(book.subarray(0, book.length - 40)), 'cut short').toBe(true);
    expect(isWorkbook(zip({ 'word/document.xml': '<w/>' }))).toBe(false);
    expect(isWorkbook(zip({ 'content.xml': '<office/>', mimetype: 'opendocument' }))).toBe(false);
    expect(isWorkbook(zip({ 'register.csv': 'xl/workbook.xml,1\n'.repeat(9) }))).toBe(false);
    expect(isWorkbook(Buffer.from('PK\x03\x04\x14\x00', 'latin1'))).toBe(false);
    expect(isWorkbook(Buffer.from(layoutFile(XPRESS)))).toBe(false);
    expect(isWorkbook(Buffer.alloc(0))).toBe(false);
  });

  it.each(LAYOUTS)('gives the same register of $name as a CSV file', async (layout) => {
    const rows = [layout.headings, ...PEOPLE.map(layout.row)].map((row) =>
      row.map((cell): Cell => (/^[1-9]\d*$/.test(cell) ? Number(cell) : cell)),
    );
    const { csv: text } = await workbookAsCsv(workbook([{ name: 'Register', rows }]));
    const result = importText(temporaryRoom(), text);
    expect(result).toMatchObject({ rows: 8, imported: 8, rejected: [], streets: 2, layout: layout.name });
  });

  it('keeps each row on its line in Excel', async () => {
    const { csv: text } = await workbookAsCsv(
      workbook([{ name: 'A', rows: [['Register'], [], [], ['a', 'b\nc'], [null, '', 'd'], [], []] }]),
    );
    expect(text.toString()).toBe('Register\n\n\na,b\u2028c\n,,d\n');
  });

  it.each([
    ['a whole number', number('12'), '12'],
    ['a whole number with a point', number('12.0'), '12'],
    ['a UPRN', number('100062356889'), '100062356889'],
    ['a UPRN in short form', number('1.00062356889E+11'), '100062356889'],
    ['a number in scientific notation', number('1E+05'), '100000'],
    ['a suffix after a point', number('888.8'), '888.8'],
    ['rounding noise of binary fractions', number('888.79999999999995'), '888.8'],
    ['more rounding noise', number('0.30000000000000004'), '0.3'],
    ['a very small number', number('1E-7'), '0.0000001'],
    ['a negative number', number('-3'), '-3'],
    ['zero', number('0'), '0'],
    ['leading zeros that Excel only shows', number('42', STYLE.fiveDigits), '00042'],
    ['a suffix whose zeros Excel only shows', number('5.01', STYLE.threeDecimals), '5.010'],
    ['a whole number shown with decimals', number('5', STYLE.threeDecimals), '5.000'],
    ['a date', number('39813', STYLE.date), '2008-12-31'],
    ['a date before Excel’s mistake of 1900', number('59', STYLE.date), '1900-02-28'],
    ['a date and a time', number('39813.5', STYLE.dateAndTime), '2008-12-31 12:00'],
    ['a month that Excel made of a number', number('41000', STYLE.monthAndYear), '2012-04-01'],
    ['a date written as one', { xml: '<v>2008-12-31T00:00:00</v>', type: 'd' } as Cell, '2008-12-31'],
    ['text', 'Siân', 'Siân'],
    ['text with leading zeros', '007', '007'],
    ['text with quotes and commas', 'Flat 3, "The Elms"', '"Flat 3, ""The Elms"""'],
    ['text in the cell itself', { xml: '<is><t>Ła</t></is>', type: 'inlineStr' } as Cell, 'Ła'],
    [
      'text in pieces',
      {
        xml: '<is><r><t>High </t></r><r><t>Street</t></r><rPh><t>x</t></rPh></is>',
        type: 'inlineStr',
      } as Cell,
      'High Street',
    ],
    ['an escaped line break', { xml: '<v>a_x000D_\nb</v>', type: 'str' } as Cell, 'a\u2028b'],
    ['a formula', { xml: '<f>A1+B1</f><v>7</v>' } as Cell, '7'],
    ['a formula of text', { xml: '<f>A1&amp;B1</f><v>KA-7</v>', type: 'str' } as Cell, 'KA-7'],
    ['a formula with an empty result', { xml: '<f>A1</f>' } as Cell, ''],
    ['true', { xml: '<v>1</v>', type: 'b' } as Cell, 'TRUE'],
    ['an error', { xml: '<v>#REF!</v>', type: 'e' } as Cell, '#REF!'],
  ])('gives %s as a person reads it', async (_what, cell, text) => {
    expect(await read(cell)).toBe(text);
  });

  it('counts days from 1904 if the workbook says so', async () => {
    expect(await read(number('38351', STYLE.date), { from1904: true })).toBe('2008-12-31');
  });

  it('may have prefixed tags, cells without addresses, and formulas without a result', async () => {
    const rows = [['a', 'b']];
    expect((await workbookAsCsv(workbook([{ name: 'A', rows }], { prefix: 'x' }))).csv.toString()).toBe(
      'a,b\n',
    );
    const bare = workbook([{ name: 'A', rows: [] }]);
    expect(bare.length).toBeGreaterThan(0);
    const parts = {
      'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="1" Type="t/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row></sheetData></worksheet>',
    };
    expect((await workbookAsCsv(zip(parts))).csv.toString()).toBe('1,2\n,3\n');
    // A formula that was never worked out is not a blank.
    const sheet =
      '<worksheet><sheetData><row><c><f>1+1</f><v/></c><c t="str"><f>A1</f><v></v></c><c><f>1+1</f><v>2</v></c></row></sheetData></worksheet>';
    const formulas = zip({ ...parts, 'xl/worksheets/sheet1.xml': sheet });
    expect((await workbookAsCsv(formulas)).csv.toString()).toBe('#CALC!,,2\n');
  });

  it('of several sheets gives the register, however short, and names the others', async () => {
    const register = [XPRESS.headings, ...PEOPLE.map(XPRESS.row)];
    const notes = Array.from({ length: 100 }, () => ['some', 'notes', 'about the streets of the ward']);
    const read = await workbookAsCsv(
      workbook([
        { name: 'Notes', rows: notes },
        { name: 'Register & more', rows: [['Register of Electors'], [], ...register] },
        { name: 'Codes', rows: [['P', 'Promise']] },
      ]),
    );
    expect(read.sheets).toEqual([{ name: 'Register & more', firstLine: 1, lastLine: 11 }]);
    expect(read.otherSheets).toEqual(['Notes', 'Codes']);
    expect(importText(temporaryRoom(), read.csv).imported).toBe(8);
  });

  const people = (from: number, to: number) => PEOPLE.slice(from, to).map(XPRESS.row);
  const names = async (sheets: Parameters<typeof workbook>[0]) => {
    const { csv: text, sheets: read, otherSheets } = await workbookAsCsv(workbook(sheets));
    return {
      text,
      read: read.map(({ name }) => name),
      otherSheets,
      lines: read.map((each) => [each.firstLine, each.lastLine]),
    };
  };

  it('of several sheets with the same headings reads them together, in their order', async () => {
    const { text, read, otherSheets, lines } = await names([
      { name: 'KA', rows: [['Register of KA'], [], XPRESS.headings, ...people(0, 2)] },
      { name: 'Notes', rows: [['P', 'Promise']] },
      { name: 'KB', rows: [XPRESS.headings, ...people(2, 8)] },
      { name: 'old', rows: [XPRESS.headings, ...people(0, 8)], hidden: true },
    ]);
    expect({ read, otherSheets, lines }).toEqual({
      read: ['KA', 'KB'],
      otherSheets: ['Notes', 'old'],
      lines: [
        [1, 5],
        [6, 12],
      ],
    });
    expect(importText(temporaryRoom(), text)).toMatchObject({ imported: 8, rejected: [] });
  });

  it('of several sheets with the same headings in another order reads each by its own', async () => {
    const turned = (row: readonly string[]) => row.toReversed();
    const { text, read } = await names([
      { name: 'one', rows: [XPRESS.headings, ...people(0, 4)] },
      { name: 'two', rows: [XPRESS.headings, ...people(4, 8)].map(turned) },
    ]);
    expect(read).toEqual(['one', 'two']);
    const all = importText(temporaryRoom(), csv([XPRESS.headings, ...people(0, 8)]));
    expect(importText(temporaryRoom(), text)).toMatchObject({
      imported: 8,
      rejected: [],
      streets: all.streets,
    });
  });

  it('leaves a copy of a sheet, and sheets with other headings, by name', async () => {
    const { read, otherSheets } = await names([
      { name: 'by street', rows: [XPRESS.headings, ...people(0, 8).toReversed()] },
      { name: 'all', rows: [['Register'], XPRESS.headings, ...people(0, 8)] },
      {
        name: 'canvass',
        rows: [
          ['Elector Number', 'Surname', 'Address1', 'VI'],
          ['KA-1', 'Evans', '1 High Street', 'P'],
        ],
      },
    ]);
    expect([read, otherSheets]).toEqual([['all'], ['by street', 'canvass']]);
  });

  it('with a sheet for each district takes the district from its name, if there is no column for it', async () => {
    const without = (row: readonly string[]) => row.slice(1);
    const numbered = (from: number, to: number) =>
      people(from, to).map((row, index) => without(row.with(1, String(index + 1))));
    const { text, read } = await names([
      { name: 'KA', rows: [['Register'], without(XPRESS.headings), ...numbered(0, 3)] },
      { name: 'KB', rows: [without(XPRESS.headings), ...numbered(3, 6)] },
    ]);
    expect(read).toEqual(['KA', 'KB']);
    const room = temporaryRoom();
    expect(importText(room, text)).toMatchObject({ imported: 6, pollingDistricts: 2, rejected: [] });
  });

  it('says which sheets were read, with their lines', async () => {
    const { notes } = await withSheets(
      workbook([
        { name: 'KA', rows: [XPRESS.headings, ...people(0, 2)] },
        { name: 'KB', rows: [XPRESS.headings, ...people(2, 8)] },
        { name: 'Notes', rows: [['P', 'Promise']] },
      ]),
    );
    expect(notes.map(({ reason }) => english(reason))).toEqual([
      '2 sheets of the workbook have the same headings and were read together: KA (lines 1 to 3), KB (lines 4 to 10).',
      'Sheets with other headings were not read: Notes. To read one, save it as a file of its own.',
    ]);
  });

  it('without a register gives the longest sheet', async () => {
    const { read } = await names([
      { name: 'short', rows: [['a', 'b']] },
      { name: 'long', rows: Array.from({ length: 9 }, () => ['a', 'b']) },
    ]);
    expect(read).toEqual(['long']);
  });

  it('keeps dates that stand between other cells, hidden rows, and the strict dialect', async () => {
    const bytes = zip({
      'xl/workbook.xml':
        '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships" conformance="strict"><sheets><sheet name="A" r:id="1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="2" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/styles" Target="styles.xml"/></Relationships>',
      'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>Flat 1</t></is></c><c r="B1" t="d" s="1"><v>2026-12-25</v></c></row><row r="2"><c r="A2" s="1"><v>46381</v></c><c r="B2" t="d"><v>2026-12-25T00:00:00.000</v></c></row></sheetData></worksheet>',
    });
    expect((await workbookAsCsv(bytes)).csv.toString()).toBe('Flat 1,2026-12-25\n2026-12-25,2026-12-25\n');
  });

  it.each([
    ['empty', workbook([{ name: 'A', rows: [] }]), /sheets are empty/],
    ['without a sheet', workbook([]), /sheets are empty/],
    ['cut short', workbook([{ name: 'A', rows: [['a']] }]).subarray(0, 900), /damaged/],
    [
      'no XML',
      zip({ 'xl/workbook.xml': '<workbook><sheets>', 'xl/_rels/workbook.xml.rels': 'x' }),
      /damaged/,
    ],
    [
      'made to fill a computer’s memory',
      zip(
        { 'xl/workbook.xml': '<workbook/>', 'xl/worksheets/sheet1.xml': '<worksheet/>' },
        { 'xl/worksheets/sheet1.xml': 4_000_000_000 },
      ),
      /more than any register/,
    ],
    [
      'one that unpacks to more than it says',
      zip(
        {
          'xl/workbook.xml': `<workbook>${' '.repeat(100_000)}</workbook>`,
          'xl/_rels/workbook.xml.rels': '<R/>',
        },
        { 'xl/workbook.xml': 20 },
      ),
      /damaged/,
    ],
  ])('is refused in a sentence if it is %s', async (_what, bytes, message) => {
    const refusal = await workbookAsCsv(bytes).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).message).toMatch(message);
  });

  it('with a password is refused with what to do about it', () => {
    const locked = Buffer.concat([
      Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    expect(isWorkbook(locked)).toBe(false);
    expect(() => decodeText(locked)).toThrow(/password/);
  });

  it('may have a stray cell far away without harm', async () => {
    const far = zip({
      'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="1" Type="t/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="1048576"><c r="A1048576"><v> </v></c></row></sheetData></worksheet>',
    });
    expect((await workbookAsCsv(far)).csv.toString()).toBe('1\n');
  });

  it('that a window sends is read from memory that threads share', async () => {
    const rows = [XPRESS.headings, ...PEOPLE.map(XPRESS.row)];
    const bytes = workbook([{ name: 'Register', rows }]);
    const sent = sharedFrom(bytes.toString('base64'));
    expect(sent.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(sent.equals(bytes)).toBe(true);
    const file = await StagedFile.of('register.xlsx', sent);
    expect(file.bytes.equals((await workbookAsCsv(bytes)).csv)).toBe(true);
  });

  it('is read without holding up anybody else', async () => {
    const rows = Array.from({ length: 4000 }, (_, at) => XPRESS.row({ ...PEOPLE[at % 7]!, number: at + 1 }));
    const bytes = workbook([{ name: 'Register', rows: [XPRESS.headings, ...rows] }]);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const { csv: text } = await workbookAsCsv(bytes);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
    expect(text.toString()).toBe(csv([XPRESS.headings, ...rows], ',', '\n').replaceAll(/,+$/gm, ''));
  });
});
