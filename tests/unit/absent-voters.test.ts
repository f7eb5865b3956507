import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { digestOf } from '../../src-main/journal/digest.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import {
  type AbsentChoice,
  previewAbsentForAll,
  previewAbsentVoters,
  setAbsentForAll,
} from '../../src-main/register/absent-voters.ts';
import type { MarkerMeaning } from '../../src-main/register/elector/elections.ts';
import { readAbsentFile } from '../../src-main/register/file/read-file.ts';
import type { Room } from '../../src-main/store/room.ts';
import { csv } from '../fixtures/layouts.ts';
import { elector, register } from '../fixtures/register.ts';
import { inEnglish } from './in-english.ts';
import { importAbsent, importedRoom, importText } from './temporary-room.ts';

/** Twelve electors; the first three vote by post by the register's letters, and the fourth by proxy. */
function room(): Room {
  const markers = ['A', 'A', 'A', 'P'];
  const electors = Array.from({ length: 12 }, (_, at) =>
    elector(String(at + 1), `Sur${at + 1}`, `Fore${at + 1}`, { vi: 'P', markers: markers[at] ?? '' }),
  );
  const made = importedRoom(register(...electors), { promises: ['P'] });
  return made;
}

/** How each elector who has a vote other than in person votes, by number. */
function votes(made: Room): Record<string, string> {
  const rows = made.db
    .prepare("SELECT number, absent FROM elector WHERE absent <> '' ORDER BY number")
    .raw()
    .all();
  return Object.fromEntries(rows as [number, string][]);
}

const listOf = (headings: string[], ...lines: string[][]) => csv([headings, ...lines]);
const numbers = ({ electors }: { electors: { number: string }[] }) => electors.map(({ number }) => number);

