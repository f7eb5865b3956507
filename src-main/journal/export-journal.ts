import type { Save } from '../store/file/write-file.ts';
import { addToJournal } from '../store/journal/journal.ts';
import type { Room } from '../store/room.ts';
import { spreadsheetCsv, startOfCsv } from '../store/spreadsheet-csv.ts';
import { readJournal } from './read-journal.ts';

const WHEN = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });

/** Earlier versions wrote these. */
const FIRST_HEADINGS = ['When', 'Who', 'What', 'Elector Number', 'Name', 'Slip', 'Undone'];
const HEADINGS = [...FIRST_HEADINGS, 'Laptop'];

/** How such a file begins, to recognise it. */
export const JOURNAL_START = startOfCsv(FIRST_HEADINGS);

/**
 * The whole journal as CSV, oldest first (local time; safe to open in a spreadsheet). When `save` succeeds, adds an
 * entry about who exported it.
 */
export function exportJournal(room: Room, by: string, save: Save<string>): { rows: number } {
  const all = { kind: 'all', text: '', hour: null, before: null, limit: -1 } as const;
  const rows = readJournal(room, all)
    .toReversed()
    .map(({ at, by: who, what, elector, slip, isUndone, laptop }) => [
      WHEN.format(at),
      who,
      what,
      elector?.number ?? '',
      elector?.name ?? '',
      slip === null ? '' : String(slip),
      isUndone ? 'Y' : '',
      laptop ? `${laptop.letter} (${laptop.name})` : '',
    ]);
  const detail = { of: 'journal', rows: rows.length } as const;
  save(spreadsheetCsv(HEADINGS, rows), () =>
    room.change(() => addToJournal(room, { kind: 'export', by, detail })),
  );
  return { rows: rows.length };
}
