import { describe, expect, it } from 'vitest';
import { shareContent } from '../../src-main/exchange/share.ts';
import { readShared, takeIn } from '../../src-main/exchange/take-in.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { doubts } from '../../src-main/journal/conflicts/conflicts.ts';
import { choicesOf, settleConflict } from '../../src-main/journal/conflicts/settle-conflict.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { addElector, correctElector, electorRecord, removeElector } from '../../src-main/register/by-hand.ts';
import { seeded } from '../../src-main/register/sample.ts';
import {
  moveAddress,
  renameStreet,
  streetsToCorrect,
} from '../../src-main/register/streets/street-corrections.ts';
import { saveWalk } from '../../src-main/sheets/walks.ts';
import { keepRegisterHere } from '../../src-main/store/laptops/laptops.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { elector, register } from '../fixtures/register.ts';
import { sampleOf } from '../sample-size.ts';
import { importedRoom, importText } from './temporary-room.ts';
import { copyOf, ORDERS_OF_THREE, send } from './two-rooms.ts';

/*
 * Three laptops correct streets, addresses and electors, and take it back, without knowing of each other. Whatever they
 * do, and in whichever order they get it, everybody lives in one place. So they do if one of them imports later registers
 * meanwhile. `STREET_DAYS=400` tries more days.
 */

const STREETS = ['High Street', 'Low Road', 'Mid Lane', 'New Way', 'Old Hill'];
const DAYS = Number(process.env.STREET_DAYS ?? sampleOf(5));
const FIRST_DAY = Number(process.env.STREET_DAY ?? 1);
const STEPS = 24;

/** What the council has, by number: twelve electors at eight doors of three streets at first. */
type Council = Map<number, { name: string; street: string; house: string }>;

function atFirst(): Council {
  return new Map(
    Array.from({ length: 12 }, (_, at) => {
      const street = STREETS[(at % 8) % 3] ?? '';
      return [at + 1, { name: `Evans${at}`, street, house: String((at % 8) + 1) }];
    }),
  );
}

function registerOf(council: Council): string {
  return register(
    ...[...council].map(([number, { name, street, house }]) =>
      elector(String(number), name, 'Ann', { vi: 'P', address: `${house} ${street}` }),
    ),
  );
}

const REGISTER = registerOf(atFirst());

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

/** Everybody with their street and walk by name, and what people have made of streets. */
function placesIn(room: Room) {
  const rows = (query: string) => room.db.prepare<[], Record<string, unknown>>(query).all();
  const electors = rows(
    `SELECT elector.*, street.name AS street, walk.name AS walk
       FROM elector JOIN street ON street.id = street_id LEFT JOIN walk ON walk.id = walk_id ORDER BY elector.id`,
  );
  return {
    electors: electors.map(({ street_id, register_says, ...row }) => {
      return { ...row, says: JSON.parse(String(register_says) || '{}') };
    }),
    streets: rows('SELECT * FROM street_correction ORDER BY 1, 2'),
    addresses: rows('SELECT * FROM address_correction ORDER BY 1, 2'),
    walks: rows('SELECT * FROM walk ORDER BY 1'),
  };
}

type Act = (room: Room, step: number) => void;

/** What somebody may do, chosen by chance. */
function actsBy(random: () => number): Act[] {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const somebody = (room: Room) =>
    pick(room.db.prepare<[], number>('SELECT id FROM elector ORDER BY number, id').pluck().all());
  const number = () => String(1 + Math.floor(random() * 16));
  const entries = (room: Room) =>
    room.db
      .prepare<[], string>(
        "SELECT id FROM journal WHERE kind IN ('register', 'walk', 'taken back', 'number') ORDER BY seq",
      )
      .pluck()
      .all();
  const correct = (room: Room) => {
    const id = somebody(room);
    const now = electorRecord(room, id);
    const change = pick([
      { street: pick(STREETS) },
      { house: pick(['7', '8']) },
      { flat: pick(['A', 'B', '']) },
      { phone: pick(['1', '2']), surname: pick(['Price', 'Rees']) },
    ]);
    correctElector(room, id, { ...now, ...change }, 'Ann');
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
      const like = electorRecord(room, somebody(room));
      const form = { ...like, number: `KA-${step + 50}`, street: pick(STREETS) };
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
    (room) => removeElector(room, somebody(room), 'Ann'),
    (room) => markNumbers(room, { text: number(), district: 'KA', by: 'Ann' }),
    (room) => undoNumbers(room, { text: number(), district: 'KA', by: 'Ann' }),
  ];
}

/** Imports a register in which the council has moved, added or removed somebody since the last. */
function importLater(room: Room, council: Council, random: () => number): void {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  for (let change = 0; change < 3; change += 1) {
    const number = 1 + Math.floor(random() * 16);
    const known = council.get(number);
    const at = { street: pick(STREETS), house: pick(['60', '1', '7', '8']) };
    if (known && random() < 0.4) council.delete(number);
    else council.set(number, { name: `Evans${number}${pick(['', 'b'])}`, ...known, ...at });
  }
  importText(room, registerOf(council), { promises: ['P'], removeMissing: true });
}

/** As a shared file, with the register that it has. */
function carry(from: Room, to: Room): void {
  takeIn(to, readShared(to, shareContent(from, 'Ann').content));
}

describe.each([
  { which: 'one register', chanceOfRegister: 0, bring: send },
  { which: 'later registers', chanceOfRegister: 0.12, bring: carry },
])(
  'everybody lives at one door in every copy, whatever was done and in which order it came: $which',
  ({ chanceOfRegister, bring }) => {
    it.each(Array.from({ length: DAYS }, (_, at) => at + FIRST_DAY))('day %i', (day) => {
      const random = seeded(day);
      const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
      const council = atFirst();
      const first = inThreeStreets();
      first.change(() => keepRegisterHere(first, 'Ann'));
      const rooms = [first, copyOf(first), copyOf(first)];
      const fresh = ORDERS_OF_THREE.map(() => copyOf(first));
      const acts = actsBy(random);
      for (let step = 0; step < STEPS; step += 1) {
        const chance = random();
        const isImport = chance >= 0.2 && chance < 0.2 + chanceOfRegister;
        const room = isImport ? first : pick(rooms);
        try {
          if (isImport) importLater(room, council, random);
          else if (chance < 0.2) bring(pick(rooms), room);
          else pick(acts)(room, step);
        } catch (error) {
          // A person may not do everything at any time.
          if (!(error instanceof Refusal)) throw error;
        }
        // What is done here is what the journal says.
        expect(checkRoom(room).problems, `step ${step}`).toEqual([]);
      }
      // Each has what it got; a new copy gets it in each order.
      for (const [at, order] of ORDERS_OF_THREE.entries())
        for (const from of order) bring(rooms[from] as Room, fresh[at] as Room);
      for (let round = 0; round < 2; round += 1)
        for (const one of rooms) for (const other of rooms) if (one !== other) bring(one, other);
      const places = placesIn(first);
      const { digest } = checkRoom(first);
      for (const room of [...rooms, ...fresh]) {
        expect(placesIn(room)).toEqual(places);
        expect(checkRoom(room)).toEqual({ ok: true, problems: [], digest });
      }
    });
  },
);
