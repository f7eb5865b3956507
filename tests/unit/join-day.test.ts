import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { type JoinedDay, joinDay, previewJoin } from '../../src-main/exchange/joining/join-day.ts';
import { makePairingFile } from '../../src-main/exchange/pairing-file.ts';
import { shareTo } from '../../src-main/exchange/share.ts';
import { readShared, takeIn } from '../../src-main/exchange/take-in.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { conflictCards } from '../../src-main/journal/conflicts/conflict-words.ts';
import { conflicts } from '../../src-main/journal/conflicts/conflicts.ts';
import { settleConflict } from '../../src-main/journal/conflicts/settle-conflict.ts';
import { correctElector, electorRecord } from '../../src-main/register/by-hand.ts';
import { laptops } from '../../src-main/store/laptops/laptops.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import type { RoomKey } from '../../src-main/store/room-key.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { numbersSetAside } from '../../src-main/turnout/set-aside.ts';
import { allSlips, beginSlip, changeSlip } from '../../src-main/turnout/slips/slips.ts';
import { planInSameThread } from '../fixtures/plan-in-same-thread.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { sampleOf } from '../sample-size.ts';
import { runCommand } from './run-command.ts';
import { importText, temporaryFolder } from './temporary-room.ts';

hashQuickly();
beforeAll(() => planInSameThread());

const NAMES = 'abcdefghijklmnopqrst';
const PEOPLE = Array.from({ length: 12 }, (_, at) =>
  elector(String(at + 1), `Evans${NAMES[at]}`, 'Ann', { vi: 'P' }),
);

/** A room that imports by itself: made anew, since a copy of an empty room would be of the same day. */
function apart(...people: string[][]): Room {
  const room = openRoom(join(temporaryFolder(), 'own.room'), { create: true, program: 'a test' });
  onTestFinished(() => room.close());
  importText(room, register(...people), { promises: ['P'] });
  return room;
}

const mark = (where: Room, text: string, slipId?: number) =>
  markNumbers(where, { text, district: 'KA', by: 'Ann', slipId });
const undo = (where: Room, text: string) => undoNumbers(where, { text, district: 'KA', by: 'Ann' });
const voted = (where: Room) =>
  where.db
    .prepare<[], number>('SELECT number FROM elector WHERE voted_at IS NOT NULL ORDER BY number')
    .pluck()
    .all();
const idOf = (where: Room, number: number) =>
  where.db.prepare<[number], number>('SELECT id FROM elector WHERE number = ?').pluck().get(number) ?? 0;

/** Another laptop of a room. */
function laptopOf(from: Room): { room: Room } {
  const copy = prepareLaptop(from, join(temporaryFolder(), 'laptop.room'), 'Kitchen', 'Ann');
  const key = copy.passphrase === undefined ? from.key : { passphrase: copy.passphrase };
  const room = openRoom(copy.file, { create: false, program: 'a test', key });
  onTestFinished(() => room.close());
  return { room };
}

type Answers = Record<string, string>;

/** `here` joins the day of `there` with a copy of its own. */
async function joined(
  here: Room,
  there: Room,
  answers: Answers = {},
): Promise<{ room: Room; made: JoinedDay }> {
  const copy = prepareLaptop(there, join(temporaryFolder(), 'copy.room'), 'Hall', 'Ann');
  const key = copy.passphrase === undefined ? there.key : { passphrase: copy.passphrase };
  const choice = { from: { path: copy.file, key }, answers, file: null };
  const preview = await previewJoin(here, choice);
  const made = await joinDay(here, choice);
  expect(made).toEqual(preview);
  const room = openRoom(made.file, { create: false, program: 'a test', key: here.key ?? key });
  onTestFinished(() => room.close());
  return { room, made };
}

function bring(from: Room, to: Room): number {
  const file = join(temporaryFolder(), 'shared');
  shareTo(from, file, 'Ann');
  return takeIn(to, readShared(to, readFileSync(file))).new;
}

