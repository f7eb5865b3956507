import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { safeCell } from '../../src-main/store/spreadsheet-csv.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { recentEntries, resolveNumbers } from '../../src-main/turnout/resolve.ts';
import { csv } from '../fixtures/layouts.ts';
import { inEnglish } from './in-english.ts';
import { importedRoom } from './temporary-room.ts';

const HEADINGS = [
  'PD',
  'ENO',
  'Franchise Flag',
  'Surname',
  'First Name(s)',
  'Address 1',
  'Date of Attainment',
  'VI',
];

/** KA has 1, 2, 2/1, 12/1 and a postal voter, 5; BN and BN2 share numbers that can be read either way. */
function room() {
  const made = importedRoom(
    csv([
      HEADINGS,
      ['KA', '1', '', 'Evans', 'Ann', '1 High Street', '', 'P'],
      ['KA', '2', '', 'Evans', 'Bob', '1 High Street', '', 'X'],
      ['KA', '2/1', '', 'Jones', 'Carys', '2 High Street', '', ''],
      ['KA', '12/1', '', 'Price', 'Owain', '3 High Street', '', ''],
      ['KA', '5', 'A', 'Post', 'Al', '4 High Street', '', 'P'],
      ['KA', '6', '', 'Young', 'Una', '5 High Street', '01/06/2099', 'P'],
      ['KA', '7', 'N', '', '', '', '', ''],
      ['BN', '212', '', 'Short', 'Sid', '1 Mill Road', '', ''],
      ['BN2', '12', '', 'Long', 'Lil', '2 Mill Road', '', ''],
      ['BN2', '13', '', 'Long', 'Lou', '2 Mill Road', '', ''],
    ]),
    { promises: ['P'] },
  );
  return made;
}

const mark = (into: ReturnType<typeof room>, text: string, district?: string) =>
  inEnglish(markNumbers(into, { text, district, by: 'Gwen' }).entries);

const look = (into: ReturnType<typeof room>, text: string, district?: string) =>
  inEnglish(resolveNumbers(into, text, { district }, 10).entries[0]);

describe('a number entered', () => {
  it.each([
    ['KA-1', undefined, 'marked', 'KA-1'],
    ['ka2/1', undefined, 'marked', 'KA-2/1'],
    ['2/1', 'ka', 'marked', 'KA-2/1'],
    ['KA-1', 'BN', 'marked', 'KA-1'],
    ['BN2-12', undefined, 'marked', 'BN2-12'],
    ['BN213', undefined, 'marked', 'BN2-13'],
    ['BN212', undefined, 'ambiguous', undefined],
    ['13', undefined, 'marked', 'BN2-13'],
    ['12', undefined, 'marked', 'BN2-12'],
    ['12', 'KA', 'ambiguous', undefined],
    ['99', 'KA', 'unknown', undefined],
    ['ZZ-1', undefined, 'unknown', undefined],
    ['1?', 'KA', 'unreadable', undefined],
  ])('%j with district %j is %s', (text, district, status, number) => {
    const [entry] = mark(room(), text, district);
    expect(entry).toMatchObject({ entered: text, status });
    expect(entry?.elector?.number).toBe(number);
  });

  it('is ambiguous if only the number with a suffix is on the register', () => {
    expect(mark(room(), '12', 'KA')[0]?.message).toBe(
      'KA-12 is not on the register, but KA-12/1 is Owain Price. Enter the one that you mean.',
    );
  });

  it('is ambiguous if two districts have it', () => {
    expect(mark(room(), 'BN212')[0]?.message).toMatch(
      /Which one\? BN-212 is Sid Short, BN2-12 is Lil Long\./,
    );
  });

  it.each([
    ['KA-5', /postal vote/],
    ['KA-6', /not old enough/],
    ['KA-7', /anonymous/],
  ])('as %s is marked off with a warning', (text, doubt) => {
    expect(mark(room(), text)[0]).toMatchObject({ status: 'marked', message: expect.stringMatching(doubt) });
  });

  it.each([
    ['12O', /If the slip says 120, enter that/],
    ['KA-1O', /If the slip says KA-10, enter that/],
    ['KA 1l/2', /If the slip says KA 11\/2, enter that/],
    ['4?', /not complete/],
    ['1E+05', /not an elector number/],
  ])('as %j is not guessed', (text, advice) => {
    expect(mark(room(), text, 'KA')[0]).toMatchObject({
      status: 'unreadable',
      message: expect.stringMatching(advice),
    });
  });

  it.each([
    ['KA-13', ['BN2-13']],
    ['BN2-21', ['BN2-12']],
    ['BN2-72', ['BN2-12']],
    ['BN2-122', ['BN2-12']],
    ['ZZ-999', undefined],
  ])('as %s, which nobody has, may be %j', (text, near) => {
    expect(mark(room(), text)[0]?.near?.map(({ number }) => number)).toEqual(near);
    expect(look(room(), text)?.near?.map(({ number }) => number)).toEqual(near);
  });

  it('with l for 1 is ambiguous, because there is no district L', () => {
    expect(mark(room(), 'l7', 'KA')[0]).toMatchObject({
      status: 'unknown',
      message: expect.stringMatching(/If the slip says 17/),
    });
  });

  it('is refused with a list of districts if its district is not one of them', () => {
    expect(() => mark(room(), '1', 'KX')).toThrow(
      'There is no polling district KX in this room. It has BN, BN2, KA.',
    );
  });

  it('says when and by whom it was entered before', () => {
    const into = room();
    mark(into, 'KA-1');
    expect(mark(into, 'KA-1')[0]).toMatchObject({
      status: 'already',
      message: expect.stringMatching(/at \d\d:\d\d by Gwen/),
    });
  });

  it('is marked once if the same call arrives twice', () => {
    const into = room();
    const call = { text: 'KA-1 KA-2 KA-99', by: 'Gwen', commandId: randomUUID() };
    const first = markNumbers(into, call);
    expect(markNumbers(into, call)).toEqual(first);
    expect(recentEntries(into, 10)).toHaveLength(3);
  });
});

