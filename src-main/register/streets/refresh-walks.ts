import { z } from 'zod';
import { freeNames } from '../../../src-shared/by-name.ts';
import { headsOf, idsSet } from '../../store/journal/journal-links.ts';
import { SUBJECT } from '../../store/journal/journal-row.ts';
import { storedDetail } from '../../store/journal/stored-detail.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { readSetting } from '../../store/settings.ts';
import { storedOrNull } from '../../store/stored-json.ts';

const sql = prepared((db) => ({
  all: db.prepare<[], { id: number; name: string }>('SELECT id, name FROM walk ORDER BY id'),
  /** Older versions counted walks from 1, and only a walk's place says how people put them in order. */
  older: db.prepare<[], { id: number; place: number }>('SELECT id, place FROM walk WHERE id < 100000'),
  put: db.prepare(
    `INSERT INTO walk (id, name, note, runner, place)
     VALUES (@id, @name, @note, @runner, (SELECT COALESCE(MAX(place), 0) + 1 FROM walk))
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, note = excluded.note, runner = excluded.runner`,
  ),
  said: db.prepare<[string], { n: number; detail: string | null }>(
    'SELECT n, detail FROM journal WHERE id = ?',
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

type SaidWalk = {
  id: number;
  name: string;
  note: string;
  runner: string;
  streetIds: readonly number[];
  streets: readonly { id: number; isRenamed: number }[];
};

/** The walks as the journal says them, the first made first. Two may have one name, or one street. */
export function walksAsSaid(room: Room): SaidWalk[] {
  const older: { walk: SaidWalk; n: number }[] = [];
  const walks = idsSet(room.db, 'walk').flatMap((id) => {
    const [head] = headsOf(room.db, SUBJECT.walk(id));
    const { n = 0, detail = null } = head === undefined ? {} : (sql(room.db).said.get(head) ?? {});
    const said = head === undefined ? null : storedDetail('walk', detail);
    if (!said || 'removed' in said) return [];
    const { name, note, runner } = said;
    const streets =
      said.streets?.flatMap(([district, street]) => {
        return sql(room.db).streetNamed.get({ district, name: street }) ?? [];
      }) ?? said.streetIds.map((street) => ({ id: street, isRenamed: 0 }));
    const walk = { id, name, note, runner, streets, streetIds: streets.map((street) => street.id) };
    if (!said.streets) older.push({ walk, n });
    return [walk];
  });
  // In older versions a street left its walk for another without an entry that says so.
  const taken = new Set<number>();
  for (const { walk } of older.sort((a, b) => b.n - a.n)) {
    walk.streets = walk.streets.filter(({ id }) => !taken.has(id));
    for (const id of walk.streetIds) taken.add(id);
    walk.streetIds = walk.streets.map(({ id }) => id);
  }
  return walks;
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
  placeWalks(room);
}

const ORDER = z.array(z.number());

/** Puts the walks in the order that people gave them. Those that it does not name come last, the first made first. */
export function placeWalks(room: Room): void {
  const order = storedOrNull(readSetting(room, 'walk_order'), ORDER);
  const older = order ? [] : sql(room.db).older.all();
  const named = new Set(order ?? older.map(({ id }) => id));
  const others = sql(room.db)
    .all.all()
    .filter(({ id }) => !named.has(id));
  order?.forEach((id, index) => {
    sql(room.db).place.run(index + 1, id);
  });
  const last = order?.length ?? Math.max(0, ...older.map(({ place }) => place));
  others.forEach(({ id }, index) => {
    sql(room.db).place.run(last + index + 1, id);
  });
}