/** Both have everything of each other afterwards. */
function exchange(...rooms: Room[]): void {
  for (let round = 0; round < 3; round += 1)
    for (const one of rooms) for (const other of rooms) if (one !== other) bring(one, other);
}

function expectSame(...rooms: Room[]): void {
  const checks = rooms.map((each) => checkRoom(each));
  for (const { problems } of checks) expect(problems).toEqual([]);
  expect(new Set(checks.map(({ digest }) => digest)).size).toBe(1);
}

describe('a laptop that imported the register by itself joins the day of another', () => {
  it('carries marks, undos, slips, numbers set aside, answers and corrections', async () => {
    const there = apart(...PEOPLE);
    const here = apart(...PEOPLE.toReversed());
    mark(there, '1 2');
    const slip = beginSlip(here, {
      district: 'KA',
      stationId: null,
      toldAt: 1_000_000,
      teller: 'May',
      toldCount: 3,
      by: 'Bob',
    });
    mark(here, '2, 3, 77', slip.id);
    changeSlip(here, slip.id, { toldAt: 1_000_000, teller: 'May', toldCount: 3, isOpen: false, by: 'Bob' });
    mark(here, '4 5');
    undo(here, '5');
    enterDoorstep(here, '1-01', [{ electorId: idOf(here, 7), answer: 'refused' }], 'Bob');
    const { number: _, ...facts } = electorRecord(here, idOf(here, 8));
    correctElector(here, idOf(here, 8), { ...facts, votingIntention: 'L', phone: '01792 000123' }, 'Bob');
    const before = checkRoom(here).digest;
    const { room, made } = await joined(here, there);
    expect(made.electors).toMatchObject({ here: 12, there: 12, matched: 12, otherName: 0, onlyHere: 0 });
    expect(made.carried.map(({ what, count }) => [what.text, count])).toEqual([
      ['Tellers’ numbers', 3],
      ['of which the other laptop has too', 1],
      ['Numbers set aside', 1],
      ['Slips', 1],
      ['Answers at the door', 1],
      ['Corrections of electors', 1],
    ]);
    expect(made).toMatchObject({
      asked: [],
      nobody: [],
      laptop: { letter: 'B', name: 'Hall' },
      from: { letter: 'A' },
    });
    expect(voted(room)).toEqual([1, 2, 3, 4]);
    expect(allSlips(room)).toMatchObject([
      { number: 'B1', entered: 3, toldCount: 3, teller: 'May', state: 'to check' },
    ]);
    expect(numbersSetAside(room)).toMatchObject([{ entered: '77', slip: 'B1' }]);
    expect(electorRecord(room, idOf(room, 8))).toMatchObject({ votingIntention: 'L', phone: '01792 000123' });
    const door = room.db.prepare('SELECT doorstep FROM elector WHERE number = 7').pluck().get();
    expect(door).toBe('refused');
    bring(room, there);
    expectSame(room, there);
    expect(readBoard(there, 'district')).toEqual(readBoard(room, 'district'));
    // The old room is as it was.
    expect(checkRoom(here).digest).toBe(before);
    expect(made.keptAs).toBe(here.file);
    expect(readdirSync(dirname(here.file)).filter((name) => /part|restoring/.test(name))).toEqual([]);
  });

  it('asks about a number with another name, and sets aside the numbers of nobody', async () => {
    const there = apart(...PEOPLE, elector('20', 'Jones', 'Mary', { postcode: 'ZZ9 9ZZ' }));
    const here = apart(
      ...PEOPLE,
      elector('20', 'Price', 'Huw', { postcode: 'ZZ8 8ZZ' }),
      elector('21', 'Rees', 'Sian', { postcode: 'ZZ7 7ZZ' }),
    );
    mark(here, '20 21');
    await expect(joined(here, there)).rejects.toThrow(/KA-20, Huw Price, has to be asked about first/);
    expect(existsSync(here.file.replace('.room', '-joined.room'))).toBe(false);
    await expect(joined(here, there, { 'KA-20': 'KA-1' })).rejects.toThrow(/is no answer for KA-20/);
    await expect(joined(here, there, { 'KA-1': 'not' })).rejects.toThrow(/is not asked about/);
    const { room, made } = await joined(here, there, { 'KA-20': 'not' });
    expect(made.electors).toMatchObject({ matched: 12, otherName: 1, onlyHere: 1, onlyThere: 0 });
    expect(made.nobody.map(({ number, name }) => `${number} ${name}`)).toEqual([
      'KA-20 Huw Price',
      'KA-21 Sian Rees',
    ]);
    expect(voted(room)).toEqual([]);
    expect(numbersSetAside(room)).toMatchObject([
      { entered: '21', status: 'unknown' },
      { entered: '20', status: 'ambiguous' },
    ]);
    const { room: other } = await joined(here, there, { 'KA-20': 'KA-20' });
    expect(voted(other)).toEqual([20]);
  });

  it('counts nothing twice when it joins again, from two copies, or answers otherwise', async () => {
    const there = apart(...PEOPLE, elector('20', 'Jones', 'Mary', { postcode: 'ZZ9 9ZZ' }));
    const here = apart(...PEOPLE, elector('20', 'Price', 'Huw', { postcode: 'ZZ8 8ZZ' }));
    const head = { district: 'KA', stationId: null, toldAt: null, teller: '', toldCount: null };
    const slip = beginSlip(here, { ...head, by: 'Bob' });
    mark(here, '1 2 20 3', slip.id);
    const first = (await joined(here, there, { 'KA-20': 'KA-20' })).room;
    undo(here, '2');
    mark(here, '4', slip.id);
    const second = (await joined(here, there, { 'KA-20': 'not' })).room;
    mark(first, '5');
    mark(second, '6');
    exchange(there, first, second);
    expectSame(there, first, second);
    expect(voted(there)).toEqual([1, 3, 4, 5, 6, 20]);
    // Each number once; the one that was answered in two ways is marked off, and set aside as well.
    expect(allSlips(there)).toMatchObject([{ entered: 5, marked: 4, toLookAt: 1 }]);
    expect(conflicts(there)).toEqual([]);
    // A laptop that hears of it from somebody else alone.
    const { room: late } = laptopOf(there);
    mark(second, '7');
    bring(second, there);
    expect(bring(there, late)).toBe(1);
    expectSame(there, late);
    const { room: again, made } = await joined(here, late, { 'KA-20': 'not' });
    expect(made).toMatchObject({ entries: 0, carried: [] });
    exchange(there, again);
    expectSame(there, again);
    expect(allSlips(there)).toMatchObject([{ entered: 5, marked: 4, toLookAt: 1 }]);
  });
});

