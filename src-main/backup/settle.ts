import { basename } from 'node:path';
import { explainFault } from '../store/faults.ts';
import { removeBegunElsewhere } from '../store/laptops/begun-elsewhere.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { removeLeftovers } from './leftovers.ts';
import { settleIn } from './room-place.ts';

/**
 * Records where an opened room is, and removes what a killed program has left. A full disk must not prevent a room
 * from being opened or destroyed, so what the disk refuses is left until the next opening.
 */
export function settle(room: Room): void {
  if (room.readOnly) return;
  try {
    settleIn(room);
    removeLeftovers(room.file);
    removeBegunElsewhere(room);
  } catch (error) {
    if (!(explainFault(error, basename(room.file)) instanceof Refusal)) throw error;
  }
}
