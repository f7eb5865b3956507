import { z } from 'zod';
import { say } from '../../src-shared/message.ts';
import { applyEntries, applyOfNobody } from '../journal/apply.ts';
import { type Conflict, conflictsAnew } from '../journal/conflicts/conflicts.ts';
import { awaitedImport, registerHere } from '../journal/conflicts/two-registers.ts';
import { addEntries, entriesFor } from '../journal/merge.ts';
import { explainFault } from '../store/faults.ts';
import { entriesByDevice } from '../store/journal/journal.ts';
import { withUndone } from '../store/journal/journal-links.ts';
import { newestImports } from '../store/journal/register-entries.ts';
import { storedDetail } from '../store/journal/stored-detail.ts';
import { type Heard, heardUpTo, noteHeard } from '../store/laptops/heard.ts';
import type { Laptop } from '../store/laptops/laptops.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { type EndAsked, readEnding } from './ending.ts';
import { noteHave } from './known-elsewhere.ts';
import { takeRegisterState } from './register-state.ts';
import { unseal } from './sealed-file.ts';
import { SHARED, type Shared } from './share.ts';

/** What taking a shared file in does, or would do. */
export type TakenIn = {
  /** The laptop that wrote the file, and when by its clock, in milliseconds since 1970. */
  from: Laptop | null;
  at: number;
  /** Entries that the room did not have, and those that it had. */
  new: number;
  known: number;
  /** How many of the new ones each laptop wrote. */
  byLaptop: { letter: string; name: string; new: number }[];
  /** A later register comes with it. */
  register: boolean;
  /** What laptops say differently, the conflicts from before among it. */
  conflicts: Conflict[];
  devices: Heard[];
  /** Who asks that the day be destroyed on this laptop; null for nobody, or this laptop itself. */
  ending: EndAsked | null;
};

const sql = prepared((db) => ({
  isHere: db.prepare<[string], 1>('SELECT 1 FROM journal WHERE id = ?').pluck(),
}));

/**
 * Reads a file that another laptop of this room shared.
 * @throws Refusal if it is anything else, or not whole.
 */
export function readShared(room: Room, bytes: Buffer): Shared {
  const read = SHARED.safeParse(parsed(unseal(room, bytes, 'shared file')));
  if (read.success) return read.data;
  throw new Refusal(NOT_UNDERSTOOD, { cause: read.error });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Takes in what another laptop shared, all or nothing. The same file again, or an older one, changes nothing.
 * @throws Refusal if the disk refuses, or a register is being imported.
 */
export function takeIn(room: Room, shared: Shared): TakenIn {
  ensureCanTakeIn(room);
  return room.change(() => understood(() => takeWithin(room, shared)));
}

/** @throws Refusal if the room cannot be written to, or a register is being imported. */
export function ensureCanTakeIn(room: Room): void {
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  if (room.isRegisterHeld)
    throw new Refusal(say('A register is being imported. Take the file in when that is done.'));
}

/**
 * What a file says is put into tables by their own rules: what breaks these is not of this program.
 * @throws Refusal
 */
export function understood<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal || explainFault(error, '') !== error) throw error;
    throw new Refusal(NOT_UNDERSTOOD, { cause: error });
  }
}

/** Call it inside `room.change`. */
export function takeWithin(room: Room, shared: Shared): TakenIn {
  const before = entriesByDevice(room.db);
  const other = shared.register?.of === registerHere(room) ? undefined : shared.register;
  const isNewer = other !== undefined && isNewerRegister(room, shared);
  // What this takes back counts in the other's register still.
  const own = other
    ? withUndone(
        room.db,
        entriesFor(room, shared.have).map(({ id }) => id),
      )
    : [];
  const merged = addEntries(room, shared.entries);
  if (merged.gaps.length > 0) throw new Refusal(INCOMPLETE);
  // Of registers that were imported apart, people may have chosen it.
  const register = isNewer || other?.of === awaitedImport(room) ? other : undefined;
  if (register) {
    takeRegisterState(room, register);
    // What only this room has, as the other would have merged it. The rest is in that register already: applied once more,
    // it would turn back what the register said after it.
    applyEntries(room, own);
    applyOfNobody(room);
  } else {
    applyEntries(room, merged.touched);
  }
  noteHave(room, shared.device, shared.have);
  noteHeard(room, { ...shared.heard, [shared.device]: shared.at });
  const devices = heardUpTo(room);
  const counts = entriesByDevice(room.db);
  const asked = readEnding(room)?.asked ?? null;
  return {
    from: devices.find(({ device }) => device === shared.device) ?? null,
    at: shared.at,
    new: merged.new,
    known: merged.known,
    byLaptop: devices
      .map(({ device, letter, name }) => ({
        letter,
        name,
        new: (counts[device] ?? 0) - (before[device] ?? 0),
      }))
      .filter((each) => each.new > 0),
    register: register !== undefined,
    conflicts: conflictsAnew(room),
    devices,
    ending: asked && !asked.isThis ? asked : null,
  };
}

/** It is of an import that is not here and follows all that are: then it has everything that they brought. */
function isNewerRegister(room: Room, { entries, register }: Shared): boolean {
  if (!register || sql(room.db).isHere.get(register.of) !== undefined) return false;
  const imports = entries.flatMap((each) => IMPORT.safeParse(each).data ?? []);
  const after = new Map(imports.map(({ id, detail }) => [id, storedDetail('import', detail).after ?? []]));
  const followed = new Set([register.of]);
  // What is added on the way is looked at too.
  for (const id of followed) for (const each of after.get(id) ?? []) followed.add(each);
  return newestImports(room.db).every((id) => followed.has(id));
}

const IMPORT = z.object({ kind: z.literal('import'), id: z.string(), detail: z.string() });

export const NOT_UNDERSTOOD = say(
  'This file was sealed by this room’s laptops, but its content is not understood. Nothing was changed. Share it again on the other laptop.',
);
export const INCOMPLETE = say(
  'Entries are missing in this file, so nothing was changed. Share it again on the other laptop.',
);
