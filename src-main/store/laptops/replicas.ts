import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { byName } from '../../../src-shared/by-name.ts';
import { isFolder } from '../file/room-file.ts';
import type { Room } from '../room.ts';
import { nfc } from '../room-name.ts';
import { readSetting, writeSetting } from '../settings.ts';
import { storedOrNull } from '../stored-json.ts';
import type { Laptop } from './laptops.ts';

/*
 * Head office's room knows other rooms, each by a copy beside its own file: a replica, with the same key, that is only
 * read. It takes in what that room's laptops share.
 */

/** Who asks that a day be destroyed everywhere, and when by that laptop's clock. */
type AskedToDestroy = { by: string; at: number; laptop: Pick<Laptop, 'letter' | 'name'> | null };

/** A room that was introduced to this one: its day, and what it is called here. */
export type Replica = {
  day: string;
  name: string;
  /** Its laptops are asked to destroy the day, and so is head office. */
  asked?: AskedToDestroy;
};

const REPLICAS: z.ZodType<Replica[]> = z.array(
  z.object({
    day: z.string(),
    name: z.string(),
    asked: z
      .object({
        by: z.string(),
        at: z.number(),
        laptop: z.object({ letter: z.string(), name: z.string() }).nullable(),
      })
      .exactOptional(),
  }),
);

/** The rooms that were introduced to this one, by their names. */
export function replicas(room: Room): Replica[] {
  return storedOrNull(readSetting(room, 'replicas'), REPLICAS) ?? [];
}

/** Forgets one, whose file is gone. Call it inside `room.change`. */
export function dropReplica(room: Room, { day }: Replica): void {
  writeSetting(room, 'replicas', JSON.stringify(replicas(room).filter((each) => each.day !== day)));
}

/** Adds one, or replaces what was known of it. Call it inside `room.change`. */
export function addReplica(room: Room, replica: Replica): void {
  const others = replicas(room).filter(({ day }) => day !== replica.day);
  const all = [...others, replica].sort((one, other) => byName(one.name, other.name));
  writeSetting(room, 'replicas', JSON.stringify(all));
}

/** Its file beside the room. The ending keeps it from being opened as a room of its own. */
export function replicaFile(roomFile: string, name: string): string {
  return join(dirname(resolve(roomFile)), `${basename(roomFile)}${BETWEEN}${name}`);
}

const BETWEEN = '.replica ';

/** Every file beside a room that belongs to one of its replicas, such as SQLite's; of one that was never finished too. */
export function replicasBeside(roomFile: string): string[] {
  const folder = dirname(resolve(roomFile));
  return namesIn(folder)
    .map((name) => join(folder, name))
    .filter((file) => isReplicaOf(roomFile, file) && !isFolder(file));
}

/** Whether a file has the name of such a file. */
export function isReplicaOf(roomFile: string, file: string): boolean {
  const isBeside = dirname(resolve(file)) === dirname(resolve(roomFile));
  return isBeside && nfc(basename(file)).startsWith(nfc(`${basename(roomFile)}${BETWEEN}`));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
