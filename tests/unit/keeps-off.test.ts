import { describe, expect, it } from 'vitest';
import { pollInWords } from '../../src-main/api/poll.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { type KeepsOff, keepsOff, mayKeepOff } from '../../src-main/register/elector/keeps-off.ts';
import { matchHeadings } from '../../src-main/register/file/columns/headings.ts';
import { readAbsentFile, readCanvassFile } from '../../src-main/register/file/read-file.ts';
import { importCanvass } from '../../src-main/register/import/canvass-import.ts';
import type { CellReport } from '../../src-main/register/types.ts';
import type { Room } from '../../src-main/store/room.ts';
import { csv } from '../fixtures/layouts.ts';
import { elector, register } from '../fixtures/register.ts';
import { type InEnglish, inEnglish } from './in-english.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

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
  expect(said(inEnglish(result))).toEqual(['DNK Never: may be knocked, unless the room already says not to']);
});

it('a list of absent voters says that it keeps nobody off sheets by its other columns', () => {
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
    '“Deceased” has something on 1 line. A list o',
    '“DNK” has something on 2 lines. A list of po',
  ]);
  expect(inEnglish(cells.columns)).toMatchObject([
    { column: 'Elector Number', filled: 3, understood: 3 },
    { column: 'Postal Vote', takenFor: 'postal or proxy vote', filled: 3, understood: 3 },
    { column: 'Markers', takenFor: 'markers', filled: 3, understood: 1 },
  ]);
  expect(cells.unusedColumns.map(({ heading }) => heading)).toEqual(['Deceased', 'DNK', 'Notes']);
  expect(said(inEnglish(cells))).toEqual(['Markers Gone: nothing', 'Markers Z: nothing']);
});
