import { addPlace, addRow, entryOf } from '../store/journal/journal.ts';
import { type EntryContent, entryHash, type JournalRow } from '../store/journal/journal-row.ts';
import { type Device, deviceNumber, devices, thisDevice } from '../store/laptops/device.ts';
import { goOnAsNewDevice } from '../store/laptops/laptops.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { applyEntries } from './apply.ts';
import { chainsIn, type Link } from './chains.ts';
import { type Conflict, conflictsAnew } from './conflicts/conflicts.ts';
import { readEntries, type SentEntry } from './sent-entries.ts';

/*
 * Two copies of a room exchange what they have, and each takes in what it lacks. The result is the union of their
 * entries, whatever was sent twice, in another order, torn or old.
 */

/**
 * The last entries of each device, by its id. Several, if a file was copied and used twice: then one `n` has two
 * hashes. The count alone would not show that.
 */
export type Have = Record<string, { n: number; hash: string }[]>;

/** What a merge did. */
export type Merged = {
  /** Entries that the room did not have. */
  new: number;
  /** Entries that it had already. */
  known: number;
  /** Entries that were left out, since those before them are missing: ask again for what comes after `after`. */
  gaps: { device: string; after: number; entries: number }[];
  conflicts: Conflict[];
};

const sql = prepared((db) => ({
  row: db.prepare<[number], JournalRow>('SELECT * FROM journal WHERE seq = ?'),
  byId: db.prepare<[string], JournalRow>('SELECT * FROM journal WHERE id = ?'),
}));

/** What was written at a place of this file. */
function entryAt({ db }: Room, seq: number): JournalRow | undefined {
  const row = sql(db).row.get(seq);
  return row && entryOf(db, row);
}

/** What this copy of the room has, for another copy to compare. */
export function have(room: Room): Have {
  const all: Have = {};
  for (const device of devices(room.db)) {
    const links = chainsIn(room.db).of(device.number);
    if (links.length === 0) continue;
    const ends = isOneChain(links) ? links.slice(-1) : branches(room, device, links).ends;
    all[device.id] = ends.map(({ n, hash }) => ({ n, hash }));
  }
  return all;
}

/**
 * The entries that another copy of the room lacks. Of a device whose last entry there is not known here, nothing is
 * sent if the other has more of it: either it is ahead, or its own entries come first and show the fork.
 */
export function entriesFor(room: Room, theirs: Have): SentEntry[] {
  return devices(room.db).flatMap((device) => {
    const ends = theirs[device.id] ?? [];
    const links = chainsIn(room.db).of(device.number);
    const hashes = new Set(links.map(({ hash }) => hash));
    const known = ends.filter(({ hash }) => hashes.has(hash));
    if (known.length === 0) {
      const isBehind = ends.some(({ n }) => n > lastPlace(room, device.number));
      return isBehind ? [] : sent(room, device, links);
    }
    if (isOneChain(links)) {
      // Two ends in one chain are both sides of a gap.
      const upTo = Math.min(...known.map(({ n }) => n));
      return sent(room, device, links.slice(upTo));
    }
    const { before } = branches(room, device, links);
    const had = new Set<string>();
    const others = new Set(known.map(({ hash }) => hash));
    for (const { hash } of known) {
      const chain = [hash];
      for (let each = before.get(hash); each !== undefined; each = before.get(each)) {
        // Between the two they have a gap.
        if (others.has(each)) chain.length = 1;
        if (others.has(each)) break;
        chain.push(each);
      }
      for (const each of chain) had.add(each);
    }
    return sent(
      room,
      device,
      links.filter(({ hash }) => !had.has(hash)),
    );
  });
}

function sent(room: Room, { id: device }: Device, links: readonly Link[]): SentEntry[] {
  return links.flatMap(({ seq }) => {
    const row = entryAt(room, seq);
    if (!row) return [];
    const { seq: _, hash, ...entry } = row;
    return { ...entry, device, hash: hash.toString('hex') };
  });
}

function lastPlace(room: Room, device: number): number {
  return chainsIn(room.db).of(device).at(-1)?.n ?? 0;
}

