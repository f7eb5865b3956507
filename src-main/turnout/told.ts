import { tellingInSql } from './mark.ts';

/**
 * In SQL: the numbers from tellers that hold, each with when it was told: by the time on the slip if it has one, since
 * a slip may come in hours late. The first of an elector is the one that marked them off; of two in one millisecond,
 * the one that says so.
 */
export const NUMBERS_TOLD = `(
  SELECT journal.elector_id, COALESCE(slip.told_at, journal.at) AS told_at,
         ROW_NUMBER() OVER (PARTITION BY journal.elector_id
                            ORDER BY journal.at, journal.status DESC, journal.id) = 1 AS is_first
    FROM journal LEFT JOIN slip ON slip.id = journal.slip_id
   WHERE ${tellingInSql('journal')})`;

/** In SQL: when the elector of a row was first told; null if they were not. */
export function firstToldInSql(elector: string): string {
  return `(
  SELECT COALESCE(slip.told_at, journal.at)
    FROM journal LEFT JOIN slip ON slip.id = journal.slip_id
   WHERE journal.elector_id = ${elector}.id AND ${tellingInSql('journal')}
   ORDER BY journal.at, journal.status DESC, journal.id LIMIT 1)`;
}