describe('a list of absent voters', () => {
  it.each<[string, string, string, Record<string, string>, string[]]>([
    [
      'a column of statuses',
      listOf(
        ['PD', 'Elector No', 'Name', 'Postal Vote Status'],
        ...[
          'Rejected',
          'Expired',
          'Pending',
          'Not Postal',
          'Granted',
          'Non-postal',
          'Postal vote cancelled',
          'Postal',
        ].map((status, at) => ['KA', String(at + 1), `Sur${at + 1} Fore${at + 1}`, status]),
      ),
      'list.csv',
      { 1: 'none', 2: 'none', 4: 'none', 5: 'postal', 6: 'none', 7: 'none', 8: 'postal' },
      ['Pending'],
    ],
    [
      'a column headed Status',
      listOf(
        ['Elector Number', 'Status'],
        ['KA-5', 'Granted'],
        ['KA-6', 'Rejected'],
        ['KA-7', 'Awaiting signature'],
      ),
      'Postal voters.csv',
      { 5: 'postal', 6: 'none' },
      ['Awaiting signature'],
    ],
    [
      'a type and a status',
      listOf(
        ['Elector Number', 'Vote Type', 'Status'],
        ['KA-5', 'Postal', 'Live'],
        ['KA-6', 'Postal', 'Cancelled'],
        ['KA-7', 'Proxy', 'Approved'],
        ['KA-8', 'Postal proxy', ''],
      ),
      'absent.csv',
      { 5: 'postal', 6: 'none', 7: 'proxy', 8: 'proxy' },
      [],
    ],
    [
      'a title and columns about proxies',
      `List of Proxies - Local Election\n${listOf(
        [
          'Elector Number',
          'Elector Name',
          'Elector Address',
          'Proxy Elector Number',
          'Proxy Name',
          'Proxy Address',
        ],
        ['KA-5', 'Sur5, Fore5', '6 High Street', 'KA-7', 'Fore7 Sur7', '10 High Street'],
        ['KA-6', 'Sur6, Fore6', '8 High Street', 'KA-8', 'Fore8 Sur8', '12 High Street'],
      )}`,
      'list.csv',
      { 5: 'proxy', 6: 'proxy' },
      [],
    ],
    [
      'only a title that says proxies',
      `List of proxies\n${listOf(['Elector Number', 'Name'], ['KA-5', 'Sur5, Fore5'])}`,
      'list.csv',
      { 5: 'proxy' },
      [],
    ],
    ['only the name of the file', 'KA-5\nKA-6\n', 'KA proxy list.txt', { 5: 'proxy', 6: 'proxy' }, []],
    ['a title for proxies who vote by post', 'Postal proxies\nKA-5\n', 'list.txt', { 5: 'proxy' }, []],
    [
      'the names of proxies',
      listOf(
        ['Elector Number', 'Surname', 'Name of proxy'],
        ['KA-5', 'Sur5', 'Ann Evans'],
        ['KA-6', 'Sur6', ''],
      ),
      'list.csv',
      { 5: 'proxy', 6: 'proxy' },
      [],
    ],
    [
      'a tick for each kind',
      listOf(
        ['Elector Number', 'Postal', 'Proxy'],
        ['KA-5', 'Y', 'N'],
        ['KA-6', 'N', 'Y'],
        ['KA-7', 'N', 'N'],
      ),
      'absent.csv',
      { 5: 'postal', 6: 'proxy', 7: 'none' },
      [],
    ],
    [
      'dates until which a vote holds',
      listOf(
        ['Elector Number', 'Postal Vote Status'],
        ['KA-5', 'Postal until 31/12/2025'],
        ['KA-6', 'Postal until 31/12/2026'],
      ),
      'list.csv',
      { 5: 'none', 6: 'postal' },
      [],
    ],
    [
      'a vote that ended and was granted again',
      listOf(['Elector Number', 'Postal Vote Status'], ['KA-5', 'Granted'], ['KA-5', 'Expired']),
      'list.csv',
      { 5: 'postal' },
      [],
    ],
    [
      'a type, and dates on which votes begin and end',
      `ABSENT VOTERS\n${listOf(
        ['Number', 'Elector', 'Type', 'Start', 'Vote End Date', 'Sent'],
        ['KA-5', 'Sur5', 'PV', '01/01/2020', '31/10/2025', '01/04/2025'],
        ['KA-6', 'Sur6', 'PV', '01/01/2020', '31/12/2027', '01/04/2025'],
        ['KA-7', 'Sur7', 'PX', '', 'Indefinite', ''],
        ['KA-8', 'Sur8', 'PV', '01/01/2028', '', ''],
        ['KA-9', 'Sur9', 'PV', '', '2030', ''],
      )}`,
      'list.csv',
      { 5: 'none', 6: 'postal', 7: 'proxy', 8: 'none' },
      ['2030'],
    ],
    [
      'headings below a title, with the numbers of proxies',
      `Proxy list\n\n${listOf(
        ['Elector No', 'Elector Name', 'Proxy Name', 'Proxy No'],
        ['KA-5', 'Sur5', 'Fore6 Sur6', 'KA-6'],
      )}`,
      'list.csv',
      { 5: 'proxy' },
      [],
    ],
    ['titles and one heading', 'Postal voters\nElector Number\nKA-5\n', 'list.csv', { 5: 'postal' }, []],
  ])('is read by %s', (_name, list, fileName, expected, notUnderstood) => {
    const made = room();
    const { cells } = importAbsent(made, list, { fileName });
    expect(votes(made)).toEqual(expected);
    expect(cells.notUnderstood.map(({ value }) => value)).toEqual(notUnderstood);
  });

  it('names the words that mean no such vote', () => {
    const list = listOf(
      ['Elector Number', 'Status'],
      ['KA-5', 'Rejected'],
      ['KA-6', 'Granted'],
      ['KA-7', 'Rejected'],
    );
    const { warnings } = importAbsent(room(), list, { fileName: 'postal.csv' });
    expect(warnings).toEqual([
      { line: 2, reason: 'Status: “Rejected” on 2 lines. Used as: not postal, not by proxy.' },
    ]);
  });

  it('is asked about if it says nothing, or something else than was chosen', () => {
    const made = room();
    expect(() => importAbsent(made, 'KA-5\nKA-6')).toThrow(/does not say whether/);
    expect(importAbsent(made, 'KA-5', { otherwise: 'postal' }).asks).toEqual([]);
    const proxies = 'List of proxies\nKA-5\n';
    expect(() => importAbsent(made, proxies, { otherwise: 'postal' })).toThrow(/says “List of proxies”/);
    expect(votes(made)).toEqual({ 5: 'postal' });
    importAbsent(made, proxies, { otherwise: 'proxy' });
    expect(votes(made)).toEqual({ 5: 'proxy' });
    importAbsent(made, proxies, { otherwise: 'postal', confirmed: true });
    expect(votes(made)).toEqual({ 5: 'postal' });
  });

  it.each([
    ['Postal votes cancelled since 1 November\nKA-5', 'list.csv'],
    ['Electors who no longer vote by post\nKA-5', 'postal.csv'],
    ['Elector Number,Surname\nKA-5,Sur5', 'rejected_postal_votes.csv'],
  ])('is asked about if it says that its votes have ended: %j, %s', (text, fileName) => {
    const made = room();
    expect(() => importAbsent(made, text, { fileName, otherwise: 'postal' })).toThrow(/may no longer have/);
    importAbsent(made, text, { fileName, otherwise: 'postal', confirmed: true });
    expect(votes(made)).toEqual({ 5: 'postal' });
  });

  it('does not take the numbers of proxies for electors', () => {
    const made = room();
    importAbsent(made, 'Elector Number,Surname,Proxy Elector Number\nKA-5,Sur5,KA-6\n', {
      otherwise: 'proxy',
    });
    expect(votes(made)).toEqual({ 5: 'proxy' });
  });

  it('that is complete clears only what it lists', () => {
    const made = room();
    const { stopPostal, stopProxy, becomePostal } = importAbsent(
      made,
      'Postal voters\nKA-1\nKA-2\nKA-3\nKA-5\n',
      { complete: true },
    );
    expect([stopPostal.total, stopProxy.total, numbers(becomePostal)]).toEqual([0, 0, ['KA-5']]);
    const proxies = importAbsent(made, 'Proxies\nKA-6', { complete: true, confirmed: true });
    expect([numbers(proxies.stopProxy), proxies.stopPostal.total]).toEqual([['KA-4'], 0]);
  });

  it('that is complete is asked about again if it has far fewer than the room', () => {
    const made = room();
    const few = 'Postal voters\nKA-1\n';
    expect(() => importAbsent(made, few, { complete: true })).toThrow(
      'Postal voters on the list: 1. Postal voters in its polling districts now: 3. If the list is complete, 2 of them will vote in person.',
    );
    expect(votes(made)).toEqual({});
    const { stopPostal } = importAbsent(made, few, { complete: true, confirmed: true });
    expect(numbers(stopPostal)).toEqual(['KA-2', 'KA-3']);
  });

  it('leaves those alone whose number is on it with another name or with a word that is not understood', () => {
    const made = room();
    const list = listOf(
      ['Elector Number', 'Surname', 'Postal Vote Status'],
      ['KA-1', 'Sur1', 'Pending'],
      ['KA-2', 'Featherstone', 'Postal'],
      ['KA-3', 'Sur3', 'Postal'],
      ['KA-99', 'Nobody', 'Postal'],
    );
    const { rejected, found, stopPostal } = importAbsent(made, list, { complete: true, confirmed: true });
    expect(votes(made)).toEqual({ 3: 'postal' });
    expect([found, stopPostal.total, rejected.map(({ line }) => line)]).toEqual([2, 0, [3, 5]]);
  });

  it('is shown before anything changes, and does exactly what was shown', async () => {
    const made = room();
    const text = listOf(
      ['Elector Number', 'Vote Type'],
      ['KA-1', 'Proxy'],
      ['KA-5', 'Postal'],
      ['KA-6', 'Proxy'],
      ['KA-2', 'None'],
    );
    const list = readAbsentFile(Buffer.from(text), { fileName: 'list.csv', pollingDay: '2026-05-07' });
    const choice: AbsentChoice = {
      otherwise: null,
      complete: false,
      confirmed: false,
      by: '',
      fileName: 'list.csv',
    };
    const { entries: _, ...shown } = await previewAbsentVoters(made, list, choice);
    expect(numbers(shown.becomePostal)).toEqual(['KA-5']);
    expect(numbers(shown.becomeProxy)).toEqual(['KA-1', 'KA-6']);
    expect(numbers(shown.stopPostal)).toEqual(['KA-1', 'KA-2']);
    expect(votes(made)).toEqual({});
    const { entries, ...done } = importAbsent(made, text);
    expect(done).toEqual(inEnglish(shown));
    const before = room();
    expect(entries).toHaveLength(1);
    undoEntries(made, entries, 'Ann');
    expect(votes(made)).toEqual(votes(before));
    expect(checkRoom(made)).toMatchObject({ ok: true });
  });
});

