import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { readJournal } from '../../src-main/journal/read-journal.ts';
import { nowhere } from '../../src-main/store/file/write-file.ts';
import { safeCell, safeCsv, spreadsheetCsv } from '../../src-main/store/spreadsheet-csv.ts';
import { exportMarks } from '../../src-main/turnout/export-marks.ts';
import { exportResults } from '../../src-main/turnout/export-results.ts';
import { elector, register } from '../fixtures/register.ts';
import { runCommand } from './run-command.ts';
import { importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

/** Beginnings that spreadsheets read, or have read, as a formula. */
const STARTS = [
  '=',
  '+',
  '-',
  '@',
  '|',
  '%',
  '＝',
  '＋',
  '－',
  '＠',
  '｜',
  '％',
  '﹦',
  '﹢',
  '﹣',
  '﹫',
  '﹪',
];
const BEFORE = [
  '',
  ' ',
  '\u00a0',
  '\u3000',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '"',
  ' "',
  '“',
  '\u200b',
  '\u00ad',
  '\u202d',
  '\u2066',
  '\0',
  '\x1f',
  '\x7f',
  '\u0085',
  '\u{e0020}',
  '\ufeff',
  ' \n "',
];
const isGuarded = (cell: string) => cell.startsWith("'");

describe('a cell that a spreadsheet would run', () => {
  it.each(STARTS)('%j is disarmed, whatever comes before it', (start) => {
    for (const before of BEFORE) {
      const cell = `${before}${start}HYPERLINK("http://x.invalid","a")`;
      expect([cell, isGuarded(safeCell(cell))]).toEqual([cell, true]);
    }
  });

  it.each([
    '\tEvans',
    '\rEvans',
    '\nEvans',
    '-1',
    '+44',
    '+1+1',
    '-2+3',
    '--',
    '+44 7700 900123=1',
    '+1234567\n=1',
    '+1234567x',
    '+1234567 ext A1',
    '+44 7700 900123 SUM(A1)',
  ])('%j is disarmed', (cell) => {
    expect(isGuarded(safeCell(cell))).toBe(true);
  });

  it.each([
    ['Evans\n=1+1', "Evans\n'=1+1"],
    ['Evans\r\n @SUM(A1)', "Evans\r\n' @SUM(A1)"],
    ['Evans;=1+1', "Evans;'=1+1"],
    ['Evans\v=1', "Evans\v'=1"],
    ['Evans\u2028=1', "Evans\u2028'=1"],
    ["Evans;-1+cmd|'/c calc'!A0", "Evans;'-1+cmd|'/c calc'!A0"],
    ['Evans\t+1', "Evans\t'+1"],
    ['Evans\t＝1', "Evans\t'＝1"],
    [";- 1+cmd|'/C calc'!A0", ";'- 1+cmd|'/C calc'!A0"],
    ["Evans; - cmd|'/C calc'!A0", "Evans;' - cmd|'/C calc'!A0"],
    ['Evans\t-\u00a0SUM(A1)', "Evans\t'-\u00a0SUM(A1)"],
    ['Evans;-\u3000a=1', "Evans;'-\u3000a=1"],
    ['Evans;+ 1', "Evans;'+ 1"],
    ['Evans;| 1;% 1;＋ 1', "Evans;'| 1;'% 1;'＋ 1"],
    ['Evans;- no answer;- 1', "Evans;- no answer;'- 1"],
  ])('%j is disarmed at its beginning', (cell, safe) => {
    expect(safeCell(cell)).toBe(safe);
  });

  it.each([
    '+44 7700 900123',
    '+447700900123',
    '+44 (0)20 7946 0018',
    '+44\u00a07700\u00a0900123',
    '+44 20\u20117946\u20110018',
    ' +44 7700 900123',
    '+44.7700.900123',
    '+44 20 7946 0018 ext. 12',
    '+44 20 7946 0018 x12',
    '+44 20 7946 0018 / 0019',
    '07700 900123',
    '-',
    'Pryce-Jones',
    "O'Brien",
    "'=1",
    'rang twice; - no answer',
    'rang twice; - no answer, try at 7;\t- out',
    '1 High Street\nLittleton',
    '100%',
    '',
  ])('does not include %j, which stays as it is', (cell) => {
    expect(safeCell(cell)).toBe(cell);
  });

  it('does not arise from splitting a cell without a comma', () => {
    expect(safeCsv([['a;b', 'c\td', 'e']])).toBe('"a;b","c\td",e');
  });

  it('does not continue in a later cell if a spreadsheet splits at semicolons only', () => {
    const run = "1+cmd|'/C calc'!A0";
    expect(
      safeCsv([
        ['-', run, '-'],
        ['+447700900123', run],
        ['x', 'y;-', `&${run}`],
      ]),
    ).toBe(`'-,"${run}",-\r\n"+447700900123","${run}"\r\nx,"y;'-","&${run}"`);
  });

  it('is disarmed in the headings too', () => {
    expect(spreadsheetCsv(['=1'], [['Evans']])).toBe("\uFEFF'=1\r\nEvans\r\n");
  });
});

describe('a file for a spreadsheet', () => {
  it('with refused lines has every cell disarmed', async () => {
    const folder = temporaryFolder();
    const [file, refused] = [join(folder, 'register.csv'), join(folder, 'refused.csv')];
    const bad = elector('', '=1+1', '-2+3', { address: '＝cmd' });
    writeFileSync(file, register(elector('1', 'Evans', 'Ann'), bad));
    await runCommand(['import', file, '--room', join(folder, 'day.room'), '--save-refused', refused]);
    const cells = Papa.parse<string[]>(readFileSync(refused, 'utf8'), { skipEmptyLines: true }).data.flat();
    expect(cells).toEqual(expect.arrayContaining(["'=1+1", "'-2+3", "'＝cmd"]));
    expect(cells.filter((cell) => /^[\s"]*[=+\-@|%＝＋－＠]/.test(cell))).toEqual([]);
  });

  it('with answers at the door is journaled as that', () => {
    const room = temporaryRoom();
    importText(room, register(elector('1', 'Evans', 'Ann')));
    exportResults(room, 'Gwen', nowhere);
    exportMarks(room, 'Gwen', nowhere);
    const exports = { kind: 'exports', text: '', hour: null, before: null, limit: 10 } as const;
    expect(readJournal(room, exports).map(({ what }) => what)).toEqual([
      'List of who was marked off exported: 0 lines',
      'Doorstep answers exported: 0 lines',
    ]);
  });

  it('is written in one place', () => {
    const root = join(import.meta.dirname, '../..');
    const byHand =
      /unparse\(|replaceAll\('"', '""'\)|replace\(\/"\/g, *'""'\)|\.join\(\s*(['"`])(?:,|;|\\t)\1\s*\)/;
    const others = globSync('src-{main,renderer,shared}/**/*.{ts,tsx}', { cwd: root }).filter((file) =>
      byHand.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(others.toSorted()).toEqual([
      // What identifies a row, to compare two registers.
      'src-main/exchange/register-state.ts',
      // The kinds of election of a room, as a setting.
      'src-main/register/elector/voting-rules.ts',
      // The cells of a workbook on their way to the CSV reader; none of it is saved.
      'src-main/register/file/workbook/workbook.ts',
      // What an entry of the journal is about, as its key.
      'src-main/store/journal/journal-row.ts',
      'src-main/store/spreadsheet-csv.ts',
      // The ids of streets that are dragged.
      'src-renderer/sheets/walks/FreeStreets.tsx',
    ]);
  });
});
