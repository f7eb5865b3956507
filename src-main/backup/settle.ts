import { basename } from 'node:path';
import { explainFault } from '../store/faults.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { removeLeftovers } from './leftovers.ts';
import { settleIn } from './room-place.ts';

/**
 * Notes where an opened room is, and removes what a program that was killed has left. A full disk must not keep a room
 * from being looked at or destroyed, so what the disk refuses is left for the next opening.
 */
export function settle(room: Room): void {
  if (room.lookOnly) return;
  try {
    settleIn(room);
    removeLeftovers(room.file);
  } catch (error) {
    if (!(explainFault(error, basename(room.file)) instanceof Refusal)) throw error;
  }
}
