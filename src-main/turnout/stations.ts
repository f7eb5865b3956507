import { randomUUID } from 'node:crypto';
import { byName, freeNames } from '../../src-shared/by-name.ts';
import { type Message, say } from '../../src-shared/message.ts';
import { addToJournal } from '../store/journal/journal.ts';
import { headsOf, holdsInSql, idsSet } from '../store/journal/journal-links.ts';
import { SUBJECT } from '../store/journal/journal-row.ts';
import { storedDetail } from '../store/journal/stored-detail.ts';
import { newId } from '../store/new-id.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { storedList } from '../store/stored-json.ts';

/** A teller's shift at a station, in local time such as `07:00`. */
export type Shift = { teller: string; starts: string; ends: string };

/** A polling station and the districts that vote there. */
export type Station = {
  id: number;
  name: string;
  place: string;
  /** No tellers: every promise gets a knock, whichever numbers are missing (DOMAIN.md, "WARP"). */
  warp: boolean;
  districts: string[];
  shifts: Shift[];
};

export type StationForm = Omit<Station, 'id'>;

type Row = { id: number; name: string; place: string; warp: number };

/** In SQL: whether official figures were entered for station `:id`. */
const HAS_FIGURES = `EXISTS (
  SELECT 1 FROM journal_about
   WHERE subject BETWEEN printf('official%c%d%c', char(9), :id, char(9)) AND printf('official%c%d%c', char(9), :id, char(10)))`;

const sql = prepared((db) => ({
  all: db.prepare<[], Row>('SELECT id, name, place, warp FROM station'),
  districts: db.prepare<[], { district: string; station_id: number }>(
    'SELECT district, station_id FROM station_district ORDER BY district',
  ),
  shifts: db.prepare<[], Shift & { station_id: number }>(
    'SELECT station_id, teller, starts, ends FROM shift ORDER BY starts, teller',
  ),
  put: db.prepare(
    `INSERT INTO station (id, name, place, warp) VALUES (@id, @name, @place, @warp)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, place = excluded.place, warp = excluded.warp`,
  ),
  drop: db.prepare('DELETE FROM station WHERE id = ?'),
  freeName: db.prepare('UPDATE station SET name = char(0) || id WHERE id = ?'),
  about: db.prepare<
    [string],
    {
      id: string;
      n: number;
      command_id: string | null;
      detail: string | null;
      instead_of: string | null;
      holds: number;
    }
  >(
    `SELECT id, n, command_id, detail, instead_of, ${holdsInSql('journal')} AS holds
       FROM journal JOIN journal_about ON entry = id WHERE subject = ? ORDER BY id`,
  ),
  /** Slips that are not entered yet too: the station has to be there first. And its official figures. */
  isNeeded: db
    .prepare<[{ id: number }], 1>(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM slip WHERE station_id = :id)
                   OR EXISTS (SELECT 1 FROM journal_about JOIN journal ON journal.id = entry
                               WHERE subject BETWEEN 'slip' || char(9) AND 'slip' || char(10)
                                 AND detail ->> 'stationId' = :id)
                   OR ${HAS_FIGURES}`,
    )
    .pluck(),
  dropDistricts: db.prepare('DELETE FROM station_district WHERE station_id = ?'),
  putDistrict: db.prepare(
    'INSERT INTO station_district (district, station_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
  ),
  dropShifts: db.prepare('DELETE FROM shift WHERE station_id = ?'),
  addShift: db.prepare(
    'INSERT INTO shift (station_id, teller, starts, ends) VALUES (@station, @teller, @starts, @ends)',
  ),
  hasNumbers: db
    .prepare<[{ id: number }], 1>(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM slip WHERE station_id = :id)
                   OR EXISTS (SELECT 1 FROM journal WHERE station_id = :id)
                   OR ${HAS_FIGURES}`,
    )
    .pluck(),
}));

/** The stations, by name. */
export function stations(room: Room): Station[] {
  const districts = Map.groupBy(sql(room.db).districts.iterate(), ({ station_id }) => station_id);
  const shifts = Map.groupBy(sql(room.db).shifts.iterate(), ({ station_id }) => station_id);
  return sql(room.db)
    .all.all()
    .sort((a, b) => byName(a.name, b.name))
    .map(({ id, name, place, warp }) => ({
      id,
      name,
      place,
      warp: warp === 1,
      districts: (districts.get(id) ?? []).map(({ district }) => district),
      shifts: (shifts.get(id) ?? []).map(({ teller, starts, ends }) => ({ teller, starts, ends })),
    }));
}

/**
 * Saves a station; a new one if `id` is null. A district votes at one station, so it leaves any other.
 * @throws Refusal if the name is empty or another station has it, or the station is gone.
 */
