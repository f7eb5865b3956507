import { basename } from 'node:path';
import { isRoom, removeRoomFiles } from '../store/file/room-file.ts';
import { unfinishedBeside } from './backup-places.ts';
import { dropUnwrittenPlan } from './destruction-plan.ts';

/**
 * Removes what a killed program left beside a room while it restored it, changed its passphrase, migrated it or began
 * to destroy it: parts of copies, which contain names and are of no use. The room must be open, or about to be
 * replaced, so that nobody else is writing them.
 */
export function removeLeftovers(roomFile: string): void {
  dropUnwrittenPlan(roomFile);
  for (const file of unfinishedBeside(roomFile)) {
    // Older versions used .part, which a browser also uses when it downloads a file of this name.
    if (basename(file) !== `${basename(roomFile)}.part` || isRoom(file)) removeRoomFiles(file);
  }
}
