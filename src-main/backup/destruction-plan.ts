import { existsSync, lstatSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { z } from 'zod';
import { LANGUAGE_IDS, type Language } from '../../src-shared/languages.ts';
import { type Message, say } from '../../src-shared/message.ts';
import { explainFault } from '../store/faults.ts';
import { destructionPlan } from '../store/file/being-destroyed.ts';
import { barTo } from '../store/file/read-only.ts';
import { moveFlushed } from '../store/file/write-file.ts';
import { messageOrWords } from '../store/journal/stored-message.ts';
import { hasPassingName } from '../store/laptops/begun-elsewhere.ts';
import { isReplicaOf } from '../store/laptops/replicas.ts';
import { Refusal } from '../store/refusal.ts';
import { storedOrNull } from '../store/stored-json.ts';
import { readBackupName } from './backup-name.ts';
import { copiesBeside } from './backup-places.ts';
import { isOpenedPaper } from './opened-papers.ts';
import { OTHER_LAPTOPS, type OtherLaptops } from './other-laptops.ts';
import { REPLICA_GOING, type ReplicaGoing } from './replicas-gone.ts';

/**
 * The list of what to remove with a room, written beside it before anything is removed. It has only file names, the
 * name of the person who destroys the room, those of the day's laptops, and a seal that fits one certificate: nobody and
 * nothing of the register, so it need not be encrypted.
 */
export type DestructionPlan = {
  computer: string;
  path: string;
  by: string;
  at: number;
  language: Language;
  wasOpened: boolean;
  /** Copies, and the room's own file. */
  files: { file: string; bytes: number }[];
  left: { file: string; why: Message }[];
  unreached: string[];
  /** Only in a room of several laptops. */
  others?: OtherLaptops | undefined;
  /** Only at head office. */
  replicas?: ReplicaGoing[] | undefined;
};

const PLAN: z.ZodType<DestructionPlan> = z.object({
  computer: z.string(),
  path: z.string(),
  by: z.string(),
  at: z.number(),
  language: z.enum(LANGUAGE_IDS),
  wasOpened: z.boolean(),
  files: z.array(z.object({ file: z.string(), bytes: z.number() })),
  left: z.array(z.object({ file: z.string(), why: messageOrWords })),
  unreached: z.array(z.string()).catch([]),
  others: OTHER_LAPTOPS.optional(),
  replicas: z.array(REPLICA_GOING).optional(),
});

/**
 * Writes a plan so that it is on the disk before anything is removed. A full disk does not prevent the destruction:
 * it only could not be continued after an interruption.
 */
export function writePlan(
  roomFile: string,
  what: Omit<DestructionPlan, 'computer' | 'path'>,
): DestructionPlan {
  const whole = { computer: hostname(), path: placeOf(roomFile), ...what };
  const file = destructionPlan(roomFile);
  try {
    dropUnwrittenPlan(roomFile);
    writeFileSync(`${file}.part`, JSON.stringify(whole, null, 2), { mode: 0o600, flag: 'wx' });
    moveFlushed(`${file}.part`, file);
  } catch (error) {
    dropUnwrittenPlan(roomFile);
    if (!isFull(error)) throw explainFault(error, basename(file));
  }
  return whole;
}

/**
 * The plan of an interrupted destruction; null for none. Since it is followed without asking again, it may only name
 * files that the program makes.
 * @throws Refusal if it was written for another place, or cannot be read or followed.
 */
export function readPlan(roomFile: string): DestructionPlan | null {
  const file = destructionPlan(roomFile);
  if (!existsSync(file)) return null;
  if (barTo(roomFile)) {
    throw new Refusal(
      say(
        'The destruction of {{room}} was interrupted and cannot go on, as nothing can be written or removed where it is. Make its disk, its folder and the file writable, then start Committee Room with this room again.',
        { room: basename(roomFile) },
      ),
    );
  }
  const data = lstatSync(file).isFile() ? storedOrNull(readFileSync(file, 'utf8'), PLAN) : null;
  if (!data || data.computer !== hostname() || data.path !== placeOf(roomFile)) {
    throw new Refusal(
      say(
        '{{plan}} says that a room was being destroyed, but it cannot be read or comes from another place. If you want to keep the room, remove that file.',
        { plan: basename(file) },
      ),
    );
  }
  const isOurs = ownNames(roomFile);
  const strange = data.files.filter((each) => !isOurs(each.file));
  return {
    ...data,
    files: data.files.filter((each) => isOurs(each.file)),
    left: [...data.left, ...strange.map((each) => ({ file: each.file, why: NOT_OURS }))],
  };
}

const NOT_OURS = say('Its name is not that of a copy of the room.');

/** Removes the plan, once the certificate has been handed over. */
export function dropPlan(roomFile: string): void {
  rmSync(destructionPlan(roomFile), { force: true });
  dropUnwrittenPlan(roomFile);
}

/** Removes a plan that was only partly written when the program was killed, before anything was removed. */
export function dropUnwrittenPlan(roomFile: string): void {
  rmSync(`${destructionPlan(roomFile)}.part`, { force: true });
}

/**
 * The files that a plan may name: the room, SQLite's files, copies and replicas beside it, backups, opened papers,
 * and rooms that were being made elsewhere.
 */
function ownNames(roomFile: string): (file: string) => boolean {
  const beside = new Set([resolve(roomFile), ...copiesBeside(roomFile).map((each) => resolve(each))]);
  return (file) => {
    const whole = file.replace(/-(?:wal|shm|journal)$/, '');
    return (
      beside.has(resolve(whole)) ||
      readBackupName(basename(whole).replace(/\.part$/, '')) !== null ||
      isReplicaOf(roomFile, file) ||
      hasPassingName(whole) ||
      isOpenedPaper(file)
    );
  };
}

function placeOf(roomFile: string): string {
  const folder = dirname(resolve(roomFile));
  return `${existsSync(folder) ? realpathSync(folder) : folder}/${basename(roomFile)}`;
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}
