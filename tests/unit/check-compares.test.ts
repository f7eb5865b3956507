import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { addElector, correctElector, electorRecord, removeElector } from '../../src-main/register/by-hand.ts';
import {
  moveAddress,
  renameStreet,
  streetsToCorrect,
} from '../../src-main/register/streets/street-corrections.ts';
import { setCommitteeRoom } from '../../src-main/sheets/paper.ts';
import { orderWalks, readWalks, saveWalk } from '../../src-main/sheets/walks.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { elector, register } from '../fixtures/register.ts';
import { importAbsent, importText, temporaryRoom } from './temporary-room.ts';

const BY = 'Ann';

const lines = (first: number, count: number, street: string, more = {}) =>
  Array.from({ length: count }, (_, at) =>
    elector(String(first + at), `Evans${first + at}`, 'Ann', {
      vi: 'P',
      address: `${at + 1} ${street}`,
      ...more,
    }),
  );
const REGISTER = register(
  ...lines(1, 6, 'High Street'),
  ...lines(7, 3, 'Mill Lane'),
  ...lines(10, 2, 'Bridge Row'),
  ...lines(1, 3, 'Quay', { district: 'KB' }),
);

const streetId = (room: Room, name: string) =>
  streetsToCorrect(room).find((street) => street.name === name)?.id ?? 0;

/** A room in which everything that can be done by hand has been done once. */
function room(): Room {
  const made = temporaryRoom();
  importText(made, REGISTER, { promises: ['P'] });
  correctElector(
    made,
    1,
    {
      ...electorRecord(made, 1),
      forename: 'Anna',
      surname: 'Price',
      house: '1A',
      flat: 'Flat 1',
      postcode: 'ZZ1 1AB',
      markers: 'K',
      votingIntention: 'L',
      phone: '07700 900123',
      note: 'a note',
      lift: true,
      doNotKnock: true,
      gone: 'moved',
      absent: 'postal',
    },
    BY,
  );
  correctElector(made, 6, { ...electorRecord(made, 6), street: 'Back Lane' }, BY);
  addElector(made, { ...electorRecord(made, 2), number: 'KA-60', surname: 'Added' }, BY);
  removeElector(made, 3, BY);
  importAbsent(made, 'KA-4', { otherwise: 'postal', by: BY });
  renameStreet(made, streetId(made, 'Mill Lane'), 'Mill Road', BY);
  moveAddress(made, 5, { street: 'New Court', house: '9', flat: 'B' }, BY);
  const shifts = [{ teller: 'May', starts: '07:00', ends: '09:00' }];
  const station = saveStation(
    made,
    null,
    { name: 'School', place: 'Hall', warp: true, districts: ['KA'], shifts },
    BY,
  );
  saveStation(made, null, { name: 'Church', place: '', warp: false, districts: ['KB'], shifts: [] }, BY);
  const form = { district: 'KA', stationId: station, toldAt: 1000, teller: 'May', toldCount: 5 };
  const slip = beginSlip(made, { ...form, by: BY });
  beginSlip(made, { ...form, by: BY, secondOf: slip.id });
  markNumbers(made, { text: '6', slipId: slip.id, by: BY });
  enterDoorstep(made, '1-01', [{ electorId: 2, answer: 'refused' }], BY);
  const walk = (name: string, streetIds: number[]) =>
    saveWalk(made, null, { name, note: 'by the bridge', runner: 'Cai', streetIds }, BY);
  walk('East', [streetId(made, 'High Street'), streetId(made, 'Bridge Row')]);
  walk('West', [streetId(made, 'Mill Road')]);
  orderWalks(
    made,
    readWalks(made)
      .walks.map(({ id }) => id)
      .toReversed(),
    BY,
  );
  setCommitteeRoom(made, '1 Hill Road', BY);
  return made;
}

/** What is damaged at once, and what the check says of it then. */
type Damage = { title: string; sql: string[]; says: (string | RegExp)[] };

const DIFFERS = 'differs from what the journal says.';
const MISSING = 'is in the journal, but not in the room.';
const SETTINGS = ['committee_room', 'code_meanings', 'polling_day', 'walk_order'];

