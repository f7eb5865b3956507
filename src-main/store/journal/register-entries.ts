import type { Database } from 'better-sqlite3';
import { type Preparing, prepared } from '../prepared.ts';

/** Settings of the day that say nothing of electors. */
const OTHER_SETTINGS = ['knock_weights', 'committee_room', 'round_times', 'walk_order'];

/** In SQL: the entry changes the register, its corrections or its meanings. */
const CHANGES = `(kind IN ('import', 'register') OR
                  kind = 'setting' AND detail ->> 'setting' NOT IN (${OTHER_SETTINGS.map((each) => `'${each}'`).join(', ')}))`;

const sql = prepared((db) => ({
  last: db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM journal').pluck(),
  since: db.prepare<[number], string>('SELECT id FROM journal WHERE seq > ? ORDER BY seq').pluck(),
  isOfOthers: db
    .prepare<[number], 0 | 1>(
      `SELECT EXISTS (
         SELECT 1 FROM journal
          WHERE seq > ? AND device IS NOT (SELECT number FROM device JOIN setting ON value = id WHERE name = 'device_id'))`,
    )
    .pluck(),
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
  lastImport: db.prepare<[], number | null>("SELECT MAX(seq) FROM journal WHERE kind = 'import'").pluck(),
  newestImports: newestIn(db, 'main'),
  firstLaptop: db.prepare<[], number | null>("SELECT MIN(seq) FROM journal WHERE kind = 'laptop'").pluck(),
}));

/** The place of the newest entry in this file. */
export function lastEntry(db: Database): number {
  return sql(db).last.get() ?? 0;
}

/** The ids of the entries after that place. */
export function entriesSince(db: Database, seq: number): string[] {
  return sql(db).since.all(seq);
}

/** Whether the entries after that place were written by this laptop itself: nothing has come in. */
export function isOnlyOwnSince(db: Database, seq: number): boolean {
  return sql(db).isOfOthers.get(seq) === 0;
}

/**
 * Whether the register, corrections of it or meanings of codes and markers have changed since an entry of this file.
 * Marks, slips and answers at doors are no such change.
 */
export function hasRegisterChanged(db: Database, seq: number): boolean {
  return sql(db).changed.get({ seq }) === 1;
}

/** Whether a register was imported since the room has had several laptops, so that others may not have it. */
export function hasLaterRegister(db: Database): boolean {
  const first = sql(db).firstLaptop.get() ?? null;
  return first !== null && (sql(db).lastImport.get() ?? 0) > first;
}

/**
 * The newest imports: those that no other follows. Several, if two laptops imported a register without knowing of each
 * other. What older versions imported counts as one after another: they did not say what an import follows. All of the
 * journal is read. `schema` is the name under which the room is attached.
 */
export function newestImports(db: Database, schema = 'main'): string[] {
  return (schema === 'main' ? sql(db).newestImports : newestIn(db, schema)).all();
}

function newestIn(db: Preparing, schema: string) {
  return db
    .prepare<[], string>(
      `WITH import AS (SELECT id, seq, json_type(detail, '$.after') IS NOT NULL AS says, detail
                         FROM ${schema}.journal WHERE kind = 'import')
       SELECT id FROM import
        WHERE id NOT IN (SELECT each.value FROM import, json_each(import.detail, '$.after') AS each WHERE says)
          AND (says OR seq = (SELECT MAX(seq) FROM import))
        ORDER BY id`,
    )
    .pluck();
}
