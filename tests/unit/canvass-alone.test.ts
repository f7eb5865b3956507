import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { digestOf } from '../../src-main/journal/digest.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { readCanvassFile } from '../../src-main/register/file/read-file.ts';
import { importCanvass, previewCanvass } from '../../src-main/register/import/canvass-import.ts';
import { openQuestions } from '../../src-main/register/import/questions.ts';
import type { NamedElectors } from '../../src-main/register/types.ts';
import type { Room } from '../../src-main/store/room.ts';
import { csv } from '../fixtures/layouts.ts';
import { elector, register } from '../fixtures/register.ts';
import { inEnglish } from './in-english.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

function room(): Room {
  const made = temporaryRoom();
  const electors = [
    elector('1', 'Thorne', 'Siân', { vi: 'P' }),
    elector('2', 'Price', 'Ivor', { vi: 'P' }),
    elector('3', 'James', 'Thomas'),
    elector('4', 'Thomas', 'James'),
    elector('5', 'McKeown', 'Peg'),
  ];
  importText(made, register(...electors), { promises: ['P'] });
  return made;
}

const HEADINGS = ['Elector Number', 'Surname', 'Date', 'Response', 'Notes'];
const EVENING = csv([
  HEADINGS,
  ['KA-1', 'Thorne', '20/11/2026', 'C', ''],
  ['KA-2', 'Price', '20/11/2026', 'Not home', 'has a dog'],
  ['KA-5', 'McKeown', '20/11/2026', 'P', ''],
  ['KA-9', 'Nobody', '20/11/2026', 'P', ''],
]);

const input = (text: string, meanings = {}) => ({
  canvass: readCanvassFile(Buffer.from(text)),
  fileName: 'evening.csv',
  meanings,
  by: 'Ann',
});

const numbers = ({ electors }: NamedElectors) => electors.map(({ number }) => number);
const rows = (made: Room) =>
  made.db
    .prepare('SELECT number, vi, vi_on, vi_past, note, promise, kept_off FROM elector ORDER BY number')
    .raw()
    .all();

