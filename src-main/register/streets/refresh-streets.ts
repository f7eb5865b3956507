import { headsOf, subjectsFrom } from '../../store/journal/journal-links.ts';
import { SUBJECT } from '../../store/journal/journal-row.ts';
import { storedDetail } from '../../store/journal/stored-detail.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';

/*
 * Keeps what the journal says that names of streets and addresses mean, after entries about them have come in from
 * another copy of the room or were undone. Call these inside `room.change`; `refresh-doors.ts` moves the electors.
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
  said: db.prepare<[string], string | null>('SELECT detail FROM journal WHERE id = ?').pluck(),
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
}));

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

/** Keeps what a name that the register has for a street means. */
export function refreshStreet(room: Room, district: string, found: string): void {
  const said = saidOf(room, SUBJECT.street(district, found));
  const name = said && 'becomes' in said ? said.becomes : found;
  if (name === found) sql(room.db).dropStreet.run(district, found);
  else sql(room.db).setStreet.run(district, found, name);
}

/** Keeps where an address of the register is. */
export function refreshAddress(room: Room, district: string, address: string): void {
  const said = saidOf(room, SUBJECT.address(district, address));
  if (said && 'movedTo' in said)
    sql(room.db).setAddress.run(district, address, said.movedTo, said.house ?? '', said.flat ?? '');
  else sql(room.db).dropAddress.run(district, address);
}

function saidOf(room: Room, subject: string) {
  const [head] = headsOf(room.db, subject);
  return head === undefined ? null : storedDetail('register', sql(room.db).said.get(head) ?? null);
}
