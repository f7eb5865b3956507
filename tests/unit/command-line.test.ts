import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { canvassFile, csv, LAYOUTS, layoutFile, PEOPLE } from '../fixtures/layouts.ts';
import { workbook } from '../fixtures/workbook.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary-room.ts';

const [XPRESS = LAYOUTS[0]!] = LAYOUTS;
const MARKED = LAYOUTS.at(-1)!;

let folder: string;
let room: string;
let register: string;

beforeEach(() => {
  folder = temporaryFolder();
  room = join(folder, 'day.room');
  register = join(folder, 'register.csv');
  writeFileSync(register, layoutFile(MARKED));
});

const importIt = () => runCommand(['import', register, '--room', room, '--promises', 'P,L', '--json']);

describe('the command line', () => {
  it('does the main job from register to sheets', async () => {
    expect(await importIt()).toMatchObject({
      code: 0,
      json: { rows: 8, imported: 8, promises: 5, postal: 1, rejected: [] },
    });
    const marked = await runCommand([
      'mark',
      '--room',
      room,
      '--json',
      'ka1',
      'KA 2/1',
      'KA-1',
      'KA-99',
      '?',
    ]);
    expect(marked).toMatchObject({
      code: 0,
      json: { marked: 2, already: 1, unknown: 1, unreadable: 1, ambiguous: 0 },
    });
    expect((marked.json as { entries: unknown[] }).entries[0]).toEqual({
      entered: 'ka1',
      status: 'marked',
      elector: { number: 'KA-1', name: 'Ann Evans', address: '2 High Street, Littleton', promise: true },
    });
    expect(await runCommand(['board', '--room', room, '--by', 'district', '--json'])).toMatchObject({
      code: 0,
      json: {
        electors: 8,
        promises: 5,
        voted: 2,
        promisesVoted: 2,
        outstanding: 2,
        rows: [{ district: 'KA', electors: 8, promises: 5, promisesVoted: 2, outstanding: 2, turnout: 50 }],
      },
    });
    const pdf = join(folder, 'sheets.pdf');
    expect(await runCommand(['sheets', '--room', room, '--out', pdf, '--json'])).toMatchObject({
      code: 0,
      json: { sheets: 2, pages: 2, electors: 2, file: pdf },
    });
    expect(readFileSync(pdf, 'latin1').slice(0, 5)).toBe('%PDF-');
    expect(await runCommand(['undo', '--room', room, '--district', 'KA', '--json', '1'])).toMatchObject({
      code: 0,
      json: { undone: 1 },
    });
    const out = join(folder, 'marks.csv');
    expect(await runCommand(['export', '--room', room, '--out', out, '--json'])).toMatchObject({
      code: 0,
      json: { rows: 1, file: out },
    });
    expect(readFileSync(out, 'utf8')).toContain('KA,2,1,KA-2/1,Łuczak,Zofia');
    expect(await runCommand(['check', '--room', room, '--json'])).toMatchObject({
      code: 0,
      json: { ok: true, problems: [] },
    });
  });

  it('reads a district and a number in separate arguments as one number', async () => {
    await importIt();
    const { json } = await runCommand(['mark', '--room', room, '--json', 'KA', '1', 'KA-3', 'KA 4']);
    expect(
      (json as { entries: { entered: string; status: string }[] }).entries.map(({ entered, status }) => [
        entered,
        status,
      ]),
    ).toEqual([
      ['KA 1', 'marked'],
      ['KA-3', 'marked'],
      ['KA 4', 'marked'],
    ]);
  });

  it.each([
    [
      'a room in a folder that does not exist',
      ['board', '--room', 'nowhere/day.room'],
      /There is no folder .*nowhere for the room/,
    ],
    [
      'a new room in a folder that does not exist',
      ['import', 'register.csv', '--room', 'nowhere/day.room'],
      /There is no folder .*nowhere/,
    ],
    ['a room that is a folder', ['board', '--room', '.'], /is a folder/],
    [
      'sheets in a folder that does not exist',
      ['sheets', '--room', 'day.room', '--out', 'nowhere/x.pdf'],
      /There is no folder .*nowhere/,
    ],
    [
      'a street that does not exist',
      ['sheets', '--room', 'day.room', '--out', 'x.pdf', '--street', 'Nowhere Road'],
      /no street "Nowhere Road"/,
    ],
    [
      'a district that does not exist',
      ['mark', '--room', 'day.room', '--district', 'ZZ', '1'],
      /no polling district ZZ.* It has KA/,
    ],
    ['nothing on standard input', ['mark', '--room', 'day.room', '-'], /no number to enter/],
  ])('refuses %s in a sentence, and exits with 1', async (_what, args, sentence) => {
    await importIt();
    const inFolder = args.map((arg) => (/\.(?:room|csv|pdf)$|^\.$/.test(arg) ? join(folder, arg) : arg));
    const { code, stderr } = await runCommand(inFolder);
    expect(stderr).toMatch(sentence);
    expect(code).toBe(1);
    expect(existsSync(join(folder, 'x.pdf'))).toBe(false);
  });

  it.each([
    ['UTF-16', Buffer.from('\ufeffKA-1\r\nKA-2/1\r\n', 'utf16le')],
    ['UTF-16 without a byte order mark', Buffer.from('KA-1\r\nKA-2/1\r\n', 'utf16le')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffKA-1\nKA-2/1')],
    ['Windows-1252', Buffer.from('\x95 KA-1\n\x95 KA\x962/1', 'latin1')],
  ])('reads numbers from standard input in %s', async (_, input) => {
    await importIt();
    expect(await runCommand(['mark', '--room', room, '--json', '-'], input)).toMatchObject({
      code: 0,
      json: { marked: 2, unreadable: 0 },
    });
  });

  it('refuses standard input that is not text, and marks nobody', async () => {
    await importIt();
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2, 0x0a, 0x31, 0x0a]);
    expect(await runCommand(['mark', '--room', room, '--json', '-'], picture)).toMatchObject({
      code: 1,
      json: { error: expect.stringMatching(/^Standard input is not text/) },
    });
  });

  it('reads numbers from standard input, one per line', async () => {
    await importIt();
    const marked = await runCommand(
      ['mark', '--room', room, '--district', 'ka', '--json', '-'],
      '1\r\n\r\n2/1\nKA 3, 4\n',
    );
    expect(marked).toMatchObject({ code: 0, json: { marked: 4 } });
    expect((marked.json as { entries: { entered: string }[] }).entries.map(({ entered }) => entered)).toEqual(
      ['1', '2/1', 'KA 3', '4'],
    );
  });

  it('imports a workbook, and names the sheets that were not read', async () => {
    const file = join(folder, 'register.xlsx');
    const rows = [['Register of Electors'], [], MARKED.headings, ...PEOPLE.map(MARKED.row)];
    writeFileSync(
      file,
      workbook([
        { name: 'Notes', rows: [['Read me']] },
        { name: 'Register', rows },
      ]),
    );
    expect(await runCommand(['import', file, '--room', room, '--promises', 'P,L', '--json'])).toMatchObject({
      code: 0,
      json: {
        imported: 8,
        promises: 5,
        warnings: [{ line: 1, reason: expect.stringMatching(/Only the sheet "Register".*not Notes/) }],
      },
    });
  });

  it('reads the canvass from a second file', async () => {
    const canvass = join(folder, 'canvass.csv');
    writeFileSync(register, layoutFile(XPRESS));
    writeFileSync(canvass, canvassFile());
    expect(
      await runCommand([
        'import',
        register,
        '--room',
        room,
        '--canvass',
        canvass,
        '--promises',
        'P',
        '--json',
      ]),
    ).toMatchObject({
      code: 0,
      json: { imported: 8, promises: 4, warnings: [] },
    });
  });

  it('says what it did not understand, and takes what that means from options', async () => {
    writeFileSync(
      register,
      'PD,Elector Number,Surname,Forename,Address1,VI,Postal Voter,Date of Attainment\nKA,1,Evans,Ann,1 High Street,P,Pending,\nKA,2,Jones,Bob,2 High Street,P,,Dec-26\nKA,3,Price,Cai,3 High Street,P,,04/05/2026\n',
    );
    const args = [
      'import',
      register,
      '--room',
      room,
      '--promises',
      'P',
      '--polling-day',
      '2026-04-20',
      '--json',
    ];
    const first = await runCommand(args);
    expect(first.json).toMatchObject({
      notUnderstood: [
        { column: 'Postal Voter', value: 'Pending', count: 1, lines: [2], takenFor: 'votes in person' },
        { column: 'Date of Attainment', value: 'Dec-26', count: 1, lines: [3] },
      ],
      dates: [{ column: 'Date of Attainment', order: 'day first', isSure: false }],
      warnings: [{ line: 4, reason: expect.stringContaining('Nothing shows whether dates') }],
    });
    expect(first.stderr).toContain('Nobody has said yet what these mean');
    const outstanding = async () =>
      ((await runCommand(['board', '--room', room, '--json'])).json as { outstanding: number }).outstanding;
    expect(await outstanding()).toBe(1);
    const meanings = [
      '--marker',
      'pending=postal',
      '--date',
      'Dec-26=may vote',
      '--date-order',
      'month-first',
    ];
    const second = await runCommand([...args, ...meanings]);
    expect(second).toMatchObject({
      code: 0,
      stderr: '',
      json: { notUnderstood: [], postal: 1, warnings: [] },
    });
    expect(await outstanding()).toBe(2);
    expect((await runCommand(['poll', '--room', room, '--date', 'Dec-26=too young'])).code).toBe(0);
    expect(await outstanding()).toBe(1);
    for (const wrong of ['=postal', 'Pending', 'Pending=later', 'G@nowhere=postal'])
      expect((await runCommand(['poll', '--room', room, '--marker', wrong])).code, wrong).toBe(2);
  });

  it('uses a mapping for unusual headings', async () => {
    const mapping = join(folder, 'mapping.json');
    writeFileSync(register, layoutFile(MARKED).replace('Voting Intention', 'Our secret code'));
    writeFileSync(mapping, JSON.stringify({ columns: { 'our SECRET code': 'voting intention' } }));
    expect(
      await runCommand([
        'import',
        register,
        '--room',
        room,
        '--mapping',
        mapping,
        '--promises',
        'P',
        '--json',
      ]),
    ).toMatchObject({
      code: 0,
      json: { promises: 4 },
    });
  });

  it('makes the same sample for the same seed, and can import it', async () => {
    const one = join(folder, 'one.csv');
    const two = join(folder, 'two.csv');
    expect(
      await runCommand(['sample', '--out', one, '--electors', '300', '--seed', '7', '--json']),
    ).toMatchObject({
      code: 0,
      json: { rows: 300, file: one },
    });
    await runCommand(['sample', '--out', two, '--electors', '300', '--seed', '7']);
    expect(readFileSync(one, 'utf8')).toBe(readFileSync(two, 'utf8'));
    expect(await runCommand(['import', one, '--room', room, '--promises', 'P,L', '--json'])).toMatchObject({
      code: 0,
      json: { rows: 300, imported: 300, rejected: [] },
    });
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['frobnicate']],
    ['no room', ['board']],
    ['an unknown option', ['board', '--room', 'x.room', '--colour', 'red']],
    ['a word too many', ['board', '--room', 'x.room', 'please']],
    ['no register', ['import', '--room', 'x.room']],
    ['no numbers', ['mark', '--room', 'x.room']],
    ['numbers and standard input', ['mark', '--room', 'x.room', 'KA-1', '-']],
    ['an unknown grouping', ['board', '--room', 'x.room', '--by', 'colour']],
    ['a round that is not a number', ['sheets', '--room', 'x.room', '--out', 'x.pdf', '--round', 'two']],
  ])('prints its usage for %s, and exits with 2', async (_what, args) => {
    const { code, stdout, stderr } = await runCommand(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage');
    expect((await runCommand([...args, '--json'])).json).toEqual({ error: stderr.split('\n')[0] });
  });
});