it('says by kind, before it is done, what the laptops would disagree about', async () => {
  const [there, here] = [apart(...PEOPLE), apart(...PEOPLE.toReversed())];
  const answerAt = (room: Room, number: number, answer: 'refused' | 'voted') =>
    enterDoorstep(room, '1-01', [{ electorId: idOf(room, number), answer }], 'Bob');
  // The same said at one door is no disagreement.
  for (const number of [5, 6, 7]) answerAt(there, number, 'refused');
  answerAt(here, 5, 'refused');
  for (const number of [6, 7]) answerAt(here, number, 'voted');
  const { made, room } = await joined(here, there);
  expect(made).toMatchObject({
    conflicts: 2,
    conflictKinds: [{ kind: 'door', count: 2, first: ['KA-6', 'KA-7'] }],
  });
  expect(conflicts(room)).toHaveLength(2);
  const file = join(temporaryFolder(), 'day.shared');
  shareTo(room, file, 'Ann');
  for (const each of [here, there, room]) each.close();
  const merge = ['merge', file, '--preview', '--room', there.file];
  expect((await runCommand(merge)).stdout).toContain(
    '2 to settle: see the command conflicts.\n  Answers at the door: 2 (KA-6, KA-7)',
  );
  expect((await runCommand([...merge, '--json'])).json).toMatchObject({
    conflicts: [{ kind: 'door', number: 'KA-6' }, { kind: 'door' }],
    conflictKinds: [{ kind: 'door', what: 'Answers at the door', count: 2, first: ['KA-6', 'KA-7'] }],
  });
});

