import { say } from '../../src-shared/message.ts';
import { applyEntries } from '../journal/apply.ts';
import { type Conflict, conflictsAnew } from '../journal/conflicts.ts';
import { entriesFor, mergeWithin } from '../journal/merge.ts';
import { rehearsal } from '../register/rehearsal.ts';
import { type Heard, heardUpTo, noteHeard } from '../store/heard.ts';
import { AGAIN } from '../store/journal.ts';
import type { Laptop } from '../store/laptops.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import { newestImports } from '../store/register-entries.ts';
import type { Room } from '../store/room.ts';
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
};

const sql = prepared((db) => ({
  isHere: db.prepare<[string], 1>('SELECT 1 FROM journal WHERE id = ?').pluck(),
  counts: db.prepare<[], [device: string, entries: number]>(
    `SELECT device.id, COUNT(*) FROM journal JOIN device ON device.number = journal.device
      WHERE kind <> '${AGAIN}' GROUP BY device.id`,
  ),
}));

/**
 * Reads a file that another laptop of this room shared.
 * @throws Refusal if it is anything else, or not whole.
 */
export function readShared(room: Room, bytes: Buffer): Shared {
  const read = SHARED.safeParse(parsed(unseal(room, bytes)));
  if (read.success) return read.data;
  throw new Refusal(
    say(
      'This file was sealed by this room’s laptops, but its content is not understood. Nothing was changed. Share it again on the other laptop.',
    ),
    { cause: read.error },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What taking the file in would do: it is done, counted, and taken back. */
export async function whatComes(room: Room, shared: Shared): Promise<TakenIn> {
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  return await rehearsal(room, () => takeWithin(room, shared));
}

/**
 * Takes in what another laptop shared, all or nothing. The same file again, or an older one, changes nothing.
 * @throws Refusal if the disk refuses, or a register is being imported.
 */
export function takeIn(room: Room, shared: Shared): TakenIn {
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  if (room.isRegisterHeld)
    throw new Refusal(say('A register is being imported. Take the file in when that is done.'));
  return room.change(() => takeWithin(room, shared));
}

function takeWithin(room: Room, shared: Shared): TakenIn {
  const before = new Map(sql(room.db).counts.raw().all());
  const state = isNewerRegister(room, shared) ? shared.register : undefined;
  // What only this room has is applied to the other's register, as the other would have merged it.
  const own = state ? entriesFor(room, shared.have).map(({ id }) => id) : [];
  if (state) takeRegisterState(room, state);
  const merged = mergeWithin(room, shared.entries);
  if (merged.gaps.length > 0) throw new Refusal(INCOMPLETE);
  if (state) applyEntries(room, own);
  noteHeard(room, { ...shared.heard, [shared.device]: shared.at });
  const devices = heardUpTo(room);
  const counts = new Map(sql(room.db).counts.raw().all());
  return {
    from: devices.find(({ device }) => device === shared.device) ?? null,
    at: shared.at,
    new: merged.new,
    known: merged.known,
    byLaptop: devices
      .map(({ device, letter, name }) => ({
        letter,
        name,
        new: (counts.get(device) ?? 0) - (before.get(device) ?? 0),
      }))
      .filter((each) => each.new > 0),
    register: state !== undefined,
    conflicts: conflictsAnew(room),
    devices,
  };
}

/** It brings an import that is not here, and follows all that are: then it has everything that they brought. */
function isNewerRegister(room: Room, { entries, register }: Shared): boolean {
  if (!register) return false;
  const imports = new Set(entries.flatMap((each) => (isImport(each) ? [each.id] : [])));
  const isNew = [...imports].some((id) => sql(room.db).isHere.get(id) === undefined);
  return isNew && newestImports(room.db).every((id) => imports.has(id));
}

function isImport(entry: unknown): entry is { id: string } {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    'kind' in entry &&
    entry.kind === 'import' &&
    'id' in entry &&
    typeof entry.id === 'string'
  );
}

const INCOMPLETE = say(
  'Entries are missing in this file, so nothing was changed. Share it again on the other laptop.',
);