describe('a canvass file alone', () => {
  it('shows the promises gained and lost by name, and does exactly that', async () => {
    const made = room();
    const [was, digest] = [rows(made), digestOf(made.db)];
    const { entries: _, ...shown } = await previewCanvass(made, input(EVENING));
    expect([rows(made), digestOf(made.db)]).toEqual([was, digest]);
    expect([numbers(shown.gained), numbers(shown.lost)]).toEqual([['KA-5'], ['KA-1']]);
    expect([numbers(shown.answers), numbers(shown.facts)]).toEqual([['KA-1', 'KA-5'], ['KA-2']]);
    expect(inEnglish(shown.answers.electors)[0]).toMatchObject({ what: 'P, now C' });
    expect(shown).toMatchObject({ rows: 4, found: 3, changed: 3, promises: 2, questions: 0 });
    expect(shown.leftOut.map(({ line }) => line)).toEqual([5]);
    const { entries: made1, ...done } = importCanvass(made, input(EVENING));
    expect(inEnglish(done)).toEqual(inEnglish(shown));
    expect(rows(made)).not.toEqual(was);
    undoEntries(made, made1, 'Ann');
    expect(rows(made)).toEqual(was);
    expect(checkRoom(made)).toMatchObject({ ok: true, problems: [] });
  });

  it('asks what words about knocking mean, and nobody is knocked until somebody says', async () => {
    const made = room();
    const kept = () =>
      made.db.prepare('SELECT number FROM elector WHERE do_not_knock ORDER BY number').pluck().all();
    const text = (...ticks: string[]) =>
      csv([['Elector Number', 'DNK'], ...ticks.map((tick, at) => [`KA-${at + 1}`, tick])]);
    importCanvass(made, input(text('Yes')));
    const evening = input(text('See wife', 'See wife', 'No'));
    const { asked, notUnderstood } = await previewCanvass(made, evening);
    expect(asked).toMatchObject([
      { value: 'See wife', count: 2, asks: { kind: 'knock', key: 'SEE WIFE' }, meaning: null },
    ]);
    expect(notUnderstood).toHaveLength(1);
    importCanvass(made, evening);
    expect(kept()).toEqual([1, 2]);
    const knocks = { 'SEE WIFE': 'may be knocked' } as const;
    const done = importCanvass(made, { ...evening, knocks });
    expect([done.asked[0]?.meaning, done.notUnderstood, kept()]).toEqual(['may be knocked', [], []]);
    expect(importCanvass(made, input(text('', '', 'See wife'))).notUnderstood).toEqual([]);
    expect(kept()).toEqual([]);
    undoEntries(made, done.entries, 'Ann');
    expect(kept()).toEqual([1, 2]);
    expect((await previewCanvass(made, evening)).asked[0]?.meaning).toBe(null);
    expect(checkRoom(made)).toMatchObject({ ok: true, problems: [] });
  });

  it('gives a code a meaning, for everybody who has it, and both are undone together', () => {
    const made = room();
    const was = rows(made);
    const { gained, lost, entries } = importCanvass(made, input(EVENING, { C: 'promise', P: 'against' }));
    expect([numbers(gained), numbers(lost)]).toEqual([[], ['KA-2']]);
    expect(entries).toHaveLength(2);
    undoEntries(made, entries, 'Ann');
    expect(rows(made)).toEqual(was);
  });

  it('leaves a newer answer of the room, and says whose', () => {
    const made = room();
    importCanvass(made, input(EVENING));
    const older = csv([HEADINGS, ['KA-1', 'Thorne', '01/10/2026', 'P', '']]);
    const { older: stays, changed, entries } = importCanvass(made, input(older));
    expect([numbers(stays), changed, entries]).toEqual([['KA-1'], 0, []]);
  });

  it('asks who is meant, and asks no more once it is undone', () => {
    const made = room();
    const canvass = csv([
      ['Name', 'Address 1', 'Postcode', 'Voting Intention'],
      ['Thomas James', '3 High Street', 'ZZ1 1AA', 'P'],
      ['McKeown, Peg', '5 High Street', 'ZZ1 1AA', 'P'],
    ]);
    const { questions, entries } = importCanvass(made, input(canvass));
    expect([questions, openQuestions(made).length]).toEqual([1, 1]);
    const undo = undoEntries(made, entries, 'Ann');
    expect(openQuestions(made)).toEqual([]);
    undoEntries(made, [undo], 'Ann');
    expect(openQuestions(made)).toHaveLength(1);
    undoEntries(made, entries, 'Ann');
    expect(importCanvass(made, input(canvass)).questions).toBe(1);
    expect(openQuestions(made)).toHaveLength(1);
  });

  it('does not list as left out what is only to be checked about its dates', async () => {
    const canvass = csv([HEADINGS, ['KA-1', 'Thorne', '01/10/2026', 'C', '']]);
    const { leftOut, warnings } = inEnglish(await previewCanvass(room(), input(canvass)));
    expect(leftOut).toEqual([]);
    expect(warnings).toEqual([{ line: 2, reason: expect.stringMatching(/^Nothing shows whether dates/) }]);
  });

  it('leaves out a line whose cells are shifted, and reads a column without a heading', () => {
    const made = room();
    const text = (...lines: string[]) => ['Elector Number,Notes,VI', ...lines, ''].join('\n');
    const shifted = text('KA-1,rude, dog,A', 'KA-2,ok,P', 'KA-3,ok,P');
    const { leftOut } = importCanvass(made, input(shifted));
    expect(inEnglish(leftOut)).toMatchObject([
      { line: 2, reason: expect.stringContaining('It has 4 columns where the headings have 3') },
    ]);
    const open = text('KA-1,rude,P,see file', 'KA-2,ok,P,hm', 'KA-3,ok,P');
    expect(importCanvass(made, input(open))).toMatchObject({ found: 3, leftOut: [] });
  });

  it('is refused by a room without a register, and if it names nobody', () => {
    expect(() => importCanvass(temporaryRoom(), input(EVENING))).toThrow(/no register yet/);
    const other = csv([HEADINGS, ['ZZ-1', 'Elsewhere', '20/11/2026', 'P', '']]);
    expect(() => importCanvass(room(), input(other))).toThrow(/names an elector of this room/);
  });
});