describe('a slip typed or pasted', () => {
  it.each([
    ['1, 2/1;5\n6', ['1', '2/1', '5', '6']],
    ['KA 1 KA 2/1', ['KA 1', 'KA 2/1']],
    ['BN2 12 BN 212', ['BN2 12', 'BN 212']],
    ['KA-1\r\n\r\n  KA-2\t', ['KA-1', 'KA-2']],
    ['KA 1 2', ['KA 1', '2']],
    ['KA 2 / 1', ['KA 2/1']],
    ['1-3', ['1', '2', '3']],
    ['KA 5 – 7, 1', ['KA 5', 'KA 6', 'KA 7', '1']],
    ['KA-5-6', ['KA 5', 'KA 6']],
    ['7-5', ['7-5']],
    ['1-2000', ['1-2000']],
    ['KA 1O KA 1? KA 2', ['KA 1O', 'KA 1?', 'KA 2']],
  ])('%j is read as %j', (text, entries) => {
    expect(mark(room(), text, 'KA').map(({ entered }) => entered)).toEqual(entries);
  });

  it('with a district of digits gives no district if one is chosen', () => {
    const made = importedRoom(
      csv([
        HEADINGS,
        ...['1', '5'].map((number) => ['1', number, 'F', 'Evans', 'Ann', '1 High Street', '', '']),
      ]),
    );
    expect(mark(made, '1 5', '1').map(({ elector }) => elector?.number)).toEqual(['1-1', '1-5']);
    expect(mark(made, '1 5').map(({ elector }) => elector?.number)).toEqual(['1-5']);
  });

  it('must not be empty', () => {
    expect(() => mark(room(), ' ,\n')).toThrow(/There is no number to enter/);
  });
});

describe('a number not yet entered', () => {
  it('shows whose it is, and nothing is stored', () => {
    const into = room();
    expect(look(into, ' 1 ', 'KA')).toEqual({
      entered: '1',
      status: 'ready',
      elector: { number: 'KA-1', name: 'Ann Evans', address: '1 High Street', promise: true },
    });
    expect(look(into, 'KA-5')).toMatchObject({
      status: 'ready',
      message: expect.stringMatching(/postal/),
    });
    expect(recentEntries(into, 10)).toEqual([]);
  });
});

describe('recently entered numbers', () => {
  it('are listed newest first, with what can still be undone', () => {
    const into = room();
    mark(into, 'KA-1 KA-99 KA-2');
    undoNumbers(into, { text: 'KA-1', by: 'Gwen' });
    expect(recentEntries(into, 10).map(({ entered, status, canUndo }) => [entered, status, canUndo])).toEqual(
      [
        ['KA-1', 'undone', false],
        ['KA-2', 'marked', true],
        ['KA-99', 'unknown', false],
        ['KA-1', 'marked', false],
      ],
    );
  });
});

describe('a cell of an export', () => {
  it.each(['=1+1', '+44', '-1', '@SUM', ' =1', '＝1', '"=1'.slice(1), '|cmd', '%0A'])(
    '%j cannot become a formula',
    (cell) => {
      expect(safeCell(cell)).toBe(`'${cell}`);
    },
  );

  it.each(['Evans', "O'Brien", '12 High Street', '', 'Pryce-Jones'])('%j stays as it is', (cell) => {
    expect(safeCell(cell)).toBe(cell);
  });
});
