import { byName, freeName } from '../../src-shared/by-name.ts';
import { say } from '../../src-shared/message.ts';
import { addToJournal } from '../store/journal.ts';
import { headsOf } from '../store/journal-links.ts';
import { SUBJECT } from '../store/journal-row.ts';
import { newId } from '../store/new-id.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { storedDetail } from '../store/stored-detail.ts';

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
  said: db.prepare<[string], string | null>('SELECT detail FROM journal WHERE id = ?').pluck(),
  dropDistricts: db.prepare('DELETE FROM station_district WHERE station_id = ?'),
  putDistrict: db.prepare(
    'INSERT INTO station_district (district, station_id) VALUES (?, ?) ON CONFLICT DO UPDATE SET station_id = excluded.station_id',
  ),
  dropShifts: db.prepare('DELETE FROM shift WHERE station_id = ?'),
  addShift: db.prepare(
    'INSERT INTO shift (station_id, teller, starts, ends) VALUES (@station, @teller, @starts, @ends)',
  ),
  hasNumbers: db
    .prepare<[{ id: number }], 1>(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM slip WHERE station_id = :id)
                   OR EXISTS (SELECT 1 FROM journal WHERE station_id = :id)`,
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
    for (const { id: other, ...losing } of stations(room)) {
      const districts = losing.districts.filter((district) => !form.districts.includes(district));
      if (other !== station && districts.length < losing.districts.length)
        write(room, other, { ...losing, districts }, by);
    }
    const shifts = form.shifts.map((shift) => ({ ...shift, teller: shift.teller.trim() }));
    write(room, station, { ...form, name, place: form.place.trim(), shifts }, by);
    return station;
  });
}

function write(room: Room, station: number, form: StationForm, by: string): void {
  addToJournal(room, { kind: 'station', by, detail: { ...form, station } });
  refreshStation(room, station);
}

/**
 * Keeps a station as the journal says it, after entries have come in or were undone. If two copies of the room made a
 * station of the same name, the second gets a number behind it.
 */
export function refreshStation(room: Room, id: number): void {
  const [head] = headsOf(room.db, SUBJECT.station(id));
  const said = head === undefined ? null : storedDetail('station', sql(room.db).said.get(head) ?? null);
  sql(room.db).dropDistricts.run(id);
  sql(room.db).dropShifts.run(id);
  if (!said || 'removed' in said) {
    sql(room.db).drop.run(id);
    return;
  }
  const taken = new Set(
    stations(room)
      .filter((each) => each.id !== id)
      .map(({ name }) => name.toLowerCase()),
  );
  sql(room.db).put.run({ id, name: freeName(said.name, taken), place: said.place, warp: Number(said.warp) });
  for (const district of said.districts) sql(room.db).putDistrict.run(district, id);
  for (const { teller, starts, ends } of said.shifts)
    sql(room.db).addShift.run({ station: id, teller, starts, ends });
}

function refuseIfGone(room: Room, id: number): void {
  if (!stations(room).some((each) => each.id === id)) {
    throw new Refusal(say('That polling station is no longer in this room. Choose another.'));
  }
}

/**
 * Removes a station.
 * @throws Refusal if numbers were entered for it, or it is gone.
 */
export function removeStation(room: Room, id: number, by: string): void {
  if (sql(room.db).hasNumbers.get({ id })) {
    throw new Refusal(
      say('Slips were entered for this polling station, so it stays. Rename it if its name is wrong.'),
    );
  }
  refuseIfGone(room, id);
  room.change(() => {
    addToJournal(room, { kind: 'station', by, detail: { removed: id } });
    refreshStation(room, id);
  });
}
