import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../src-main/register/elector/elector-number.ts';
import { readAbsentFile, readCanvassFile, readRegisterFile } from '../../src-main/register/file/read-file.ts';
import type { ReadingChoice } from '../../src-main/register/file/text/staged-file.ts';
import { sampleOf } from '../sample-size.ts';
import { inEnglish } from './in-english.ts';

/** An elector as CSV cells. */
type Cells = Record<string, string>;

const GOOD: Cells = {
  PD: 'KA',
  'Elector Number': '1',
  'Elector Number Suffix': '',
  Surname: 'Thorne',
  Forename: 'Una',
  Franchise: '',
  DOB: '',
  Flat: '',
  House: '2',
  Street: 'High Street',
  Address1: 'Littleton',
  Postcode: 'ZZ1 1AA',
  Phone: '',
  VI: 'P',
  'Do not knock': '',
  Notes: '',
};

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

const csvOf = (rows: readonly string[][]) => rows.map((cells) => cells.map(quoted).join(',')).join('\n');

function fileOf(electors: readonly Cells[]): string {
  const headings = [...new Set(electors.flatMap((each) => Object.keys(each)))];
  return csvOf([headings, ...electors.map((each) => headings.map((heading) => each[heading] ?? ''))]);
}

function read(electors: readonly Cells[], choice?: ReadingChoice) {
  const { register } = readRegisterFile(Buffer.from(fileOf(electors)), '2026-12-03', choice);
  return inEnglish({ ...register, electors: [...register.electors] });
}

/** The first elector of a file of dirty cells, with clean neighbours. */
function first(dirty: Cells, more: readonly Cells[] = []) {
  const { electors, rejected } = read([
    { ...GOOD, ...dirty },
    ...more.map((each) => ({ ...GOOD, ...each })),
    { ...GOOD, 'Elector Number': '900', Surname: 'Marsh' },
    { ...GOOD, 'Elector Number': '901', Surname: 'Quill' },
  ]);
  const [elector] = electors;
  return { elector, rejected, number: elector && formatNumber(elector) };
}

const NOTHING = [
  'NULL',
  'null',
  'nan',
  'NaN',
  '<NA>',
  '\\N',
  'None',
  '#N/A',
  '(null)',
  '="NULL"',
  ' NULL ',
  "'NULL",
];