describe('a room that joins twice and answers in two ways', () => {
  it.each(['KA-20', 'Nobody here'])(
    'has a conflict for each number, which a person settles: %s',
    async (right) => {
      const there = apart(...PEOPLE, elector('20', 'Jones', 'Mary', { postcode: 'ZZ9 9ZZ' }));
      const here = apart(...PEOPLE, elector('20', 'Price', 'Huw', { postcode: 'ZZ8 8ZZ' }));
      const entered = { district: 'KA', by: 'Bob', commandId: randomUUID() };
      markNumbers(here, { ...entered, text: '1 20' });
      const first = (await joined(here, there, { 'KA-20': 'KA-20' })).room;
      const second = (await joined(here, there, { 'KA-20': 'not' })).room;
      exchange(there, first, second);
      expectSame(there, first, second);
      const { cards } = conflictCards(there);
      expect(cards.map(({ title }) => title)).toEqual(['20 was carried here twice, for different people']);
      const choice = cards[0]?.choices.find(({ label }) => label.startsWith(right))?.choice ?? '';
      settleConflict(there, cards[0]?.id ?? '', choice, 'Ann');
      exchange(there, first, second);
      expectSame(there, first, second);
      expect([conflicts(second), voted(second)]).toEqual([[], right === 'KA-20' ? [1, 20] : [1]]);
    },
  );
});

describe('an answer at a door of a room that joins twice and says in two ways who it is', () => {
  async function twice() {
    const there = apart(
      ...PEOPLE,
      elector('20', 'Jones', 'Mary', { postcode: 'ZZ9 9ZZ' }),
      elector('21', 'Price', 'Huw', { postcode: 'ZZ8 8ZZ' }),
    );
    const here = apart(...PEOPLE, elector('20', 'Price', 'Huw', { postcode: 'ZZ8 8ZZ' }));
    // All of one sheet, with the same answer; the first of the two was replaced.
    enterDoorstep(here, '1-01', [{ electorId: idOf(here, 20), answer: 'out' }], 'Bob');
    const answers = [1, 2, 20].map((number) => ({ electorId: idOf(here, number), answer: 'voted' as const }));
    enterDoorstep(here, '1-02', answers, 'Bob');
    const rooms = [];
    for (const number of ['KA-20', 'KA-21'])
      rooms.push((await joined(here, there, { 'KA-20': number })).room);
    const [first, second] = rooms as [Room, Room];
    exchange(there, first, second);
    expectSame(there, first, second);
    return { there, first, second };
  }
  const doors = (where: Room) =>
    where.db
      .prepare<[], string>(
        "SELECT number || ' ' || doorstep FROM elector WHERE doorstep <> '' ORDER BY number",
      )
      .pluck()
      .all();
  const settle = (where: Room, number: string) => {
    const [card] = conflictCards(where).cards;
    const choice = card?.choices.find(({ label }) => label.startsWith(number))?.choice ?? '';
    settleConflict(where, card?.id ?? '', choice, 'Ann');
  };

  it.each([20, 21])(
    'is listed once, keeps both off sheets, and is settled by a person: KA-%s',
    async (right) => {
      const { there, first, second } = await twice();
      const { cards } = conflictCards(second);
      expect(cards).toMatchObject([
        { kind: 'door', title: 'An answer at the door was carried here twice, for different people' },
      ]);
      expect(cards[0]?.sides.map(({ says }) => says).sort()).toEqual([
        'KA-20 Mary Jones, At the door: says has voted',
        'KA-21 Huw Price, At the door: says has voted',
      ]);
      expect(doors(second)).toEqual(['1 voted', '2 voted', '20 voted', '21 voted']);
      settle(there, `KA-${right}`);
      exchange(there, first, second);
      expectSame(there, first, second);
      expect([conflicts(second), doors(second)]).toEqual([[], ['1 voted', '2 voted', `${right} voted`]]);
    },
  );

  it('is listed once more if two laptops settle it in two ways', async () => {
    const { there, first, second } = await twice();
    settle(first, 'KA-20');
    settle(second, 'KA-21');
    exchange(there, first, second);
    expectSame(there, first, second);
    expect(conflicts(there).map(({ kind }) => kind)).toEqual(['door']);
    settle(there, 'KA-21');
    exchange(there, first, second);
    expectSame(there, first, second);
    expect([conflicts(first), doors(first)]).toEqual([[], ['1 voted', '2 voted', '21 voted']]);
  });
});

