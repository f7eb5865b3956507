import type { Database } from 'better-sqlite3';
import { holdsInSql } from '../store/journal/journal-links.ts';
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

const written = (text: string) => `upper(replace(replace(replace(${text}, ' ', ''), '-', ''), '/', ''))`;

/**
 * In SQL: another laptop found a number that is written like this one, but this register does not have that elector.
 * Laptops that imported registers apart may have given one person two ids.
 */
const IS_TOLD_ELSEWHERE = `${written('holder.district || holder.number || holder.suffix')} IN (
  SELECT ${written('number.value')}
    FROM journal_nobody CROSS JOIN journal AS told USING (id),
         json_each(json_array(told.entered, told.district || ltrim(told.entered, '0 '))) AS number
   WHERE NOT EXISTS (SELECT 1 FROM journal AS later WHERE later.settles = told.id AND ${holdsInSql('later')}))`;

/** Answers that take an elector off the next sheet. */
export const OFF_SHEETS: readonly string[] = ['voted', 'refused', 'moved'];
const OFF = OFF_SHEETS.map((answer) => `'${answer}'`).join(', ');

/** In SQL: `holder` is left off sheets by an answer, or since what was recorded of somebody else may be meant of them. */
export const IS_OFF_SHEETS = `(holder.doorstep IN (${OFF}) OR EXISTS (
  SELECT 1 FROM elector AS waiting
   WHERE (waiting.voted_at IS NOT NULL OR waiting.doorstep IN (${OFF}) AND holder.doorstep = '')
     AND ${WAITS} AND NOT ${IS_ANSWERED}) OR ${IS_TOLD_ELSEWHERE})`;

const sql = prepared((db) => ({
  isAnyNobody: db.prepare<[], 0 | 1>('SELECT EXISTS (SELECT 1 FROM journal_nobody)').pluck(),
  refreshAll: db.prepare(
    `UPDATE elector AS holder SET off_sheets = NOT off_sheets
      WHERE removed_at IS NULL AND off_sheets <> ${IS_OFF_SHEETS}`,
  ),
  /** Only who shares a number with somebody can be left off for that. */
  refresh: db.prepare(
    `UPDATE elector AS holder SET off_sheets = NOT off_sheets
      WHERE id IN (SELECT sharing.id FROM elector AS other JOIN elector AS sharing USING (district, number, suffix)
                    WHERE other.removed_at IS NOT NULL AND sharing.removed_at IS NULL)
        AND off_sheets <> ${IS_OFF_SHEETS}`,
  ),
}));

/** Whether other laptops found numbers of electors whom this register does not have. */
export function hasNumbersOfNobody(db: Database): boolean {
  return sql(db).isAnyNobody.get() === 1;
}

/**
 * Keeps who is left off sheets in doubt. Returns whether somebody was not; the streets have to be counted again then.
 * With `all` also who was left off for a number of nobody that has found its elector.
 */
export function refreshOffSheets(db: Database, all = hasNumbersOfNobody(db)): boolean {
  return (all ? sql(db).refreshAll : sql(db).refresh).run().changes > 0;
}
