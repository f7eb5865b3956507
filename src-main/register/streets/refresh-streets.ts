import type { Database } from 'better-sqlite3';
import { headsOf, subjectsFrom } from '../../store/journal/journal-links.ts';
import { SUBJECT } from '../../store/journal/journal-row.ts';
import { storedDetail } from '../../store/journal/stored-detail.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { storedList } from '../../store/stored-json.ts';
import { changeFacts } from '../change-elector.ts';
import { electorRows } from '../elector-rows.ts';
import { StreetBook } from './street-book.ts';

/*
 * Keeps the corrections of streets as the journal says, after entries about them have come in from another copy of
 * the room or were undone. Call these inside `room.change`, and recount the streets afterwards.
 */

const sql = prepared((db) => ({
  meaning: db
    .prepare<[string, string], string>('SELECT name FROM street_correction WHERE district = ? AND found = ?')
    .pluck(),
  isLivedIn: db
    .prepare<[string, string], 1>('SELECT 1 FROM street WHERE district = ? AND name = ? AND electors > 0')
    .pluck(),
  former: db
    .prepare<[string, string], string>(
      'SELECT found FROM street_correction WHERE district = ? AND name = ? ORDER BY found LIMIT 1',
    )
    .pluck(),
  about: db
    .prepare<[string], string | null>(
      'SELECT detail FROM journal JOIN journal_about ON entry = id WHERE subject = ?',
    )
    .pluck(),
  said: db.prepare<[string], string | null>('SELECT detail FROM journal WHERE id = ?').pluck(),
  renames: db.prepare<[], { id: string; instead_of: string | null; detail: string | null }>(
    `SELECT id, instead_of, detail FROM journal
      WHERE id IN (SELECT entry FROM journal_about WHERE ${beginsWith('street')}) ORDER BY id`,
  ),
  atAddress: db.prepare<[], { elector: number; movedTo: string; subject: string }>(
    `SELECT DISTINCT door.value ->> 'elector' AS elector, detail ->> 'movedTo' AS movedTo, subject
       FROM journal_about JOIN journal ON journal.id = entry, json_each(detail -> 'doors') AS door
      WHERE ${beginsWith('address')}`,
  ),
  corrected: db
    .prepare<[string], string>(
      `SELECT detail ->> '$.corrected.street[1]' FROM journal JOIN journal_about ON entry = id
        WHERE subject = ? AND detail ->> '$.corrected.street[1]' IS NOT NULL`,
    )
    .pluck(),
  residents: db.prepare<[number], number>('SELECT COUNT(*) FROM elector WHERE street_id = ?').pluck(),
  exists: db.prepare<[string, string], 1>('SELECT 1 FROM street WHERE district = ? AND name = ?').pluck(),
  rename: db.prepare('UPDATE street SET name = ? WHERE id = ?'),
  setStreet: db.prepare(
    `INSERT INTO street_correction (district, found, name) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET name = excluded.name`,
  ),
  dropStreet: db.prepare('DELETE FROM street_correction WHERE district = ? AND found = ?'),
  setAddress: db.prepare(
    `INSERT INTO address_correction (district, address, street, house, flat) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET street = excluded.street, house = excluded.house, flat = excluded.flat`,
  ),
  dropAddress: db.prepare('DELETE FROM address_correction WHERE district = ? AND address = ?'),
  beside: db.prepare(
    `UPDATE street SET walk_order = (SELECT walk_order FROM street WHERE id = ?)
      WHERE district = ? AND name = ? AND walk_order >= 1000000000`,
  ),
}));

/** In SQL: the subject is of this kind. */
function beginsWith(kind: 'street' | 'address'): string {
  return `subject >= '${kind}' || char(9) AND subject < '${kind}' || char(10)`;
}

/** The streets and addresses that the journal says something about. */
export function placesInJournal(room: Room): string[] {
  return [...subjectsFrom(room.db, 'address\t'), ...subjectsFrom(room.db, 'street\t')];
}

/** What a street is called now that had this name once. */
export function streetCalled(room: Room, district: string, name: string): string {
  return sql(room.db).meaning.get(district, name) ?? name;
}

/** Which street somebody means by a name: the one that has it, else the one that had it once. */
export function streetMeant(room: Room, district: string, name: string): string {
  return sql(room.db).isLivedIn.get(district, name) === 1 ? name : streetCalled(room, district, name);
}

/** Under which name an entry keeps a street. One with a name that was another's before is kept under its own former. */
export function streetToKeep(room: Room, district: string, name: string): string {
  if (streetCalled(room, district, name) === name) return name;
  return sql(room.db).former.get(district, name) ?? name;
}

/** All names that a street has had since it had this one. */
export function namesSince(room: Room, district: string, name: string): string[] {
  const entries = sql(room.db).about.all(SUBJECT.street(district, name));
  return [name, ...entries.flatMap(renamed).map(({ becomes }) => becomes)];
}

type Renamed = { street: string; becomes: string; found: readonly string[]; electors: number[] };

/** The name of an elector's street before anybody renamed it, and all that it has been called since. */
export type Origin = {
  found: string;
  names: ReadonlySet<string>;
  /** Where a correction of their address has put them. */
  movedTo: readonly string[];
};

/**
 * Where those whose streets were renamed come from. Laptops that did not know of each other's names may have moved an
 * elector out of several streets, as may a correction; the first of these is the same in every copy.
 */
