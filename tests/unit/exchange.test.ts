import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { roomSummary } from '../../src-main/api/summary.ts';
import { type PreparedLaptop, prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { shareTo } from '../../src-main/exchange/share.ts';
import { readShared, type TakenIn, takeIn } from '../../src-main/exchange/take-in.ts';
import { lookBeside, takeInBeside } from '../../src-main/exchange/take-in-beside.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { conflictCards } from '../../src-main/journal/conflicts/conflict-words.ts';
import { conflicts } from '../../src-main/journal/conflicts/conflicts.ts';
import { settleConflict } from '../../src-main/journal/conflicts/settle-conflict.ts';
import { readJournal } from '../../src-main/journal/read-journal.ts';
import { planUndo, undoEntries } from '../../src-main/journal/undo.ts';
import { addElector, correctElector, electorRecord, removeElector } from '../../src-main/register/by-hand.ts';
import { drawOtherPaper } from '../../src-main/sheets/other/other-papers.ts';
import {
  keepRegisterHere,
  laptops,
  putBackOnList,
  registerKeeper,
  renameLaptop,
  takeOffList,
} from '../../src-main/store/laptops/laptops.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { changeSetting, readSetting, writeSetting } from '../../src-main/store/settings.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { discardSetAside, numbersSetAside, settleSetAside } from '../../src-main/turnout/set-aside.ts';
import { planInSameThread } from '../fixtures/plan-in-same-thread.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { readPdf } from '../read-pdf.ts';
import { runCommand } from './run-command.ts';
import { importedRoom, importText, temporaryFolder } from './temporary-room.ts';

hashQuickly();

const PEOPLE = Array.from({ length: 12 }, (_, at) =>
  elector(String(at + 1), `Evans${'abcdefghijkl'[at]}`, 'Ann', { vi: 'P' }),
);
const BY = 'Gwen';

function room(): Room {
  return importedRoom(register(...PEOPLE), { promises: ['P'] });
}

function laptopOf(from: Room, name: string): { laptop: Room; made: PreparedLaptop } {
  const made = prepareLaptop(from, join(temporaryFolder(), `${name}.room`), name, BY);
  const key = made.passphrase === undefined ? from.key : { passphrase: made.passphrase };
  const laptop = openRoom(made.file, { create: false, program: 'a test', key });
  onTestFinished(() => laptop.close());
  return { laptop, made };
}

function sharedBy(from: Room): Buffer {
  const file = join(temporaryFolder(), 'shared');
  shareTo(from, file, BY);
  return readFileSync(file);
}

const bring = (from: Room, to: Room): TakenIn => takeIn(to, readShared(to, sharedBy(from)));
const mark = (where: Room, text: string) => markNumbers(where, { text, district: 'KA', by: BY });

function state(where: Room): unknown {
  const { problems, digest } = checkRoom(where);
  expect(problems).toEqual([]);
  const all = where.db.prepare('SELECT * FROM elector ORDER BY id').all();
  return { digest, all };
}

it('a copy is another laptop, encrypted, with the same day and a letter of its own', () => {
  const one = room();
  mark(one, '1 2');
  const { laptop, made } = laptopOf(one, 'Kitchen');
  expect(made).toMatchObject({ letter: 'B', name: 'Kitchen' });
  expect(made.passphrase).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
  expect(laptop.isEncrypted).toBe(true);
  expect(state(laptop)).toEqual(state(one));
  expect(readdirSync(dirname(made.file)).filter((name) => /part|restoring/.test(name))).toEqual([]);
  expect(existsSync(`${one.file}.restoring`)).toBe(false);
  expect(() => prepareLaptop(one, made.file, 'Hall', BY)).toThrow(/already there/);
  const { made: third } = laptopOf(laptop, 'Hall');
  expect(third).toMatchObject({ letter: 'C' });
  expect(third.passphrase).toBeUndefined();
});

it('two laptops have the same after a stick was carried both ways, and again it changes nothing', async () => {
  const one = room();
  const { laptop: two } = laptopOf(one, 'Kitchen');
  mark(one, '1 2');
  mark(two, '2 3 77');
  const bytes = sharedBy(two);
  const shared = readShared(one, bytes);
  const before = state(one);
  onTestFinished(planInSameThread());
  const comes = await lookBeside(one, bytes);
  expect(comes).toMatchObject({ new: 3, byLaptop: [{ letter: 'B', name: 'Kitchen', new: 3 }] });
  expect(state(one)).toEqual(before);
  expect(takeIn(one, shared)).toMatchObject({ new: 3, from: { letter: 'B' }, register: false });
  const once = state(one);
  for (let time = 0; time < 2; time += 1) expect(takeIn(one, shared)).toMatchObject({ new: 0 });
  expect(state(one)).toEqual(once);
  expect(bring(one, two)).toMatchObject({ new: 2 });
  expect(state(two)).toEqual(state(one));
});

it('two names of one laptop, and two that keep the register, are conflicts of a kind of their own', () => {
  const one = room();
  const { laptop: two, made } = laptopOf(one, 'Kitchen');
  bring(one, two);
  const device = laptops(one.db).find(({ letter }) => letter === made.letter)?.device ?? '';
  one.change(() => renameLaptop(one, device, 'Hall', BY));
  two.change(() => renameLaptop(two, device, 'Garage', BY));
  two.change(() => keepRegisterHere(two, BY));
  one.change(() => keepRegisterHere(one, BY));
  one.change(() => changeSetting(one, 'register_keeper', device, BY));
  one.change(() => keepRegisterHere(one, BY));
  const taken = bring(two, one);
  expect(taken.conflicts.map(({ kind }) => kind)).toEqual(['laptop', 'laptop']);
  const { cards } = conflictCards(one);
  expect(cards.map(({ title }) => title).sort()).toEqual([
    'A laptop was named in different ways',
    'Which laptop keeps the register changed',
  ]);
  expect(cards.flatMap(({ choices }) => choices.map(({ label }) => label)).join()).toContain('B (');
  const name = cards.find(({ title }) => title.startsWith('A laptop'));
  const garage = name?.choices.find(({ label }) => label.includes('Garage'))?.choice ?? '';
  settleConflict(one, name?.id ?? '', garage, BY);
  for (const { id, choices } of conflictCards(one).cards)
    settleConflict(one, id, choices[0]?.choice ?? '', BY);
  expect(conflicts(one)).toEqual([]);
  expect(laptops(one.db).find((each) => each.device === device)?.name).toBe('Garage');
  bring(one, two);
  expect([conflicts(two), laptops(two.db)]).toEqual([[], laptops(one.db)]);
});

it('the journal names the laptop of each line that another one wrote', async () => {
  const one = room();
  const { laptop: two, made } = laptopOf(one, 'Kitchen');
  mark(one, '5');
  mark(two, '5 6');
  bring(two, one);
  const lines = () =>
    readJournal(one, { kind: 'numbers', text: '', hour: null, before: null, limit: 9 }).map(
      ({ elector, laptop }) => `${elector?.number} ${laptop ? `${laptop.letter} ${laptop.name}` : 'here'}`,
    );
  expect(lines().sort()).toEqual(['KA-5 B Kitchen', 'KA-5 here', 'KA-6 B Kitchen']);
  // A laptop that was taken off the list has written them all the same.
  one.change(() => takeOffList(one, made.device, BY));
  expect(lines().sort()).toEqual(['KA-5 B Kitchen', 'KA-5 here', 'KA-6 B Kitchen']);
  const own = readJournal(one, { kind: 'numbers', text: '', hour: null, before: null, limit: 9 }).find(
    ({ laptop }) => laptop === null,
  );
  expect(planUndo(one, [own?.id ?? '']).later).toMatchObject([{ laptop: { letter: 'B', name: 'Kitchen' } }]);
  one.close();
  const out = join(temporaryFolder(), 'journal.csv');
  await runCommand(['journal', '--room', one.file, '--out', out]);
  expect(readFileSync(out, 'utf8')).toMatch(/Undone,Laptop\r?\n.*KA-6[^\n]*,"B \(Kitchen\)"/s);
  expect((await runCommand(['journal', '--room', one.file])).stdout).toContain('on laptop B (Kitchen)');
});

describe('a laptop that is taken off the list on one laptop and kept on another', () => {
  const onList = (where: Room) =>
    laptops(where.db).map(({ letter, name }) => (letter === 'A' ? letter : `${letter} ${name}`));
  const bothWays = (one: Room, other: Room) => {
    for (let round = 0; round < 2; round += 1) {
      bring(one, other);
      bring(other, one);
    }
    expect(state(one)).toEqual(state(other));
  };
  const settle = (where: Room, says: RegExp) => {
    const [card] = conflictCards(where).cards;
    const choice = card?.choices.find(({ label }) => says.test(label))?.choice ?? '';
    settleConflict(where, card?.id ?? '', choice, BY);
  };
  function apart(keep: (two: Room, device: string) => void) {
    const one = room();
    const { laptop: two } = laptopOf(one, 'Kitchen');
    const { made } = laptopOf(one, 'Hall');
    bring(one, two);
    const { device } = made;
    one.change(() => takeOffList(one, device, BY));
    two.change(() => keep(two, device));
    bothWays(one, two);
    return { one, two, device };
  }
  const renamed = (two: Room, device: string) => renameLaptop(two, device, 'Garage', BY);
  const keeps = (two: Room, device: string) => changeSetting(two, 'register_keeper', device, BY);

  it.each<[what: string, keep: typeof renamed, says: RegExp, name: string]>([
    ['renamed', renamed, /is called Garage/, 'C Garage'],
    ['made the one that keeps the register', keeps, /It keeps the register/, 'C Hall'],
  ])('is a conflict, and is settled: %s', (_, keep, says, name) => {
    for (const isOn of [true, false]) {
      const { one, two, device } = apart(keep);
      expect(conflicts(one)).toMatchObject([{ kind: 'laptop' }]);
      const { cards } = conflictCards(two);
      expect(cards[0]?.title).toBe('Laptop C was taken off the list on one laptop, and kept on another');
      settle(two, isOn ? says : /Taken off/);
      bothWays(one, two);
      expect([conflicts(one), onList(one)]).toEqual([[], ['A', 'B Kitchen', ...(isOn ? [name] : [])]]);
      if (!isOn) expect(registerKeeper(one)?.device).not.toBe(device);
    }
  });

  it('is listed once more if two laptops settle it in two ways', () => {
    const { one, two } = apart(renamed);
    settle(one, /Taken off/);
    settle(two, /Garage/);
    bothWays(one, two);
    expect(conflicts(one)).toMatchObject([{ kind: 'laptop' }]);
    settle(one, /Garage/);
    bothWays(one, two);
    expect([conflicts(two), onList(two)]).toEqual([[], ['A', 'B Kitchen', 'C Garage']]);
  });

  it('is none for whoever knew, however often', () => {
    const one = room();
    const { laptop: two } = laptopOf(one, 'Kitchen');
    const { made } = laptopOf(one, 'Hall');
    one.change(() => takeOffList(one, made.device, BY));
    bring(one, two);
    two.change(() => putBackOnList(two, made.device, BY));
    bothWays(one, two);
    expect([conflicts(one), onList(one)]).toEqual([[], ['A', 'B Kitchen', 'C Hall']]);
    // The same a second time: who renames it meanwhile knows of the first.
    one.change(() => takeOffList(one, made.device, BY));
    two.change(() => renameLaptop(two, made.device, 'Garage', BY));
    bothWays(one, two);
    expect(conflicts(two)).toMatchObject([{ kind: 'laptop', entries: { length: 2 } }]);
    settle(two, /Taken off/);
    bothWays(one, two);
    one.change(() => putBackOnList(one, made.device, BY));
    bothWays(one, two);
    expect([conflicts(two), onList(two)]).toEqual([[], ['A', 'B Kitchen', 'C Garage']]);
  });
});

it('a stick carries the entries of everybody onward, and says how fresh each is', () => {
  const one = room();
  const { laptop: two } = laptopOf(one, 'Kitchen');
  const { laptop: three } = laptopOf(one, 'Hall');
  bring(one, two);
  mark(three, '5');
  bring(three, two);
  const taken = bring(two, one);
  expect(taken.byLaptop).toEqual([{ letter: 'C', name: 'Hall', new: 1 }]);
  expect(taken.devices.map(({ letter, upTo }) => [letter, upTo !== null])).toEqual([
    ['A', true],
    ['B', true],
    ['C', true],
  ]);
});

it('a laptop is renamed, taken off the list and put back, and the first is asked for its own name', () => {
  const one = room();
  const file = join(temporaryFolder(), 'b.room');
  const { device } = prepareLaptop(one, file, 'Kitchen', BY, 'Ann’s laptop');
  const names = () => laptops(one.db).map(({ letter, name }) => `${letter} ${name}`);
  expect(names()).toEqual(['A Ann’s laptop', 'B Kitchen']);
  one.change(() => renameLaptop(one, device, 'Hall', BY));
  expect(names()).toEqual(['A Ann’s laptop', 'B Hall']);
  one.change(() => takeOffList(one, device, BY));
  expect(names()).toEqual(['A Ann’s laptop']);
  expect(roomSummary(one).others).toEqual([]);
  one.change(() => putBackOnList(one, device, BY));
  expect(names()).toEqual(['A Ann’s laptop', 'B Hall']);
  const own = laptops(one.db)[0]?.device ?? '';
  expect(() => one.change(() => takeOffList(one, own, BY))).toThrow(/This laptop stays/);
  expect(() => one.change(() => renameLaptop(one, 'nobody', 'Hall', BY))).toThrow(/not on the list/);
  expect(readSetting(one, 'preparing')).toBeNull();
  state(one);
});

it('figures say how fresh each other laptop is in them, and in a room with one laptop nothing', async () => {
  const one = room();
  const board = () => runCommand(['board', '--room', one.file, '--json']);
  expect(roomSummary(one).others).toEqual([]);
  const { laptop: two } = laptopOf(one, 'Kitchen');
  laptopOf(one, 'Hall');
  bring(one, two);
  bring(two, one);
  const fresh = (where: Room) => roomSummary(where).others.map(({ letter, upTo }) => [letter, upTo !== null]);
  expect(fresh(one)).toEqual([
    ['B', true],
    ['C', false],
  ]);
  expect(fresh(two)).toEqual([
    ['A', true],
    ['C', false],
  ]);
  const { pdf } = await drawOtherPaper(one, { kind: 'status' });
  expect(JSON.stringify(await readPdf(Buffer.from(pdf)))).toContain('nothing has come from C yet');
  one.close();
  expect((await board()).json).toMatchObject({
    electors: 12,
    devices: [{ letter: 'A', isThis: true }, { letter: 'B' }, { letter: 'C', upTo: null }],
  });
});

it('a later register travels whole, with what the other laptop has entered since', () => {
  const one = room();
  const { laptop: two } = laptopOf(one, 'Kitchen');
  mark(two, '3 4');
  const id = two.db.prepare<[], number>('SELECT id FROM elector WHERE number = 4').pluck().get() ?? 0;
  const { number: _, ...facts } = electorRecord(two, id);
  correctElector(two, id, { ...facts, phone: '01792 000123' }, BY);
  mark(one, '5');
  const later = [...PEOPLE.slice(1, 11), elector('13', 'Late', 'Ann', { vi: 'P' })];
  importText(one, register(...later), { promises: ['P'] });
  mark(one, '13');
  expect(bring(one, two)).toMatchObject({ register: true });
  bring(two, one);
  expect(state(two)).toEqual(state(one));
  expect(bring(one, two)).toMatchObject({ new: 0, register: false });
  expect(() => importText(two, register(...PEOPLE))).toThrow(/Laptop A .* keeps the register/);
});

/** Takes the removal of an elector back, and then imports a register that does not have them any more. */
function goneAfterAll(where: Room): void {
  removeElector(where, 12, BY);
  const [removal] = where.db
    .prepare<[], string>(
      "SELECT id FROM journal WHERE kind = 'register' AND detail ->> 'removed' IS NOT NULL",
    )
    .pluck()
    .all();
  undoEntries(where, [removal ?? ''], BY);
  importText(where, register(...PEOPLE.slice(0, 11)), { promises: ['P'] });
}

it('what came with a later register does not turn back what that says', () => {
  const one = room();
  const { laptop: two } = laptopOf(one, 'Kitchen');
  goneAfterAll(one);
  expect(bring(one, two)).toMatchObject({ register: true });
  expect(electorRecord(two, 12).onRegister).toBe(false);
  bring(two, one);
  expect(state(two)).toEqual(state(one));
});

it('what a laptop took back stays so when a later register comes from one that does not know of it', () => {
  const one = room();
  const { laptop: two } = laptopOf(one, 'Kitchen');
  mark(one, '3 4 5 99');
  const [aside] = numbersSetAside(one);
  settleSetAside(one, aside?.id ?? '', '6', BY);
  addElector(one, { ...electorRecord(one, 1), number: 'KA-50' }, BY);
  bring(one, two);
  undoNumbers(two, { text: '3 4', district: 'KA', by: BY });
  const of = (kind: string) =>
    two.db
      .prepare<[string], string>('SELECT id FROM journal WHERE kind = ? AND undoes IS NOT NULL ORDER BY seq')
      .pluck()
      .all(kind);
  // Of one of them the undo is undone, so it counts again.
  undoEntries(two, of('undo').slice(0, 1), BY);
  const entry = (where: string) =>
    two.db.prepare<[], string>(`SELECT id FROM journal WHERE ${where}`).pluck().get() ?? '';
  undoEntries(two, [entry('settles IS NOT NULL')], BY);
  undoEntries(two, [entry("kind = 'register' AND detail ->> 'added' IS NOT NULL")], BY);
  importText(one, register(...PEOPLE.slice(1), elector('13', 'Late', 'Ann', { vi: 'P' })), {
    promises: ['P'],
  });
  expect(bring(one, two)).toMatchObject({ register: true });
  bring(two, one);
  expect(state(two)).toEqual(state(one));
  expect(numbersSetAside(two).map(({ entered }) => entered)).toEqual(['99']);
});

it('what is not whole, or not of this room, is refused and changes nothing', () => {
  const one = room();
  const { laptop: two } = laptopOf(one, 'Kitchen');
  mark(two, '3');
  const bytes = sharedBy(two);
  const before = state(one);
  for (const length of [0, 10, 40, 70, 100, bytes.length - 1])
    expect(() => readShared(one, bytes.subarray(0, length))).toThrow(/not a file|not whole/);
  for (let at = 0; at < bytes.length; at += 7) {
    const altered = Buffer.from(bytes);
    altered.writeUInt8(altered.readUInt8(at) ^ 4, at);
    expect(() => readShared(one, altered)).toThrow(/not a file|not whole|another room|newer version/);
  }
  const newer = Buffer.from(bytes.toString('latin1').replace(/file \d+ /, 'file 999 '), 'latin1');
  expect(() => readShared(one, newer)).toThrow(/newer version/);
  const other = room();
  other.change(() => writeSetting(other, 'day_id', '0'.repeat(32)));
  expect(() => readShared(one, sharedBy(other))).toThrow(/another room/);
  expect(state(one)).toEqual(before);
});

it('nothing of a shared file can be read but its kind and the room', () => {
  const one = room();
  mark(one, '1 2');
  const text = sharedBy(one).toString('latin1');
  for (const secret of ['Evans', 'High', 'KA', BY, 'marked', 'elector'])
    expect(text.slice(100)).not.toContain(secret);
  expect(text).toMatch(/^Committee Room shared file \d+ [0-9a-f]{32}\n/);
  // Nor is a file twice the same.
  expect(sharedBy(one).equals(sharedBy(one))).toBe(false);
});

describe('registers that two laptops imported without knowing of each other', () => {
  const late = (number: string) => elector(number, `Late${number}`, 'Ann', { vi: 'P' });
  const onSheets = (where: Room) =>
    where.db.prepare<[], number>('SELECT number FROM elector WHERE outstanding').pluck().all();
  function apart() {
    const one = room();
    const { laptop: two } = laptopOf(one, 'Kitchen');
    two.change(() => keepRegisterHere(two, BY));
    importText(one, register(...PEOPLE, late('13')), { promises: ['P'] });
    importText(two, register(...PEOPLE, late('13'), late('14')), { promises: ['P'] });
    mark(two, '13');
    bring(two, one);
    bring(one, two);
    return { one, two };
  }

  it('are listed once with what each is, and until a person chooses nobody who may have voted is knocked', () => {
    const { one, two } = apart();
    expect(conflicts(one)).toEqual(conflicts(two));
    const [card] = conflictCards(one).cards;
    expect(conflictCards(one).total).toBe(1);
    expect(card).toMatchObject({
      kind: 'register',
      title: 'Two laptops imported a register, and neither knew of the other',
    });
    expect(card?.sides.map(({ says }) => says).sort()).toEqual([
      expect.stringContaining('Electors in the register: 13'),
      expect.stringContaining('Electors in the register: 14'),
    ]);
    expect(onSheets(one)).not.toContain(13);
    expect(onSheets(one)).toContain(12);
    for (const each of [one, two]) state(each);
    // Somebody says that the number was nobody's.
    const [number] = numbersSetAside(one);
    discardSetAside(one, number?.id ?? '', BY);
    expect(onSheets(one)).toContain(13);
    state(one);
  });

  it.each(['A', 'B'])('give way to that of %s, once its file comes', (letter) => {
    const { one, two } = apart();
    const [loser, winner] = letter === 'A' ? [two, one] : [one, two];
    const [card] = conflictCards(winner).cards;
    const choice = card?.choices.find(({ label }) => label.endsWith('This laptop'))?.choice ?? '';
    settleConflict(winner, card?.id ?? '', choice, BY);
    expect(conflicts(winner)).toEqual([]);
    expect(registerKeeper(winner)?.letter).toBe(letter);
    mark(loser, '7');
    expect(bring(winner, loser)).toMatchObject({ register: true });
    expect(conflicts(loser)).toEqual([]);
    bring(loser, winner);
    expect(bring(winner, loser)).toMatchObject({ new: 0, register: false });
    expect(state(loser)).toEqual(state(winner));
    expect(onSheets(loser)).not.toContain(13);
    const electors = loser.db.prepare('SELECT COUNT(*) FROM elector').pluck().get();
    expect(electors).toBe(letter === 'A' ? 13 : 14);
  });

  it('give way to one, which nothing that came with it turns back', () => {
    const one = room();
    const { laptop: two } = laptopOf(one, 'Kitchen');
    two.change(() => keepRegisterHere(two, BY));
    importText(two, register(...PEOPLE, late('13')), { promises: ['P'] });
    mark(two, '12 13');
    goneAfterAll(one);
    bring(two, one);
    const [card] = conflictCards(one).cards;
    const choice = card?.choices.find(({ label }) => label.endsWith('This laptop'))?.choice ?? '';
    settleConflict(one, card?.id ?? '', choice, BY);
    expect(bring(one, two)).toMatchObject({ register: true });
    expect(electorRecord(two, 12)).toMatchObject({ onRegister: false, markedOff: true });
    expect(numbersSetAside(two).map(({ entered }) => entered)).toEqual(['13']);
    expect(state(two)).toEqual(state(one));
  });

  it('agree once one laptop that knows of both imports again', () => {
    const { one, two } = apart();
    importText(two, register(...PEOPLE, late('15')), { promises: ['P'] });
    expect(conflicts(two)).toEqual([]);
    expect(bring(two, one)).toMatchObject({ register: true });
    expect(conflicts(one)).toEqual([]);
    expect(state(one)).toEqual(state(two));
  });

  it('are listed once more if two people choose differently', () => {
    const { one, two } = apart();
    for (const each of [one, two]) {
      const [card] = conflictCards(each).cards;
      const choice = card?.choices.find(({ label }) => label.endsWith('This laptop'))?.choice ?? '';
      settleConflict(each, card?.id ?? '', choice, BY);
    }
    bring(one, two);
    bring(two, one);
    expect(conflicts(one)).toEqual(conflicts(two));
    expect(conflicts(one).map(({ kind }) => kind)).toContain('register');
    for (const { id, kind, choices } of conflictCards(two).cards)
      if (kind === 'register') settleConflict(two, id, choices[0]?.choice ?? '', BY);
    expect(conflicts(two).filter(({ kind }) => kind === 'register')).toEqual([]);
  });
});

it('thousands of entries come in parts, between which marks go on, and again they change nothing', async () => {
  const people = Array.from({ length: 510 }, (_, at) => elector(String(at + 1), 'Evans', `Ann${at}`));
  const one = importedRoom(register(...people));
  const { laptop: two } = laptopOf(one, 'Kitchen');
  mark(two, people.map((_, at) => `${at + 1}`).join(' '));
  const bytes = sharedBy(two);
  const marked = (where: Room) =>
    Number(where.db.prepare('SELECT COUNT(*) FROM elector WHERE voted_at IS NOT NULL').pluck().get());
  const between: number[] = [];
  const taking = takeInBeside(one, bytes);
  mark(one, '3');
  let taken: TakenIn | undefined;
  void taking.then((done) => {
    taken = done;
  });
  while (!taken) {
    between.push(marked(one));
    await wait(2);
  }
  expect(taken).toMatchObject({ new: 510, from: { letter: 'B' } });
  expect(between.some((count) => count > 1 && count < 510)).toBe(true);
  expect(marked(one)).toBe(510);
  onTestFinished(planInSameThread());
  expect(await takeInBeside(one, bytes)).toMatchObject({ new: 0 });
  bring(one, two);
  expect(state(two)).toEqual(state(one));
  const altered = Buffer.from(bytes);
  altered.writeUInt8(altered.readUInt8(900) ^ 1, 900);
  await expect(takeInBeside(one, altered)).rejects.toThrow(/not whole/);
  await expect(lookBeside(one, altered)).rejects.toThrow(/not whole/);
});
