import type { Database } from 'better-sqlite3';
import { contentProblems } from '../journal/check.ts';
import { COUNTED } from '../register/streets/street-counts.ts';
import { copyHere, type RoomToCopy } from '../store/draft/beside.ts';
import { keepBeside, writeDifferences } from '../store/draft/differences.ts';
import { draftOf } from '../store/draft/draft.ts';
import { lastEntry } from '../store/journal/register-entries.ts';
import { lastDevice } from '../store/laptops/device.ts';
import { copyInMemory } from '../store/memory-copy.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import type { RegisterDraft } from './register-draft.ts';
import type { Shared } from './share.ts';
import { NOT_UNDERSTOOD, readShared, type TakenIn, takeWithin, understood } from './take-in.ts';

/** For the thread: a shared file, and the room that is to take it in. */
export type AskedTakeIn = {
  room: RoomToCopy;
  bytes: Uint8Array;
  /** The file of a draft, for what a later register changes; null if nothing is to be taken in. */
  draft: string | null;
};

/**
 * What taking a file in does, and its new entries in parts, each as JSON, in an order in which they can be taken. If a
 * later register comes, these are only the ones that can come before it.
 */
export type PlannedTakeIn = {
  taken: TakenIn;
  parts: string[];
  heard: Pick<Shared, 'heard' | 'have' | 'device' | 'at'>;
  /** If a later register comes and there is a draft, what it has. */
  register: RegisterDraft | null;
};

/** So many at once that no mark waits long for them. */
const PART = 250;
/** Fewer can come with the register: that is not compared twice for them. */
const LEAST_BEFORE = 2000;

/** In the thread. @throws Refusal if the file is not to be taken in. */
export function planTakeIn({ room, bytes, draft }: AskedTakeIn): PlannedTakeIn {
  const db = copyHere(room);
  try {
    return planOn(draftOf(room.file, db, room.key), Buffer.from(bytes), draft);
  } finally {
    db.close();
  }
}

/**
 * Takes a file into a copy of a room and checks what has become of it, all of which may take long.
 * @throws Refusal if the file is not to be taken in.
 */
export function planOn(copy: Room, bytes: Buffer, draft: string | null = null): PlannedTakeIn {
  const { db, key } = copy;
  const shared = readShared(copy, bytes);
  const untouched = copyInMemory(db);
  try {
    const basis = { seq: lastEntry(db), lastDevice: lastDevice(db) };
    const isComparing = draft !== null && shared.register !== undefined;
    if (isComparing) keepBeside(db);
    const taken = understood(() => db.transaction(() => takeWithin(copy, shared))());
    // Entries can be written as entries are, and say what breaks the rules all the same. A room may have been so before.
    if (!isSound(db) && isSound(untouched)) throw new Refusal(NOT_UNDERSTOOD);
    const hashes = db
      .prepare<[number], string>('SELECT lower(hex(hash)) FROM journal WHERE seq > ? ORDER BY seq')
      .pluck()
      .all(basis.seq);
    const { heard, have, device, at } = shared;
    const register =
      isComparing && taken.register
        ? { differences: writeDifferences(db, { file: draft, key }, COUNTED), ...basis }
        : null;
    const entries = inOrder(shared.entries, hashes);
    const before = taken.register ? beforeImports(entries) : entries;
    const parts = taken.register && before.length < LEAST_BEFORE ? [] : inParts(before);
    return { taken, parts, heard: { heard, have, device, at }, register };
  } finally {
    untouched.close();
  }
}

function isSound(db: Database): boolean {
  try {
    return contentProblems(db).length === 0;
  } catch {
    // What cannot even be compared.
    return false;
  }
}

/** Those with these hashes, in the order of the hashes. What the copy has written itself is not among the entries. */
function inOrder(entries: readonly unknown[], hashes: readonly string[]): Sent[] {
  const places = new Map(hashes.map((hash, place) => [hash, place]));
  const placed: Sent[] = [];
  for (const each of entries) {
    // They have been merged.
    const entry = each as Sent;
    const place = places.get(entry.hash);
    if (place !== undefined) placed[place] = entry;
  }
  return placed.filter((each) => each !== undefined);
}

type Sent = { device: string; n: number; kind: string; hash: string };

/** Those that no import comes before in the chain of their device: an import comes with its register. */
function beforeImports(entries: readonly Sent[]): Sent[] {
  const first = new Map<string, number>();
  for (const { kind, device, n } of entries)
    if (kind === 'import') first.set(device, Math.min(n, first.get(device) ?? n));
  return entries.filter(({ device, n }) => n < (first.get(device) ?? Number.POSITIVE_INFINITY));
}

function inParts(entries: readonly Sent[]): string[] {
  return Array.from({ length: Math.ceil(entries.length / PART) }, (_, part) =>
    JSON.stringify(entries.slice(part * PART, (part + 1) * PART)),
  );
}
