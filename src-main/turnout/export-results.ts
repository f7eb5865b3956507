import type { Save } from '../store/file/write-file.ts';
import { addToJournal } from '../store/journal/journal.ts';
import { holdsInSql } from '../store/journal/journal-links.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { spreadsheetCsv, startOfCsv } from '../store/spreadsheet-csv.ts';
import { PARTY_COLUMNS, PARTY_HEADINGS, type PartyRow, partyCells } from './party-columns.ts';

type Row = PartyRow & { entered: string; code: string; by: string; answered: string };

const sql = prepared((db) => ({
  answered: db.prepare<[], Row>(
    `SELECT ${PARTY_COLUMNS}, IIF(${holdsInSql('journal')}, COALESCE(journal.entered, ''), '') AS entered,
            COALESCE(CAST(journal.detail ->> 'code' AS TEXT), '') AS code, journal.by,
            COALESCE(strftime('%Y-%m-%d %H:%M:%S', journal.at / 1000, 'unixepoch', 'localtime'), '') AS answered
       FROM elector JOIN journal ON journal.elector_id = elector.id AND journal.kind = 'doorstep'
      WHERE elector.removed_at IS NULL ORDER BY ${holdsInSql('journal')}, journal.seq`,
  ),
}));

/** How to recognise such a file, besides its start. */
export const RESULTS_MARK = 'At The Door';

const HEADINGS = [...PARTY_HEADINGS, RESULTS_MARK, 'Sheet', 'Entered At', 'Entered By'];

/** How such a file begins. */
export const RESULTS_START = startOfCsv(HEADINGS.slice(0, 2));

/**
 * All doorstep answers as CSV for the party's own system, in the order of entry, after empty ones for those that
 * were undone: the party's system takes the last. Local time; safe to open in a spreadsheet. `save` as in `exportMarks`.
 */
export function exportResults(room: Room, by: string, save: Save<string>): { rows: number } {
  const lines = sql(room.db)
    .answered.all()
    .map((row) => [...partyCells(row), row.entered, row.code, row.answered, row.by]);
  const detail = { of: 'answers', rows: lines.length } as const;
  save(spreadsheetCsv(HEADINGS, lines), () =>
    room.change(() => addToJournal(room, { kind: 'export', by, detail })),
  );
  return { rows: lines.length };
}
