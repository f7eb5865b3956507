import { basename } from 'node:path';
import { isRoom, removeRoomFiles } from '../store/room-file.ts';
import { unfinishedBeside } from './backup-places.ts';
import { dropUnwrittenPlan } from './destruction-plan.ts';

/**
 * Removes what a program left beside a room that was killed while it restored the room, changed its passphrase,
 * brought it up to date or began to destroy it: parts of copies, which hold names and are of no use. The room must be open, or about to be
 * replaced, so that nobody is writing them.
 */
export function removeLeftovers(roomFile: string): void {
  dropUnwrittenPlan(roomFile);
  for (const file of unfinishedBeside(roomFile)) {
    // Earlier versions wrote a .part, as a browser does that is fetching a file of this name.
    if (basename(file) !== `${basename(roomFile)}.part` || isRoom(file)) removeRoomFiles(file);
  }
}
