import fc from 'fast-check';
import { exportJournal } from '../../src-main/journal/export-journal.ts';
import type { Save } from '../../src-main/store/file/write-file.ts';
import type { Room } from '../../src-main/store/room.ts';
import { spreadsheetCsv } from '../../src-main/store/spreadsheet-csv.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { exportMarks } from '../../src-main/turnout/export-marks.ts';
import { exportResults } from '../../src-main/turnout/export-results.ts';
import { boardCsv } from '../../src-main/turnout/figures/board-csv.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { csv } from '../fixtures/layouts.ts';
import { elector, HEADINGS } from '../fixtures/register.ts';
import { readCsv } from './read-csv.ts';
import { importBytes, inNewRoom } from './rooms.ts';
import { must, type Target, unlessRefused } from './target.ts';

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

const PIECES = [
  ...STARTS,
  ...['1+1', 'cmd', "|' /C calc'!A0", 'HYPERLINK("http://x.invalid")', 'SUM(A1)', 'Evans', 'no answer', '-2'],
  ...[
    '"',
    '""',
    "'",
    '“',
    ',',
    ';',
    '\t',
    '\r',
    '\n',
    '\r\n',
    ' ',
    '\u00a0',
    '\u3000',
    '\u200b',
    '\ufeff',
    '\0',
  ],
  ...['\u00ad', '\u202e', '\u2066', '\u0085', '\u2028', '\u000b', '\u001f', '\u180e', 'é', '𝄞', '\ud800'],
];

/** As people write them in a register. */
const TELEPHONE = fc
  .tuple(
    fc.constantFrom('+44 ', '+44 (0)', '+44', '0', '(0', '+353 '),
    fc.constantFrom('7700 900123', '20 7946 0018', '1273-555-123', '7700900123', '1632) 960 001'),
  )
  .map(([start, rest]) => start + rest)
  .filter((number) => number.split('(').length === number.split(')').length);

const cell = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join('')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: TELEPHONE },
);

const table = fc
  .integer({ min: 1, max: 4 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
  );

export const spreadsheets: Target = {
  name: 'spreadsheets',
  holds:
    'every cell comes back from a spreadsheet’s file with apostrophes at most, telephone numbers as they are, and no cell begins a formula',
  runsPerSeed: 300,
  property(folder) {
    return fc.asyncProperty(
      table,
      fc.constantFrom(...Array.from({ length: 50 }, (_, place) => place)),
      async (rows, dice) => {
        const [headings = [], ...lines] = rows;
        const text = spreadsheetCsv(headings, lines);
        mustBeHarmless(text);
        mustComeBack(readCsv(text, ','), rows);
        // A new room for each takes a hundred times as long.
        if (dice === 49) await inNewRoom(folder, (room) => exportAll(room, rows));
      },
    );
  },
};

function mustComeBack(read: readonly string[][], rows: readonly (readonly string[])[]): void {
  must(read.length === rows.length, `${rows.length} rows are read back, not ${read.length}`);
  for (const [place, row] of rows.entries())
    for (const [column, cell] of row.entries()) {
      const found = read[place]?.[column] ?? '';
      const plain = (text: string) => text.replaceAll("'", '');
      must(plain(found) === plain(cell), `${JSON.stringify(cell)} comes back, not ${JSON.stringify(found)}`);
      if (isTelephone(cell)) must(found === cell, `the telephone number ${cell} stays, not ${found}`);
    }
}

/** Written here again, independent of the code under test. */
function isTelephone(cell: string): boolean {
  return /^(?:\+[0-9]|\(?0)[0-9 ()-]+$/.test(cell) && (cell.match(/[0-9]/g)?.length ?? 0) >= 7;
}

/** Wherever a spreadsheet splits it: at commas, and in other countries at semicolons or tabs. */
function mustBeHarmless(text: string): void {
  for (const cell of readCsv(text, ',').flat())
    must(!beginsFormula(cell), `${JSON.stringify(cell)} begins no formula`);
  for (const delimiter of [';', '\t'])
    for (const cell of readCsv(text, delimiter).flat())
      must(!runs(cell), `${JSON.stringify(cell)}, split at ${JSON.stringify(delimiter)}, runs nothing`);
}

/** What a reader may drop at the front: spaces, controls, invisible characters, quotation marks. */
function firstSeen(cell: string): string {
  for (const letter of cell) if (!/[\p{C}\p{Z}\s"“”]/u.test(letter)) return letter;
  return '';
}

function beginsFormula(cell: string): boolean {
  return STARTS.includes(firstSeen(cell)) && !isTelephone(cell) && cell !== '-';
}

/** What a formula needs to do more than calculate with its own file. */
const DOES_MORE = /[|!(=+*/&<>^:@]/u;

/** Prose after a semicolon may begin with a hyphen and a space, and cells split at commas are one here. */
function runs(cell: string): boolean {
  if (!STARTS.includes(firstSeen(cell))) return false;
  // No formula continues with a text directly after a word or a number.
  const [bare = ''] = cell.replace(/^[\p{C}\p{Z}\s"“”]+/u, '').split('"');
  const [first = '', ...others] = bare.split(',');
  if (isTelephone(first.trim())) return /[|!(]/.test(others.join(','));
  const prose = /^[-－﹣]\s+\p{L}(.*)$/su.exec(bare);
  return prose === null || DOES_MORE.test(prose[1] ?? '');
}

/** Exports of a room whose register, notes and names are these cells. */
function exportAll(room: Room, rows: readonly (readonly string[])[]): void {
  const saved: string[] = [];
  const save: Save<string> = (content, record) => {
    saved.push(content);
    return record();
  };
  const people = rows.map((cells, place) =>
    elector(String(place + 1), cells[0] || 'Evans', cells[1] ?? 'Ann', {
      address: cells[2] || '1 High Street',
    }),
  );
  if (!unlessRefused(() => importBytes(room, Buffer.from(csv([HEADINGS, ...people]))))) return;
  const by = rows[0]?.[0] ?? '';
  unlessRefused(() => markNumbers(room, { text: '1, 2', district: 'KA', by }));
  const ids = room.db.prepare<[], number>('SELECT id FROM elector').pluck().all();
  enterDoorstep(
    room,
    by,
    ids.map((electorId) => ({ electorId, answer: 'out' })),
    by,
  );
  exportMarks(room, by, save);
  exportResults(room, by, save);
  exportJournal(room, by, save);
  for (const text of [...saved, boardCsv(room, 'street')]) mustBeHarmless(text);
}
