import type { Save } from '../store/file/write-file.ts';
import { addToJournal } from '../store/journal/journal.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { spreadsheetCsv, startOfCsv } from '../store/spreadsheet-csv.ts';
import { PARTY_COLUMNS, PARTY_HEADINGS, type PartyRow, partyCells } from './party-columns.ts';

type Row = PartyRow & { promise: number; marked: string };

const sql = prepared((db) => ({
  marked: db.prepare<[], Row>(
    `SELECT ${PARTY_COLUMNS}, promise,
            strftime('%Y-%m-%d %H:%M:%S', voted_at / 1000, 'unixepoch', 'localtime') AS marked
       FROM elector WHERE voted_at IS NOT NULL AND removed_at IS NULL ORDER BY district, number, suffix`,
  ),
}));

const HEADINGS = [...PARTY_HEADINGS, 'Promise', 'Marked Off At'];

/** How an export begins, to recognise it. */
export const EXPORT_START = startOfCsv(HEADINGS.slice(0, 2));

/**
 * Everybody who has been marked off, as CSV for the party's own system (local time; safe to open in a spreadsheet).
 * When `save` succeeds, adds an entry about who exported it.
 */
export function exportMarks(room: Room, by: string, save: Save<string>): { rows: number } {
  const lines = sql(room.db)
    .marked.all()
    .map((row) => [...partyCells(row), row.promise ? 'Y' : '', row.marked]);
  const detail = { of: 'marks', rows: lines.length } as const;
  save(spreadsheetCsv(HEADINGS, lines), () =>
    room.change(() => addToJournal(room, { kind: 'export', by, detail })),
  );
  return { rows: lines.length };
}
