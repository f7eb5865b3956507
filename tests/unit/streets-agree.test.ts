import { expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { doubts } from '../../src-main/journal/conflicts/conflicts.ts';
import { choicesOf, settleConflict } from '../../src-main/journal/conflicts/settle-conflict.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { addElector, correctElector, electorRecord } from '../../src-main/register/by-hand.ts';
import { seeded } from '../../src-main/register/sample.ts';
import {
  moveAddress,
  renameStreet,
  streetsToCorrect,
} from '../../src-main/register/streets/street-corrections.ts';
import { saveWalk } from '../../src-main/sheets/walks.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { elector, register } from '../fixtures/register.ts';
import { sampleOf } from '../sample-size.ts';
import { importedRoom, importText } from './temporary-room.ts';
import { copyOf, exchange, send } from './two-rooms.ts';

/*
 * Three laptops correct streets, addresses and electors, and take it back, without knowing of each other. Whatever they
 * do, and in whichever order they get it, everybody lives in one place. `STREET_DAYS=400` tries more days.
 */

const STREETS = ['High Street', 'Low Road', 'Mid Lane', 'New Way', 'Old Hill'];
const DAYS = Number(process.env.STREET_DAYS ?? sampleOf(15));
const FIRST_DAY = Number(process.env.STREET_DAY ?? 1);
const STEPS = 24;

/** Twelve electors at eight doors of three streets. */
const REGISTER = register(
  ...Array.from({ length: 12 }, (_, at) =>
    elector(String(at + 1), `Evans${at}`, 'Ann', {
      vi: 'P',
      address: `${(at % 8) + 1} ${STREETS[(at % 8) % 3]}`,
    }),
  ),
);

function inThreeStreets(): Room {
  return importedRoom(REGISTER, { promises: ['P'] });
}

it('a correction stays when the register says the same again of a street that has another name by now', () => {
  const room = inThreeStreets();
  const [high] = streetsToCorrect(room).filter(({ name }) => name === 'High Street');
  renameStreet(room, high?.id ?? 0, 'New Way', 'Ann');
  correctElector(room, 1, { ...electorRecord(room, 1), street: 'Low Road' }, 'Ann');
  importText(room, REGISTER, { promises: ['P'] });
  expect(electorRecord(room, 1).street).toBe('Low Road');
  expect(electorRecord(room, 4).street).toBe('New Way');
  expect(checkRoom(room).problems).toEqual([]);
});

/** Where everybody lives, by number, and their walk. */
function placesIn(room: Room): unknown[] {
  return room.db
    .prepare(
      `SELECT elector.district, number, suffix, street.name AS street, house, flat, address, register_says, walk.name AS walk
         FROM elector JOIN street ON street.id = street_id LEFT JOIN walk ON walk.id = walk_id
        WHERE removed_at IS NULL ORDER BY 1, 2, 3`,
    )
    .all()
    .map((row) => {
      const { register_says, ...place } = row as { register_says: string };
      return { ...place, says: JSON.parse(register_says || '{}') };
    });
}

type Act = (room: Room, step: number) => void;

/** What somebody may do, chosen by chance. */
function actsBy(random: () => number): Act[] {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const somebody = (room: Room) =>
    pick(room.db.prepare<[], number>('SELECT id FROM elector ORDER BY number, id').pluck().all());
  const entries = (room: Room) =>
    room.db
      .prepare<[], string>(
        "SELECT id FROM journal WHERE kind IN ('register', 'walk', 'taken back') ORDER BY seq",
      )
      .pluck()
      .all();
  const correct = (room: Room) => {
    const id = somebody(room);
    const now = electorRecord(room, id);
    const door = pick([
      { street: pick(STREETS) },
      { house: pick(['7', '8']) },
      { flat: pick(['A', 'B', '']) },
    ]);
    correctElector(room, id, { ...now, ...door }, 'Ann');
  };
  const move = (room: Room) => {
    const to = { street: pick(STREETS), house: pick(['60', '61', '8']), flat: pick(['', 'A']) };
    moveAddress(room, somebody(room), to, 'Ann');
  };
  const rename = (room: Room) => renameStreet(room, pick(streetsToCorrect(room)).id, pick(STREETS), 'Ann');
  const undo = (room: Room) => {
    const known = entries(room);
    if (known.length > 0) undoEntries(room, [pick(known)], 'Ann');
  };
  return [
    correct,
    correct,
    move,
    move,
    rename,
    rename,
    undo,
    undo,
    (room, step) => {
      const form = { ...electorRecord(room, 1), number: `KA-${step + 50}`, street: pick(STREETS) };
      addElector(room, { ...form, house: pick(['60', '7']) }, 'Ann');
    },
    (room, step) => {
      const streetIds = streetsToCorrect(room).flatMap(({ id }) => (random() < 0.5 ? [id] : []));
      saveWalk(room, null, { name: `Walk ${step}`, note: '', runner: '', streetIds }, 'Ann');
    },
    (room) => {
      const doubt = doubts(room)[0];
      if (doubt) settleConflict(room, doubt.id, pick(choicesOf(doubt)), 'Ann');
    },
  ];
}

const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

it.each(Array.from({ length: DAYS }, (_, at) => at + FIRST_DAY))(
  'everybody lives at one door in every copy, whatever was done and in which order it came (day %i)',
  (day) => {
    const random = seeded(day);
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
    const first = inThreeStreets();
    const rooms = [first, copyOf(first), copyOf(first)];
    const fresh = ORDERS.map(() => copyOf(first));
    const acts = actsBy(random);
    for (let step = 0; step < STEPS; step += 1) {
      const room = pick(rooms);
      try {
        if (random() < 0.2) send(pick(rooms), room);
        else pick(acts)(room, step);
      } catch (error) {
        // A person may not do everything at any time.
        if (!(error instanceof Refusal)) throw error;
      }
      // What is done here is what the journal says.
      expect(checkRoom(room).problems, `step ${step}`).toEqual([]);
    }
    // Each has what it got; a new copy gets it in each order.
    for (const [at, order] of ORDERS.entries())
      for (const from of order) send(rooms[from] as Room, fresh[at] as Room);
    for (let round = 0; round < 2; round += 1)
      for (const one of rooms) for (const other of rooms) if (one !== other) exchange(one, other);
    const places = placesIn(first);
    const { digest } = checkRoom(first);
    for (const room of [...rooms, ...fresh]) {
      expect(placesIn(room)).toEqual(places);
      expect(checkRoom(room)).toEqual({ ok: true, problems: [], digest });
    }
  },
);
