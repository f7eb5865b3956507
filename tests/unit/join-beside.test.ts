import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { type JoinedDay, joinDay, previewJoin } from '../../src-main/exchange/joining/join-day.ts';
import { type PlannedJoin, planJoin } from '../../src-main/exchange/joining/join-plan.ts';
import { carryRest } from '../../src-main/exchange/joining/join-rest.ts';
import type { CopyOfRoom } from '../../src-main/exchange/joining/open-copy.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { correctElector, electorRecord } from '../../src-main/register/by-hand.ts';
import { seeded } from '../../src-main/register/sample.ts';
import { toCopy } from '../../src-main/store/draft/beside.ts';
import { draftName } from '../../src-main/store/draft/draft-file.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { keyAndSalt, rawKeyOf } from '../../src-main/store/room-key.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { discardSetAside, numbersSetAside } from '../../src-main/turnout/set-aside.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { sampleOf } from '../sample-size.ts';
import { importText, temporaryFolder } from './temporary-room.ts';

hashQuickly();

const BY = 'Gwen';
const PEOPLE = Array.from({ length: 20 }, (_, at) =>
  elector(String(at + 1), `Evans${'abcdefghijklmnopqrst'[at]}`, 'Ann', { vi: 'P' }),
);
/** Who has this number is another person on each register. */
const [JONES, PRICE] = [['Jones', 'Mary', 'ZZ9 9ZZ'] as const, ['Price', 'Huw', 'ZZ8 8ZZ'] as const].map(
  ([surname, forename, postcode]) => elector('99', surname, forename, { postcode }),
) as [string[], string[]];

function apart(...people: string[][]): Room {
  const room = openRoom(join(temporaryFolder(), 'own.room'), { create: true, program: 'a test' });
  onTestFinished(() => room.close());
  importText(room, register(...people), { promises: ['P'] });
  return room;
}

/** A room that joins, and the copy that it joins with. */
function twoDays(): { here: Room; from: { path: string; key: PlannedJoin['key'] } } {
  const there = apart(...PEOPLE, JONES);
  const here = apart(...PEOPLE.toReversed(), PRICE);
  const { file, passphrase = '' } = prepareLaptop(there, join(temporaryFolder(), 'copy.room'), 'Hall', BY);
  // A thread hashes in earnest.
  const key = opened(file, { passphrase }, ({ db }) => rawKeyOf(db, { passphrase }));
  return { here, from: { path: file, key } };
}

const mark = (room: Room, text: string) => markNumbers(room, { text, district: 'KA', by: BY });
const idOf = (room: Room, number: number) =>
  room.db.prepare<[number], number>('SELECT id FROM elector WHERE number = ?').pluck().get(number) ?? 0;
const rest = (room: Room) => readdirSync(dirname(room.file)).filter((name) => !/^own\.room/.test(name));
const drafts = (room: Room) => readdirSync(dirname(room.file)).filter((name) => name.includes('.draft-'));

function correct(room: Room, number: number, phone: string): void {
  const { number: _, ...facts } = electorRecord(room, idOf(room, number));
  correctElector(room, idOf(room, number), { ...facts, phone }, BY);
}

/** The ids of what was carried: they are made from what the entries say. */
function carried(room: Room): string[] {
  return room.db
    .prepare<[], string>('SELECT id FROM journal WHERE length(id) = 32 ORDER BY id')
    .pluck()
    .all();
}

/** What waits to get its name. */
function planned(here: Room, from: CopyOfRoom, answers = {}): PlannedJoin & { waiting: string } {
  const waiting = draftName(here.file);
  const own = here.key && keyAndSalt(here.db, here.key);
  const file = `${here.file}-joined.room`;
  return {
    ...planJoin({ room: toCopy(here), own, from, answers, file, waiting, isPreview: false }),
    waiting,
  };
}

function opened<Result>(file: string, key: PlannedJoin['key'], read: (room: Room) => Result): Result {
  const room = openRoom(file, { create: false, program: 'a test', key });
  try {
    return read(room);
  } finally {
    room.close();
  }
}

