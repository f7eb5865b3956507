import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { freeName, freeNames } from '../../src-shared/by-name.ts';
import { say } from '../../src-shared/message.ts';
import { addToJournal } from '../store/journal.ts';
import { headsOf, idsSet } from '../store/journal-links.ts';
import { SUBJECT } from '../store/journal-row.ts';
import { newId } from '../store/new-id.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { changeSetting, readSetting, writeSetting } from '../store/settings.ts';
import { storedDetail } from '../store/stored-detail.ts';
import { storedOrNull } from '../store/stored-json.ts';
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
            COUNT(DISTINCT elector.house || char(10) || elector.flat) AS doors
       FROM street LEFT JOIN elector ON elector.street_id = street.id AND elector.at_door AND elector.removed_at IS NULL
      WHERE street.name <> '' AND street.electors > 0
      GROUP BY street.id ORDER BY street.district, walk_order`,
  ),
  put: db.prepare(
    `INSERT INTO walk (id, name, note, runner, place)
     VALUES (@id, @name, @note, @runner, (SELECT COALESCE(MAX(place), 0) + 1 FROM walk))
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, note = excluded.note, runner = excluded.runner`,
  ),
  said: db.prepare<[string], string | null>('SELECT detail FROM journal WHERE id = ?').pluck(),
  street: db.prepare<[number], { district: string; name: string }>(
    'SELECT district, name FROM street WHERE id = ?',
  ),
  /** Under another name if people have renamed it since. */
  streetNamed: db.prepare<[{ district: string; name: string }], { id: number; isRenamed: number }>(
    `SELECT id, name <> :name AS isRenamed FROM street
      WHERE district = :district
        AND name IN (:name, (SELECT name FROM street_correction WHERE district = :district AND found = :name))
      ORDER BY electors > 0 DESC, isRenamed LIMIT 1`,
  ),
  rename: db.prepare('UPDATE walk SET name = ? WHERE id = ?'),
  place: db.prepare('UPDATE walk SET place = ? WHERE id = ?'),
  drop: db.prepare('DELETE FROM walk WHERE id = ?'),
  free: db.prepare('UPDATE street SET walk_id = NULL, walk_place = 0 WHERE walk_id = ?'),
  take: db.prepare(
    'UPDATE street SET walk_id = :walk, walk_place = :place WHERE id = :street AND (walk_id, walk_place) IS NOT (:walk, :place)',
  ),
  taken: db.prepare<[], { id: number; walk_id: number }>(
    'SELECT id, walk_id FROM street WHERE walk_id IS NOT NULL',
  ),
  leave: db.prepare('UPDATE street SET walk_id = NULL, walk_place = 0 WHERE id = ?'),
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

type SaidWalk = WalkForm & { id: number; streets: readonly { id: number; isRenamed: number }[] };

/** The walks as the journal says them, the first made first. Two may have one name, or one street. */
function walksAsSaid(room: Room): SaidWalk[] {
  return idsSet(room.db, 'walk').flatMap((id) => {
    const [head] = headsOf(room.db, SUBJECT.walk(id));
    if (head === undefined) return [];
    const said = storedDetail('walk', sql(room.db).said.get(head) ?? null);
    if ('removed' in said) return [];
    const { name, note, runner } = said;
    const streets =
      said.streets?.flatMap(([district, street]) => {
        return sql(room.db).streetNamed.get({ district, name: street }) ?? [];
      }) ?? said.streetIds.map((street) => ({ id: street, isRenamed: 0 }));
    return [{ id, name, note, runner, streets, streetIds: streets.map((street) => street.id) }];
  });
}

/**
 * Keeps the walks as the journal says, after entries have come in or were undone, or there are new streets. If two
 * copies of the room made a walk of the same name, the second gets a number behind it; a street that two walks have is
 * in the first. The first is the same in every copy: the one with the lower id.
 */
export function refreshWalks(room: Room): void {
  const said = walksAsSaid(room);
  const isSaid = new Set(said.map(({ id }) => id));
  const known = new Set(idsSet(room.db, 'walk'));
  const now = new Map(
    sql(room.db)
      .all.all()
      .map(({ id, name }) => [id, name]),
  );
  for (const id of known) {
    if (isSaid.has(id) || !now.has(id)) continue;
    sql(room.db).free.run(id);
    sql(room.db).drop.run(id);
    now.delete(id);
  }
  const names = freeNames(
    said,
    [...now].flatMap(([id, name]) => (isSaid.has(id) ? [] : name)),
  );
  // Two cannot have one name, not even for a moment. Nobody can type this one.
  for (const [id, name] of names)
    if (now.has(id) && now.get(id) !== name) sql(room.db).rename.run(`\t${id}`, id);
  for (const { id, note, runner } of said) sql(room.db).put.run({ id, name: names.get(id), note, runner });
  const walkOf = new Map<number, { walk: number; place: number }>();
  // A street that was merged into another is in the walk of that one.
  for (const renamed of [0, 1])
    for (const { id: walk, streets } of said)
      streets.forEach(({ id: street, isRenamed }, place) => {
        if (isRenamed === renamed && !walkOf.has(street)) walkOf.set(street, { walk, place });
      });
  for (const { id, walk_id } of sql(room.db).taken.all())
    if (isSaid.has(walk_id) && !walkOf.has(id)) sql(room.db).leave.run(id);
  for (const [street, at] of walkOf) sql(room.db).take.run({ ...at, street });
  placeInOrder(room);
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
    placeInOrder(room);
  });
}

const ORDER = z.array(z.number());

/** Walks that the order does not name come last, the first made first. */
function placeInOrder(room: Room): void {
  const order = storedOrNull(readSetting(room, 'walk_order'), ORDER);
  if (!order) return;
  const others = idsSet(room.db, 'walk').filter((id) => !order.includes(id));
  [...order, ...others].forEach((id, place) => {
    sql(room.db).place.run(place + 1, id);
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
  return neighboursUpTo(streets, mostDoors).map((group) => {
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
