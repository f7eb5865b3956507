import { describe, expect, it } from 'vitest';
import { pollInWords } from '../../src-main/api/poll.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { correctElector, electorRecord } from '../../src-main/register/by-hand.ts';
import { cellKey } from '../../src-main/register/elector/cell-words.ts';
import type { MarkerMeaning } from '../../src-main/register/elector/elections.ts';
import { type KeepsOff, keepsOff, mayKeepOff } from '../../src-main/register/elector/keeps-off.ts';
import { matchHeadings } from '../../src-main/register/file/columns/headings.ts';
import { readAbsentFile, readCanvassFile } from '../../src-main/register/file/read-file.ts';
import { importCanvass } from '../../src-main/register/import/canvass-import.ts';
import type { CellReport } from '../../src-main/register/types.ts';
import type { Room } from '../../src-main/store/room.ts';
import { csv } from '../fixtures/layouts.ts';
import { elector, register } from '../fixtures/register.ts';
import { type InEnglish, inEnglish } from './in-english.ts';
import { importAbsent, importText, temporaryRoom } from './temporary-room.ts';

const SAY_SO: Record<KeepsOff, string[]> = {
  deceased: [
    'Deceased',
    'DECEASED',
    'R.I.P.',
    'Died 2025',
    'died in May',
    'Passed away last week',
    'Wedi marw',
  ],
  moved: [
    'Moved',
    'MOVED AWAY',
    'Moved: to France',
    'Moved to France, says neighbour',
    'Gone away',
    'Gone Away Date',
    'Removed',
    'Symud',
    'No longer at this address',
    'no longer lives here',
    "Doesn't live here any more",
    'Not known at this address',
    'Left the area',
    'Wrong address',
    'Vacant',
    'Unknown at this address',
    'Moved to Green Lane',
  ],
  'not entitled': ['Not eligible', 'Ineligible', 'No longer registered'],
  'do not knock': [
    'Do not knock',
    'DNK - was rude',
    'D.N.K.',
    'Don’t ever call again',
    'Please do not contact',
    'Nice lady. Do not knock.',
    'No cold callers',
    'NO CANVASSERS PLEASE',
    'Asked not to be contacted',
    'Does not want calls',
    'No longer wishes to be contacted',
    'Requested no contact',
    'Wants to be left alone',
    'Stay away: dog',
    'Told us to go away',
    'Please don’t come back',
    'Never come here again',
    'Do-not-knock',
    'DNK: not nice',
    'Aggressive dog!',
    'Beware of the dog',
    'Hostile',
    'Peidiwch â chnocio',
  ],
};

/** To be looked at by a person. */
const MAY_SAY_SO = [
  'Husband died',
  'Deceased (wife)',
  'do not knock before 10am',
  'Do not contact until June',
  'told us never to call again',
  'Moved: not yet',
  'Deceased?',
  'No longer DNK',
  'Moved to us from Labour',
  'Moved from Leeds',
  // It is when they came, or when they went.
  'Moved in 2019',
  'Has moved to postal vote',
  'Moved to Lib Dem',
  'Deceased: No',
  'DNK - N/A',
  'Deceased - wrong, alive',
  'Was hostile, now friendly',
  'Do not knock, ring bell',
  // In past votes it is `did not vote`.
  'DNV',
];

const OTHER_WORDS = [
  'Not home',
  'Not at home',
  'Not here',
  'Not known',
  'Moved here from Leeds',
  'No longer voting for them',
  'Not on doorbell, knock hard',
  'No answer',
  'Never canvassed',
  'Not contacted yet',
  'Avoids politics',
  'No contact',
  'Call back',
  'Just moved in',
  'Left',
  'has a dog',
  'will call back, no phone',
  'do not leaflet',
  'Do not phone',
  'No lift',
  'dead end',
  'Never votes',
  'P',
];

describe('words that somebody is to be left alone', () => {
  it.each(Object.entries(SAY_SO))('say so: %s', (means, texts) => {
    expect(texts.map((text) => [text, keepsOff(text)])).toEqual(texts.map((text) => [text, means]));
  });

  it('are asked about if they may be about somebody else, or not for always', () => {
    expect(MAY_SAY_SO.map((text) => [text, keepsOff(text), mayKeepOff(text)])).toEqual(
      MAY_SAY_SO.map((text) => [text, null, true]),
    );
  });

  it('are not every other word', () => {
    expect(OTHER_WORDS.filter(mayKeepOff)).toEqual([]);
  });

  it('may be the heading of a column', () => {
    const headings = ['No cold callers', 'Aggressive dog (Y/N)', 'Not known here', 'Do not contact'];
    expect(matchHeadings(headings).roles).toEqual(['doNotKnock', 'doNotKnock', 'gone', 'doNotKnock']);
    for (const heading of ['Opted out of canvassing', 'Opt-out of contact', 'No knock', 'No door knocking'])
      expect(matchHeadings(['VI', heading]).roles).toEqual(['votingIntention', 'doNotKnock']);
  });
});

