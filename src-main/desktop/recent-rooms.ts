import { existsSync, statSync } from 'node:fs';
import { z } from 'zod';
import { isSameFile } from '../store/file/room-file.ts';
import { isSameName } from '../store/room-name.ts';
import { readUserFile, writeUserFile } from './user-file.ts';

const LONGEST = 8;
const list = z.array(z.string().max(4096)).max(100);

/** The rooms opened last, newest first, as absolute paths. Missing ones are left out. */
export function recentRooms(file: string): string[] {
  return (readUserFile(file, list) ?? []).filter((room) => existsSync(room)).slice(0, LONGEST);
}

/** Puts a room at the top of the list. */
export function rememberRoom(file: string, room: string): void {
  const others = recentRooms(file).filter((other) => !isSamePlace(other, room));
  writeUserFile(file, [room, ...others].slice(0, LONGEST));
}

/** One file may be spelled in two ways, though on most disks these could also be two files. */
function isSamePlace(one: string, other: string): boolean {
  const [first, second] = [one, other].map((room) => statSync(room, { throwIfNoEntry: false }));
  return one === other || (isSameName(one, other) && !!first && !!second && isSameFile(first, second));
}

export function forgetRooms(file: string): void {
  writeUserFile(file, []);
}
