import type { Database } from 'better-sqlite3';
import { prepared } from './prepared.ts';

/** Settings of the day that say nothing of electors. */
const OTHER_SETTINGS = ['knock_weights', 'committee_room', 'round_times', 'walk_order'];

/** In SQL: the entry changes the register, its corrections or its meanings. */
const CHANGES = `(kind IN ('import', 'register') OR
                  kind = 'setting' AND detail ->> 'setting' NOT IN (${OTHER_SETTINGS.map((each) => `'${each}'`).join(', ')}))`;

const sql = prepared((db) => ({
  last: db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM journal').pluck(),
  since: db.prepare<[number], string>('SELECT id FROM journal WHERE seq > ? ORDER BY seq').pluck(),
  changed: db
    .prepare<[{ seq: number }], number>(
      `WITH RECURSIVE undone (id) AS (
         SELECT each.value FROM journal, json_each(journal.undoes) AS each WHERE seq > @seq AND undoes IS NOT NULL
         UNION
         SELECT each.value FROM undone JOIN journal USING (id), json_each(journal.undoes) AS each
          WHERE journal.undoes IS NOT NULL)
       SELECT EXISTS (SELECT 1 FROM journal WHERE seq > @seq AND ${CHANGES})
           OR EXISTS (SELECT 1 FROM undone JOIN journal USING (id) WHERE ${CHANGES})`,
    )
    .pluck(),
}));

/** The place of the newest entry in this file. */
export function lastEntry(db: Database): number {
  return sql(db).last.get() ?? 0;
}

/** The ids of the entries after that place. */
export function entriesSince(db: Database, seq: number): string[] {
  return sql(db).since.all(seq);
}

/**
 * Whether the register, corrections of it or meanings of codes and markers have changed since an entry of this file.
 * Marks, slips and answers at doors are no such change.
 */
export function hasRegisterChanged(db: Database, seq: number): boolean {
  return sql(db).changed.get({ seq }) === 1;
}