const NAMES = ['Thorne', 'Price', 'James', 'Evans', 'Okoro', 'Patel'];

/** A room in which everybody is a promise. */
function room(): Room {
  const made = temporaryRoom();
  const electors = NAMES.map((name, at) => elector(String(at + 1), name, 'Ann', { vi: 'P' }));
  importText(made, register(...electors), { promises: ['P'] });
  return made;
}

/** The numbers of those who are on sheets. */
const onSheets = (made: Room) =>
  made.db.prepare('SELECT number FROM elector WHERE at_door ORDER BY number').pluck().all();

const said = ({ notUnderstood }: InEnglish<Pick<CellReport, 'notUnderstood'>>) =>
  notUnderstood.map(({ column, value, takenFor }) => `${column} ${value}: ${takenFor}`);

function importCanvassOf(made: Room, headings: string[], cells: string[][], knocks = {}) {
  const lines = cells.map((each, at) => [`KA-${at + 1}`, NAMES[at] ?? '', ...each]);
  const text = csv([['Elector Number', 'Surname', ...headings], ...lines]);
  return importCanvass(made, {
    canvass: readCanvassFile(Buffer.from(text)),
    fileName: 'evening.csv',
    knocks,
    by: 'Ann',
  });
}

describe('a canvass file in a room with its register', () => {
  it.each([
    ['a column for it', ['Do not contact'], [['Y'], ['No cold callers'], ['Moved'], ['Aggressive dog']]],
    ['several columns', ['DNK', 'No cold callers', 'Deceased'], [['Y'], ['', 'x'], ['', '', '12/10/2026']]],
    [
      'notes',
      ['VI', 'Notes'],
      [
        ['P', 'DNK - was rude'],
        ['', 'DECEASED'],
        ['P', 'Moved to France'],
      ],
    ],
    [
      'a column that is not used',
      ['VI', 'Tags'],
      [
        ['P', 'Do Not Contact'],
        ['P', 'Gone away'],
      ],
    ],
    [
      'a status',
      ['VI', 'Status', 'Markers'],
      [
        ['P', 'Deceased'],
        ['P', 'Moved'],
        ['P', '', 'DNK'],
      ],
    ],
    ['an answer', ['VI'], [['Deceased'], ['Dead'], ['No cold callers'], ['Gone away'], ['L (moved)']]],
  ])('keeps sheets from those whom it says in %s', (_where, headings, cells) => {
    const made = room();
    const { entries } = importCanvassOf(made, headings, cells);
    expect(onSheets(made)).toEqual([1, 2, 3, 4, 5, 6].slice(cells.length));
    undoEntries(made, entries, 'Ann');
    expect(onSheets(made)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(checkRoom(made)).toMatchObject({ ok: true, problems: [] });
  });

  it('asks what else may mean it, and an answer counts either way', () => {
    const made = room();
    const cells = [['Husband died'], ['Moved away'], ['Ring after 6'], ['See wife']];
    const result = importCanvassOf(made, ['Notes'], cells);
    expect(said(inEnglish(result))).toEqual([
      'Notes Husband died: may be knocked, unless the room already says not to',
      'Notes Moved away: not to be knocked',
    ]);
    expect(onSheets(made)).toEqual([1, 3, 4, 5, 6]);
    const knocks = { 'HUSBAND DIED': 'do not knock', 'MOVED AWAY': 'may be knocked' };
    expect(importCanvassOf(made, ['Notes'], cells, knocks).notUnderstood).toEqual([]);
    expect(onSheets(made)).toEqual([2, 3, 4, 5, 6]);
    // That somebody else died does not say that these may be knocked again.
    importCanvassOf(made, ['Notes'], [['Husband died']], { 'HUSBAND DIED': 'may be knocked' });
    expect(onSheets(made)).toEqual([2, 3, 4, 5, 6]);
  });

  it.each([
    ['Has lived here since 1974 and votes for us every time, her daughter too. Do not knock. Cat.', 'off'],
    [
      'Has lived here since 1974 and votes for us every time, her daughter too. Do not knock until June',
      'on',
    ],
  ])('reads and shows what is said anywhere in a long note: %s', (note, side) => {
    const made = room();
    const { notUnderstood } = inEnglish(importCanvassOf(made, ['Notes'], [[note]]));
    expect(onSheets(made).includes(1)).toBe(side === 'on');
    expect(notUnderstood.map(({ value }) => value)).toEqual([expect.stringMatching(/^Do not knock/)]);
  });

  it('does not count as used what a canvass does not change', () => {
    const headings = ['VI', 'Markers', 'Postal Vote', 'DOB', 'Status', 'Local 2022'];
    const { columns, unusedColumns } = importCanvassOf(room(), headings, [
      ['P', 'A', 'Y', '12/12/2026', 'A', 'V'],
    ]);
    expect(columns.map(({ column }) => column)).toEqual(['Elector Number', 'Surname', 'VI']);
    expect(unusedColumns.map(({ heading }) => heading)).toEqual(headings.slice(1));
  });
});

describe('a later register', () => {
  const again = (made: Room, headings: string[], cells: string[][]) => {
    const lines = NAMES.map((name, at) => [
      ...['KA', String(at + 1), name, 'Ann', `${at + 1} High Street`, 'ZZ1 1AA', 'P'],
      ...headings.map((_, column) => cells[at]?.[column] ?? ''),
    ]);
    const first = ['PD', 'Elector Number', 'Surname', 'Forename', 'Address1', 'PostCode', 'VI'];
    return importText(made, csv([[...first, ...headings], ...lines]));
  };

  it.each([
    ['columns', ['Do not contact', 'Deceased', 'Not known here'], [['Y'], ['', 'Y'], ['', '', 'x']]],
    ['markers', ['Markers'], [['Deceased'], ['DNK'], ['A Moved'], ['Not eligible']]],
    ['a status', ['Status'], [['Deceased'], ['Moved']]],
    ['notes and tags', ['Notes', 'Tags'], [['Do not knock'], ['', 'Do Not Call']]],
  ])('keeps sheets from those whom it says in %s', (_where, headings, cells) => {
    const made = room();
    again(made, headings, cells);
    expect(onSheets(made)).toEqual([1, 2, 3, 4, 5, 6].slice(cells.length));
    expect(checkRoom(made)).toMatchObject({ ok: true, problems: [] });
  });

  it('takes “do not knock” away by no blank and no unticked box, and a lift by no blank', () => {
    const made = room();
    importCanvassOf(
      made,
      ['DNK', 'Lift'],
      NAMES.slice(0, 5).map(() => ['Y', 'Y']),
    );
    const result = again(
      made,
      ['Do not knock', 'Lift'],
      [['', ''], ['N', 'N'], ['0', '-'], ['', 'Maybe'], ['OK to call']],
    );
    expect(onSheets(made)).toEqual([5, 6]);
    const lifts = made.db.prepare('SELECT number FROM elector WHERE lift ORDER BY number').pluck().all();
    expect(lifts).toEqual([1, 4, 5]);
    expect(said(result)).toEqual(['Lift Maybe: no lift wanted']);
  });

  it('shows what words mean among the meanings of the room, where they can be changed', () => {
    const made = room();
    again(made, ['Markers'], [['Deceased']]);
    importCanvassOf(made, ['VI'], [[''], ['Moved'], ['C']]);
    const { polls, meanings } = pollInWords(made);
    expect(polls[0]?.markers).toContainEqual({ letter: 'DECEASED', meaning: 'deceased', isSet: false });
    expect(meanings).toEqual({ P: 'promise', MOVED: 'moved' });
  });
});

it('“Never” in a column for it may be either', () => {
  const result = importCanvassOf(room(), ['DNK'], [['Never'], ['requested'], ['OK to call']]);
  expect(said(inEnglish(result))).toEqual(['DNK Never: not to be knocked']);
});

describe('words in a column for it that nobody knows', () => {
  it.each([
    ['Do not knock', 'Sundays only'],
    ['DNK', 'No thanks'],
    ['Do not contact', 'see wife'],
    ['No cold callers', 'Never'],
    ['Do not knock', 'Yes but not now'],
    ['Do not knock', '2'],
    ['Do not knock', '?'],
    ['Aggressive dog', 'sometimes'],
    ['Moved', 'not yet'],
    ['Deceased', 'wife?'],
  ])('keep somebody off every sheet until they are answered: %s, “%s”', (heading, cell) => {
    const made = room();
    const { notUnderstood, asked } = importCanvassOf(made, [heading], [[cell]]);
    expect(onSheets(made)).toEqual([2, 3, 4, 5, 6]);
    expect([notUnderstood.length, asked[0]?.meaning]).toEqual([1, null]);
    const knocks = { [asked[0]?.asks.key ?? '']: 'may be knocked' };
    expect(importCanvassOf(made, [heading], [[cell]], knocks).notUnderstood).toEqual([]);
    expect(onSheets(made)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each(['DOD', 'Date of Death', 'Left', 'Has left', 'Gone Away (Y/N)', 'Not here', 'Marw'])(
    'a date or a yes below “%s” needs no answer to keep somebody off',
    (heading) => {
      const made = room();
      importCanvassOf(made, [heading], [['Y'], ['12/10/2026'], ['N']]);
      expect(onSheets(made)).toEqual([3, 4, 5, 6]);
      const other = room();
      const lines = NAMES.slice(0, 3).map((name, at) => [
        ...['KA', String(at + 1), name, 'Ann', `${at + 1} High Street`, 'ZZ1 1AA', 'P'],
        ['Y', '12/10/2026', 'N'][at] ?? '',
      ]);
      const first = ['PD', 'Elector Number', 'Surname', 'Forename', 'Address1', 'PostCode', 'VI'];
      importText(other, csv([[...first, heading], ...lines]));
      expect(onSheets(other)).toEqual([3, 4, 5, 6]);
    },
  );
});

describe('many different notes', () => {
  const notes = Array.from({ length: 12 }, (_, at) => `Husband died, ask for ${'ABCDEFGHIJKL'[at]}`);
  const big = () => {
    const made = temporaryRoom();
    const electors = notes.map((_, at) => elector(String(at + 1), `Sur${at + 1}`, 'Ann', { vi: 'P' }));
    importText(made, register(...electors), { promises: ['P'] });
    return made;
  };
  const evening = (made: Room, cells: string[], knocks = {}) =>
    importCanvass(made, {
      canvass: readCanvassFile(
        Buffer.from(csv([['Elector Number', 'Notes'], ...cells.map((each, at) => [`KA-${at + 1}`, each])])),
      ),
      fileName: 'evening.csv',
      knocks,
      by: 'Ann',
    });

  it('of one column are one question, with their count and examples, and every one is listed', () => {
    const made = big();
    const { asked, notUnderstood } = evening(made, notes);
    expect(asked).toMatchObject([
      {
        column: 'Notes',
        value: notes.slice(0, 3).join('; '),
        count: 12,
        lines: [2, 3, 4],
        together: 12,
        asks: { key: 'NOTES: UNSURE' },
        meaning: null,
      },
    ]);
    expect(notUnderstood).toHaveLength(12);
    expect(onSheets(made)).toHaveLength(12);
  });

  it('are answered together, except those that have an answer of their own', () => {
    const made = big();
    const one = cellKey(notes[0] ?? '');
    const knocks = { 'NOTES: UNSURE': 'do not knock', [one]: 'may be knocked' };
    const { asked, notUnderstood } = evening(made, notes, knocks);
    expect(onSheets(made)).toEqual([1]);
    expect(asked.map(({ meaning }) => meaning)).toEqual(['may be knocked', 'do not knock']);
    // Nobody has read them one by one.
    expect(notUnderstood).toHaveLength(11);
  });

  it('are asked about one by one if they are few, and apart from those that say so themselves', () => {
    const few = evening(big(), notes.slice(0, 8)).asked;
    expect(few.map(({ together }) => together)).toEqual(Array(8).fill(undefined));
    const sure = notes.map((_, at) => `DNK - was rude ${at}`);
    const made = big();
    expect(evening(made, sure).asked).toMatchObject([{ together: 12, asks: { key: 'NOTES: SURE' } }]);
    expect(onSheets(made)).toEqual([]);
    evening(made, sure, { 'NOTES: SURE': 'may be knocked' });
    expect(onSheets(made)).toHaveLength(12);
  });
});

describe('a list of absent voters', () => {
  const list = (...statuses: string[]) =>
    csv([['Elector Number', 'Status'], ...statuses.map((status, at) => [`KA-${at + 1}`, status])]);
  const postal = (made: Room) =>
    made.db.prepare('SELECT number FROM elector WHERE postal ORDER BY number').pluck().all();

  it('keeps those off every sheet of whom it says that they moved or died, and lists them', () => {
    const made = room();
    const { keptOff, asked, entries } = importAbsent(
      made,
      list('Deceased', 'Moved', 'Gone away', 'Granted', 'Pending'),
      { otherwise: 'postal' },
    );
    expect(inEnglish(keptOff.electors.map(({ number, what }) => [number, what]))).toEqual([
      ['KA-1', 'deceased'],
      ['KA-2', 'moved'],
      ['KA-3', 'moved'],
    ]);
    expect([onSheets(made), postal(made)]).toEqual([[5, 6], [4]]);
    expect(inEnglish(asked).map(({ value, takenFor }) => `${value}: ${takenFor}`)).toEqual([
      'Deceased: on no sheet',
      'Moved: on no sheet',
      'Gone away: on no sheet',
      'Pending: nothing, so how they vote stays as it is',
    ]);
    undoEntries(made, entries, 'Ann');
    expect(onSheets(made)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(checkRoom(made)).toMatchObject({ ok: true, problems: [] });
  });

  it.each<[string, Record<string, MarkerMeaning>, number[], number[]]>([
    ['Left', {}, [1, 2, 3, 4, 5, 6], []],
    ['Left', { LEFT: 'moved' }, [2, 3, 4, 5, 6], []],
    ['Left', { LEFT: 'deceased' }, [2, 3, 4, 5, 6], []],
    ['Moved', { MOVED: 'postal' }, [2, 3, 4, 5, 6], [1]],
    ['Moved', { MOVED: 'in person' }, [1, 2, 3, 4, 5, 6], []],
    ['Died last week', {}, [2, 3, 4, 5, 6], []],
    ['DNK', {}, [2, 3, 4, 5, 6], []],
    // A postal vote is as it is said to be, whatever else is said.
    ['Husband died', { 'HUSBAND DIED': 'postal' }, [2, 3, 4, 5, 6], [1]],
  ])('uses an answer to “%s”: %j', (status, markers, expected, postalVoters) => {
    const made = room();
    // Without an answer first, which is then no longer what counts.
    importAbsent(made, list(status), { otherwise: 'postal' });
    importAbsent(made, list(status), { otherwise: 'postal', markers });
    expect([onSheets(made), postal(made)]).toEqual([expected, postalVoters]);
  });

  it.each(['Notes', 'Address status', 'Tags'])('does so in any column, such as “%s”', (heading) => {
    const made = room();
    const text = csv([
      ['Elector Number', 'Postal Vote', heading],
      ['KA-1', 'Y', 'Gone away'],
      ['KA-2', 'Y', 'Husband died'],
      ['KA-3', '', 'Deceased 2025'],
    ]);
    const { asked } = importAbsent(made, text);
    expect(asked.map(({ value }) => value)).toEqual(['Gone away', 'Deceased 2025']);
    expect([onSheets(made), postal(made)]).toEqual([
      [4, 5, 6],
      [1, 2],
    ]);
  });

  it('leaves what a person has corrected', () => {
    const made = room();
    importAbsent(made, list('Moved'), { otherwise: 'postal' });
    const id = Number(made.db.prepare('SELECT id FROM elector WHERE number = 1').pluck().get());
    correctElector(made, id, { ...electorRecord(made, id), gone: '' }, 'Ann');
    const again = importAbsent(made, list('Moved'), { otherwise: 'postal' });
    expect([again.keptOff.total, onSheets(made)]).toEqual([0, [1, 2, 3, 4, 5, 6]]);
  });

  it('says that it keeps nobody off sheets by a column for those not to be knocked', () => {
    const text = csv([
      ['Elector Number', 'Postal Vote', 'Deceased', 'DNK', 'Markers', 'Notes'],
      ['KA-1', 'Y', 'Y', '', 'A', 'hm'],
      ['KA-2', 'Y', '', 'x', 'Gone', ''],
      ['KA-3', 'Y', '', 'x', 'Z', ''],
    ]);
    const { cells, warnings } = readAbsentFile(Buffer.from(text), {
      fileName: 'list.csv',
      pollingDay: '2026-12-03',
    });
    expect(inEnglish(warnings).map(({ reason }) => String(reason).slice(0, 44))).toEqual([
      '“DNK” has something on 2 lines. A list of po',
    ]);
    expect(inEnglish(cells.columns)).toMatchObject([
      { column: 'Elector Number', filled: 3, understood: 3 },
      { column: 'Postal Vote', takenFor: 'postal or proxy vote', filled: 3, understood: 3 },
      { column: 'Deceased', takenFor: 'moved, died or gone', filled: 1, understood: 0 },
      { column: 'Markers', takenFor: 'markers', filled: 3, understood: 1 },
    ]);
    expect(cells.unusedColumns.map(({ heading }) => heading)).toEqual(['DNK', 'Notes']);
    expect(said(inEnglish(cells))).toEqual([
      'Deceased Deceased: on no sheet',
      'Markers Gone: nothing',
      'Markers Z: nothing',
    ]);
  });
});