describe('a list of numbers with something beside them', () => {
  it.each<[string, string]>([
    ['KA-5,John Smith\nKA-6,Ann Lee\n', 'proxies.csv'],
    ['KA,5,John Smith\nKA,6,Ann Lee\n', 'Proxy list.csv'],
    ['Ref,Appointed\nKA-5,John Smith\nKA-6,Ann Lee\n', 'proxies.csv'],
    ['List of proxies\nKA-5;Smith, John\nKA-6;Lee, Ann\n', 'list.csv'],
    ['John Smith,12 Mill Road,KA-5\nAnn Lee,13 Mill Road,KA-6\n', 'Proxies.csv'],
  ])('lists proxies if it says so: %j in %s', (text, fileName) => {
    const made = room();
    const { warnings, rejected } = importAbsent(made, text, { fileName });
    expect(votes(made)).toEqual({ 5: 'proxy', 6: 'proxy' });
    expect(rejected).toEqual([]);
    expect(warnings[0]?.reason).toMatch(/^Only the elector numbers/);
  });

  it('is asked about if it does not say', () => {
    const text = 'KA-5,John Smith\nKA-6,Ann Lee\n';
    expect(() => importAbsent(room(), text)).toThrow(/Choose which/);
    const made = room();
    importAbsent(made, text, { otherwise: 'proxy' });
    expect(votes(made)).toEqual({ 5: 'proxy', 6: 'proxy' });
  });

  it.each(['Name,Town\nAnn,Littleton\nBob,Littleton\n', 'hello\n'])('is not %j', (text) => {
    expect(() => importAbsent(room(), text)).toThrow(/no column for|headings that Committee Room knows/);
  });
});

