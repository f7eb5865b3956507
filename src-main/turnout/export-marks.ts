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
  promise: number;
  marked: string;
};

const sql = prepared((db) => ({
  marked: db.prepare<[], Row>(
    `SELECT district, number, suffix, surname, forename, vi, promise,
            strftime('%Y-%m-%d %H:%M:%S', voted_at / 1000, 'unixepoch', 'localtime') AS marked
       FROM elector WHERE voted_at IS NOT NULL AND removed_at IS NULL ORDER BY district, number, suffix`,
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
  'Promise',
  'Marked Off At',
];

/** How an export begins, byte order mark first: what tells it from somebody else's file. */
export const EXPORT_START = `\uFEFF${HEADINGS[0]},${HEADINGS[1]}`;

/**
 * Gives who has been marked off as CSV for the party's own system (local time; UTF-8 with the mark that Excel needs), and journals who exported it.
 * `save` is given the text before that, so that an export that could not be saved never counts.
 */
export function exportMarks(room: Room, by: string, save: (csv: string) => void): { rows: number } {
  const marked = sql(room.db).marked.all();
  const lines = marked.map((row) => [
    row.district,
    String(row.number),
    row.suffix,
    formatNumber(row),
    row.surname,
    row.forename,
    row.vi,
    row.promise ? 'Y' : '',
    row.marked,
  ]);
  save(
    `\uFEFF${Papa.unparse([HEADINGS, ...lines.map((line) => line.map(safeCell))], { newline: '\r\n' })}\r\n`,
  );
  room.change(() =>
    addToJournal(room, { kind: 'export', by, at: Date.now(), detail: { rows: marked.length } }),
  );
  return { rows: marked.length };
}