export function originsOf(room: Room): Map<number, Origin> {
  const renames = sql(room.db)
    .renames.all()
    .flatMap(({ id, instead_of, detail }) =>
      renamed(detail).map((said) => ({
        ...said,
        id,
        instead: storedList(instead_of),
        from: said.found.includes(said.street) ? said.street : (said.found[0] ?? said.street),
      })),
    );
  const moving = Map.groupBy(
    renames.flatMap((rename) => rename.electors.map((elector) => ({ elector, rename }))),
    ({ elector }) => elector,
  );
  const moved = Map.groupBy(sql(room.db).atAddress.all(), ({ elector }) => elector);
  const origins = new Map<number, Origin>();
  for (const [elector, moves] of moving) {
    const all = moves.map(({ rename }) => rename);
    const ids = new Set(all.map(({ id }) => id));
    const roots = all.filter(({ instead }) => !instead.some((each) => ids.has(each)));
    const reached = new Set([
      ...all.map(({ becomes }) => becomes),
      ...sql(room.db).corrected.all(SUBJECT.elector(elector, 'street')),
      ...(moved.get(elector) ?? []).map(({ movedTo }) => movedTo),
    ]);
    const first = roots.find(({ from }) => !reached.has(from)) ?? roots[0];
    if (!first) continue;
    const names = all.flatMap(({ street, from, becomes }) => [street, from, becomes]);
    const movedTo = (moved.get(elector) ?? [])
      .filter(({ subject }) => headsOf(room.db, subject).length > 0)
      .map((each) => each.movedTo);
    origins.set(elector, { found: first.from, names: new Set(names), movedTo });
  }
  return origins;
}

/** Everybody who lives at an address that somebody has moved, whether that still holds or not. */
export function electorsAtAddresses(db: Database): Set<number> {
  return new Set(
    sql(db)
      .atAddress.all()
      .map(({ elector }) => elector),
  );
}

/** Whether an elector is where no register and no other correction can have put them. A check asks this. */
export type IsLost = (elector: number) => boolean;

/** Keeps what a name that the register has for a street means, and moves those who lived there. */
export function refreshStreet(
  room: Room,
  district: string,
  found: string,
  origins: ReadonlyMap<number, Origin>,
  isLost?: IsLost,
): void {
  const subject = SUBJECT.street(district, found);
  const all = sql(room.db).about.all(subject).flatMap(renamed);
  const [head] = headsOf(room.db, subject);
  const said = head === undefined ? [] : renamed(sql(room.db).said.get(head) ?? null);
  const name = said[0]?.becomes ?? found;
  if (name === found) sql(room.db).dropStreet.run(district, found);
  else sql(room.db).setStreet.run(district, found, name);
  const streets = new StreetBook(room);
  // Whom a person has put into a street stays there: that is kept with the elector.
  const isPlaced = (id: number) => headsOf(room.db, SUBJECT.elector(id, 'street')).length > 0;
  const lived = new Set(all.flatMap(({ electors }) => electors));
  const moving = [...lived]
    .flatMap((id) => electorRows(room.db).byId.get(id) ?? [])
    .filter(({ id, street_id, register_says }) => {
      const origin = origins.get(id);
      const now = streets.nameOf(street_id);
      if (origin?.found !== found || now === name || (register_says !== '' && isPlaced(id))) return false;
      if (origin.movedTo.some((to) => namesSince(room, district, to).includes(now))) return false;
      return origin.names.has(now) || isLost?.(id);
    });
  for (const [street, electors] of Map.groupBy(moving, ({ street_id }) => street_id)) {
    // The whole street has another name, and keeps its walk and its place.
    if (sql(room.db).residents.get(street) === electors.length && !sql(room.db).exists.get(district, name)) {
      sql(room.db).rename.run(name, street);
      continue;
    }
    for (const elector of electors) changeFacts(room, elector, {}, name);
    sql(room.db).beside.run(street, district, name);
  }
}

function renamed(detail: string | null): Renamed[] {
  const said = storedDetail('register', detail);
  return 'becomes' in said
    ? [
        {
          street: said.street,
          becomes: said.becomes,
          found: said.found ?? [said.street],
          electors: said.electors ?? [],
        },
      ]
    : [];
}

type Door = { street: string; house: string; flat: string };
type Moved = { to: Door; doors: (Door & { elector: number })[] };

/** Keeps where an address of the register is, and moves those who live there. */
export function refreshAddress(room: Room, district: string, address: string, isLost?: IsLost): void {
  const subject = SUBJECT.address(district, address);
  const all = sql(room.db).about.all(subject).flatMap(moved);
  const [head] = headsOf(room.db, subject);
  const now = head === undefined ? undefined : moved(sql(room.db).said.get(head) ?? null)[0]?.to;
  if (now) sql(room.db).setAddress.run(district, address, now.street, now.house, now.flat);
  else sql(room.db).dropAddress.run(district, address);
  const first = new Map(all.flatMap(({ doors }) => doors).map((door) => [door.elector, door] as const));
  const streets = new StreetBook(room);
  const known = (door: Door, was: Door) =>
    [was, ...all.map(({ to }) => to)].some(
      (each) =>
        namesSince(room, district, each.street).includes(door.street) &&
        each.house === door.house &&
        each.flat === door.flat,
    );
  for (const [id, was] of first) {
    const elector = electorRows(room.db).byId.get(id);
    if (!elector) continue;
    const { house, flat, street_id } = elector;
    const here = { house, flat, street: streets.nameOf(street_id) };
    if (!known(here, was) && !isLost?.(id)) continue;
    const door = now ?? was;
    const street = streetCalled(room, district, door.street);
    if (here.street === street && house === door.house && flat === door.flat) continue;
    changeFacts(room, elector, { house: door.house, flat: door.flat }, street);
    sql(room.db).beside.run(street_id, district, street);
  }
}

function moved(detail: string | null): Moved[] {
  const said = storedDetail('register', detail);
  if (!('movedTo' in said)) return [];
  const { movedTo: street, house = '', flat = '', doors = [] } = said;
  return [{ to: { street, house, flat }, doors }];
}