describe('joining is refused in a sentence, and leaves nothing', () => {
  const there = () => apart(...PEOPLE);
  const copyOf = (room: Room) => {
    const { file, passphrase } = prepareLaptop(room, join(temporaryFolder(), 'copy.room'), 'Hall', 'Ann');
    return { file, key: { passphrase: passphrase ?? '' } };
  };
  const used = ({ file, key }: ReturnType<typeof copyOf>) => {
    const room = openRoom(file, { create: false, program: 'a test', key });
    mark(room, '1');
    room.close();
    return { file, key };
  };
  const written = (content: string) => {
    const file = join(temporaryFolder(), 'copy.room');
    writeFileSync(file, content);
    return { file, key: undefined };
  };
  const cut = ({ file, key }: ReturnType<typeof copyOf>) => {
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length - 5000));
    return { file, key };
  };
  const newer = ({ file, key }: ReturnType<typeof copyOf>) => {
    const room = openRoom(file, { create: false, program: 'a test', key });
    room.db.pragma('user_version = 999');
    room.close();
    return { file, key };
  };
  it.each<[string, (here: Room) => { file: string; key: RoomKey | undefined }, RegExp]>([
    [
      'a missing file',
      () => ({ file: join(temporaryFolder(), 'no.room'), key: undefined }),
      /There is no room at/,
    ],
    ['another kind of file', () => written('a letter to May'), /not a copy of a room/],
    [
      'a wrong passphrase',
      () => ({ ...copyOf(there()), key: { passphrase: 'wrong' } }),
      /does not open copy.room/,
    ],
    ['no passphrase', () => ({ ...copyOf(there()), key: undefined }), /does not open copy.room/],
    ['a copy that was cut', () => cut(copyOf(there())), /not a copy of a room, or not all|damaged/],
    ['a newer version', () => newer(copyOf(there())), /from a newer version/],
    ['the same day', (here) => copyOf(here), /of one day already/],
    ['a room that somebody works in', () => used(copyOf(there())), /not a copy for this laptop/],
  ])('%s', async (_, make, sentence) => {
    const here = apart(...PEOPLE);
    const { file, key } = make(here);
    const before = existsSync(file) ? readFileSync(file) : null;
    const choice = { from: { path: file, key }, answers: {}, file: null };
    await expect(joinDay(here, choice)).rejects.toThrow(sentence);
    expect(existsSync(file) ? readFileSync(file) : null).toEqual(before);
    expect(readdirSync(dirname(here.file)).filter((name) => !name.startsWith('own.room'))).toEqual([]);
    expect(existsSync(`${here.file}.restoring`)).toBe(false);
  });
});

