import { existsSync } from 'node:fs';
import { z } from 'zod';
import { readUserFile, writeUserFile } from './user-file.ts';

const LONGEST = 8;
const list = z.array(z.string().max(4096)).max(100);

/** The rooms opened last, newest first, as whole paths; those that are gone are left out. */
export function recentRooms(file: string): string[] {
  return (readUserFile(file, list) ?? []).filter((room) => existsSync(room)).slice(0, LONGEST);
}

/** Puts a room at the head of the list. */
export function rememberRoom(file: string, room: string): void {
  const others = recentRooms(file).filter((other) => other !== room);
  writeUserFile(file, [room, ...others].slice(0, LONGEST));
}

export function forgetRooms(file: string): void {
  writeUserFile(file, []);
}
