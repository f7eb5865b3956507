import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { explainFault } from '../store/faults.ts';
import { RoomBusy } from '../store/lock.ts';
import { Refusal } from '../store/refusal.ts';
import { openRoom, openToRead } from '../store/room.ts';
import type { RoomKey } from '../store/room-key.ts';
import { moveWhole } from '../store/write-file.ts';
import { roomName, stamp } from './backup-name.ts';
import { type BackupContent, inspectBackup } from './inspect-backup.ts';
import { carryOver, entriesAfter, type LaterWork } from './later-entries.ts';

export type Restored = BackupContent & {
  /** Where the room that was there is kept now, null when there was none. */
  keptAs: string | null;
  /** Entries made after the backup that were entered again. */
  carried: number;
  /** Kinds of those that could not be: their files must be imported again. */
  left: string[];
};

const NO_WORK: LaterWork = { entries: [], slips: [] };

/**
 * Makes a closed room what a backup holds, and enters again what its journal has after that, as far as it can be
 * read; so a damaged room loses only what is damaged. The room that was there is kept under another name.
 * @throws Refusal when the backup is not sound or does not open, or the room is open elsewhere; nothing is changed then.
 */
export function restore(file: string, backup: string, key: RoomKey | undefined, at = new Date()): Restored {
  if (!existsSync(backup))
    throw new Refusal(`There is no backup at ${backup}. Check the name, or put the stick in.`);
  const content = inspectBackup(backup, key);
  if (content.state !== 'good') {
    throw new Refusal(
      `${basename(backup)} cannot be restored. ${content.problem} Nothing was changed: choose another backup.`,
    );
  }
  const later = existsSync(file) ? laterWork(file, content.lastEntry, key) : NO_WORK;
  const waiting = `${file}.part`;
  try {
    copyFileSync(backup, waiting);
    const keptAs = existsSync(file) ? putAside(file, at) : null;
    moveWhole(waiting, file);
    const room = openRoom(file, { create: false, program: 'a restore', key });
    const { carried, left } = carryOver(room, later);
    room.close();
    return { ...content, keptAs, carried, left };
  } catch (error) {
    rmSync(waiting, { force: true });
    throw explainFault(error, basename(file));
  }
}

function laterWork(file: string, lastEntry: number, key: RoomKey | undefined): LaterWork {
  try {
    // Brings what is in the log into the file, and finds out whether another program has it.
    openRoom(file, { create: false, program: 'a restore', key }).close();
  } catch (error) {
    if (error instanceof RoomBusy) throw error;
  }
  try {
    const db = openToRead(file, key);
    try {
      return entriesAfter(db, lastEntry);
    } finally {
      db.close();
    }
  } catch {
    // So damaged that nothing can be read: the backup is what there is.
    return NO_WORK;
  }
}

/** The room with SQLite's files beside it, whose content belongs to it. */
function putAside(file: string, at: Date): string {
  const name = join(dirname(file), `${roomName(file)} before restore ${stamp(at)}`);
  let kept = `${name}.room`;
  for (let number = 2; existsSync(kept); number += 1) kept = `${name} (${number}).room`;
  for (const part of ['-wal', '-journal', '']) {
    if (existsSync(`${file}${part}`)) renameSync(`${file}${part}`, `${kept}${part}`);
  }
  rmSync(`${file}-shm`, { force: true });
  return kept;
}
