import { randomUUID } from 'node:crypto';
import { freeName } from '../../src-shared/by-name.ts';
import { say } from '../../src-shared/message.ts';
import { DOOR } from '../register/door-key.ts';
import { placeWalks, refreshWalks, walksAsSaid } from '../register/streets/refresh-walks.ts';
import { addToJournal } from '../store/journal/journal.ts';
import { newId } from '../store/new-id.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { changeSetting, readSetting, writeSetting } from '../store/settings.ts';
import { neighboursUpTo } from './fair-parts.ts';

/** Streets that one person can cover. */
export type Walk = {
  id: number;
  name: string;
  /** How to get there. */
  note: string;
  /** Who usually takes it; '' for nobody. */
  runner: string;
  streets: WalkStreet[];
};

/** A street, with what walks need. */
export type WalkStreet = {
  id: number;
  district: string;
  street: string;
  /** Doors with a promise worth a knock, marked off or not. */
  doors: number;
};

export type WalkForm = { name: string; note: string; runner: string; streetIds: readonly number[] };

type Row = WalkStreet & { walk_id: number | null; walk_place: number; walk_order: number };

const sql = prepared((db) => ({
  all: db.prepare<[], { id: number; name: string; note: string; runner: string }>(
    'SELECT id, name, note, runner FROM walk ORDER BY place, id',
  ),
  streets: db.prepare<[], Row>(
    `SELECT street.id, street.district, street.name AS street, walk_id, walk_place, walk_order,
            COUNT(DISTINCT ${DOOR}) AS doors
       FROM street LEFT JOIN elector ON elector.street_id = street.id AND elector.at_door AND elector.removed_at IS NULL
      WHERE street.name <> '' AND street.electors > 0
      GROUP BY street.id ORDER BY street.district, walk_order`,
  ),
  street: db.prepare<[number], { district: string; name: string }>(
    'SELECT district, name FROM street WHERE id = ?',
  ),
}));

/** The walks in their order, and the streets without a walk in the register's own order. */
export function readWalks(room: Room): { walks: Walk[]; free: WalkStreet[] } {
  const byWalk = Map.groupBy(sql(room.db).streets.all(), ({ walk_id }) => walk_id);
  const streetsOf = (id: number | null) =>
    (byWalk.get(id) ?? []).map(({ id: street, district, street: name, doors }) => ({
      id: street,
      district,
      street: name,
      doors,
    }));
  for (const rows of byWalk.values()) rows.sort((a, b) => a.walk_place - b.walk_place);
  return {
    walks: sql(room.db)
      .all.all()
      .map((walk) => ({ ...walk, streets: streetsOf(walk.id) })),
    free: streetsOf(null),
  };
}

/**
 * Saves a walk; a new one if `id` is null. A street is in one walk, so it leaves any other. Returns the walk's id.
 * @throws Refusal if the name is empty or another walk has it.
 */
export function saveWalk(room: Room, id: number | null, form: WalkForm, by: string): number {
  const name = form.name.trim();
  if (name === '') throw new Refusal(say('Give the walk a name, such as "Hospital side".'));
  const walks = sql(room.db).all.all();
  if (walks.some((each) => each.id !== id && each.name.toLowerCase() === name.toLowerCase())) {
    throw new Refusal(
      say('There is a walk {{name}} already. Change that one, or give this another name.', { name }),
    );
  }
  if (id !== null && !walks.some((each) => each.id === id)) throw new Refusal(GONE);
  return room.change(() => saveIn(room, id, { ...form, name }, by));
}

function saveIn(room: Room, id: number | null, form: WalkForm, by: string): number {
  const walk = id ?? newId(room.db, 'walk');
  const save = { by, commandId: randomUUID() };
  for (const { id: other, streets: _, ...losing } of walksAsSaid(room)) {
    const streetIds = losing.streetIds.filter((street) => !form.streetIds.includes(street));
    if (other !== walk && streetIds.length < losing.streetIds.length)
      writeWalk(room, other, { ...losing, streetIds }, save);
  }
  writeWalk(room, walk, { ...form, note: form.note.trim(), runner: form.runner.trim() }, save);
  refreshWalks(room);
  return walk;
}

type Save = { by: string; commandId: string };

function writeWalk(room: Room, walk: number, form: WalkForm, save: Save): void {
  const streets = form.streetIds.flatMap((street) => {
    const named = sql(room.db).street.get(street);
    return named ? [[named.district, named.name] as const] : [];
  });
  addToJournal(room, { ...save, kind: 'walk', detail: { ...form, walk, streets } });
}

const GONE = say('That walk no longer exists. Check the list again.');

/** Deletes a walk. Its streets are in no walk then. */
export function removeWalk(room: Room, id: number, by: string): void {
  const walk = sql(room.db)
    .all.all()
    .find((each) => each.id === id);
  if (!walk) throw new Refusal(GONE);
  room.change(() => {
    addToJournal(room, { kind: 'walk', by, detail: { walk: id, removed: walk.name } });
    refreshWalks(room);
  });
}

/** Puts the walks in this order. Those not named come after them, in their old order. */
export function orderWalks(room: Room, ids: readonly number[], by = ''): void {
  room.change(() => {
    const now = sql(room.db)
      .all.all()
      .map(({ id }) => id);
    // So that an undo brings back the order in which they were made.
    if (readSetting(room, 'walk_order') === null) writeSetting(room, 'walk_order', JSON.stringify(now));
    const others = now.filter((id) => !ids.includes(id));
    changeSetting(room, 'walk_order', JSON.stringify([...ids, ...others]), by);
    placeWalks(room);
  });
}

/**
 * Suggests walks of up to so many doors for the streets without a walk, in the register's own order: neighbouring
 * numbers are neighbouring streets. Streets without a promise are left out.
 */
export function suggestWalks(room: Room, mostDoors: number): { name: string; streets: WalkStreet[] }[] {
  const streets = readWalks(room).free.filter(({ doors }) => doors > 0);
  const taken = new Set(
    sql(room.db)
      .all.all()
      .map(({ name }) => name.toLowerCase()),
  );
  return neighboursUpTo(streets, mostDoors, ({ doors }) => doors).map((group) => {
    const name = freeName(nameFor(group), taken);
    taken.add(name.toLowerCase());
    return { name, streets: group };
  });
}

function nameFor(streets: readonly WalkStreet[]): string {
  const [first, last] = [streets[0], streets.at(-1)];
  if (!first || !last) return '';
  return streets.length === 1 ? first.street : `${first.street} – ${last.street}`;
}

/** Creates the suggested walks. Returns how many. */
export function takeSuggestedWalks(room: Room, mostDoors: number, by: string): number {
  const suggested = suggestWalks(room, mostDoors);
  room.change(() => {
    for (const { name, streets } of suggested) {
      const streetIds = streets.map(({ id }) => id);
      saveIn(room, null, { name, note: '', runner: '', streetIds }, by);
    }
  });
  return suggested.length;
}
