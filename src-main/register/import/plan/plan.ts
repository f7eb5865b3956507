import type { Basis } from '../../../store/draft/copy-room.ts';
import type { Draft } from '../../../store/draft/draft.ts';
import { type Changes, changesIn } from '../../../store/draft/notes.ts';
import { COUNTED, countsOf } from '../../street-counts.ts';

/** A change of the register that was made on a draft of the room, for `applyPlan`. */
export type Plan = { basis: Basis; changes: Changes };

/** Table of a draft with the counts of its new electors. */
export const NEW_COUNTS = 'new_counts';

/** What was changed on a draft. Call it when the change is done. */
export function planFrom({ room, basis }: Draft): Plan {
  const changes = changesIn(room.db, basis, COUNTED);
  room.db.exec(`CREATE TABLE ${NEW_COUNTS} AS ${countsOf(`id > ${basis.lastElector}`)}`);
  room.db.exec('COMMIT');
  return { basis, changes };
}