/** Each place has one entry. */
function isOneChain(links: readonly Link[]): boolean {
  return links.every(({ n }, index) => n === index + 1);
}

type Branches = { before: Map<string, string>; ends: Link[] };

/** How the entries of a device that was copied and used twice follow each other. */
function branches(room: Room, device: Device, links: readonly Link[]): Branches {
  const before = new Map<string, string>();
  for (const { seq, n, hash } of links) {
    const row = entryAt(room, seq);
    const last = chainsIn(room.db)
      .at(device.number, n - 1)
      .find((each) => row && follows(device.id, row, each.hash));
    if (last) before.set(hash, last.hash);
  }
  const followed = new Set(before.values());
  return { before, ends: links.filter(({ hash }) => !followed.has(hash)) };
}

function follows(
  device: string,
  entry: EntryContent & { n: number; hash: Buffer },
  last: string | null,
): boolean {
  const before = last === null ? null : Buffer.from(last, 'hex');
  return entryHash(device, entry.n, before, entry).equals(entry.hash);
}

/**
 * Takes the entries of another copy of the room in, all or none, and keeps the room as they say. Taking the same ones
 * in again changes nothing. An entry is taken only after those before it of its device.
 * @throws Refusal for anything but entries.
 */
export function mergeEntries(room: Room, entries: readonly unknown[]): Merged {
  return room.change(() => ({ ...mergeWithin(room, entries), conflicts: conflictsAnew(room) }));
}

/** The same as a part of a larger change. Call it inside `room.change`. */
export function mergeWithin(room: Room, entries: readonly unknown[]): Omit<Merged, 'conflicts'> {
  const { touched, ...merged } = addEntries(room, entries);
  applyEntries(room, touched);
  return merged;
}

/**
 * The same without keeping the room as they say. Returns also the ids of the entries that came, and of those that hold or
 * do not hold any more because of them.
 */
export function addEntries(
  room: Room,
  entries: readonly unknown[],
): Omit<Merged, 'conflicts'> & { touched: string[] } {
  const incoming = readEntries(room.db, entries);
  const counts = { new: 0, known: 0 };
  const gaps = new Map<string, { device: string; after: number; entries: number }>();
  const touched: string[] = [];
  const own = thisDevice(room);
  let isForked = false;
  const chains = chainsIn(room.db);
  // The hashes that an entry may follow: of this copy, and of what came with it.
  const hashes = new Map<string, string[]>();
  const last = (device: number, n: number) => {
    const key = `${device} ${n}`;
    const known = hashes.get(key) ?? chains.at(device, n).map(({ hash }) => hash);
    hashes.set(key, known);
    return known;
  };
  for (const { device, hash, ...content } of incoming.toSorted((a, b) => a.n - b.n)) {
    const number = deviceNumber(room.db, device);
    const entry = { ...content, hash: Buffer.from(hash, 'hex') };
    const [here, before] = [last(number, entry.n), entry.n === 1 ? [null] : last(number, entry.n - 1)];
    if (here.includes(hash)) {
      counts.known += 1;
      continue;
    }
    const place = before.findIndex((each) => follows(device, entry, each));
    if (place < 0) {
      const gap = gaps.get(device) ?? { device, after: lastPlace(room, number), entries: 0 };
      gaps.set(device, { ...gap, entries: gap.entries + 1 });
      continue;
    }
    here.push(hash);
    // A copy of this file, or this file itself before it lost its end, wrote it: from now on they differ.
    isForked ||= device === own.id;
    // Laptops may write one entry each, when they carry what another room has into this one.
    const known = sql(room.db).byId.get(entry.id);
    if (known) {
      counts.known += 1;
      // An older version may have noted something else of it: then what follows it is missing its place.
      if (follows(device, { ...known, n: entry.n, hash: entry.hash }, before[place] ?? null))
        addPlace(room.db, entry.id, { ...entry, device: number });
      continue;
    }
    touched.push(entry.id, ...addRow(room.db, { ...entry, device: number }));
    counts.new += 1;
  }
  if (isForked) goOnAsNewDevice(room, '');
  return { ...counts, gaps: [...gaps.values()], touched };
}
