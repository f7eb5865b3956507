import { basename, extname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { byName } from '../../src-shared/by-name.ts';
import type { Message } from '../../src-shared/message.ts';
import { stateOnDisk } from '../store/file/private-copy.ts';
import { type Heard, otherLaptops } from '../store/laptops/heard.ts';
import { type Replica, replicaFile, replicas } from '../store/laptops/replicas.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { figuresOf, type StreetCounts, streetCounts } from '../turnout/figures/board.ts';
import type { BoardFigures, BoardRow } from '../turnout/types.ts';
import { withReplica } from './replicas.ts';

/*
 * Head office's board: the rooms that were introduced to this one, and this one itself. Each figure is what has come
 * so far, so a sum of what voted is "at least".
 */

/** How fresh a room is here: all its laptops, and the time up to which each of those heard of is complete. */
type Freshness = {
  /** In milliseconds since 1970; null if nothing has come from any laptop. */
  asOf: number | null;
  laptops: Pick<Heard, 'letter' | 'name' | 'upTo'>[];
};

/** A room, or a district or street of it. A room that cannot be read has no figures, and a reason. */
export type RoomRow = BoardRow & Freshness & { room: string; trouble?: Message };

export type Constituency = BoardFigures & {
  rows: RoomRow[];
  /** Districts that several rooms have: their electors are counted more than once. */
  inSeveral: { district: string; rooms: string[] }[];
};

export type ConstituencyBy = 'room' | 'district' | 'street';

/** What is shown of it: all of it, or one room or district. */
export type Part = { room?: string | undefined; district?: string | undefined };

/** What a room brings to the board. */
type OfRoom = Freshness & { room: string; streets: StreetCounts[]; trouble?: Message };

/**
 * The board over all rooms. This room's own districts count only where no other room has them: head office may have a
 * register of all.
 */
export async function readConstituency(
  room: Room,
  by: ConstituencyBy,
  { room: only, district }: Part = {},
): Promise<Constituency> {
  const others: OfRoom[] = [];
  for (const replica of replicas(room)) {
    others.push(await ofReplica(room, replica));
    // Ten of them can take a second, and numbers are being entered.
    await nextTurn();
  }
  const theirs = new Set(others.flatMap(({ streets }) => streets.map((street) => street.district)));
  const own = ofRoom(room, basename(room.file, extname(room.file)), Date.now());
  const left = own.streets.filter((street) => !theirs.has(street.district));
  const all = [...others, ...(left.length > 0 || others.length === 0 ? [{ ...own, streets: left }] : [])];
  const shown = all
    .filter((each) => only === undefined || each.room === only)
    .map((each) => ({ ...each, streets: each.streets.filter(inDistrict(district)) }));
  return {
    ...figuresOf(shown.flatMap(({ streets }) => streets)),
    rows: shown.flatMap((each) => rowsOf(each, by)),
    inSeveral: inSeveral(all),
  };
}

const inDistrict = (district: string | undefined) => (street: StreetCounts) =>
  district === undefined || street.district === district;

function rowsOf({ streets, ...about }: OfRoom, by: ConstituencyBy): RoomRow[] {
  const row = (counts: readonly StreetCounts[], district: string | null, street: string | null) => ({
    ...about,
    district,
    street,
    ...figuresOf(counts),
  });
  if (by === 'room') return [row(streets, null, null)];
  const districts = [...Map.groupBy(streets, ({ district }) => district ?? '')].sort(([a], [b]) =>
    byName(a, b),
  );
  if (by === 'district') return districts.map(([district, counts]) => row(counts, district, null));
  return districts.flatMap(([district, counts]) =>
    counts
      .toSorted((a, b) => byName(a.street ?? '', b.street ?? ''))
      .map((street) => row([street], district, street.street)),
  );
}

function inSeveral(all: readonly OfRoom[]): Constituency['inSeveral'] {
  const pairs = all.flatMap(({ room, streets }) =>
    [...new Set(streets.map(({ district }) => district ?? ''))].map((district) => ({ district, room })),
  );
  return [...Map.groupBy(pairs, ({ district }) => district)]
    .filter(([, rooms]) => rooms.length > 1)
    .map(([district, rooms]) => ({ district, rooms: rooms.map(({ room }) => room) }))
    .sort((a, b) => byName(a.district, b.district));
}

/** What was read of the replicas of a room, by their files, and the state that they were in. */
const read = new WeakMap<Room, Known>();
type Known = Map<string, { state: string | null; of: OfRoom }>;

/** Opened only if its file has changed: each would take a moment, and the board is asked for again and again. */
async function ofReplica(room: Room, replica: Replica): Promise<OfRoom> {
  const known: Known = read.get(room) ?? new Map();
  read.set(room, known);
  const file = replicaFile(room.file, replica.name);
  const before = known.get(file);
  if (
    before &&
    before.of.room === replica.name &&
    before.state !== null &&
    before.state === stateOnDisk(file)
  )
    return before.of;
  try {
    const of = await withReplica(room, replica, (copy) => ofRoom(copy, replica.name), {
      lookThroughLater: true,
    });
    known.set(file, { state: stateOnDisk(file), of });
    return of;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { room: replica.name, streets: [], asOf: null, laptops: [], trouble: error.said };
  }
}

/** `now` is given for this room itself: what this laptop enters is in it at once. */
function ofRoom(room: Room, name: string, now?: number): OfRoom {
  const laptops = otherLaptops(room);
  const times = [now ?? [], ...laptops.map(({ upTo }) => upTo ?? [])].flat();
  return {
    room: name,
    streets: streetCounts(room.db),
    asOf: times.length === 0 ? null : Math.min(...times),
    laptops: laptops.map(({ letter, name: called, upTo }) => ({ letter, name: called, upTo })),
  };
}