describe('a word of a list that is not understood', () => {
  const text = listOf(
    ['Elector Number', 'Vote Type', 'Status'],
    ['KA-1', 'Postal', 'Lodged'],
    ['KA-5', 'Postal', ' lodged '],
    ['KA-6', 'Proxy', 'Lodged'],
    ['KA-7', 'Postal', 'Live'],
  );
  const KEY = 'LODGED';

  it('is asked about, and its electors stay as they are without an answer', () => {
    const made = room();
    const { asked, cells } = importAbsent(made, text);
    expect(asked.map(({ value, asks, meaning }) => [value, asks, meaning])).toEqual([
      ['Lodged', { kind: 'marker', key: KEY }, null],
      ['lodged', { kind: 'marker', key: KEY }, null],
    ]);
    expect(cells.notUnderstood).toHaveLength(2);
    expect(votes(made)).toEqual({ 7: 'postal' });
  });

  it.each<[MarkerMeaning, Record<string, string>]>([
    ['postal', { 1: 'postal', 5: 'postal', 6: 'proxy', 7: 'postal' }],
    ['proxy', { 1: 'proxy', 5: 'proxy', 6: 'proxy', 7: 'postal' }],
    ['in person', { 1: 'none', 5: 'none', 6: 'none', 7: 'postal' }],
    ['not entitled', { 7: 'postal' }],
  ])('means %s by the answer, which the room keeps for the next list', (meaning, expected) => {
    const made = room();
    const { cells, entries, asked } = importAbsent(made, text, { markers: { [KEY]: meaning } });
    expect(asked.map((each) => each.meaning)).toEqual([meaning, meaning]);
    expect(cells.notUnderstood).toEqual([]);
    expect(votes(made)).toEqual(expected);
    undoEntries(made, entries, 'Ann');
    expect(votes(made)).toEqual({});
    importAbsent(made, text, { markers: { [KEY]: meaning } });
    setAbsentForAll(made, '', 'Ann');
    importAbsent(made, text);
    expect(votes(made)).toEqual(expected);
    expect(checkRoom(made)).toMatchObject({ ok: true });
  });
});