/** Anything that can be entered on a polling day and is carried. `at` makes each of them another. */
function enter(room: Room, random: () => number): void {
  const number = 1 + Math.floor(random() * PEOPLE.length);
  const acts = [
    () => mark(room, `${number}`),
    () => mark(room, `${number} ${200 + number}`),
    () => undoNumbers(room, { text: `${number}`, district: 'KA', by: BY }),
    () => {
      const head = { district: 'KA', stationId: null, toldAt: number, teller: '', toldCount: null, by: BY };
      const { id } = beginSlip(room, head);
      markNumbers(room, { text: `${number}`, district: 'KA', by: BY, slipId: id });
    },
    () => enterDoorstep(room, '1-01', [{ electorId: idOf(room, number), answer: 'out' }], BY),
    () => {
      const [first] = numbersSetAside(room);
      if (first) discardSetAside(room, first.id, BY);
    },
    () => {
      const last = room.db
        .prepare<[], string>(
          "SELECT id FROM journal WHERE kind IN ('number', 'undo', 'doorstep') ORDER BY seq DESC LIMIT 1",
        )
        .pluck()
        .get();
      try {
        if (last) undoEntries(room, [last], BY);
      } catch (error) {
        // Others rest on it.
        if (!(error instanceof Refusal)) throw error;
      }
    },
  ];
  acts[Math.floor(random() * acts.length)]?.();
}

it.each([['marks'], ['corrections, for which all is compared anew']])(
  'what is entered while a thread joins another day arrives: %s',
  async (what) => {
    const { here, from } = twoDays();
    mark(here, '1 2 3');
    const made = here.changesMade;
    const choice = { from, answers: {}, file: null };
    expect((await previewJoin(here, choice)).entries).toBe(3);
    expect(here.changesMade).toBe(made);
    let joined: JoinedDay | undefined;
    let entered = 3;
    let atTheEnd = 0;
    const joining = joinDay(here, choice).then((day) => {
      joined = day;
      atTheEnd = entered;
    });
    while (!joined) {
      if (what === 'marks') mark(here, `${4 + (entered % 10)}`);
      else correct(here, 1 + (entered % 10), `01792 ${100_000 + entered}`);
      entered += 1;
      await wait(5);
      await Promise.race([joining, null]);
    }
    // Nothing that the room was asked to write was of joining.
    expect(here.changesMade - made).toBe(entered - 3);
    expect(joined.entries + joined.meanwhile).toBe(atTheEnd);
    if (what === 'marks') expect(joined.meanwhile).toBeGreaterThan(0);
    expect(drafts(here)).toEqual([]);
    opened(joined.file, from.key, (room) => {
      expect(carried(room)).toHaveLength(atTheEnd);
      expect(checkRoom(room).problems).toEqual([]);
    });
  },
  60_000,
);

it('leaves nothing when the room is closed while a thread joins, and says so', async () => {
  const { here, from } = twoDays();
  mark(here, '1');
  const joining = joinDay(here, { from, answers: {}, file: null });
  await Promise.resolve();
  here.close();
  await expect(joining).rejects.toThrow(/The room was closed/);
  expect([drafts(here), rest(here)]).toEqual([[], []]);
});

describe('what was entered meanwhile', () => {
  it('comes as if it had been there before, whatever it is', () => {
    for (let seed = 1; seed <= sampleOf(12); seed += 1) {
      const random = seeded(seed);
      const { here, from } = twoDays();
      if (seed % 3 === 0) here.setPassphrase('tea and biscuits');
      for (let each = 0; each < 12; each += 1) enter(here, random);
      const plan = planned(here, from);
      const before = here.db.prepare<[], number>('SELECT MAX(seq) FROM journal').pluck().get() ?? 0;
      for (let each = 0; each < 6; each += 1) enter(here, random);
      const since = here.db.prepare<[number], number>('SELECT COUNT(*) FROM journal WHERE seq > ?').pluck();
      expect(carryRest(here, plan.waiting, plan), `seed ${seed}`).toBe(since.get(before));
      const whole = planned(here, from);
      const read = ({ waiting, key }: typeof plan) =>
        opened(waiting, key, (room) => {
          expect(checkRoom(room).problems, `seed ${seed}`).toEqual([]);
          const voted = room.db
            .prepare('SELECT number, voted_at, doorstep FROM elector ORDER BY number')
            .all();
          return {
            ids: carried(room),
            voted,
            slips: room.db.prepare('SELECT * FROM slip ORDER BY id').all(),
          };
        });
      expect(read(plan), `seed ${seed}`).toEqual(read(whole));
    }
  }, 60_000);

  it.each<[string, (room: Room) => void]>([
    ['a correction', (room) => correct(room, 3, '01792 000123')],
    [
      'a polling station',
      (room) =>
        void saveStation(
          room,
          null,
          { name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] },
          BY,
        ),
    ],
    ['a number of somebody who has to be asked about', (room) => mark(room, '99')],
    ['more than is carried at once', (room) => mark(room, Array(501).fill('5').join(' '))],
  ])('has all compared anew if it is %s', (_, act) => {
    const { here, from } = twoDays();
    mark(here, '1');
    const plan = planned(here, from);
    mark(here, '2');
    act(here);
    expect(carryRest(here, plan.waiting, plan)).toBeNull();
    expect(existsSync(plan.waiting)).toBe(true);
  });
});
