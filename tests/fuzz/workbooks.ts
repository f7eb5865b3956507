import fc from 'fast-check';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { readWorkbook } from '../../src-main/register/file/workbook/read-workbook.ts';
import { isWorkbook } from '../../src-main/register/file/workbook/workbook.ts';
import { LAYOUTS, PEOPLE } from '../fixtures/layouts.ts';
import { workbook, zip } from '../fixtures/workbook.ts';
import { damaged } from './mutate.ts';
import { POLLING_DAY } from './rooms.ts';
import { must, type Target, unlessRefused, unlessRefusedLater } from './target.ts';

const BOOKS: readonly Buffer[] = LAYOUTS.slice(0, 6).map((layout, place) =>
  workbook(
    [
      { name: 'Notes', rows: [['Register of electors'], [], ['Printed', 45_000]], hidden: place % 2 === 0 },
      {
        name: 'Register',
        rows: [layout.headings, ...PEOPLE.map(layout.row)].map((row, line) =>
          line % 3 === 1 ? row.map((cell) => (/^\d+$/.test(cell) ? Number(cell) : cell)) : row,
        ),
      },
    ],
    { from1904: place % 3 === 0, prefix: place % 2 === 0 ? '' : 'x' },
  ),
);

/** The parts of a workbook, before they are packed: damage inside them passes the zip’s checksums. */
const PARTS: Record<string, string> = {
  'xl/workbook.xml':
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/><sheets><sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
  'xl/styles.xml':
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>',
  'xl/sharedStrings.xml':
    '<sst><si><t>Elector Number</t></si><si><r><t>Sur</t></r><r><t>name</t></r></si><si><t>Evans</t></si></sst>',
  'xl/worksheets/sheet1.xml':
    '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Address1</t></is></c><c r="D1" t="str"><v>PD</v></c></row><row r="2"><c r="A2"><v>12</v></c><c r="B2" t="s"><v>2</v></c><c r="C2" t="str"><v>2 High Street</v></c><c r="D2" t="str"><f>A1</f><v>KA</v></c><c r="E2" s="1"><v>45000.5</v></c><c r="F2" t="b"><v>1</v></c><c r="G2" t="e"><v>#REF!</v></c></row></sheetData></worksheet>',
  'xl/worksheets/sheet2.xml': '<worksheet><sheetData/></worksheet>',
};

const XML_WORDS = [
  ...[
    '<',
    '>',
    '</',
    '/>',
    '<c',
    '</c>',
    '<v>',
    '</v>',
    '<row r="',
    '"',
    '&',
    '&amp;',
    '&#0;',
    '&#x110000;',
    '&lol;',
    '<!--',
    '-->',
  ],
  ...[
    '<![CDATA[',
    ']]>',
    '<!DOCTYPE x [<!ENTITY lol "lol">]>',
    '<?xml version="1.0" encoding="utf-16"?>',
    'xmlns:x="y"',
    'x:c',
  ],
  ...[
    'r="A1"',
    'r="XFD1048576"',
    'r="ZZZZZZ99999999"',
    'r="1"',
    'r=""',
    't="s"',
    't="d"',
    's="-1"',
    's="99"',
    's="1e9"',
  ],
  ...[
    '-1',
    '0',
    '1e308',
    '1e-308',
    'NaN',
    'Infinity',
    '99999999999999999999',
    '__proto__',
    'constructor',
    '../../x',
    '\ufffe',
    '\0',
  ],
];

const ZIP_WORDS = [
  ...[
    'PK\x01\x02',
    'PK\x03\x04',
    'PK\x05\x06',
    'PK\x06\x06',
    'PK\x06\x07',
    'PK\x07\x08',
    'xl/workbook.xml',
    'xl\\workbook.xml',
    '../',
  ],
  Buffer.from([0xff, 0xff, 0xff, 0xff]),
  Buffer.from([0, 0, 0, 0]),
  Buffer.from([0xff, 0xff]),
  Buffer.from([8, 0]),
  Buffer.from([99, 0]),
];

/** A workbook with one or two parts that are damaged, are missing, or claim another size. */
const damagedInside = fc
  .array(
    fc.constantFrom(...Object.keys(PARTS)).chain((name) =>
      fc.record({
        name: fc.constant(name),
        text: fc.option(
          damaged([Buffer.from(PARTS[name] ?? '')], XML_WORDS, 5).map((bytes) => bytes.toString('utf8')),
        ),
        says: fc.option(fc.constantFrom(0, 1, 10, 1_000_000, 0xffff_fffe)),
      }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((changes) => {
    const parts = new Map(Object.entries(PARTS));
    const says: Record<string, number> = {};
    for (const { name, text, says: size } of changes) {
      if (text === null) parts.delete(name);
      else parts.set(name, text);
      if (size !== null) says[name] = size;
    }
    return zip(Object.fromEntries(parts), says);
  });

/** A damaged workbook of a few kilobytes is reported as damaged at once. */
const MOST_MS = 10_000;

export const workbooks: Target = {
  name: 'workbooks',
  holds:
    'a workbook is read in its thread or refused in a sentence, in time, and its contents are text for the register’s reader',
  runsPerSeed: 50,
  property() {
    return fc.asyncProperty(
      fc.oneof({ weight: 2, arbitrary: damagedInside }, { weight: 1, arbitrary: damaged(BOOKS, ZIP_WORDS) }),
      async (bytes) => {
        if (!isWorkbook(bytes)) return;
        const start = performance.now();
        const sheet = await unlessRefusedLater(() => readWorkbook(bytes));
        const took = performance.now() - start;
        must(took < MOST_MS, `a workbook is read within ${MOST_MS} ms, not ${Math.round(took)}`);
        if (!sheet) return;
        must(sheet.csv.length > 0, 'the contents of a workbook are not empty');
        must(
          Buffer.from(sheet.csv.toString('utf8')).equals(sheet.csv),
          'the contents of a workbook are UTF-8',
        );
        unlessRefused(() => readRegisterFile(sheet.csv, POLLING_DAY));
      },
    );
  },
};
