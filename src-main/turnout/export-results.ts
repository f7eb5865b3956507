import Papa from 'papaparse';
import { addToJournal } from '../journal/journal.ts';
import { formatNumber } from '../register/elector-number.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { safeCell } from '../store/safe-cell.ts';

type Row = {
  district: string;
  number: number;
  suffix: string;
  surname: string;
  forename: string;
  vi: string;
  entered: string;
  code: string;
  by: string;
  answered: string;
};

const sql = prepared((db) => ({
  answered: db.prepare<[], Row>(
    `SELECT elector.district, elector.number, suffix, surname, forename, vi, journal.entered, journal.detail ->> 'code' AS code, journal.by,
            strftime('%Y-%m-%d %H:%M:%S', journal.at / 1000, 'unixepoch', 'localtime') AS answered
       FROM elector JOIN journal ON journal.elector_id = elector.id AND journal.kind = 'doorstep'
      WHERE elector.removed_at IS NULL ORDER BY journal.seq`,
  ),
}));

const HEADINGS = [
  'Elector Number Prefix',
  'Elector Number',
  'Elector Number Suffix',
  'Full Elector Number',
  'Surname',
  'Forename',
  'Voting Intention',
  'At The Door',
  'Sheet',
  'Entered At',
  'Entered By',
];

/** How such a file begins, byte order mark first, and what else tells it from anybody else's. */
export const RESULTS_START = `\uFEFF${HEADINGS[0]},${HEADINGS[1]}`;
export const RESULTS_MARK = 'At The Door';

/**
 * Gives every answer heard at a door as CSV for the party's own system, in the order in which they were entered; one
 * that was taken back has an empty answer after it. Local time; safe to open in a spreadsheet. `save` as in `exportMarks`.
 */
export function exportResults(room: Room, by: string, save: (csv: string) => void): { rows: number } {
  const lines = sql(room.db)
    .answered.all()
    .map((row) => [
      row.district,
      String(row.number),
      row.suffix,
      formatNumber(row),
      row.surname,
      row.forename,
      row.vi,
      row.entered,
      row.code,
      row.answered,
      row.by,
    ]);
  save(
    `\uFEFF${Papa.unparse([HEADINGS, ...lines.map((line) => line.map(safeCell))], { newline: '\r\n' })}\r\n`,
  );
  const detail = { rows: lines.length, of: 'answers at the door' };
  room.change(() => addToJournal(room, { kind: 'export', by, at: Date.now(), detail }));
  return { rows: lines.length };
}