describe('a cell with a word for nothing', () => {
  it.each(NOTHING)('%j is empty in every column that may be empty', (nothing) => {
    const columns = [
      'Elector Number Suffix',
      'Franchise',
      'DOB',
      'Flat',
      'Phone',
      'VI',
      'Do not knock',
      'Notes',
      'Address1',
    ];
    const { elector, number } = first(Object.fromEntries(columns.map((column) => [column, nothing])));
    const { elector: empty } = first(Object.fromEntries(columns.map((column) => [column, ''])));
    expect(elector).toEqual(empty);
    expect(number).toBe('KA-1');
  });

  it.each(['-', '–', 'N/A', 'n/a', '.'])('%j is empty where a text should be', (nothing) => {
    const { elector } = first({
      Flat: nothing,
      Phone: nothing,
      Notes: nothing,
      Address1: nothing,
      DOB: nothing,
    });
    expect(elector).toMatchObject({
      phone: '',
      note: '',
      door: { flat: '', address: '2 High Street' },
      bornOn: null,
    });
  });

  it.each<[Cells, Cells, Cells | undefined]>([
    [{ Surname: 'Null', Forename: 'Una' }, { surname: 'Null', forename: 'Una' }, undefined],
    [{ Surname: 'Null', Forename: 'Una', Notes: 'nan' }, { surname: 'Null', forename: 'Una' }, undefined],
    [{ Surname: 'NULL', Forename: 'Una' }, { surname: '', forename: 'Una' }, undefined],
    [{ Surname: 'NULL', Forename: 'UNA' }, { surname: 'NULL', forename: 'UNA' }, { Surname: 'MARSH' }],
    [{ Surname: 'NULL', Forename: 'NULL' }, { surname: '', forename: '' }, undefined],
    [{ Surname: 'Thorne', Forename: 'nan' }, { surname: 'Thorne', forename: '' }, undefined],
    [{ Surname: 'Thorne', Forename: 'Nan' }, { surname: 'Thorne', forename: 'Nan' }, undefined],
    [{ Surname: 'Na', Forename: 'Li' }, { surname: 'Na', forename: 'Li' }, undefined],
    [{ Surname: 'Thorne', Forename: '-' }, { surname: 'Thorne', forename: '' }, undefined],
  ])('in a name %j is %j, as the file writes names', (dirty, name, others) => {
    const capitals = others ? [1, 2, 3, 4].map((n) => ({ 'Elector Number': String(n + 1), ...others })) : [];
    expect(first(dirty, capitals).elector).toMatchObject(name);
  });

  it('NA is nothing in a file that R has written, and two markers in others', () => {
    expect(first({ Franchise: 'NA' }).elector?.markers).toBe('NA');
    expect(first({ Franchise: 'NA', Phone: 'NA', DOB: 'NA' }).elector).toMatchObject({
      markers: '',
      phone: '',
    });
  });

  it('in the number or its district is no number', () => {
    expect(first({ 'Elector Number': 'NULL' }).rejected).toMatchObject([{ line: 2 }]);
    expect(first({ PD: 'nan' }).rejected).toMatchObject([{ line: 2 }]);
    expect(first({ 'Elector Number Suffix': '#REF!' }).rejected).toMatchObject([{ line: 2 }]);
  });

  it('is noted with its line where a spreadsheet has lost what stood there', () => {
    const { cells, electors } = read([
      { ...GOOD, Notes: '#REF!', Street: '#VALUE!' },
      { ...GOOD, 'Elector Number': '2' },
    ]);
    expect(electors[0]).toMatchObject({ note: '', door: { address: 'Littleton' } });
    expect(cells.notUnderstood.map(({ column, value, lines }) => [column, value, lines])).toEqual([
      ['Street', '#VALUE!', [2]],
      ['Notes', '#REF!', [2]],
    ]);
  });

  it.each(['########', '#VALUE!'])(
    'keeps somebody whose date is %s from sheets until it is settled',
    (cell) => {
      const { cells, electors } = read([{ ...GOOD, DOB: cell }]);
      expect(electors[0]?.attainsOn).toBe(`?${cell}`);
      expect(cells.notUnderstood).toMatchObject([{ column: 'DOB', value: cell, asks: { kind: 'date' } }]);
    },
  );
});

describe('a cell that a spreadsheet has written', () => {
  it.each<[Cells, string | object]>([
    [
      { 'Elector Number': '1.0', 'Elector Number Suffix': '0.0', House: '2.0', Flat: '3.0' },
      { suffix: '', door: { house: '2', flat: 'Flat 3' } },
    ],
    [
      { 'Elector Number Suffix': '1.0', VI: '1.0' },
      { suffix: '1', votingIntention: '1' },
    ],
    [{ Street: '', House: '', Address1: '2.0 High Street' }, { door: { house: '2', street: 'High Street' } }],
    [{ 'Elector Number Suffix': '10.0' }, { suffix: '10' }],
    [
      { PD: '="KA"', Surname: '="O""Dowd"', Phone: '="07700900001"' },
      { district: 'KA', surname: 'O"Dowd', phone: '07700900001' },
    ],
    [
      { Surname: "'Thorne", Phone: "'07700900001", House: "'2" },
      { surname: 'Thorne', phone: '07700900001', door: { house: '2' } },
    ],
    [{ Surname: "'t Hart" }, { surname: "'t Hart" }],
    [
      { Surname: 'Thorne\u00a0Hart', Street: 'High\u00a0Street', PD: '\u200bKA' },
      { surname: 'Thorne Hart', district: 'KA', door: { street: 'High Street' } },
    ],
    [
      { House: '', Street: '', Address1: '2 High Street\nLittleton\r\nAnytown' },
      { door: { street: 'High Street', address: '2 High Street, Littleton, Anytown' } },
    ],
    [
      { House: '', Street: '', Address1: '2 High Street<br/>Littleton' },
      { door: { house: '2', street: 'High Street' } },
    ],
    [
      { House: '', Street: '', Address1: '2 High Street\\nLittleton' },
      { door: { house: '2', street: 'High Street' } },
    ],
    [{ Notes: 'has a dog\nring twice' }, { note: 'has a dog ring twice' }],
  ])('%j is %j', (dirty, expected) => {
    expect(first(dirty).elector).toMatchObject(expected as object);
  });

  it('with decimals that a line really has keeps them', () => {
    expect(first({ 'Elector Number': '888.8' }).number).toBe('KA-888/8');
    expect(first({ Notes: '2.0' }).elector?.note).toBe('2.0');
    expect(first({ 'Elector Number Suffix': '1.5' }).rejected).toMatchObject([{ line: 2 }]);
  });
});

