import { chmodSync, copyFileSync, existsSync, rmSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { giveOtherKey } from '../store/other-key.ts';
import { isEncryptedRoom, type Room } from '../store/room.ts';
import type { RoomKey } from '../store/room-key.ts';
import { moveWhole } from '../store/write-file.ts';
import { backupFiles, copiesBeside, knownFolders } from './backup-places.ts';

/**
 * Gives the copies of a room that were made under its former key, plain or not, the passphrase that it has now, so
 * that none lies about as it was. Each is written anew beside its place, and stays as it was where the disk refuses.
 * Gives those that do.
 */
export async function giveCopiesKey(
  room: Room,
  from: RoomKey | undefined,
  to: { passphrase: string },
): Promise<string[]> {
  const copies = [
    ...backupFiles(room.file, knownFolders(room)).map(({ file }) => file),
    ...copiesBeside(room.file),
  ];
  const left: string[] = [];
  for (const copy of copies) {
    // There may be dozens, and numbers are being entered.
    await nextTurn();
    const waiting = `${copy}.part`;
    try {
      // What stands in SQLite's log beside it would not be in the copy.
      if (existsSync(`${copy}-wal`)) throw new Error(`${copy} was not closed.`);
      copyFileSync(copy, waiting);
      chmodSync(waiting, 0o600);
      giveOtherKey(waiting, isEncryptedRoom(copy) ? from : undefined, to, room.file);
      moveWhole(waiting, copy);
    } catch {
      left.push(copy);
    } finally {
      rmSync(waiting, { force: true });
    }
  }
  return left;
}