it('goes on with the passphrase of the room, and with the words of a pairing file', async () => {
  const there = apart(...PEOPLE);
  const here = apart(...PEOPLE);
  here.setPassphrase('tea and biscuits');
  mark(here, '3');
  const { room, made } = await joined(here, there);
  expect(made.hasOwnPassphrase).toBe(true);
  expect([voted(room), room.isEncrypted]).toEqual([[3], true]);
  const pair = join(temporaryFolder(), 'room.pair');
  const { words } = makePairingFile(there, { file: pair, name: 'Hall', by: 'Ann', readsOnly: true });
  const from = { content: readFileSync(pair), words };
  const { file } = await joinDay(here, { from, answers: {}, file: 'by-words.room' });
  const other = openRoom(file, { create: false, program: 'a test', key: here.key });
  onTestFinished(() => other.close());
  expect(laptops(other.db).map(({ letter, readsOnly }) => [letter, readsOnly])).toEqual([
    ['A', undefined],
    ['B', undefined],
    ['C', undefined],
  ]);
  exchange(there, room, other);
  expectSame(there, room, other);
});

it('joins from the command line, after a preview that asks', async () => {
  const there = apart(...PEOPLE);
  const here = apart(...PEOPLE.slice(1), elector('1', 'Price', 'Huw', { postcode: 'ZZ8 8ZZ' }));
  mark(here, '1 2');
  here.close();
  const copy = prepareLaptop(there, join(temporaryFolder(), 'copy.room'), 'Hall', 'Ann');
  const [secret, answers] = ['secret.txt', 'answers.json'].map((name) => join(temporaryFolder(), name));
  writeFileSync(secret ?? '', `${copy.passphrase}\n`);
  const command = [
    'join-day',
    '--room',
    here.file,
    '--with',
    copy.file,
    '--with-passphrase-file',
    secret ?? '',
  ];
  const preview = await runCommand([...command, '--preview', '--json']);
  expect(preview).toMatchObject({
    code: 0,
    json: { preview: true, electors: { otherName: 1 }, asked: [{ key: 'KA-1', answer: null }] },
  });
  const refused = await runCommand(command);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('KA-1, Huw Price, has to be asked about first');
  expect(readdirSync(dirname(here.file))).toEqual(['own.room']);
  writeFileSync(answers ?? '', '["not"]');
  expect(await runCommand([...command, '--answers', answers ?? ''])).toMatchObject({ code: 1 });
  writeFileSync(answers ?? '', '{"KA-1": "not"}');
  const done = await runCommand([...command, '--answers', answers ?? '']);
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(done.stdout).toContain(`The old room is kept as it was: ${here.file}.`);
  expect(done.stdout).toContain('open the old room again and destroy the new one');
  expect(readdirSync(dirname(here.file)).sort()).toEqual(['own-joined.room', 'own.room']);
});

/** Somebody of the two registers. The two know each other by these, and each register has its own line of them. */
type Person = {
  district: string;
  number: number;
  /** The number on the register of the laptop that joins, if it is another. */
  numberHere: number;
  kind: 'same' | 'renamed' | 'other name' | 'only here' | 'only there';
  /** What a person says of a number with another name. */
  isSame: boolean;
  promise: boolean;
};

const letters = (value: number) => [...String(value)].map((digit) => NAMES[Number(digit)]).join('');

const people = fc
  .record({
    kinds: fc.array(
      fc.record({
        kind: fc.constantFrom<Person['kind']>(
          'same',
          'same',
          'same',
          'renamed',
          'other name',
          'only here',
          'only there',
        ),
        isSame: fc.boolean(),
        promise: fc.boolean(),
      }),
      { minLength: 4, maxLength: 14 },
    ),
    renumbered: fc.array(fc.boolean(), { minLength: 6, maxLength: 10 }),
    shift: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ kinds, renumbered, shift }): Person[] => [
    ...kinds.map((each, at) => ({ ...each, district: 'KA', number: at + 1, numberHere: at + 1 })),
    // A district that one of the registers has from before it was renumbered.
    ...renumbered.map((promise, at) => ({
      kind: 'same' as const,
      isSame: true,
      promise,
      district: 'KB',
      number: at + 1,
      numberHere: at + 1 + shift,
    })),
  ]);