describe('an elector number', () => {
  it.each([
    ['1,037', 'KA-1037'],
    ['１２', 'KA-12'],
    ['ＫＡ－１２', 'KA-12'],
    ["1'037", 'KA-1037'],
    ['1 037', 'KA-1037'],
    ['KA–12', 'KA-12'],
    ['KA—12', 'KA-12'],
    ['KA‑12', 'KA-12'],
    ['KA−12', 'KA-12'],
    ['KA - 12', 'KA-12'],
    ['KA_12', 'KA-12'],
    ['KA.12', 'KA-12'],
    ['KA:12', 'KA-12'],
    ['KA/12', 'KA-12'],
    ['KA–1,037/1', 'KA-1037/1'],
    ['="12"', 'KA-12'],
    ["'12", 'KA-12'],
    ['0012', 'KA-12'],
  ])('%j is %s', (written, number) => {
    expect(first({ 'Elector Number': written }).number).toBe(number);
    if (/^KA/.test(written)) expect(first({ PD: '', 'Elector Number': written }).number).toBe(number);
  });

  it.each(['1E+05', '1.04E+03', '12-Mar', '#REF!', '1,0', '12,3456', '1,037,1'])(
    '%j is refused',
    (written) => {
      expect(first({ 'Elector Number': written }).rejected.map(({ line }) => line)).toEqual([2]);
    },
  );

  const numbersOf = (heading: string, written: readonly string[]) => {
    const { electors, rejected } = read(
      written.map((each, index) => {
        const { 'Elector Number': _, 'Elector Number Suffix': __, ...others } = GOOD;
        return { ...others, [heading]: each, Surname: `Sur${index}` };
      }),
    );
    return [...electors.map(formatNumber), ...rejected.map(({ line }) => `line ${line}`)];
  };

  it.each<[string, string[], string[]]>([
    ['RollNo', ['5', '5.001', '5.01', '6.1'], ['KA-5', 'KA-5/1', 'KA-5/10', 'KA-6/100']],
    ['RollNo', ['5', '5.01'], ['KA-5', 'KA-5/10']],
    ['Elector Number', ['5', '5.001', '5.01', '6.1'], ['KA-5', 'KA-5/1', 'KA-5/10', 'KA-6/100']],
    ['Elector Number', ['5.00', '5.01', '5.10'], ['KA-5', 'KA-5/1', 'KA-5/10']],
    ['Elector Number', ['5', '5.01', '6'], ['KA-5', 'KA-6', 'line 3']],
    ['Elector Number', ['5', '5.1', '5.10'], ['KA-5', 'KA-5/1', 'KA-5/10']],
    ['Elector Number', ['998', '1,000', '1,001'], ['KA-998', 'KA-1000', 'KA-1001']],
    ['RollNo', ['5,000', '5,001', '6,000'], ['KA-5', 'KA-5/1', 'KA-6']],
    ['Elector Number', ['5,000', '5,001'], ['line 2', 'line 3']],
  ])('under %s, the whole column shows what %j are', (heading, written, expected) => {
    expect(numbersOf(heading, written)).toEqual(expected);
  });

  it('is read or refused, whatever stands in its cell', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[KA0-9 ,.'/–_:-]{1,9}$/), (written) => {
        const { number, rejected } = first({ 'Elector Number': written });
        const digits = (text: string) => text.replace(/\D/g, '').replace(/^0+|(?<=\D)0+/g, '');
        // Nothing is added, and no digit but a zero is lost.
        if (
          rejected.length === 0 &&
          written.trim() !== '' &&
          number?.startsWith('KA') &&
          !number.startsWith('KA-90')
        )
          expect(digits(number).replaceAll('0', '')).toBe(digits(written).replaceAll('0', ''));
      }),
      { numRuns: sampleOf(60) },
    );
  });
});

