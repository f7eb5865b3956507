import Papa from 'papaparse';
import type { Room } from '../store/room.ts';
import { safeCell } from '../store/safe-cell.ts';
import { addToJournal } from './journal.ts';
import { readJournal } from './read-journal.ts';

const WHEN = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });

/** How such a file begins, byte order mark first: what tells it from somebody else's. */
export const JOURNAL_START = '\uFEFFWhen,Who,What,Elector Number,Name,Slip,Undone';

/**
 * Gives the whole journal as CSV, oldest first (local time; safe to open in a spreadsheet), and journals who exported
 * it. `save` is given the text before that, so that an export that could not be saved never counts.
 */
export function exportJournal(room: Room, by: string, save: (csv: string) => void): { rows: number } {
  const all = { kind: 'all', text: '', hour: null, before: null, limit: -1 } as const;
  const rows = readJournal(room, all)
    .toReversed()
    .map(({ at, by: who, what, elector, slipId, isUndone }) =>
      [
        WHEN.format(at),
        who,
        what,
        elector?.number ?? '',
        elector?.name ?? '',
        slipId === null ? '' : String(slipId),
        isUndone ? 'Y' : '',
      ].map(safeCell),
    );
  const body = rows.length === 0 ? '' : `${Papa.unparse(rows, { newline: '\r\n' })}\r\n`;
  save(`${JOURNAL_START}\r\n${body}`);
  room.change(() =>
    addToJournal(room, { kind: 'export', by, at: Date.now(), detail: { rows: rows.length, of: 'journal' } }),
  );
  return { rows: rows.length };
}
