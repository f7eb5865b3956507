import { NOTHING_KNOWN } from '../register/elector/past-votes.ts';
import { addToJournal } from '../store/journal/journal.ts';
import type { Room } from '../store/room.ts';
import { attachRoom } from '../store/room-key.ts';
import {
  changeSetting,
  readSetting,
  SETTINGS_OF_THE_DAY,
  type SettingName,
  writeSetting,
} from '../store/settings.ts';
import { COPIED, SETTINGS } from './parts.ts';

/** This election among the past ones. */
export type ThisElection = { name: string; year: number };

/** Only these rows; all of the other tables. */
const WHICH: Record<string, string> = {
  street: 'WHERE id IN (SELECT street_id FROM day.elector WHERE removed_at IS NULL)',
  elector: 'WHERE removed_at IS NULL ORDER BY id',
};

/**
 * Copies what the party knows into the empty room of the next election, from file to file: nothing else of the day is
 * ever in it. `election` is this one, under which those marked off are noted as voters; null if nobody is. Streets and
 * standing have to be counted afterwards. What the journal of a room has to say is said there anew, by nobody.
 */
export function copyRegister(from: Room, to: Room, election: ThisElection | null): void {
  // A new file is its maker's alone until something is written to it.
  to.change(() => copySettings(from, to));
  attachRoom(to.db, 'day', from);
  try {
    to.change(() => {
      for (const [table, columns] of Object.entries(COPIED)) {
        const list = columns.join(', ');
        to.db.exec(`INSERT INTO ${table} (${list}) SELECT ${list} FROM day.${table} ${WHICH[table] ?? ''}`);
      }
      if (election) noteVoters(to, election);
      noteInJournal(to);
    });
  } finally {
    to.db.exec('DETACH day');
  }
}

function copySettings(from: Room, to: Room): void {
  for (const [name, isCopied] of Object.entries(SETTINGS) as [SettingName, boolean][]) {
    const value = isCopied ? readSetting(from, name) : null;
    if (value === null) continue;
    const ofTheDay = SETTINGS_OF_THE_DAY.find((each) => each === name);
    if (ofTheDay) changeSetting(to, ofTheDay, value, '');
    else writeSetting(to, name, value);
  }
}

type StreetCorrection = { district: string; found: string; name: string };
type AddressCorrection = { district: string; address: string; street: string; house: string; flat: string };

/** Where the register came from, and the corrections of streets, which would otherwise be nobody's. */
function noteInJournal(room: Room): void {
  const { db } = room;
  const { imported, lastId } = db
    .prepare<[], { imported: number; lastId: number }>(
      'SELECT COUNT(*) AS imported, MAX(id) AS lastId FROM elector',
    )
    .get() ?? { imported: 0, lastId: 0 };
  const nothing = { updated: 0, removed: 0, rejected: 0, warnings: 0, after: [] };
  addToJournal(room, { kind: 'import', by: '', detail: { imported, lastId, ...nothing } });
  for (const { district, found, name } of db
    .prepare<[], StreetCorrection>('SELECT district, found, name FROM street_correction')
    .all()) {
    const detail = { street: found, district, becomes: name, merged: false, found: [found], electors: [] };
    addToJournal(room, { kind: 'register', by: '', detail });
  }
  for (const { district, address, street, house, flat } of db
    .prepare<[], AddressCorrection>('SELECT district, address, street, house, flat FROM address_correction')
    .all()) {
    const moved = { address, movedFrom: address, movedTo: street, district, house, flat, doors: [] };
    addToJournal(room, { kind: 'register', by: '', detail: moved });
  }
}

/**
 * Past turnout of this election: who was marked off voted. Nothing is known of the others, since telling is never
 * complete; a marked register imported later under the same name completes it.
 */
function noteVoters({ db }: Room, { name, year }: ThisElection): void {
  const all = db.prepare<[], { name: string }>('SELECT name FROM election ORDER BY id').all();
  const known = all.findIndex((each) => each.name.toUpperCase() === name.toUpperCase());
  if (known < 0) db.prepare('INSERT INTO election (name, year) VALUES (?, ?)').run(name, year);
  const place = known < 0 ? all.length + 1 : known + 1;
  const unknown = NOTHING_KNOWN.repeat(place);
  // A vote by post or proxy that a marked register has is known better than by a teller.
  db.prepare(
    `UPDATE elector SET past = substr(past || substr(:unknown, 1 + length(past)), 1, :place - 1) || 'v' || substr(past, :place + 1)
      WHERE substr(past, :place, 1) NOT IN ('v', 'x', 'p')
        AND id IN (SELECT id FROM day.elector WHERE voted_at IS NOT NULL)`,
  ).run({ unknown, place });
}