const KA_AND_KB = { KA: 'Littleton', KB: 'Anytown' };

describe('a polling district with its name', () => {
  const districts = (written: readonly string[]) =>
    read(written.map((PD, index) => ({ ...GOOD, PD, 'Elector Number': String(index + 1) }))).electors.map(
      ({ district }) => district,
    );

  it.each<[string[], string[]]>([
    [
      ['KA - Littleton North', 'KB (Littleton South)'],
      ['KA', 'KB'],
    ],
    [
      ['KA – Littleton North', 'KA'],
      ['KA', 'KA'],
    ],
    [
      ['KA: Littleton', 'KB, Anytown'],
      ['KA', 'KB'],
    ],
    [
      ['KA Littleton North', 'KB Littleton South'],
      ['KA', 'KB'],
    ],
    [
      ['Littleton North (KA)', 'Littleton South (KB)'],
      ['KA', 'KB'],
    ],
    [
      ['Littleton North - KA', 'Littleton South - KB'],
      ['KA', 'KB'],
    ],
    [
      ['KA - LITTLETON NORTH', 'KD-2/2 - LITTLETON'],
      ['KA', 'KD-2/2'],
    ],
    [
      ['WARD - NORTH', 'WARD - SOUTH'],
      ['WARD - NORTH', 'WARD - SOUTH'],
    ],
    [
      ['Littleton North', 'Littleton South'],
      ['LITTLETON NORTH', 'LITTLETON SOUTH'],
    ],
    [
      ['KD-2/2', 'KA 1', 'NORTH-A'],
      ['KD-2/2', 'KA 1', 'NORTH-A'],
    ],
  ])('%j is %j', (written, expected) => {
    expect(districts(written)).toEqual(expected);
  });

  it('says so once', () => {
    const { warnings } = read(
      [1, 2].map((n) => ({ ...GOOD, PD: 'KA - Littleton', 'Elector Number': String(n) })),
    );
    expect(warnings.filter(({ reason }) => reason.includes('with its name'))).toEqual([
      { line: 2, reason: 'Polling district "KA - Littleton" is KA, with its name.' },
    ]);
  });

  it.each<[what: string, lines: Cells[], names: Record<string, string>]>([
    ['in the cell of the code', [{ PD: 'KA - Littleton' }, { PD: 'KB (Anytown)' }], KA_AND_KB],
    [
      'in a column of its own',
      [
        { PD: 'KA', 'Polling District Name': ' Littleton ' },
        { PD: 'KB', 'Polling District Name': 'Anytown' },
      ],
      KA_AND_KB,
    ],
    [
      'only sometimes',
      [{ PD: 'KA' }, { PD: 'KA', 'PD Name': 'Littleton' }, { PD: 'KB', 'PD Name': 'KB' }],
      { KA: 'Littleton' },
    ],
  ])('keeps the name %s', (_, lines, names) => {
    const { districtNames, electors, warnings } = read(
      lines.map((each, index) => ({ ...GOOD, ...each, 'Elector Number': String(index + 1) })),
    );
    expect(districtNames).toEqual(names);
    expect(electors.map(({ district }) => district)).toEqual(lines.map(({ PD = '' }) => PD.slice(0, 2)));
    expect(warnings.filter(({ reason }) => reason.includes('several names'))).toEqual([]);
  });

  it('says when one code has several names', () => {
    const { districtNames, warnings } = read(
      ['Littleton', 'LITTLETON', 'Anytown'].map((name, index) => ({
        ...GOOD,
        'Elector Number': String(index + 1),
        'District name': name,
      })),
    );
    expect(districtNames).toEqual({ KA: 'Littleton' });
    expect(warnings).toContainEqual({
      line: 1,
      reason: 'Polling district KA has several names: Littleton is kept, not Anytown.',
    });
  });
});