describe('a list in parts', () => {
  const part = (title: string, ...numbers: number[]) => [
    [title],
    ['PD', 'No', 'Name'],
    ...numbers.map((number) => ['KA', String(number), `Sur${number} Fore${number}`]),
  ];

  it.each<[string, string, Record<string, string>]>([
    [
      'with a title each',
      csv([...part('Postal voters', 5, 6), ...part('Proxy voters', 7, 8)]),
      { 5: 'postal', 6: 'postal', 7: 'proxy', 8: 'proxy' },
    ],
    [
      'proxies first',
      csv([...part('List of proxies', 5, 6), [], ...part('Absent voters by post', 7, 8)]),
      { 5: 'proxy', 6: 'proxy', 7: 'postal', 8: 'postal' },
    ],
    [
      'whose title is only about the second part',
      csv([...part('Electors of KA', 5), ...part('Postal proxies', 7)]),
      { 7: 'proxy' },
    ],
    ['of numbers alone', 'Postal voters\nKA-5\nProxy voters\nKA-7\n', { 5: 'postal', 7: 'proxy' }],
    [
      'with votes of their own',
      csv([
        ['Postal voters'],
        ['Elector Number', 'Status'],
        ['KA-5', 'Granted'],
        ['Proxy voters'],
        ['KA-7', 'Rejected'],
        ['KA-8', ''],
      ]),
      { 5: 'postal', 7: 'none', 8: 'proxy' },
    ],
  ])('is read by them: %s', (_what, text, expected) => {
    const made = room();
    const found = importAbsent(made, text, { confirmed: true, otherwise: null });
    expect({ ...expected, ...votes(made) }).toEqual(votes(made));
    expect(found.found).toBeGreaterThan(0);
  });

  it('is asked about if a part is of votes that have ended', () => {
    const text = csv([...part('Postal voters', 5), ...part('Cancelled postal votes', 7)]);
    expect(() => importAbsent(room(), text)).toThrow('Cancelled postal votes');
  });
});

