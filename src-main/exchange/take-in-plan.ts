import type { Database } from 'better-sqlite3';
import { contentProblems } from '../journal/check.ts';
import { draftOf } from '../store/draft/draft.ts';
import { Gate, type SharedNumber } from '../store/draft/gate.ts';
import { copyInMemory, openInMemory } from '../store/memory-copy.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { connect, type RoomKey } from '../store/room-key.ts';
import type { Shared } from './share.ts';
import { NOT_UNDERSTOOD, readShared, type TakenIn, takeWithin, understood } from './take-in.ts';

/** For the thread: a shared file, and the room that is to take it in. */
export type AskedTakeIn = {
  room: string;
  key: RoomKey | undefined;
  gate: SharedNumber;
  /** The room, if nothing else can connect to its file. */
  copy: Uint8Array | null;
  bytes: Uint8Array;
};

/** What taking a file in does, and its new entries in parts, each as JSON, in an order in which they can be taken. */
export type PlannedTakeIn = {
  taken: TakenIn;
  parts: string[];
  heard: Pick<Shared, 'heard' | 'have' | 'device' | 'at'>;
};

/** So many at once that no mark waits long for them. */
const PART = 250;

/** In the thread. @throws Refusal if the file is not to be taken in. */
export function planTakeIn({ room: file, key, gate, copy, bytes }: AskedTakeIn): PlannedTakeIn {
  const db = copy ? openInMemory(Buffer.from(copy)) : copyThrough(new Gate(gate), file, key);
  try {
    return planOn(draftOf(file, db, key), Buffer.from(bytes));
  } finally {
    db.close();
  }
}

function copyThrough(gate: Gate, file: string, key: RoomKey | undefined) {
  gate.enter();
  try {
    const db = connect(file, key);
    try {
      return copyInMemory(db);
    } finally {
      db.close();
    }
  } finally {
    gate.leave();
  }
}

/**
 * Takes a file into a copy of a room and checks what has become of it, all of which may take long.
 * @throws Refusal if the file is not to be taken in.
 */
export function planOn(copy: Room, bytes: Buffer): PlannedTakeIn {
  const { db } = copy;
  const shared = readShared(copy, bytes);
  const before = copyInMemory(db);
  try {
    const last = db.prepare<[], number | null>('SELECT MAX(seq) FROM journal').pluck().get() ?? 0;
    const taken = understood(() => db.transaction(() => takeWithin(copy, shared))());
    // Entries can be written as entries are, and say what breaks the rules all the same. A room may have been so before.
    if (!isSound(db) && isSound(before)) throw new Refusal(NOT_UNDERSTOOD);
    const hashes = db
      .prepare<[number], string>('SELECT lower(hex(hash)) FROM journal WHERE seq > ? ORDER BY seq')
      .pluck()
      .all(last);
    const { heard, have, device, at } = shared;
    return { taken, parts: inParts(shared.entries, hashes), heard: { heard, have, device, at } };
  } finally {
    before.close();
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
function inParts(entries: readonly unknown[], hashes: readonly string[]): string[] {
  const places = new Map(hashes.map((hash, place) => [hash, place]));
  const placed: unknown[] = [];
  for (const entry of entries) {
    const place = places.get((entry as { hash: string }).hash);
    if (place !== undefined) placed[place] = entry;
  }
  const all = placed.filter((each) => each !== undefined);
  return Array.from({ length: Math.ceil(all.length / PART) }, (_, part) =>
    JSON.stringify(all.slice(part * PART, (part + 1) * PART)),
  );
}
