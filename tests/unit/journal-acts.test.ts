import { expect, it } from 'vitest';
import type { JournalLine } from '../../src-main/journal/read-journal.ts';
import { actsOf, undoableIn } from '../../src-renderer/journal/acts.ts';

const line = (seq: number, other: Partial<JournalLine> = {}): JournalLine => ({
  seq,
  id: `a-${seq}`,
  command: null,
  at: 1000 + seq,
  by: 'Gwen',
  laptop: null,
  kind: 'walk',
  what: `Walk ${seq} changed`,
  elector: null,
  slip: null,
  status: null,
  isUndone: false,
  canUndo: true,
  isUndo: false,
  isSettled: false,
  ...other,
});
const seqs = (lines: JournalLine[]) => actsOf(lines).map((act) => act.map(({ seq }) => seq));

it('entries of one act are together, from three', () => {
  expect(seqs([line(5), line(4), line(3)])).toEqual([[5, 4, 3]]);
  expect(seqs([line(2), line(1)])).toEqual([[2], [1]]);
});

it('entries of others, of another kind, of another time, or about an elector are on their own', () => {
  const elector = { id: 1, number: 'KA-1', name: 'Evans, Ann' };
  for (const other of [{ by: 'Idris' }, { kind: 'sheet' }, { at: 9000 }, { elector }, { isUndo: true }])
    expect(seqs([line(3), line(2, other), line(1)])).toEqual([[3], [2], [1]]);
});

it('numbers entered at once are each on a line', () => {
  const number = { kind: 'number', status: 'unknown' } as const;
  expect(seqs([line(3, number), line(2, number), line(1, number)])).toEqual([[3], [2], [1]]);
});

it('entries of one command are one act, whatever they are about', () => {
  const elector = { id: 1, number: 'KA-1', name: 'Evans, Ann' };
  const command = 'answer';
  const lines = [line(3, { command, kind: 'register', elector }), line(2, { command, at: 9000 }), line(1)];
  expect(seqs(lines)).toEqual([[3, 2], [1]]);
  const number = { kind: 'number', status: 'marked', command } as const;
  expect(seqs([line(2, number), line(1, number)])).toEqual([[2], [1]]);
});

it('undoing an act undoes what of it can be undone still', () => {
  expect(undoableIn([line(3), line(2, { canUndo: false }), line(1)])).toEqual(['a-3', 'a-1']);
});
