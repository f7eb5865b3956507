import { expect, it, vi } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { conflictCards } from '../../src-main/journal/conflicts/conflict-words.ts';
import { conflicts } from '../../src-main/journal/conflicts/conflicts.ts';
import { runSettle } from '../../src-main/journal/conflicts/settle-many.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { elector, register } from '../fixtures/register.ts';
import { importedRoom } from './temporary-room.ts';
import { copyOf, exchange } from './two-rooms.ts';

const COUNT = 250;
const NUMBERS = Array.from({ length: COUNT }, (_, at) => `${at + 1}`);

function room(): Room {
  const people = NUMBERS.map((number) => elector(number, `Evans${number}`, 'Ann', { vi: 'P' }));
  return importedRoom(register(...people), { promises: ['P'] });
}

const enter = (text: string, by: string) => ({ text, district: 'KA', by });
const votedIn = (where: Room) =>
  where.db.prepare<[], number>('SELECT COUNT(*) FROM elector WHERE voted_at IS NOT NULL').pluck().get();

function expectSame(one: Room, other: Room): void {
  exchange(one, other);
  const [here, there] = [one, other].map((each) => checkRoom(each));
  expect([here?.problems, there?.problems]).toEqual([[], []]);
  expect(here?.digest).toBe(there?.digest);
}

/** Marked off, then undone on one laptop, and recorded again on the other. */
function marksInDoubt(): { one: Room; other: Room } {
  const one = room();
  markNumbers(one, enter(NUMBERS.join('\n'), 'Ann'));
  const other = copyOf(one);
  undoNumbers(one, enter(NUMBERS.join('\n'), 'Ann'));
  markNumbers(other, enter(NUMBERS.join('\n'), 'Bob'));
  exchange(one, other);
  return { one, other };
}

const groupIn = (where: Room) => conflictCards(where).groups[0]?.id ?? '';

it.each([
  ['voted', COUNT],
  ['not voted', 0],
])('many marks are settled as “%s” in short transactions, and undone as one act', async (choice, voted) => {
  const { one, other } = marksInDoubt();
  const change = vi.spyOn(one, 'change');
  await runSettle(one, groupIn(one), choice, 'Cai');
  expect(change).toHaveBeenCalledTimes(3);
  expect([conflicts(one), votedIn(one)]).toEqual([[], voted]);
  expectSame(one, other);
  const [act] = one.db.prepare<[], string>("SELECT id FROM journal WHERE by = 'Cai'").pluck().all();
  undoEntries(one, [act ?? ''], 'Cai');
  expect(conflictCards(one).groups).toMatchObject([{ count: COUNT }]);
  const redo = one.db.prepare<[], string>('SELECT id FROM journal ORDER BY seq DESC').pluck().get();
  undoEntries(one, [redo ?? ''], 'Cai');
  expect([conflicts(one), votedIn(one)]).toEqual([[], voted]);
  expectSame(one, other);
});

it('many answers are settled in short transactions', async () => {
  const one = room();
  const { codes } = await makeSheetsAtOnce(one, {}, 'Ann');
  const other = copyOf(one);
  const answers = (answer: 'out' | 'lift') => NUMBERS.map((_, at) => ({ electorId: at + 1, answer }));
  enterDoorstep(one, codes[0] ?? '', answers('out'), 'Ann');
  enterDoorstep(other, codes[0] ?? '', answers('lift'), 'Bob');
  exchange(one, other);
  const change = vi.spyOn(one, 'change');
  await runSettle(one, groupIn(one), '1', 'Cai');
  expect(change).toHaveBeenCalledTimes(3);
  expect(conflicts(one)).toEqual([]);
  expectSame(one, other);
});

it('a conflict about which something is entered meanwhile is left', async () => {
  const { one, other } = marksInDoubt();
  const last = conflicts(one).at(-1);
  const settling = runSettle(one, groupIn(one), 'not voted', 'Cai');
  markNumbers(one, enter(last?.number ?? '', 'Dai'));
  markNumbers(one, enter('999', 'Dai'));
  await settling;
  // Whoever marked them off knew of the undo, so nothing is left to ask.
  expect([conflicts(one), votedIn(one)]).toEqual([[], 1]);
  expectSame(one, other);
});

it('what another laptop has settled meanwhile is left as it said', async () => {
  const { one, other } = marksInDoubt();
  await runSettle(other, groupIn(other), 'voted', 'Dai');
  const settling = runSettle(one, groupIn(one), 'not voted', 'Cai');
  exchange(other, one);
  await settling;
  expect(votedIn(one)).toBeGreaterThanOrEqual(COUNT - 100);
  expectSame(one, other);
});