describe('a file that is not a register', () => {
  const row = (number: string, name = 'Evans', address = '2 High Street') => [
    'KA',
    number,
    '',
    '',
    '',
    name,
    'Ann',
    'ZZ1 1AA',
    address,
    'Littleton',
    '',
    '',
    '',
    '',
  ];
  const withRows = (...rows: string[][]) => csv([XPRESS.headings, ...rows]);
  const without = (heading: string) => {
    const at = XPRESS.headings.indexOf(heading);
    return csv([XPRESS.headings, row('1'), row('2')].map((cells) => cells.toSpliced(at, 1)));
  };

  it.each<[string, Buffer | string, RegExp]>([
    ['a photograph', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0]), /photograph/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]), /picture/],
    ['a PDF', '%PDF-1.7\n%\u00e2\u00e3', /PDF/],
    ['a zip', Buffer.from('PK\x03\x04\x14\x00\x06\x00', 'latin1'), /zip file. Unpack it/],
    ['an empty file', '', /empty/],
    ['a file of blank lines', '\n\n  \n', /headings/],
    ['headings only', withRows(), /no electors/],
    ['a letter', 'Dear Sir,\nPlease find enclosed the register.\nYours,\nThe ERO\n', /headings/],
    ['a column of numbers missing', without('Elector Number'), /elector number/],
    [
      'a column of names missing',
      csv([
        XPRESS.headings.filter((h) => !/name$/.test(h)),
        ['KA', '1', '', '', '', 'ZZ1 1AA', '2 High Street', '', '', '', '', ''],
      ]),
      /name/,
    ],
    [
      'a number twice',
      withRows(row('1'), row('2'), row('1', 'Jones')),
      /Line 4: Elector number KA-1 is already on line 2/,
    ],
    [
      'an elector with no street',
      withRows(row('1'), row('2', 'Jones', '').with(9, ''), row('3')),
      /Line 3: KA-2 has no street/,
    ],
    [
      'a number that is not a number',
      withRows(row('1'), row('abc'), row('3')),
      /Line 3: "abc" is not an elector number/,
    ],
    [
      'a number that a spreadsheet has changed',
      withRows(row('1'), row('1E+05'), row('3')),
      /Line 3: .*spreadsheet/,
    ],
    [
      'a comma without quotes',
      withRows(row('1')).replace('2 High Street', 'Flat 1, 2 High Street, Upper, Lower, Middle, End'),
      /columns/,
    ],
    [
      'a quotation mark never closed',
      withRows(row('1'), row('2')).replace('2 High Street', '"2 High Street, rear'),
      /quotation mark/,
    ],
  ])('is refused if it is %s: a sentence, exit code 1, and no room', async (_what, content, sentence) => {
    writeFileSync(register, content);
    const { code, json, stderr } = await runCommand(['import', register, '--room', room, '--json']);
    expect(stderr).toMatch(sentence);
    expect(json).toMatchObject({ error: expect.stringMatching(sentence) });
    expect(code).toBe(1);
    expect(existsSync(room)).toBe(false);
  });

  it('leaves a room as it was', async () => {
    await importIt();
    await runCommand(['mark', '--room', room, 'KA-1']);
    const before = (await runCommand(['board', '--room', room, '--json'])).json;
    writeFileSync(register, withRows(row('1'), row('1')));
    expect((await runCommand(['import', register, '--room', room])).code).toBe(1);
    expect((await runCommand(['board', '--room', room, '--json'])).json).toEqual(before);
  });

  it('lists the lines it refuses, and imports the others on request', async () => {
    writeFileSync(register, withRows(row('1'), row('x'), row('1', 'Jones'), row('2')));
    const refused = await runCommand(['import', register, '--room', room, '--json']);
    expect(refused.json).toMatchObject({ rejected: [{ line: 3 }, { line: 4 }] });
    expect(
      await runCommand(['import', register, '--room', room, '--accept-refused', '--json']),
    ).toMatchObject({
      code: 0,
      json: { rows: 4, imported: 2, rejected: [{ line: 3 }, { line: 4 }] },
    });
  });

  it('is imported without its few bad lines if it is large', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => row(String(index + 1)));
    writeFileSync(register, withRows(...rows, row('7', 'Jones'), row('nine')));
    expect(await runCommand(['import', register, '--room', room, '--json'])).toMatchObject({
      code: 0,
      json: {
        rows: 42,
        imported: 40,
        rejected: [{ line: 42, reason: expect.stringContaining('KA-7') }, { line: 43 }],
      },
    });
  });

  it('is reported as missing if it does not exist', async () => {
    const { code, stderr } = await runCommand(['import', join(folder, 'nowhere.csv'), '--room', room]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^nowhere\.csv was not found/);
  });
});

describe('a file to be written', () => {
  it('never replaces a register or a room', async () => {
    await importIt();
    for (const args of [
      ['sheets', '--room', room, '--out', register],
      ['export', '--room', room, '--out', register],
      ['export', '--room', room, '--out', room],
    ]) {
      const { code, stderr } = await runCommand(args);
      expect(code).toBe(1);
      expect(stderr).toMatch(/not written by Committee Room/);
    }
    expect(readFileSync(register, 'utf8')).toBe(layoutFile(MARKED));
    expect((await runCommand(['check', '--room', room, '--json'])).json).toMatchObject({
      ok: true,
      problems: [],
    });
  });

  it('replaces an older file of the same kind', async () => {
    await importIt();
    const out = join(folder, 'marks.csv');
    expect((await runCommand(['export', '--room', room, '--out', out])).code).toBe(0);
    await runCommand(['mark', '--room', room, 'KA-1']);
    expect((await runCommand(['export', '--room', room, '--out', out, '--json'])).json).toMatchObject({
      rows: 1,
    });
  });
});
