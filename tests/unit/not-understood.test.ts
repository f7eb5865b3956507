import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { keepsOff } from '../../src-main/register/elector/keeps-off.ts';
import type { PollSettings } from '../../src-main/register/elector/voting-rules.ts';
import { matchHeadings } from '../../src-main/register/file/columns/headings.ts';
import { readMapping } from '../../src-main/register/file/columns/mapping.ts';
import { CellNotes } from '../../src-main/register/file/not-understood.ts';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { StagedFiles } from '../../src-main/register/file/text/staged-files.ts';
import { stageFile } from '../../src-main/register/file/understand.ts';
import type { ImportResult } from '../../src-main/register/types.ts';
import type { DateOrder } from '../../src-shared/date-cell.ts';
import { say } from '../../src-shared/message.ts';
import { runSteps } from '../../src-shared/steps.ts';
import { sampleOf } from '../sample-size.ts';
import { type InEnglish, inEnglish } from './in-english.ts';
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

  it('asks about the words of a column of proxies beside one of postal votes', () => {
    const lines = ['Y,N', 'N,Ann Evans', ',Yes', 'N,Pending', 'Pending,P'];
    const text = [
      'PD,Number,Surname,Address,Postal Vote,Proxy',
      ...lines.map((votes, at) => `KA,${at + 1},Thorne,2 High Street,${votes}`),
    ].join('\n');
    const { electors, cells } = readRegisterFile(Buffer.from(text), '2026-12-03').register;
    expect(Array.from(electors, ({ markers }) => markers)).toEqual([
      'A',
      'P',
      'P',
      '“Pending”',
      '“Pending”+P',
    ]);
    expect(cells.notUnderstood.map(({ column, lines: [line], asks }) => [column, line, asks?.kind])).toEqual([
      ['Proxy', 5, 'marker'],
      ['Postal Vote', 6, 'marker'],
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

const DAY = '2026-12-03';

/** Imports electors with one cell each in a column. */
function importCells(heading: string, cells: readonly string[], poll: PollSettings = {}) {
  const room = temporaryRoom();
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const lines = cells.map((cell, at) => `KA,${at + 1},Sur${at},Fore,${at + 1} High Street,P,${quoted(cell)}`);
  const text = [`PD,Elector Number,Surname,Forename,Address1,VI,${heading}`, ...lines, ''].join('\n');
  const again = (settings: PollSettings = {}) =>
    importText(room, text, { promises: ['P'], poll: { pollingDay: DAY, ...poll, ...settings } });
  const result = again();
  const electors = room.db
    .prepare<[], { kept_off: string; postal: number; past: string; markers: string; lift: number }>(
      'SELECT kept_off, postal, past, markers, lift FROM elector ORDER BY number',
    )
    .all();
  return { room, result, electors, again };
}

const said = ({ notUnderstood }: Pick<InEnglish<ImportResult>, 'notUnderstood'>) =>
  notUnderstood.map(({ value, takenFor }) => `${value}: ${takenFor}`);

describe('an import', () => {
  it('names the columns that it did not use', () => {
    const { unusedColumns, columns } = importCells('Shoe size', ['7']).result;
    expect(unusedColumns).toEqual([{ heading: 'Shoe size', examples: ['7'] }]);
    expect(columns[0]).toEqual({
      column: 'PD',
      takenFor: 'polling district',
      filled: 1,
      understood: 1,
      notListed: 0,
    });
  });

  it('takes a postal vote from a yes, never from a no, an ended vote or a word it does not know', () => {
    const yes = ['Y', 'Yes', 'Postal', '1', 'TRUE', 'x', 'Permanent'];
    const no = ['N', 'Not Postal', 'None', '-', 'n/a', '0', 'Polling Station', 'In Person', 'No postal vote'];
    const ended = ['Expired', 'Cancelled 01/05/2025', 'Rejected', 'Station', 'Ceased'];
    const { result, electors } = importCells('Postal Voter', [...yes, ...no, ...ended, 'Pending', 'K']);
    expect(electors.map(({ postal }) => postal)).toEqual([
      ...yes.map(() => 1),
      ...no.map(() => 0),
      0,
      0,
      0,
      0,
      0,
      0,
      0,
    ]);
    expect(said(result)).toEqual(['Pending: votes in person', 'K: votes in person']);
    expect(electors.slice(-2).map(({ markers, kept_off }) => [markers, kept_off])).toEqual([
      ['“Pending”', ''],
      ['“K”', ''],
    ]);
  });

  it('keeps electors with an unclear date off sheets until somebody says what it means', () => {
    const { room, result, electors, again } = importCells('Date of Attainment', [
      '',
      '25/12/2026',
      'Dec-26',
      'Dec-26',
    ]);
    expect(electors.map(({ kept_off }) => kept_off)).toEqual([
      '',
      'too young',
      'date unclear',
      'date unclear',
    ]);
    expect(result.notUnderstood).toEqual([
      expect.objectContaining({ column: 'Date of Attainment', value: 'Dec-26', count: 2, lines: [4, 5] }),
    ]);
    expect(again()).toMatchObject({ unchanged: 4 });
    const known = again({ dates: { 'DEC-26': 'may vote' } });
    expect(known.notUnderstood).toEqual([]);
    expect(known.columns.at(-1)).toMatchObject({ filled: 3, understood: 3 });
    expect(room.db.prepare('SELECT kept_off FROM elector ORDER BY number').pluck().all()).toEqual([
      '',
      'too young',
      '',
      '',
    ]);
    // It is an entry of the journal, so that it can be undone and merged.
    expect(
      room.db.prepare("SELECT detail ->> 'setting' FROM journal WHERE kind = 'setting'").pluck().all(),
    ).toContain('date_meanings');
    expect(checkRoom(room).ok).toBe(true);
  });

  it('keeps them off again, when the answer is undone', () => {
    const { room, again } = importCells('Date of Attainment', ['Dec-26']);
    again({ dates: { 'DEC-26': 'may vote' } });
    const keptOff = () => room.db.prepare('SELECT kept_off FROM elector').pluck().get();
    expect(keptOff()).toBe('');
    const entry = room.db
      .prepare<[], string>("SELECT id FROM journal WHERE detail ->> 'setting' = 'date_meanings'")
      .pluck()
      .get();
    undoEntries(room, [entry ?? ''], 'a test');
    expect(keptOff()).toBe('date unclear');
    expect(checkRoom(room).ok).toBe(true);
  });

  it('asks what words about knocking mean, and uses the answer for later files', () => {
    const cells = ['Yes', 'Ring first', 'ring  FIRST', 'No thanks', ''];
    const { room, result, again } = importCells('Do not knock', cells);
    const kept = () => room.db.prepare('SELECT do_not_knock FROM elector ORDER BY number').pluck().all();
    const roomSays = 'not to be knocked';
    expect(said(result)).toEqual([
      `Ring first: ${roomSays}`,
      `ring FIRST: ${roomSays}`,
      `No thanks: ${roomSays}`,
    ]);
    expect(result.notUnderstood.map(({ asks }) => asks?.kind)).toEqual(['knock', 'knock', 'knock']);
    expect(kept()).toEqual([1, 1, 1, 1, 0]);
    const known = again({ knocks: { 'RING FIRST': 'may be knocked', 'NO THANKS': 'do not knock' } });
    expect(known.notUnderstood).toEqual([]);
    expect(kept()).toEqual([1, 0, 0, 1, 0]);
    expect(again()).toMatchObject({ notUnderstood: [], unchanged: 5 });
    expect(checkRoom(room).ok).toBe(true);
  });

  it('uses what the room knows of a marker, for later files too', () => {
    const { room, result, again } = importCells('Markers', ['Pending', 'Z', 'A']);
    expect(said(result)).toEqual(['Pending: votes in person', 'Z: votes in person']);
    const known = again({ markers: { PENDING: 'postal', Z: 'not entitled' } });
    expect(known).toMatchObject({ notUnderstood: [], postal: 2 });
    expect(again()).toMatchObject({ notUnderstood: [], postal: 2 });
    expect(room.db.prepare('SELECT kept_off FROM elector ORDER BY number').pluck().all()).toEqual([
      'postal',
      'not entitled',
      'postal',
    ]);
  });

  it.each([
    'Moved',
    'Moved Away',
    'Date Moved',
    'Deceased',
    'Deceased (Y/N)',
    'Dead',
    'Died',
    'Date of Death',
    'Gone away',
    'Gone Away?',
    'No longer at address',
    'No longer here',
    'Not resident',
    'Left area',
    'Passed away',
    'Ineligible',
    'Disqualified',
    'Wedi marw',
  ])('asks about a column of its own: %s', (heading) => {
    const plain = heading.replace(/ \(.*|\?$/, '');
    const { room, result, again } = importCells(heading, [
      'Y',
      'x',
      '03/04/2025',
      'to France',
      '',
      'No',
      'n/a',
      '-',
    ]);
    expect(result.unusedColumns).toEqual([]);
    expect(result.notUnderstood).toMatchObject([
      { value: plain, count: 3, lines: [2, 3, 4], asks: { kind: 'marker' } },
      { value: `${plain}: to France`, count: 1, lines: [5], asks: { kind: 'marker' } },
    ]);
    const [key = '', words = ''] = result.notUnderstood.map(({ asks }) => asks?.key);
    const kept = () => room.db.prepare('SELECT kept_off FROM elector ORDER BY number').pluck().all();
    const others = Array(4).fill('');
    // Its words say what they mean until a person does.
    expect(kept()).toEqual([...Array(4).fill(keepsOff(plain)), ...others]);
    expect(again({ markers: { [key]: 'deceased', [words]: 'not entitled' } }).notUnderstood).toEqual([]);
    expect(kept()).toEqual(['deceased', 'deceased', 'deceased', 'not entitled', ...others]);
    again({ markers: { [key]: 'do not knock', [words]: 'moved' } });
    expect(kept()).toEqual([...Array(3).fill('do not knock'), 'moved', ...others]);
    // The room keeps what was said.
    expect(again()).toMatchObject({ notUnderstood: [], unchanged: 8 });
    again({ markers: { [key]: 'in person', [words]: 'in person' } });
    expect(kept()).toEqual(Array(8).fill(''));
    expect(checkRoom(room).ok).toBe(true);
  });

  it.each(['Moved in', 'Leaflet left', 'Dead letter box', 'Polling place moved to'])(
    'takes %s for something else',
    (heading) => {
      expect(matchHeadings(['Elector Number', heading]).gone).toEqual([]);
    },
  );

  it('adds what such a column says to the markers that the room has', () => {
    const room = temporaryRoom();
    importText(room, 'PD,Number,Surname,Address,Markers\nKA,1,Thorne,2 High Street,A\n');
    for (const _ of [1, 2])
      importText(room, 'PD,Number,Surname,Address,Moved\nKA,1,Thorne,2 High Street,Y\n');
    expect(room.db.prepare('SELECT markers FROM elector').pluck().all()).toEqual(['A+“Moved”']);
  });

  it.each<[string, string[], number[]]>([
    ['Postal vote end', ['31/12/2026', 'Permanent', '01/01/2020', 'n/a', '', '2026', '', ''], [1, 2, 6]],
    ['PV start date', ['01/01/2020', '01/01/2030', 'since 2019', '-', '', '', '', ''], [1, 3]],
    ['End date of proxy', ['31/12/2026', '', '', '', '', '', '', ''], [1]],
  ])('asks what a date of a vote means that nothing else says: %s', (heading, cells, asked) => {
    const { room, result, again } = importCells(heading, cells);
    expect(result.notUnderstood).toMatchObject([
      { value: heading, count: asked.length, asks: { kind: 'marker' } },
    ]);
    const postal = () => room.db.prepare('SELECT number FROM elector WHERE postal').pluck().all();
    expect(postal()).toEqual([]);
    again({ markers: { [result.notUnderstood[0]?.asks?.key ?? '']: 'postal' } });
    expect(postal()).toEqual(asked);
  });

  it('asks whether an attainer without a date may vote', () => {
    const { result } = importCells('Franchise', ['Attainer', 'British', 'A']);
    expect(said(result)).toEqual(['Attainer: votes in person']);
    const text = 'PD,Number,Surname,Address,Franchise,DOB\nKA,1,Thorne,2 High Street,Attainer,12/12/2026\n';
    expect(importText(temporaryRoom(), text).notUnderstood).toEqual([]);
  });

  it.each([
    ['a name', 'KA,9,Morgan,9 High Street,Littleton,ZZ1 1AA,P'],
    ['a line of the address', 'KA,9,Morgan,Ivy,9 High Street,ZZ1 1AA,P'],
  ])('refuses a line that lacks %s, and not one that lacks blanks at its end', (_what, short) => {
    const good = Array.from({ length: 12 }, (_, at) => `KA,${at + 11},Sur,Ann,${at + 1} High St,,ZZ1 1AA,P`);
    const text = ['PD,Number,Surname,Forename,Address1,Address2,Postcode,VI', ...good, short].join('\n');
    const { rejected } = importText(temporaryRoom(), text);
    expect(rejected).toMatchObject([{ line: 14, reason: expect.stringMatching(/^It has 7 columns where/) }]);
    const ends = text.replace(short, 'KA,9,Morgan,Ivy,9 High Street,,ZZ1 1AA');
    expect(importText(temporaryRoom(), ends).rejected).toEqual([]);
  });

  it('reads past votes in words, and says codes that it does not know', () => {
    const words = [
      'In Person',
      'Postal',
      'No Vote',
      'Not Registered',
      'Postal vote returned',
      'Voted (post)',
      '',
    ];
    const { result, electors } = importCells('GE24 Voted', [...words, '2', '3']);
    expect(electors.map(({ past }) => past)).toEqual(['v', 'x', '0', '-', 'x', 'x', '-', '.', '.']);
    expect(said(result)).toEqual(['2: nothing known', '3: nothing known']);
  });

  it('takes no past vote away for a blank', () => {
    const { room } = importCells('GE24 Voted', ['v', '0', 'x', 'v']);
    const file = (cells: string[]) =>
      ['PD,Elector Number,Surname,Forename,Address1,VI,GE24 Voted']
        .concat(cells.map((cell, at) => `KA,${at + 1},Sur${at},Fore,${at + 1} High Street,P,${cell}`))
        .join('\n');
    importText(room, file(['', '', '7', 'NR']));
    expect(room.db.prepare('SELECT past FROM elector ORDER BY number').pluck().all()).toEqual([
      'v',
      '0',
      'x',
      '-',
    ]);
  });

  it('adds what else is said about a lift to the note', () => {
    const { room, result, electors } = importCells('Lift', ['Yes - ring first', 'No thanks', 'Maybe']);
    expect(electors.map(({ lift }) => lift)).toEqual([1, 0, 0]);
    expect(room.db.prepare('SELECT note FROM elector WHERE number = 1').pluck().get()).toBe('ring first');
    expect(said(result)).toEqual(['Maybe: no lift wanted']);
  });

  it('understands or says every filled cell, whatever it is', () => {
    const parts = [
      'Postal',
      'No',
      '25/12/2026',
      'V',
      'x',
      'A',
      ' ',
      '-',
      'Z9',
      'yes',
      '?',
      '46381',
      'until',
      'Dec',
    ];
    const cell = fc.oneof(
      fc.array(fc.constantFrom(...parts), { maxLength: 4 }).map((some) => some.join(' ')),
      fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/["\p{Cc}]/gu, '')),
    );
    const headings = [
      'Markers',
      'Date of Birth',
      'Postal Voter',
      'GE24 Voted',
      'Lift',
      'Do not knock',
      'Opt Out',
      'Status',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 8 }),
        (rows) => {
          const mapping = readMapping(
            JSON.stringify({ columns: { 'GE24 Voted': 'pastVote', Status: 'status', Lift: 'lift' } }),
          );
          const lines = rows.map(
            (cells, at) => `KA,${at + 1},Sur,Fore,${at + 1} High Street,"${cells.join('","')}"`,
          );
          const text = [`PD,Elector Number,Surname,Forename,Address1,${headings}`, ...lines, ''].join('\n');
          const { register } = readRegisterFile(Buffer.from(text), DAY, { mapping, delimiter: ',' });
          for (const [at, heading] of headings.entries()) {
            const filled = rows.filter((cells) => cells[at]?.trim() !== '').length;
            const column = register.cells.columns.find((each) => each.column === heading);
            // A word for nothing, such as a dash or N/A, is a blank before it is read.
            const blanks = rows.filter((cells) =>
              /^(?:[\p{P}\s]+|\W*n\W*a\W*)$/iu.test(cells[at] ?? ''),
            ).length;
            const lines = register.cells.notUnderstood
              .filter((each) => each.column === heading)
              .flatMap((each) => each.lines);
            expect(filled - (column?.filled ?? 0)).toBeLessThanOrEqual(blanks);
            expect(column?.understood, heading).toBe((column?.filled ?? 0) - new Set(lines).size);
          }
          for (const elector of register.electors) {
            const isSaid = (column: string) =>
              register.cells.notUnderstood.some(
                (each) => each.column === column && each.lines.includes(elector.line),
              );
            const dates = elector.attainsOn ?? elector.bornOn;
            if (isSaid('Date of Birth')) expect(dates).toMatch(/^\?/);
            else expect(dates ?? '2000-01-01').toMatch(/^\d{4}-\d\d-\d\d$/);
            if (isSaid('Lift')) expect(elector.lift).toBe(null);
            if (isSaid('Do not knock')) expect(typeof elector.doNotKnock).toBe('string');
            if (isSaid('GE24 Voted')) expect(elector.past).toBe('.');
          }
        },
      ),
      { numRuns: sampleOf(60) },
    );
  });
});

describe('the order of day and month', () => {
  it('that a person chose is kept for the column in later files that do not show it', async () => {
    const room = temporaryRoom();
    const staged = new StagedFiles();
    const text = (heading: string, ...dates: string[]) =>
      [
        `PD,Elector Number,Surname,Forename,Address1,VI,${heading}`,
        ...dates.map((date, at) => `KA,${at + 1},Sur,Fore,${at + 1} High Street,P,${date}`),
        '',
      ].join('\n');
    const first = Buffer.from(text('Canvass Date', '04/05/2026'));
    importText(room, first, { choice: { dateOrder: 'month first' } });
    const dates = async (...file: Parameters<typeof text>) => {
      const { fileId } = await stageFile(staged, room, 'next.csv', Buffer.from(text(...file)));
      return runSteps(staged.get(fileId).register(DAY)).cells.dates[0];
    };
    const known = { order: 'month first', isKnown: true, isChosen: false, isContrary: false };
    expect(await dates('Canvass date', '04/05/2026')).toMatchObject(known);
    // Not if the file shows it, or the column has another heading.
    expect(await dates('Canvass Date', '04/05/2026', '25/05/2026')).toMatchObject({
      order: 'day first',
      isKnown: false,
    });
    expect(await dates('Last contacted', '04/05/2026')).toMatchObject({ order: 'day first', isKnown: false });
    importText(room, text('Canvass Date', '02/03/2026'), { choice: { dateOrder: 'day first' } });
    expect(await dates('Canvass Date', '04/05/2026')).toMatchObject({ order: 'day first', isKnown: true });
    await staged.clear();
  });

  const attains = (cells: string[], dateOrder?: DateOrder) => {
    const lines = cells.map((cell, at) => `KA,${at + 1},Sur,Fore,${at + 1} High Street,${cell}`);
    const text = ['PD,Elector Number,Surname,Forename,Address1,Date of Attainment', ...lines, ''].join('\n');
    const { register } = readRegisterFile(Buffer.from(text), DAY, { dateOrder });
    const { cells: report, warnings } = register;
    return {
      on: [...register.electors].map(({ attainsOn }) => attainsOn),
      report: inEnglish(report),
      warnings: inEnglish(warnings),
    };
  };

  it('is settled for a whole column by one day above 12', () => {
    const { on, report, warnings } = attains(['04/05/2026', '12/25/2026']);
    expect(on).toEqual(['2026-04-05', '2026-12-25']);
    expect(report.dates).toEqual([
      expect.objectContaining({ order: 'month first', isSure: true, dayFirst: 0, monthFirst: 1, either: 1 }),
    ]);
    expect(warnings).toEqual([]);
    expect(attains(['04/05/2026', '25/12/2026']).on).toEqual(['2026-05-04', '2026-12-25']);
  });

  it('is British and said, if no date shows it, and may be chosen', () => {
    const { on, report, warnings } = attains(['04/05/2026', '']);
    expect(on).toEqual(['2026-05-04', null]);
    expect(report.dates).toEqual([
      expect.objectContaining({ order: 'day first', isSure: false, isContrary: false }),
    ]);
    expect(warnings).toEqual([{ line: 2, reason: expect.stringContaining('Nothing shows whether dates') }]);
    const chosen = attains(['04/05/2026', ''], 'month first');
    expect(chosen).toMatchObject({ on: ['2026-04-05', null], warnings: [] });
  });

  it('leaves dates open that may be either, in a column with both orders', () => {
    const { on, report, warnings } = attains(['04/05/2027', '25/12/2026', '12/25/2026']);
    expect(on).toEqual(['?04/05/2027', '2026-12-25', '2026-12-25']);
    expect(report.notUnderstood.map(({ value }) => value)).toEqual(['04/05/2027']);
    expect(warnings).toEqual([{ line: 2, reason: expect.stringContaining('Choose the order.') }]);
    const many = attains(['04/05/2027', '12/25/2026', ...Array.from({ length: 10 }, () => '25/12/2026')]);
    expect(many.on[0]).toBe('2027-05-04');
    expect(many.warnings).toEqual([{ line: 2, reason: expect.stringContaining('Nearly all dates') }]);
  });
});
