import type { Database } from 'better-sqlite3';
import type { Basis } from '../../../store/draft/copy-room.ts';
import type { Draft } from '../../../store/draft/draft.ts';
import { type Changes, changesIn } from '../../../store/draft/notes.ts';
import { COUNTED, COUNTED_BY, countsOf } from '../../streets/street-counts.ts';

/** A change of the register that was made on a draft of the room, for `applyPlan`. */
export type Plan = { basis: Basis; changes: Changes };

/** Whether the room had no elector. */
export function isFirst({ lastElector }: Basis): boolean {
  return lastElector === 0;
}

/** Table of a draft with the counts of its new electors. */
export const NEW_COUNTS = 'new_counts';
/** Table of a draft with those known electors whose streets get other counts. */
export const RECOUNTED = 'recounted';

/** Two electors never have one number, not even while they exchange theirs. */
export const NUMBER = ['district', 'number', 'suffix', 'removed_at'];

/** The columns in which electors are copied: those that differ, and all of the number if any of it does. */
function copiedColumns(changed: readonly string[]): readonly string[] {
  return changed.some((column) => NUMBER.includes(column)) ? [...new Set([...NUMBER, ...changed])] : changed;
}

/** What was changed on a draft. Call it when the change is done. */
export function planFrom({ room, basis }: Draft): Plan {
  const changes = changesIn(room.db, basis, COUNTED);
  // All electors of a first register are new, and have just been counted.
  const counts = isFirst(basis)
    ? `SELECT id, ${COUNTED.join(', ')} FROM street`
    : countsOf(`id > ${basis.lastElector}`);
  room.db.exec(`CREATE TABLE ${NEW_COUNTS} AS ${counts}`);
  const isSame = changes.electors.changed
    .filter((column) => COUNTED_BY.includes(column))
    .map((column) => `now.${column} IS was.${column}`);
  if (isSame.length > 0)
    room.db.exec(
      `CREATE TABLE ${RECOUNTED} AS SELECT id FROM elector_before AS was JOIN elector AS now USING (id)
        WHERE NOT (${isSame.join(' AND ')})`,
    );
  keepChanged(room.db, 'elector', copiedColumns(changes.electors.changed));
  keepChanged(room.db, 'street', changes.streets.changed);
  room.db.exec('COMMIT');
  return { basis, changes };
}

/**
 * Puts what was and is now in these columns of known rows that differ side by side, as `was_…` and `now_…`: whoever applies
 * the plan would otherwise read a page of the draft for each of them.
 */
function keepChanged(db: Database, table: string, columns: readonly string[]): void {
  if (columns.length === 0) return;
  const pairs = columns.map((column) => `was.${column} AS was_${column}, now.${column} AS now_${column}`);
  db.exec(
    `CREATE TABLE ${table}_changed AS
       SELECT was.id AS id, ${pairs.join(', ')} FROM ${table}_before AS was JOIN ${table} AS now ON now.id = was.id
        ORDER BY was.id`,
  );
}