export function saveStation(room: Room, id: number | null, form: StationForm, by: string): number {
  const name = form.name.trim();
  if (name === '') throw new Refusal(say('Give the polling station a name.'));
  if (stations(room).some((each) => each.id !== id && each.name.toLowerCase() === name.toLowerCase())) {
    throw new Refusal(
      say('There is a polling station {{name}} already. Change that one, or give this another name.', {
        name,
      }),
    );
  }
  if (id !== null) refuseIfGone(room, id);
  return room.change(() => {
    const station = id ?? newId(room.db, 'station');
    const save = { by, commandId: randomUUID() };
    const said = stationsAsSaid(room);
    for (const { id: other, ...shown } of stations(room)) {
      // Two copies may have given it the same districts as another, which then would have them next.
      const losing = said.get(other) ?? shown;
      const districts = losing.districts.filter((district) => !form.districts.includes(district));
      if (other !== station && districts.length < losing.districts.length)
        write(room, other, { ...losing, districts }, save);
    }
    const shifts = form.shifts.map((shift) => ({ ...shift, teller: shift.teller.trim() }));
    write(room, station, { ...form, name, place: form.place.trim(), shifts }, save);
    return station;
  });
}

type Save = { by: string; commandId: string };

function write(room: Room, station: number, form: StationForm, save: Save): void {
  addToJournal(room, { ...save, kind: 'station', detail: { ...form, station } });
  refreshStations(room);
}

/**
 * Keeps the stations as the journal says, after entries have come in or were undone. They are made anew together: of
 * two with one name the second by id gets a number behind it, and a district that two of them have is at the first.
 */
export function refreshStations(room: Room): void {
  const said = [...stationsAsSaid(room)].map(([id, form]) => ({ id, form }));
  for (const { id, form } of said) {
    sql(room.db).dropDistricts.run(id);
    sql(room.db).dropShifts.run(id);
    // Another may get the name of this one.
    if (form) sql(room.db).freeName.run(id);
    else sql(room.db).drop.run(id);
  }
  const others = sql(room.db)
    .all.all()
    .map(({ name }) => name);
  const names = freeNames(
    said.flatMap(({ id, form }) => (form ? [{ id, name: form.name }] : [])),
    others,
  );
  for (const { id, form } of said) {
    if (!form) continue;
    sql(room.db).put.run({ id, name: names.get(id), place: form.place, warp: Number(form.warp) });
    for (const district of form.districts) sql(room.db).putDistrict.run(district, id);
    for (const { teller, starts, ends } of form.shifts)
      sql(room.db).addShift.run({ station: id, teller, starts, ends });
  }
}

/** What the journal says of each station, by id; null for one that was removed. */
function stationsAsSaid(room: Room): Map<number, StationForm | null> {
  const all = new Map(idsSet(room.db, 'station').map((id) => [id, saidOf(room, id)]));
  // In older versions, which noted no command, a district left its station for another without an entry that says so.
  const older = [...all.values()].flatMap((each) => (each?.command_id === null ? [each] : []));
  const taken = new Set<string>();
  for (const { said } of older.sort((a, b) => b.n - a.n)) {
    const { districts } = said;
    said.districts = districts.filter((district) => !taken.has(district));
    for (const district of districts) taken.add(district);
  }
  return new Map([...all].map(([id, entry]) => [id, entry?.said ?? null]));
}

type SaidStation = { n: number; command_id: string | null; said: StationForm };

/** The entry that says what one is; null if it was removed. If a slip or an official figure names it, it stays. */
function saidOf(room: Room, id: number): SaidStation | null {
  const subject = SUBJECT.station(id);
  const entries = sql(room.db)
    .about.all(subject)
    .flatMap(({ detail, ...entry }) => {
      const said = storedDetail('station', detail);
      return 'removed' in said ? [] : [{ ...entry, said }];
    });
  const heads = new Set(headsOf(room.db, subject));
  const saved = entries.find((entry) => heads.has(entry.id));
  if (saved || !sql(room.db).isNeeded.get({ id })) return saved ?? null;
  const holding = entries.filter((entry) => entry.holds === 1);
  const from = holding.length > 0 ? holding : entries;
  const replaced = new Set(from.flatMap(({ instead_of }) => storedList(instead_of)));
  return from.find((entry) => !replaced.has(entry.id)) ?? null;
}

function refuseIfGone(room: Room, id: number): void {
  if (!stations(room).some((each) => each.id === id)) {
    throw new Refusal(say('That polling station is no longer in this room. Choose another.'));
  }
}

/** Why a station cannot be removed: numbers or official figures were entered for it. Null if it can. */
export function stationRests(room: Room, id: number): Message | null {
  return sql(room.db).hasNumbers.get({ id })
    ? say(
        'Slips or official figures were entered for this polling station, so it stays. Rename it if its name is wrong.',
      )
    : null;
}

/**
 * Removes a station.
 * @throws Refusal if numbers or official figures were entered for it, or it is gone.
 */
export function removeStation(room: Room, id: number, by: string): void {
  const why = stationRests(room, id);
  if (why) throw new Refusal(why);
  refuseIfGone(room, id);
  room.change(() => {
    addToJournal(room, { kind: 'station', by, detail: { removed: id } });
    refreshStations(room);
  });
}
