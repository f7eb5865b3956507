import type { Database } from 'better-sqlite3';
import { holdsInSql } from '../store/journal-links.ts';
import { prepared } from '../store/prepared.ts';

/*
 * Two laptops may have added two electors with one number. One of them has it; the other waits off the register. Which
 * of the two a teller or a knocker meant is asked (journal/conflicts.ts), and until then nobody knocks for it.
 */

/** In SQL: the entry that added the elector of this row by hand, and holds. */
const IS_ADDED = `EXISTS (
  SELECT 1 FROM journal_about JOIN journal ON journal.id = entry
   WHERE subject = 'elector' || char(9) || waiting.id || char(9) || 'register'
     AND detail ->> 'added' IS NOT NULL AND detail ->> 'byRegister' IS NULL AND ${holdsInSql('journal')})`;

/** In SQL: `waiting` waits for the number that `holder` has. */
export const WAITS = `waiting.removed_at IS NOT NULL AND waiting.by_hand = '' AND holder.removed_at IS NULL
  AND waiting.district = holder.district AND waiting.number = holder.number AND waiting.suffix = holder.suffix
  AND ${IS_ADDED}`;

/** In SQL: people have said whether what was recorded of `waiting` counts for `holder`. */
const IS_ANSWERED = `EXISTS (
  SELECT 1 FROM journal_about AS said
   WHERE subject = 'settled' || char(9) || 'one number' || char(9) || holder.id || char(9) || waiting.id
     AND NOT EXISTS (SELECT 1 FROM journal_undone WHERE id = said.entry))`;

/** Answers that take an elector off the next sheet. */
export const OFF_SHEETS: readonly string[] = ['voted', 'refused', 'moved'];
const OFF = OFF_SHEETS.map((answer) => `'${answer}'`).join(', ');

/** In SQL: `holder` is left off sheets by an answer, or since what was recorded of somebody else may be meant of them. */
export const IS_OFF_SHEETS = `(holder.doorstep IN (${OFF}) OR EXISTS (
  SELECT 1 FROM elector AS waiting
   WHERE (waiting.voted_at IS NOT NULL OR waiting.doorstep IN (${OFF}) AND holder.doorstep = '')
     AND ${WAITS} AND NOT ${IS_ANSWERED}))`;

const sql = prepared((db) => ({
  /** Only who shares a number with somebody can be left off for that. */
  refresh: db.prepare(
    `UPDATE elector AS holder SET off_sheets = NOT off_sheets
      WHERE id IN (SELECT sharing.id FROM elector AS other JOIN elector AS sharing USING (district, number, suffix)
                    WHERE other.removed_at IS NOT NULL AND sharing.removed_at IS NULL)
        AND off_sheets <> ${IS_OFF_SHEETS}`,
  ),
}));

/** Keeps who is left off sheets in doubt. Returns whether somebody was not; the streets have to be counted again then. */
export function refreshOffSheets(db: Database): boolean {
  return sql(db).refresh.run().changes > 0;
}