describe('a line of a list', () => {
  it('is left out if its cells are shifted', () => {
    const made = room();
    const text = 'PD,No,Name,Postal\nKA,5,Sur5, Fore5,Rejected\nKA,6,Sur6 Fore6,Y\nKA,7,Sur7 Fore7,Y\n';
    expect(importAbsent(made, text).rejected.map(({ line }) => line)).toEqual([2]);
    expect(votes(made)).toEqual({ 6: 'postal', 7: 'postal' });
  });

  it('without a number is said, whether it is a title, a total or somebody', () => {
    const text = listOf(
      ['PD', 'No', 'Name', 'Postal'],
      ['KA', '5', 'Sur5 Fore5', 'Y'],
      ['KA', '', 'Sur6 Fore6', 'Y'],
      ['', '', 'Page 2', ''],
    );
    const { rejected, warnings, found } = importAbsent(room(), text);
    expect(found).toBe(1);
    expect(inEnglish(rejected)).toMatchObject([
      { line: 3, reason: 'Left out, since it has no elector number. Correct the number in the list.' },
    ]);
    expect(inEnglish(warnings)).toMatchObject([{ line: 4, reason: 'Skipped, not an elector: Page 2' }]);
  });

  it('is in person if it is ticked so, and asked about if it is ticked as both', () => {
    const made = room();
    const text = listOf(
      ['PD', 'No', 'Name', 'Postal', 'In person'],
      ['KA', '5', 'Sur5 Fore5', 'Y', ''],
      ['KA', '6', 'Sur6 Fore6', '', '✓'],
      ['KA', '7', 'Sur7 Fore7', 'Y', 'N'],
      ['KA', '8', 'Sur8 Fore8', 'Y', 'Y'],
    );
    const { asked } = importAbsent(made, text);
    expect(votes(made)).toEqual({ 5: 'postal', 6: 'none', 7: 'postal' });
    expect(asked.map(({ value, lines }) => [value, lines])).toEqual([['In person', [5]]]);
  });

  it.each<[string, string, string[]]>([
    ['a column of ticks', 'Postal', ['Y', '', '', '', 'Y', '']],
    ['markers', 'Markers', ['A', '', 'G', '', 'A', '']],
  ])('is not listed by a blank in a file of everybody: %s', (_what, heading, cells) => {
    const made = room();
    const lines = cells.map((cell, at) => ['KA', String(at + 5), `Sur${at + 5}`, cell]);
    const { warnings } = importAbsent(made, listOf(['PD', 'No', 'Surname', heading], ...lines));
    expect(votes(made)).toEqual({ 5: 'postal', 9: 'postal' });
    expect(inEnglish(warnings).map(({ reason }) => reason)).toContain(
      `“${heading}” has no postal vote or proxy on 4 lines, so these electors are not counted as listed.`,
    );
  });

  it('with a blank is listed if most are ticked, or if the title says so', () => {
    const lines = ['Y', 'Y', 'Y', ''].map((cell, at) => ['KA', String(at + 5), cell]);
    const made = room();
    importAbsent(made, listOf(['PD', 'No', 'Postal'], ...lines));
    expect(Object.keys(votes(made))).toEqual(['5', '6', '7', '8']);
    const other = room();
    const few = ['Y', '', '', ''].map((cell, at) => ['KA', String(at + 5), cell]);
    importAbsent(other, csv([['Postal voters'], ['PD', 'No', 'Postal'], ...few]));
    expect(Object.keys(votes(other))).toEqual(['5', '6', '7', '8']);
  });
});

describe('a heading of a list that only contains a word of votes', () => {
  const below = (heading: string, cells: readonly string[]) => {
    const text = listOf(
      ['Elector Number', 'Surname', heading],
      ...cells.map((cell, at) => [`KA-${at + 1}`, `Sur${at + 1}`, cell]),
    );
    const options = { fileName: 'list.csv', pollingDay: '2026-12-03' };
    return readAbsentFile(Buffer.from(text), options).lines.map(({ says }) => says?.vote ?? null);
  };

  it.each([
    ...['Contact by', 'Contact method', 'Preferred contact', 'Communication', 'Notify by', 'Reminder'],
    ...['Application by', 'How applied', 'Application method', 'Received by', 'Registered by'],
    ...['Pack sent by', 'Delivery', 'Despatch method', 'Poll card by', 'Correspondence'],
  ])('is not about votes: “%s”', (heading) => {
    expect(below(heading, ['Post', 'email', 'Post', 'Post'])).toEqual([null, null, null, null]);
  });

  it.each(['Marital status', 'Address status', 'Email status', 'Signature status', 'Proof of identity'])(
    'is not about votes: “%s”',
    (heading) => {
      expect(below(heading, ['Accepted', 'Rejected', 'None', 'Active'])).toEqual([null, null, null, null]);
    },
  );

  it.each(['Voting by', 'Vote', 'Ballot', 'How', 'Type', 'Way of voting'])(
    'is about votes: “%s”',
    (heading) => {
      expect(below(heading, ['Post', 'Proxy', 'Post', 'In person'])).toEqual([
        'postal',
        'proxy',
        'postal',
        'none',
      ]);
    },
  );

  it.each(['Status', 'Application status', 'Decision'])('is about votes: “%s”', (heading) => {
    expect(below(heading, ['Postal', 'Rejected', 'Cancelled', 'Postal'])).toEqual([
      'postal',
      'none',
      'none',
      'postal',
    ]);
  });
});

