import { say } from '../../../src-shared/message.ts';
import { addToJournal } from '../../store/journal/journal.ts';
import { readSubject, SUBJECT } from '../../store/journal/journal-row.ts';
import { prepared } from '../../store/prepared.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { DOOR } from '../door-key.ts';
import { displayName, tidy } from '../elector/elector-name.ts';
import { formatNumber } from '../elector/elector-number.ts';
import { electorRows } from '../elector-rows.ts';
import { DoorActs } from './door-acts.ts';
import { refreshDoors, streetKept } from './refresh-doors.ts';
import { streetCalled, streetMeant, streetToKeep } from './refresh-streets.ts';
import { refreshWalks } from './refresh-walks.ts';
import { addressKey } from './street-book.ts';
import { recountStreets } from './street-counts.ts';
import { type Suspicion, suspiciousStreets } from './suspicious-streets.ts';

/** A street of the room, as the data officer corrects it. */
export type StreetToCorrect = {
  id: number;
  district: string;
  name: string;
  electors: number;
  /** Names in the register that a person has given this street. */
  alsoCalled: string[];
  /** Why somebody should look at it; null for most streets. */
  suspicion: Suspicion | null;
};

export type AddressOfStreet = {
  electorId: number;
  number: string;
  name: string;
  address: string;
  house: string;
  flat: string;
};

type Street = { id: number; district: string; name: string; electors: number };

const sql = prepared((db) => ({
  streets: db.prepare<[], Street>(
    'SELECT id, district, name, electors FROM street WHERE electors > 0 ORDER BY district, walk_order',
  ),
  doors: db.prepare<[], { id: number; doors: number }>(
    `SELECT street_id AS id, COUNT(DISTINCT ${DOOR}) AS doors
       FROM elector WHERE removed_at IS NULL GROUP BY street_id`,
  ),
  byId: db.prepare<[number], Street>('SELECT id, district, name, electors FROM street WHERE id = ?'),
  byName: db.prepare<[string, string], Street>(
    'SELECT id, district, name, electors FROM street WHERE district = ? AND name = ?',
  ),
  electors: db
    .prepare<[number], number>('SELECT id FROM elector WHERE street_id = ? ORDER BY number, suffix')
    .pluck(),
  corrections: db.prepare<[], { district: string; found: string; name: string }>(
    'SELECT district, found, name FROM street_correction ORDER BY found',
  ),
  meaning: db
    .prepare<[string, string], string>('SELECT found FROM street_correction WHERE district = ? AND name = ?')
    .pluck(),
}));

/** The streets in walking order. */
export function streetsToCorrect(room: Room): StreetToCorrect[] {
  const given = Map.groupBy(
    sql(room.db).corrections.iterate(),
    ({ district, name }) => `${district} ${name}`,
  );
  const streets = sql(room.db).streets.all();
  const doors = new Map([...sql(room.db).doors.iterate()].map((each) => [each.id, each.doors]));
  const suspicious = suspiciousStreets(
    streets.map((street) => ({ ...street, doors: doors.get(street.id) ?? 0 })),
  );
  return streets.map((street) => ({
    ...street,
    suspicion: suspicious.get(street.id) ?? null,
    alsoCalled: (given.get(`${street.district} ${street.name}`) ?? []).map(({ found }) => found),
  }));
}

/** The residents of a street, in the register's order. */
export function addressesOf(room: Room, streetId: number): AddressOfStreet[] {
  return sql(room.db)
    .electors.all(streetId)
    .flatMap((id) => electorRows(room.db).byId.get(id) ?? [])
    .filter(({ removed_at }) => removed_at === null)
    .map((elector) => ({
      electorId: elector.id,
      number: formatNumber(elector),
      name: displayName(elector),
      address: elector.address,
      house: elector.house,
      flat: elector.flat,
    }));
}

/**
 * Renames a street; if the district has another street of that name, the two are merged. Later imports do the same.
 * @throws Refusal if the name is empty or the street is gone.
 */
export function renameStreet(room: Room, streetId: number, newName: string, by: string): void {
  const street = existing(room, streetId);
  const name = tidy(newName);
  if (name === '') throw new Refusal(say('Give the street a name.'));
  if (name === street.name) return;
  if (street.name === '') {
    throw new Refusal(say('Electors without a street are put into one address by address.'));
  }
  room.change(() => {
    const { district } = street;
    const merged = sql(room.db).byName.get(district, name) !== undefined;
    const electors = sql(room.db).electors.all(street.id);
    const given = sql(room.db).meaning.all(district, street.name);
    // A name that was another street's before still means that one.
    const isOther = given.length > 0 && streetCalled(room, district, street.name) !== street.name;
    const found = isOther ? given : [...new Set([street.name, ...given])];
    const detail = { street: street.name, district, becomes: name, merged, found, electors };
    addToJournal(room, { kind: 'register', by, detail });
    refreshDoors(room, { streets: found.map((each) => readSubject(SUBJECT.street(district, each))) });
    recountStreets(room);
    refreshWalks(room);
  });
}

/**
 * Moves everybody at one address to another street, with a house and flat there. Later imports do the same, whoever
 * lives there then.
 * @throws Refusal if the elector is gone or the street has no name.
 */
export function moveAddress(
  room: Room,
  electorId: number,
  to: { street: string; house: string; flat: string },
  by: string,
): void {
  const elector = electorRows(room.db).byId.get(electorId);
  if (!elector) throw new Refusal(say('That elector is not in this room. Open the street again.'));
  const street = streetMeant(room, elector.district, tidy(to.street));
  const [house, flat] = [tidy(to.house).toUpperCase(), tidy(to.flat)];
  if (street === '') throw new Refusal(say('Choose the street that the address belongs to.'));
  room.change(() => {
    const { district } = elector;
    const key = addressKey(elector);
    const movedTo = streetToKeep(room, district, street);
    const there = sql(room.db)
      .electors.all(elector.street_id)
      .flatMap((id) => electorRows(room.db).byId.get(id) ?? [])
      .filter((each) => addressKey(each) === key);
    const acts = new DoorActs(room.db);
    const doors = there.map((each) => ({
      elector: each.id,
      street: streetKept(room, each, acts),
      house: each.house,
      flat: each.flat,
    }));
    const detail = { address: elector.address, district, movedTo, house, flat, movedFrom: key, doors };
    addToJournal(room, { kind: 'register', by, detail });
    refreshDoors(room, { addresses: [readSubject(SUBJECT.address(district, key))] });
    recountStreets(room);
    refreshWalks(room);
  });
}

function existing(room: Room, id: number): Street {
  const street = sql(room.db).byId.get(id);
  if (!street) throw new Refusal(say('That street is no longer in this room. Check the list again.'));
  return street;
}
