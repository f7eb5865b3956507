import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isRoom, removeRoomFiles } from '../file/room-file.ts';
import type { Room } from '../room.ts';
import { dropSetting, readSetting, writeSetting } from '../settings.ts';
import { storedList } from '../stored-json.ts';

/*
 * Files that the program makes from this room under a passing name: they get their own name once they are whole. A
 * killed program leaves them. Beside the room they are found by its name; all others are noted in it before they are
 * begun.
 */

/** Whether a file has a passing name. */
export function hasPassingName(file: string): boolean {
  return /\.room\.(?:part|restoring)$/.test(file);
}

/**
 * Whether it is one of these. A browser too names what it downloads `.part`; of the others, SQLite's files may be left
 * when the file itself is gone.
 */
export function isMadeElsewhere(file: string): boolean {
  if (!hasPassingName(file)) return false;
  return file.endsWith('.restoring') || statSync(file, { throwIfNoEntry: false })?.size === 0 || isRoom(file);
}

/** Notes a file that is about to be begun. */
export function noteBegun(room: Room, file: string): void {
  const files = [...begunElsewhere(room).filter((each) => each !== file), file];
  room.change(() => writeSetting(room, 'begun_elsewhere', JSON.stringify(files)));
}

/** Those that were begun and, as far as is known, are still there or cannot be reached. */
export function begunElsewhere(room: Room): string[] {
  return storedList(readSetting(room, 'begun_elsewhere'));
}

/** Removes those that are still there. What cannot be reached or removed stays noted, for the next time. */
export function removeBegunElsewhere(room: Room): void {
  const files = begunElsewhere(room);
  if (files.length === 0) return;
  const left = files.filter((file) => !isGone(file));
  room.change(() => {
    if (left.length === 0) dropSetting(room, 'begun_elsewhere');
    else writeSetting(room, 'begun_elsewhere', JSON.stringify(left));
  });
}

function isGone(file: string): boolean {
  // A stick that was pulled out may come back.
  if (!existsSync(dirname(file))) return false;
  try {
    if (isMadeElsewhere(file)) removeRoomFiles(file);
    return true;
  } catch {
    return false;
  }
}
