import { existsSync, realpathSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Room } from '../store/room.ts';
import { giveNewFileId, roomIds } from '../store/room-ids.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { storedList, storedOrNull } from '../store/stored-json.ts';
import { ownFolder } from './backup-name.ts';

/** Where a room's file is: on which computer, under which name, and which file of its disk it is. */
export type RoomPlace = z.infer<typeof PLACE>;
const PLACE = z.object({ computer: z.string(), path: z.string(), inode: z.string() });

/** The place of a file now. `as` is the name that it is about to get. */
export function placeOf(file: string, as = file): RoomPlace {
  const { ino, birthtimeNs } = statSync(file, { bigint: true });
  const path = join(realpathSync(dirname(resolve(as))), basename(as));
  return { computer: hostname(), path, inode: `${ino}-${birthtimeNs}` };
}

/** The place where a room was last opened; null if that was never recorded. */
export function readPlace(json: string | null | undefined): RoomPlace | null {
  return storedOrNull(json, PLACE);
}

/** Records where the room is. Call it inside `room.change`. */
export function writePlace(room: Room, as = room.file): void {
  writeSetting(room, 'place', JSON.stringify(placeOf(room.file, as)));
}

/**
 * Compares where an opened room is with where it was last. A file that came from another computer or is a copy gets a
 * new id, and the folders that it names are not used until a person here agrees.
 */
export function settleIn(room: Room): void {
  const here = placeOf(room.file);
  const last = readPlace(readSetting(room, 'place'));
  if (last && JSON.stringify(last) === JSON.stringify(here)) return;
  room.change(() => {
    if (last ? isElsewhere(last, here) : knowsFolders(room)) arrive(room, last !== null);
    else if (last && last.path !== here.path) remember(room, ownFolder(last.path));
    writePlace(room);
  });
}

/** Whether a file that was last in one place and is in another now is a copy, or came from another computer. */
export function isElsewhere(last: RoomPlace, here: RoomPlace): boolean {
  const isSameFile = last.inode === here.inode;
  if (last.path === here.path) return last.computer !== here.computer && !isSameFile;
  if (last.computer !== here.computer) return true;
  // It was renamed, or moved to another disk. This is not checked for another computer's file.
  return !isSameFile && (last.path.startsWith('\\\\') || existsSync(last.path));
}

function knowsFolders(room: Room): boolean {
  return (
    Boolean(readSetting(room, 'backup_folder')) || storedList(readSetting(room, 'backup_folders')).length > 0
  );
}

/** The backups of a renamed room stay where they are. */
function remember(room: Room, folder: string): void {
  const folders = [...storedList(readSetting(room, 'backup_folders')), folder];
  writeSetting(room, 'backup_folders', JSON.stringify([...new Set(folders)]));
}

function arrive(room: Room, hasOtherPlace: boolean): void {
  offerFolders(room);
  // A room of an older version may have been here all along.
  if (!hasOtherPlace) return;
  const { file, earlier, elsewhere } = roomIds(room);
  giveNewFileId(room, { earlier: [], elsewhere: [file, ...earlier, ...elsewhere] });
}

/** Stops using the folders that a room names, until a person here agrees to them. Call it inside `room.change`. */
export function offerFolders(room: Room): void {
  const folder = readSetting(room, 'backup_folder');
  if (folder) writeSetting(room, 'offered_folder', folder);
  const folders = [
    ...storedList(readSetting(room, 'folders_elsewhere')),
    ...storedList(readSetting(room, 'backup_folders')),
  ];
  writeSetting(room, 'folders_elsewhere', JSON.stringify([...new Set(folders)]));
  writeSetting(room, 'backup_folder', '');
  writeSetting(room, 'backup_folders', '[]');
}