const DAMAGE: Damage[] = [
  {
    title: 'facts of an elector who was corrected, added, listed or moved by hand',
    sql: [
      `UPDATE elector SET forename = 'X', surname = 'X', house = '77', flat = 'X', postcode = 'X', address = 'X',
              markers = 'A', absent = 'proxy', vi = 'S', vi_on = '2001-01-01', phone = 'X', note = 'X', lift = 0,
              do_not_knock = 0, gone = '' WHERE id = 1`,
      "UPDATE elector SET surname = 'X', born_on = 'X', past = 'v', vi_past = 'X', attains_on = 'X' WHERE number = 60",
      "UPDATE elector SET absent = '' WHERE id = 4",
      "UPDATE elector SET house = '5', flat = '' WHERE id = 5",
    ],
    says: [
      ...[
        'forename',
        'surname',
        'house',
        'flat',
        'postcode',
        'address',
        'markers',
        'absent',
        'phone',
        'note',
      ],
      ...['lift', 'do not knock', 'gone', 'voting intention', 'date of the voting intention'],
    ]
      .map((column): string | RegExp => new RegExp(`^Elector KA-1: (.*, )?${column}(, .*)? differs`))
      .concat(
        ...['surname', 'born on', 'past', 'earlier voting intentions', 'attains on'].map(
          (column) => new RegExp(`^Elector KA-60: (.*, )?${column}(, .*)? differs`),
        ),
        /^Elector KA-4: .*absent/,
        `Elector KA-5: house, flat ${DIFFERS}`,
      ),
  },
  {
    title: 'one fact alone',
    sql: ["UPDATE elector SET surname = 'X' WHERE id = 1"],
    says: [`Elector KA-1: surname ${DIFFERS}`],
  },
  {
    title: 'the street of an elector',
    sql: ['UPDATE elector SET street_id = 3 WHERE id IN (5, 6, 8) OR number = 60'],
    says: ['KA-5', 'KA-6', 'KA-8', 'KA-60'].map((number) => new RegExp(`^Elector ${number}: .*street`)),
  },
  {
    title: 'a number, and who is on the register',
    sql: [
      "UPDATE elector SET number = 61, suffix = '1' WHERE number = 60",
      'UPDATE elector SET removed_at = NULL WHERE id = 3',
    ],
    says: [
      `Elector KA-61/1: number, suffix ${DIFFERS}`,
      `Elector KA-3: whether they are on the register ${DIFFERS}`,
    ],
  },
  {
    title: 'an addition and a removal by hand',
    sql: [
      'UPDATE elector SET removed_at = 5 WHERE number = 60',
      "UPDATE elector SET by_hand = '' WHERE id = 3",
      "UPDATE elector SET register_says = '' WHERE id = 1",
    ],
    says: [
      `Elector KA-60: whether they are on the register ${DIFFERS}`,
      `Elector KA-3: by hand ${DIFFERS}`,
      `Elector KA-1: what the register says ${DIFFERS}`,
    ],
  },
  {
    title: 'what the register says, and how an elector stands',
    sql: [
      "UPDATE elector SET register_says = json_set(register_says, '$.phone', '1') WHERE id = 1",
      "UPDATE elector SET promise = 0, promise_for = 1, postal = 1, kept_off = 'proxy' WHERE id = 2",
    ],
    says: [
      `Elector KA-1: what the register says ${DIFFERS}`,
      `Elector KA-2: postal, why they are left off sheets, promise, polls of the promise ${DIFFERS}`,
    ],
  },
  {
    title: 'JSON that nobody can read',
    sql: ["UPDATE elector SET register_says = 'X' WHERE id = 1"],
    says: [/^What is kept cannot be compared with the journal\./],
  },
  {
    title: 'a mark and an answer',
    sql: [
      'UPDATE elector SET voted_at = 5 WHERE id = 6',
      "UPDATE elector SET doorstep = 'will vote' WHERE id = 2",
      "INSERT INTO journal_nobody SELECT id FROM journal WHERE kind = 'number'",
    ],
    says: [
      '1 electors have another mark than the journal says.',
      /^\d electors have another doorstep answer than the journal says\.$/,
      'What is kept of numbers that belong to nobody differs from the journal.',
    ],
  },
  {
    title: 'an answer that keeps somebody off the sheets',
    sql: ['UPDATE elector SET off_sheets = 0 WHERE id = 2'],
    says: ['1 electors have another doorstep answer than the journal says.'],
  },
  {
    title: 'streets',
    sql: [
      "UPDATE street SET name = 'X' WHERE name = 'Mill Road'",
      "UPDATE street SET walk_id = NULL WHERE name = 'High Street'",
      "UPDATE street SET walk_place = 7 WHERE name = 'Bridge Row'",
      "UPDATE street SET electors = 9 WHERE name = 'Quay'",
    ],
    says: [
      /^Street X in KA: name/,
      `Street High Street in KA: walk ${DIFFERS}`,
      `Street Bridge Row in KA: walk place ${DIFFERS}`,
      "1 streets' counts differ from their electors.",
    ],
  },
  {
    title: 'corrections of streets',
    sql: [
      "UPDATE street_correction SET name = 'X'",
      "UPDATE address_correction SET street = 'X', house = 'X', flat = 'X'",
    ],
    says: [
      `The correction of the street Mill Lane in KA: name ${DIFFERS}`,
      /^The correction of the address 5 HIGH STREET.*: street, house, flat differs/,
    ],
  },
  {
    title: 'corrections of streets that are gone',
    sql: ['DELETE FROM street_correction', 'DELETE FROM address_correction'],
    says: [
      `The correction of the street Mill Lane in KA ${MISSING}`,
      /^The correction of the address 5 HIGH STREET.* is in the journal, but/,
    ],
  },
  {
    title: 'corrections of streets that nobody made',
    sql: [
      "INSERT INTO street_correction VALUES ('KA', 'Quay', 'X')",
      "INSERT INTO address_correction VALUES ('KA', 'X', 'X', '', '')",
    ],
    says: [
      'The correction of the street Quay in KA is not in the journal.',
      'The correction of the address X is not in the journal.',
    ],
  },
  {
    title: 'settings',
    sql: SETTINGS.map((name) => `UPDATE setting SET value = '{}' WHERE name = '${name}'`),
    says: SETTINGS.map((name) => `Setting ${name.replace('_', ' ')}: value ${DIFFERS}`),
  },
  {
    title: 'settings that are gone, and one that nobody set',
    sql: [
      ...SETTINGS.map((name) => `DELETE FROM setting WHERE name = '${name}'`),
      "INSERT INTO setting VALUES ('chase_postal', 'yes')",
    ],
    says: [
      ...SETTINGS.map((name) => `Setting ${name.replace('_', ' ')} ${MISSING}`),
      'Setting chase postal is not in the journal.',
    ],
  },
  {
    title: 'stations, their districts and shifts',
    sql: [
      "UPDATE station SET name = 'X', place = 'X', warp = 0 WHERE name = 'School'",
      "UPDATE station_district SET station_id = (SELECT id FROM station WHERE name = 'X')",
      "UPDATE shift SET teller = 'X', starts = '08:00', ends = '08:00'",
    ],
    says: [
      `Polling station X: name, place, warp ${DIFFERS}`,
      `The polling station of KB: station ${DIFFERS}`,
      `The shift of May, 07:00 to 09:00, ${MISSING}`,
      'The shift of X, 08:00 to 08:00, is not in the journal.',
    ],
  },
  {
    title: 'stations and slips that nobody made, and those that are gone',
    sql: [
      "INSERT INTO station (name) VALUES ('X')",
      "DELETE FROM station WHERE name = 'Church'",
      "UPDATE station_district SET district = 'KC' WHERE district = 'KB'",
      "UPDATE shift SET station_id = (SELECT id FROM station WHERE name = 'X')",
      'DELETE FROM slip WHERE second_of IS NOT NULL',
      "INSERT INTO slip (number, at, by, district, teller) VALUES (7, 1, '', 'KA', '')",
    ],
    says: [
      'Polling station X is not in the journal.',
      `Polling station Church ${MISSING}`,
      'The polling station of KC is not in the journal.',
      `The polling station of KB ${MISSING}`,
      `The shift of May, 07:00 to 09:00, ${MISSING}`,
      `Slip 1 ${MISSING}`,
      'Slip 7 is not in the journal.',
    ],
  },
  {
    title: 'the heads of slips',
    sql: [
      `UPDATE slip SET at = 9, by = 'X', district = 'KB', station_id = NULL, told_at = 9, teller = 'X', told_count = 9,
              gave_nothing = 9, number = 9, is_open = 0 WHERE second_of IS NULL`,
      'UPDATE slip SET second_of = NULL',
    ],
    says: [
      `Slip 9: when it was entered, who entered it, district, station, time, teller, told count, number, is open, gave nothing ${DIFFERS}`,
      `Slip 1: second of ${DIFFERS}`,
    ],
  },
  {
    title: 'walks and their order',
    sql: [
      "UPDATE walk SET name = 'X', note = 'X', runner = 'X' WHERE name = 'West'",
      'UPDATE walk SET place = 3 - place',
    ],
    says: [`Walk X: name, place, note, runner ${DIFFERS}`, `Walk East: place ${DIFFERS}`],
  },
  {
    title: 'walks that nobody made, and those that are gone',
    sql: ["DELETE FROM walk WHERE name = 'West'", "INSERT INTO walk (name, place) VALUES ('X', 3)"],
    says: ['Walk X is not in the journal.', `Walk West ${MISSING}`],
  },
];