function line({ district, number, numberHere, kind, promise }: Person, isHere: boolean): string[][] {
  if (kind === (isHere ? 'only there' : 'only here')) return [];
  const name = `${district}${letters(number)}`;
  const isOther = isHere && kind === 'other name';
  const surname = isOther ? `Other${name}` : isHere && kind === 'renamed' ? `Married${name}` : `Born${name}`;
  return [
    elector(String(isHere ? numberHere : number), surname, isOther ? `Xan${name}` : `Ann${name}`, {
      district,
      vi: promise ? 'P' : 'L',
      address: `${number} ${isOther ? 'Mill Road' : 'High Street'}`,
      postcode: isOther ? `ZZ2 ${number % 10}AA` : `ZZ1 ${number % 10}AB`,
    }),
  ];
}

const events = fc.array(
  fc.record({
    laptop: fc.constantFrom<'here' | 'there'>('here', 'there'),
    what: fc.constantFrom<'mark' | 'mark' | 'undo' | 'nobody'>('mark', 'mark', 'mark', 'undo', 'nobody'),
    who: fc.nat(),
  }),
  { maxLength: 30 },
);

it('makes of any two registers and days what a model says', async () => {
  await fc.assert(
    fc.asyncProperty(people, events, fc.boolean(), async (all, day, isTwice) => {
      const there = apart(...all.flatMap((each) => line(each, false)));
      const here = apart(...all.flatMap((each) => line(each, true)));
      const told = { here: new Map<Person, number>(), there: new Map<Person, number>() };
      let nobody = 0;
      for (const { laptop, what, who } of day) {
        const isHere = laptop === 'here';
        const on = all.filter((each) => line(each, isHere).length > 0);
        const person = on[who % on.length];
        if (!person) continue;
        const room = isHere ? here : there;
        const input = {
          text: what === 'nobody' ? '99' : String(isHere ? person.numberHere : person.number),
          district: person.district,
          by: 'Ann',
        };
        if (what === 'undo') undoNumbers(room, input);
        else markNumbers(room, input);
        if (what === 'nobody') nobody += 1;
        else told[laptop].set(person, what === 'mark' ? (told[laptop].get(person) ?? 0) + 1 : 0);
      }
      const isMatched = (each: Person) =>
        ['same', 'renamed'].includes(each.kind) || (each.kind === 'other name' && each.isSame);
      const isVoted = (each: Person) =>
        (told.there.get(each) ?? 0) > 0 || (isMatched(each) && (told.here.get(each) ?? 0) > 0);
      for (const [each, times] of told.here) if (!isMatched(each)) nobody += times;
      const answers = Object.fromEntries(
        [...told.here.keys()]
          .filter(({ kind }) => kind === 'other name')
          .map(({ district, number, isSame }) => [
            `${district}-${number}`,
            isSame ? `${district}-${number}` : 'not',
          ]),
      );
      const union = (await joined(here, there, answers)).room;
      bring(union, there);
      if (isTwice) exchange(there, union, (await joined(here, there, answers)).room);
      expectSame(union, there);
      const on = all.filter((each) => line(each, false).length > 0);
      for (const room of [union, there]) {
        const voters = on.filter(isVoted);
        expect(readBoard(room, 'district')).toMatchObject({
          electors: on.length,
          voted: voters.length,
          promises: on.filter(({ promise }) => promise).length,
          promisesVoted: voters.filter(({ promise }) => promise).length,
          outstanding: on.filter((each) => each.promise && !isVoted(each)).length,
        });
        expect(numbersSetAside(room)).toHaveLength(nobody);
      }
    }),
    { numRuns: sampleOf(18) },
  );
}, 120_000);
