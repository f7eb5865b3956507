import type { Database } from 'better-sqlite3';

/**
 * Prepares a module's statements once for each open room: `const sql = prepared((db) => ({ … }))`, then
 * `sql(room.db).name.run(…)`.
 */
export function prepared<Statements>(prepare: (db: Database) => Statements): (db: Database) => Statements {
  const byDatabase = new WeakMap<Database, Statements>();
  return (db) => {
    const known = byDatabase.get(db);
    if (known) return known;
    const made = prepare(db);
    byDatabase.set(db, made);
    return made;
  };
}
