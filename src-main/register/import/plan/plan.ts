import type { Basis } from '../../../store/draft/copy-room.ts';
import type { Draft } from '../../../store/draft/draft.ts';
import { type Changes, changesIn } from '../../../store/draft/notes.ts';
import { indexesOf } from '../../../store/draft/tables.ts';
import { COUNTED, countsOf } from '../../street-counts.ts';

/** A change of the register that was made on a draft of the room, for `applyPlan`. */
export type Plan = { basis: Basis; changes: Changes };

/** Whether the room had no elector. */
export function isFirst({ lastElector }: Basis): boolean {
  return lastElector === 0;
}

/** Table of a draft with the counts of its new electors. */
export const NEW_COUNTS = 'new_counts';

/** What was changed on a draft. Call it when the change is done. */
export function planFrom({ room, basis }: Draft): Plan {
  const changes = changesIn(room.db, basis, COUNTED);
  room.db.exec(`CREATE TABLE ${NEW_COUNTS} AS ${countsOf(`id > ${basis.lastElector}`)}`);
  // The rows of a first register are copied as they are, which SQLite does only between tables without an index.
  if (isFirst(basis))
    for (const { name } of indexesOf(room.db, 'main', 'elector')) room.db.exec(`DROP INDEX ${name}`);
  room.db.exec('COMMIT');
  return { basis, changes };
}
