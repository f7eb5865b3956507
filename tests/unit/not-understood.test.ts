import { describe, expect, it } from 'vitest';
import { matchHeadings } from '../../src-main/register/file/headings.ts';
import { CellNotes } from '../../src-main/register/file/not-understood.ts';
import { say } from '../../src-shared/message.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

const TAKEN = { takenFor: say('no telephone number') };

function notesOn(...headings: string[]): CellNotes {
  return new CellNotes({ columns: matchHeadings(headings), headings });
}

describe('what was not understood in a file', () => {
  it('counts filled and understood cells of each column that is used', () => {
    const notes = notesOn('PD', 'Phone');
    notes.count(['KA', 'abc']);
    notes.count(['KA', '']);
    notes.count(['KA', '   ']);
    notes.note(1, 2, 'abc', TAKEN);
    expect(notes.report().columns).toEqual([
      expect.objectContaining({ column: 'PD', filled: 3, understood: 3, notListed: 0 }),
      expect.objectContaining({ column: 'Phone', filled: 1, understood: 0, notListed: 0 }),
    ]);
  });

  it('lists each value once, with its count and its first lines', () => {
    const notes = notesOn('PD', 'Phone');
    for (let line = 2; line < 20; line += 1) notes.note(1, line, ' a  b ', TAKEN);
    expect(notes.report().notUnderstood).toEqual([
      { column: 'Phone', value: 'a b', count: 18, lines: [2, 3, 4, 5, 6], ...TAKEN },
    ]);
  });

  it('names a column that is not used, with three examples', () => {
    const notes = notesOn('PD', 'Shoe size', 'Empty', '');
    for (const size of ['7', '', '7', '8', '9', '10']) notes.count(['KA', size, '', 'x']);
    expect(notes.report().unusedColumns).toEqual([
      { heading: 'Shoe size', examples: ['7', '8', '9'] },
      { heading: 'Column 4', examples: ['x'] },
    ]);
  });

  it('stays small whatever the file holds, and says how many more there are', () => {
    const notes = notesOn('PD', 'Phone');
    for (let line = 2; line < 5000; line += 1) notes.note(1, line, `${line} ${'x'.repeat(5000)}`, TAKEN);
    const { notUnderstood, columns } = notes.report();
    expect(notUnderstood.length).toBe(100);
    expect(Math.max(...notUnderstood.map(({ value }) => value.length))).toBe(80);
    expect(columns[1]).toMatchObject({ notListed: 4998 - 100 });
  });
});

describe('an import', () => {
  it('names the columns that it did not use', () => {
    const { unusedColumns, columns } = importText(
      temporaryRoom(),
      'PD,Elector Number,Surname,Forename,Address1,Shoe size\nKA,1,Evans,Ann,2 High Street,7\n',
    );
    expect(unusedColumns).toEqual([{ heading: 'Shoe size', examples: ['7'] }]);
    expect(columns[0]).toEqual({
      column: 'PD',
      takenFor: 'polling district',
      filled: 1,
      understood: 1,
      notListed: 0,
    });
  });
});