describe('codes of web pages', () => {
  const dirty = {
    ...GOOD,
    Surname: 'O&#39;Dowd',
    Forename: 'Si&acirc;n',
    House: 'Rose &amp; Crown',
    Street: 'King&#x27;s Road',
    Notes: 'a &quot;b&quot;, c',
  };

  it('are kept and said, and replaced if a person wants it', () => {
    expect(read([dirty])).toMatchObject({
      electors: [{ surname: 'O&#39;Dowd' }],
      warnings: expect.arrayContaining([
        expect.objectContaining({ reason: expect.stringMatching(/O&#39;Dowd for O'Dowd/) }),
      ]),
    });
    expect(read([dirty], { mend: true }).electors).toMatchObject([
      {
        surname: "O'Dowd",
        forename: 'Siân',
        note: 'a "b", c',
        door: { street: "King's Road" },
      },
    ]);
  });

  it('are not every ampersand', () => {
    const { electors, warnings } = read([{ ...GOOD, Notes: 'cats & dogs; B&B; &c' }], { mend: true });
    expect(electors[0]?.note).toBe('cats & dogs; B&B; &c');
    expect(warnings.filter(({ reason }) => reason.includes('garbled'))).toEqual([]);
  });
});

it('a canvass file is cleaned alike', () => {
  const text = 'Elector Number,Surname,Response,Notes\n="KA-1",NULL,="P",nan\nKA–2,Marsh,1.0,"a\nb"\n';
  const { byNumber, byName } = readCanvassFile(Buffer.from(text));
  const lines = [...byNumber.values()].flat();
  expect(byName).toEqual([]);
  expect(lines.map(({ votingIntention, note, name }) => [votingIntention, note, name.written])).toEqual([
    ['P', '', ''],
    ['1', 'a b', 'Marsh'],
  ]);
});

it('an answer dated after polling day has no date, and that is said', () => {
  const text = csvOf([
    ['Elector Number', 'Response', 'Canvass date'],
    ['KA-1', 'P', '03/05/2099'],
    ['KA-2', 'P', '25/12/2026'],
    ['KA-3', 'P', '03/12/2026'],
    ['KA-4', 'P', '12/01/2027'],
  ]);
  const { byNumber, cells } = readCanvassFile(Buffer.from(text), {}, '2026-12-03');
  expect([...byNumber.values()].flat().map(({ answeredOn }) => answeredOn)).toEqual([
    '',
    '',
    '2026-12-03',
    '',
  ]);
  expect(inEnglish(cells.notUnderstood).map(({ value, takenFor }) => [value, takenFor])).toEqual([
    ['03/05/2099', 'no date'],
    ['25/12/2026', 'no date'],
    ['12/01/2027', 'no date'],
  ]);
});

describe('the dates of a postal vote or a proxy in a register', () => {
  it.each<[cells: Cells, markers: string]>([
    [{ Franchise: 'A', 'PV End Date': '31/01/2026' }, ''],
    [{ Franchise: 'A', 'PV End Date': '31/01/2027' }, 'A'],
    [{ Franchise: 'AG', 'Postal vote expires on': '31/01/2026' }, 'G'],
    [{ 'Postal Vote': 'Yes', 'Postal Vote End': '2026-12-02' }, ''],
    [{ 'Postal Vote': 'Yes', 'Postal Vote End': '2026-12-03' }, 'A'],
    [{ 'Postal Vote': 'Yes', 'Postal Vote End': 'Indefinite' }, 'A'],
    [{ Franchise: 'A', 'Postal Vote Start Date': '25/12/2026' }, ''],
    [{ Franchise: 'A', 'Postal Vote Start Date': '25/11/2026', 'PV Until': '' }, 'A'],
    [{ Franchise: 'P', 'PV End Date': '31/01/2026' }, 'P'],
    [{ Franchise: 'P', 'Proxy end date': '31/01/2026' }, ''],
    [{ Franchise: 'P', 'Absent Vote End Date': '31/01/2026' }, ''],
    [{ Franchise: '', 'PV End Date': '31/01/2026' }, ''],
    [{ Franchise: 'A', 'Last day of postal vote': '31/01/2026' }, ''],
    [{ Franchise: 'A', 'First day of postal vote': '25/12/2026', 'Last Day of Postal Vote': '' }, ''],
    [{ Franchise: 'P', 'Last day of the postal or proxy vote': '31/01/2026' }, ''],
    [{ Franchise: 'A', 'Last day of the postal or proxy vote': '31/01/2026' }, ''],
    [{ Franchise: 'A', 'End date of proxy': '31/01/2026' }, 'A'],
  ])('%j gives %j', (cells, markers) => {
    const { electors, cells: report } = read([{ ...GOOD, ...cells }]);
    expect(electors[0]?.markers).toBe(markers);
    expect(report.notUnderstood).toEqual([]);
    expect(report.unusedColumns).toEqual([]);
  });

  it('are said if they are not understood, or may be either side of polling day', () => {
    const { electors, cells } = read([
      { ...GOOD, Franchise: 'A', 'PV End Date': 'see file' },
      { ...GOOD, 'Elector Number': '2', Franchise: 'A', 'PV End Date': '12/05/2026' },
    ]);
    expect(electors.map(({ markers }) => markers)).toEqual(['A', 'A']);
    expect(cells.notUnderstood.map(({ value, takenFor }) => [value, takenFor])).toEqual([
      ['see file', 'votes as the other columns say'],
      ['12/05/2026', 'votes as the other columns say'],
    ]);
  });
});

it('a postcode that is none is said, and does not divide a household', () => {
  const postcodes = ['ZZ1 1AA', 'zz11aa', 'ZZ1 IAA', 'not known'];
  const { electors, cells } = read(
    postcodes.map((Postcode, index) => ({ ...GOOD, Postcode, 'Elector Number': String(index + 1) })),
  );
  expect(electors.map(({ door }) => [door.house, door.flat, door.postcode])).toEqual([
    ['2', '', 'ZZ1 1AA'],
    ['2', '', 'ZZ1 1AA'],
    ['2', '', 'ZZ1 1AA'],
    ['2', '', ''],
  ]);
  expect(cells.notUnderstood).toEqual([
    { column: 'Postcode', value: 'not known', count: 1, lines: [5], takenFor: 'no postcode' },
  ]);
});

describe('a list of absent voters', () => {
  const OPTIONS = { fileName: 'list.csv', pollingDay: '2026-12-03' };
  const list = (text: string) => readAbsentFile(Buffer.from(text), OPTIONS);

  it('is cleaned like a register', () => {
    const { lines, rejected } = list(
      'Elector Number,Surname,Postal Vote\n="KA-1",="Thorne",="Yes"\nKA–2,NULL,nan\n"KA-1,037",Quill,Yes\n"KA-4" x,A,b,c\n',
    );
    expect(lines.map(({ number, name, says }) => [formatNumber(number), name.written, says?.vote])).toEqual([
      ['KA-1', 'Thorne', 'postal'],
      ['KA-2', '', null],
      ['KA-1037', 'Quill', 'postal'],
    ]);
    expect(rejected.map(({ line }) => line)).toEqual([5]);
  });

  it('of numbers alone never takes one number for two', () => {
    const { lines, rejected } = list('KA-1,037\n="KA-5"\nKA-6, KA-7\n');
    expect(lines.map(({ number }) => formatNumber(number))).toEqual(['KA-5', 'KA-6', 'KA-7']);
    expect(rejected.map(({ line }) => line)).toEqual([1]);
  });
});
