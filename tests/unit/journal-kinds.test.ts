import { describe, expect, it } from 'vitest';
import { inWords } from '../../src-main/journal/in-words.ts';
import { readJournal } from '../../src-main/journal/read-journal.ts';
import { issuedSheets } from '../../src-main/sheets/issued.ts';
import { addToJournal, type JournalEntry } from '../../src-main/store/journal/journal.ts';
import { say } from '../../src-shared/message.ts';
import { lookOf } from '../../src-shared/paper-look.ts';
import { importedRoom } from './temporary-room.ts';

const BY = 'Gwen';
const PLACE = { district: 'KA', stationId: null, slipId: null };
const SHEET = {
  code: '1-01',
  round: 1,
  street: 'High Street',
  district: 'KA',
  part: say('part {{place}} of {{of}}', { place: 1, of: 2 }),
  streetId: 1,
  streetIds: [1],
  electorIds: [1],
  look: lookOf({}),
};
const STATION = { station: 1, name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] };
const FIGURE = { station: 1, name: 'School', at: new Date(2026, 4, 7, 12, 5).getTime() };
const WALK = { walk: 1, name: 'Hospital side', note: '', runner: '', streetIds: [1], streets: [] };

const DESTROYED = {
  ...{ device: 'd', letter: 'B', name: 'Kitchen', by: 'Huw', at: 1000, isDone: true },
  ...{ removed: 3, left: [], unreached: [], files: [] },
};

type WithoutBy<Entry> = Entry extends unknown ? Omit<Entry, 'by'> : never;

/** An entry of each kind, without who made it, and its words in the journal. */
const ENTRIES: [entry: WithoutBy<JournalEntry>, words: string][] = [
  [{ kind: 'number', status: 'marked', entered: 'KA-1', electorId: 1, place: PLACE }, 'Marked off'],
  [{ kind: 'undo', status: 'undone', entered: 'KA-1', electorId: 1 }, 'Mark taken back'],
  [{ kind: 'given up', entered: 'KA-9', place: PLACE, settles: 'x' }, 'Number discarded: KA-9'],
  [
    { kind: 'looked at', entered: 'KA-1', place: PLACE, settles: 'x', electorId: 1 },
    'Checked: found after the register was updated',
  ],
  [
    {
      kind: 'kept',
      entered: 'KA-1',
      place: { district: null, stationId: null, slipId: null },
      electorId: 1,
      detail: { kept: 'x' },
    },
    'Kept after the slip was entered again',
  ],
  [
    { kind: 'settled', commandId: 'c', detail: { about: 'code\t2-01', entries: ['x', 'y'], as: 'both' } },
    'Said what is right where laptops disagreed',
  ],
  [{ kind: 'doorstep', electorId: 1, entered: 'out', detail: { code: '1-01' } }, 'At the door: out'],
  [
    { kind: 'sheet codes', detail: { series: '1', last: 2, sheets: [SHEET, { ...SHEET, code: '1-02' }] } },
    'Sheet codes 1-01 to 1-02 reserved',
  ],
  [{ kind: 'sheet', detail: SHEET }, 'On sheet 1-01, KA High Street, round 1'],
  [{ kind: 'sheet printed', detail: { code: '1-01' } }, 'Sheet 1-01: printed'],
  [{ kind: 'sheet out', detail: { code: '1-01', runner: 'Idris' } }, 'Sheet 1-01: out with Idris'],
  [{ kind: 'sheet back', detail: { code: '1-01', runner: '' } }, 'Sheet 1-01: back'],
  [
    {
      kind: 'import',
      detail: { file: 'a.csv', imported: 3, updated: 2, removed: 1, rejected: 0, warnings: 0, lastId: 3 },
    },
    'Register imported: 3 new, 2 changed, 1 removed',
  ],
  [{ kind: 'export', detail: { of: 'marks', rows: 7 } }, 'List of who was marked off exported: 7 lines'],
  [{ kind: 'export', detail: { of: 'answers', rows: 7 } }, 'Doorstep answers exported: 7 lines'],
  [{ kind: 'export', detail: { of: 'journal', rows: 7 } }, 'Journal exported: 7 lines'],
  [{ kind: 'register', detail: { added: 'KA-2', elector: {} } }, 'KA-2 added by hand'],
  [{ kind: 'register', detail: { removed: 'KA-2' } }, 'KA-2 taken off the register by hand'],
  [{ kind: 'register', detail: { restored: 'KA-2' } }, 'KA-2 put back on the register by hand'],
  [
    { kind: 'register', electorId: 1, detail: { corrected: { surname: ['Evans', 'Rees'], lift: [0, 1] } } },
    'Corrected: surname Evans is now Rees; lift wanted: yes',
  ],
  [
    {
      kind: 'register',
      detail: {
        street: 'High St',
        district: 'KA',
        becomes: 'High Street',
        merged: false,
        found: ['High St'],
        electors: [1],
      },
    },
    'Street High St is now High Street',
  ],
  [
    {
      kind: 'register',
      detail: {
        address: '1 Mill Lane',
        district: 'KA',
        movedTo: 'High Street',
        house: '1',
        flat: '',
        movedFrom: '1 MILL LANE, ',
        doors: [{ elector: 1, street: 'Mill Lane', house: '1', flat: '' }],
      },
    },
    '1 Mill Lane moved to High Street',
  ],
  [
    {
      kind: 'register',
      detail: {
        file: 'p.csv',
        absentVoters: { found: 1, changed: 1, postal: 1 },
        complete: false,
        absent: { 1: ['', 'postal'] },
      },
    },
    'List of absent voters imported',
  ],
  [
    { kind: 'register', detail: { everybodyVotes: 'none', changed: 1, absent: { 1: ['postal', 'none'] } } },
    'All postal votes cleared',
  ],
  [
    {
      kind: 'register',
      detail: { question: 4, asked: 'number', key: 'KA-1 1 Ann', about: 'KA-1', answer: 'leave' },
    },
    'Question about KA-1 answered',
  ],
  [{ kind: 'station', detail: STATION }, 'Polling station School changed'],
  [{ kind: 'station', detail: { removed: 1 } }, 'Polling station removed'],
  [
    { kind: 'official', detail: { ...FIGURE, ballots: 345 } },
    'Official figure of School for 12:05: 345 ballot papers',
  ],
  [
    { kind: 'official', detail: { ...FIGURE, ballots: null } },
    'Official figure of School for 12:05 taken back',
  ],
  [{ kind: 'laptop', detail: { device: 'd', letter: 'B', name: 'Kitchen' } }, 'Laptop B is called Kitchen'],
  [{ kind: 'ending', detail: {} }, 'All laptops are asked to destroy the day'],
  [{ kind: 'destroyed', detail: DESTROYED }, 'Laptop B (Kitchen) has destroyed its room'],
  [
    { kind: 'destroyed', detail: { ...DESTROYED, isDone: false } },
    'Laptop B (Kitchen) has begun to destroy its room',
  ],
  [{ kind: 'walk', detail: WALK }, 'Walk Hospital side changed'],
  [{ kind: 'walk', detail: { walk: 1, removed: 'Hospital side' } }, 'Walk Hospital side deleted'],
];