/** Columns in which only a register says what is right. A column that is not here needs a damage above. */
const OF_THE_REGISTER: Record<string, readonly string[]> = {
  elector: ['district'],
  street: ['district', 'walk_order'],
};
/** Tables that are not made from the journal. */
const NOT_KEPT =
  /^(sqlite_|journal$|journal_(undo|undone|instead|about|waiting)$|device$|page_sum$|window_draft$|elector_search|election$|question$)/;

describe('a check', () => {
  it('says nothing of a sound room, does not write to it, and finds each damage', () => {
    const made = room();
    expect(checkRoom(made).problems).toEqual([]);
    const bytes = () => [made.file, `${made.file}-wal`].map((file) => readFileSync(file));
    const before = bytes();
    made.db.pragma('query_only = ON');
    expect(checkRoom(made).ok).toBe(true);
    made.db.pragma('query_only = OFF');
    expect(bytes()).toEqual(before);
    made.db.pragma('foreign_keys = OFF');
    for (const { title, sql, says } of DAMAGE) {
      made.db.exec(`SAVEPOINT damage; ${sql.join('; ')}`);
      const { problems } = checkRoom(made);
      made.db.exec('ROLLBACK TO damage; RELEASE damage');
      const missed = says.filter((each) =>
        problems.every((problem) => (each instanceof RegExp ? !each.test(problem) : problem !== each)),
      );
      expect({ title, missed, problems: missed.length === 0 ? [] : problems }).toEqual({
        title,
        missed: [],
        problems: [],
      });
    }
    expect(checkRoom(made).problems).toEqual([]);
  });

  it('is tried with a damage to every kept column', () => {
    const made = temporaryRoom();
    const tables = made.db
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
      .pluck()
      .all();
    const sql = DAMAGE.flatMap((each) => each.sql);
    const untried = tables
      .filter((table) => !NOT_KEPT.test(table))
      .flatMap((table) => {
        const damages = sql.filter((each) =>
          new RegExp(`^(UPDATE|DELETE FROM|INSERT INTO) ${table}\\b`).test(each),
        );
        const columns = made.db.pragma(`table_info(${table})`) as { name: string; pk: number }[];
        return columns.flatMap(({ name, pk }) => {
          const isTried =
            pk > 0 ? damages.length > 0 : damages.some((each) => new RegExp(`\\b${name} = `).test(each));
          const isCount =
            table === 'street' && /^(electors|promises|postal|voted|in_person|outstanding|past)/.test(name);
          return isTried || isCount || OF_THE_REGISTER[table]?.includes(name) ? [] : [`${table}.${name}`];
        });
      });
    expect(untried).toEqual([]);
  });
});