describe('setting how everybody votes', () => {
  it('says first who changes, and is undone', async () => {
    const made = room();
    importAbsent(made, 'KA-5', { otherwise: 'postal' });
    const [was, rows] = [digestOf(made.db), votes(made)];
    const shown = await previewAbsentForAll(made, 'none');
    expect([shown.stopPostal.total, shown.stopProxy.total]).toEqual([4, 1]);
    expect([digestOf(made.db), votes(made)]).toEqual([was, rows]);
    const cleared = setAbsentForAll(made, 'none', 'Ann');
    expect(cleared.stopPostal).toEqual(shown.stopPostal);
    const letters = await previewAbsentForAll(made, '');
    expect(numbers(letters.becomePostal)).toEqual(['KA-1', 'KA-2', 'KA-3']);
    undoEntries(made, [cleared.entry], 'Ann');
    expect(votes(made)).toEqual(rows);
  });

  it('counts no letter that a later register brings, until somebody goes back to the letters', () => {
    const made = room();
    const postal = () =>
      made.db.prepare('SELECT number FROM elector WHERE postal ORDER BY number').pluck().all();
    setAbsentForAll(made, 'none', 'Ann');
    // The third has a letter that has no meaning yet, the sixth had none, and the last is new.
    const later = (markers: Record<number, string>) =>
      register(
        ...Array.from({ length: 13 }, (_, at) =>
          elector(String(at + 1), `Sur${at + 1}`, `Fore${at + 1}`, { markers: markers[at + 1] ?? '' }),
        ),
      );
    const text = later({ 1: 'A', 3: 'Q', 6: 'A', 7: 'Q', 8: 'K', 13: 'A' });
    const { warnings } = importText(made, text, { poll: { markers: { Q: 'postal' } } });
    expect(postal()).toEqual([]);
    expect(warnings.map(({ reason }) => String(reason))).toContainEqual(
      expect.stringMatching(/^Postal votes and proxies were cleared .* 3 electors by the letters/),
    );
    importText(made, later({ 5: 'Q', 6: 'A' }));
    expect(postal()).toEqual([]);
    expect(checkRoom(made)).toMatchObject({ ok: true, problems: [] });
    importAbsent(made, 'KA-6', { otherwise: 'postal' });
    expect(postal()).toEqual([6]);
    setAbsentForAll(made, '', 'Ann');
    importText(made, later({ 5: 'Q', 9: 'A' }));
    expect(postal()).toEqual([5, 9]);
    expect(checkRoom(made)).toMatchObject({ ok: true, problems: [] });
  });

  it('counts them again if that is undone', () => {
    const made = room();
    const { entry } = setAbsentForAll(made, 'none', 'Ann');
    undoEntries(made, [entry], 'Ann');
    importText(made, register(elector('12', 'Sur12', 'Fore12', { markers: 'A' })));
    expect(made.db.prepare('SELECT postal FROM elector WHERE number = 12').pluck().get()).toBe(1);
  });

  it('writes only about those who have a letter or are on a list', () => {
    const made = room();
    importAbsent(made, 'KA-5', { otherwise: 'postal' });
    const marked = made.db.prepare("SELECT id FROM elector WHERE markers <> ''").pluck().all();
    setAbsentForAll(made, 'none', 'Ann');
    const cleared = made.db.prepare("SELECT id FROM elector WHERE absent = 'none'").pluck().all();
    const listed = made.db.prepare('SELECT id FROM elector WHERE number = 5').pluck().all();
    expect(cleared).toEqual([...marked, ...listed].sort());
    setAbsentForAll(made, '', 'Ann');
    expect(votes(made)).toEqual({});
    expect(checkRoom(made)).toMatchObject({ ok: true });
  });
});