function room() {
  const made = importedRoom('PD,Number,Surname,Forename,Address\nKA,1,Evans,Ann,1 High Street\n');
  return made;
}

const ALL = { kind: 'all', text: '', hour: null, before: null, limit: -1 } as const;

it('an entry of every kind is stored by its type, and read in words', () => {
  const made = room();
  made.change(() => {
    for (const [entry] of ENTRIES) addToJournal(made, { ...entry, by: BY });
  });
  const lines = readJournal(made, ALL).toReversed().slice(-ENTRIES.length);
  expect(lines.map(({ what }) => what)).toEqual(ENTRIES.map(([, words]) => words));
  expect(issuedSheets(made).map(({ code, part, state }) => ({ code, part, state }))).toEqual([
    { code: '1-01', part: SHEET.part, state: 'back' },
  ]);
});

it('an entry with the detail of another kind does not compile', () => {
  const wrong: JournalEntry[] = [
    // @ts-expect-error An export has what was exported.
    { kind: 'export', by: BY, detail: { rows: 1 } },
    // @ts-expect-error A walk is not a station.
    { kind: 'walk', by: BY, detail: STATION },
    // @ts-expect-error A number has a status.
    { kind: 'number', by: BY, entered: 'KA-1' },
    // @ts-expect-error There is no such kind.
    { kind: 'sheet mislaid', by: BY, detail: { code: '1-01' } },
  ];
  expect(wrong).toHaveLength(4);
});

it('an entry gets the current time, unless it has one', () => {
  const made = room();
  const before = Date.now();
  made.change(() => {
    addToJournal(made, { kind: 'walk', by: BY, detail: WALK });
    addToJournal(made, { kind: 'walk', by: BY, at: 1000, detail: WALK });
  });
  const [earlier, now] = readJournal(made, ALL);
  expect(earlier?.at).toBe(1000);
  expect(now?.at).toBeGreaterThanOrEqual(before);
  expect(now?.at).toBeLessThanOrEqual(Date.now());
});

describe('an entry of an older version', () => {
  const words = (kind: string, detail: object) =>
    inWords({ kind, status: null, entered: null, message: null, detail: JSON.stringify(detail) }, null);

  it.each([
    ['export', { rows: 3 }, 'List of who was marked off exported: 3 lines'],
    ['export', { rows: 3, of: 'answers at the door' }, 'Doorstep answers exported: 3 lines'],
    [
      'register',
      { absentVoters: { found: 1, changed: 0 }, complete: true },
      'List of absent voters imported',
    ],
    ['register', { somethingElse: 1 }, 'Register changed'],
    [
      'import',
      { rows: 3, imported: 3, updated: 0, removed: 0, rejected: 0, warnings: 0 },
      'Register imported: 3 new, 0 changed, 0 removed',
    ],
    [
      'sheet',
      { code: '1-01', round: 1, streetId: 1, district: 'KA', street: 'High Street', electorIds: [1] },
      'On sheet 1-01, KA High Street, round 1',
    ],
  ])('of the kind %s is still read: %j', (kind, detail, expected) => {
    expect(words(kind, detail)).toBe(expected);
  });

  it('may have the part of its street in English, and no look or list of streets', () => {
    const made = room();
    const { part: _, look: __, streetIds: ___, ...old } = SHEET;
    const insert = made.db.prepare(
      "INSERT INTO journal (id, device, n, hash, at, by, kind, detail) VALUES (?, 1, 99, x'00', 1, '', 'sheet', ?)",
    );
    made.change(() => {
      insert.run('a', JSON.stringify({ ...old, part: 'part 1 of 2' }));
      insert.run('b', JSON.stringify({ ...old, code: '1-02', part: '' }));
    });
    expect(issuedSheets(made).map(({ code, part, streetIds }) => ({ code, part, streetIds }))).toEqual([
      { code: '1-01', part: { text: '{{words}}', things: { words: 'part 1 of 2' } }, streetIds: [1] },
      { code: '1-02', part: null, streetIds: [1] },
    ]);
  });
});
