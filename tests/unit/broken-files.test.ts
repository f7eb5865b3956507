import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { csv, encode } from '../fixtures/layouts.ts';
import { elector, HEADINGS, register } from '../fixtures/register.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    elector(String(index + 1), 'Evans', 'Ann', { vi: 'P', markers: 'A' }),
  );
const GOOD = register(...many(40));
const lines = GOOD.split('\r\n');

/** The good file with its n-th line replaced; line 1 is the headings. */
const withLine = (line: number, change: (text: string) => string) =>
  lines.map((text, index) => (index === line - 1 ? change(text) : text)).join('\r\n');

type Outcome = { refused: string } | { electors: number; rejected: number[]; warned: number[] };

/** What happened to a file. In any case the room must be sound, and empty if the file was refused. */
function outcome(file: string | Buffer, room: Room = temporaryRoom()): Outcome {
  try {
    const { electors, rejected, warnings } = importText(room, file);
    return {
      electors,
      rejected: rejected.map(({ line }) => line),
      warned: warnings.filter(({ line }) => line > 1).map(({ line }) => line),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(room.db.prepare('SELECT COUNT(*) FROM elector').pluck().get()).toBe(0);
    return { refused: error.message };
  } finally {
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  }
}

describe('a broken file', () => {
  it.each<[string, string | Buffer, Outcome]>([
    [
      'cut off in the middle of a line',
      GOOD.slice(0, GOOD.lastIndexOf('High')),
      { electors: 40, rejected: [], warned: [41, 41] },
    ],
    [
      'cut off inside quotation marks',
      `${GOOD}KA,41,,,,"Evans`,
      { electors: 40, rejected: [42], warned: [] },
    ],
    [
      'with a line of too many columns',
      withLine(5, (text) => text.replace('High Street', 'High Street,Flat 2,Rear,x')),
      { electors: 39, rejected: [5], warned: [] },
    ],
    [
      'with a line of too few columns',
      withLine(5, () => 'KA,4,,,,Evans'),
      { electors: 40, rejected: [], warned: [5] },
    ],
    [
      'with a stray quotation mark',
      withLine(5, (text) => text.replace('Evans', 'Ev"ans')),
      { electors: 40, rejected: [], warned: [] },
    ],
    [
      'with a quotation mark closed too soon',
      withLine(5, (text) => text.replace('Evans', '"Ev"ans')),
      { electors: 40, rejected: [], warned: [] },
    ],
    [
      'with a few NULs',
      withLine(30, (text) => text.replace('Evans', 'Ev\0ans')),
      { electors: 40, rejected: [], warned: [] },
    ],
    [
      'that is not text',
      Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)),
      { refused: expect.stringMatching(/not text|no register|headings/) },
    ],
    ['that is empty', '', { refused: expect.stringMatching(/empty/) }],
    ['of blank lines', '\r\n\r\n  \r\n', { refused: expect.any(String) }],
    ['with headings only', lines[0] ?? '', { refused: expect.stringMatching(/no electors/) }],
    [
      'with numbers that a spreadsheet made dates',
      withLine(5, (text) => text.replace('KA,4', 'KA,04-Mar')),
      { electors: 39, rejected: [5], warned: [] },
    ],
    [
      'with numbers that a spreadsheet shortened',
      withLine(5, (text) => text.replace('KA,4', 'KA,1E+05')),
      { electors: 39, rejected: [5], warned: [] },
    ],
    [
      'with a spreadsheet’s errors',
      withLine(5, (text) => text.replace('KA,4', 'KA,#REF!')),
      { electors: 39, rejected: [5], warned: [] },
    ],
    [
      'with a number twice',
      withLine(5, (text) => text.replace('KA,4', 'KA,3')),
      { electors: 39, rejected: [5], warned: [] },
    ],
    [
      'with titles, totals and headings again',
      [
        'Register of Electors',
        ...lines.slice(0, 20),
        lines[0],
        ...lines.slice(20, -1),
        'Total electors,40',
        '',
      ].join('\r\n'),
      { electors: 40, rejected: [], warned: [44] },
    ],
  ])('%s', (_what, file, expected) => {
    expect(outcome(file)).toEqual(expected);
  });

  it('with a single line of three million characters neither hangs nor is imported', () => {
    expect(
      outcome(`${lines[0]}\r\nKA,1,,,,${'x'.repeat(3_000_000)},Ann,ZZ1 1AA,1 High Street\r\n`),
    ).toHaveProperty('electors');
    expect(outcome('x,'.repeat(1_500_000))).toHaveProperty('refused');
    expect(outcome(`"${'x\n'.repeat(1_500_000)}`)).toHaveProperty('refused');
  });

  it('has its formulas kept as text, and invisible letters removed', () => {
    const room = temporaryRoom();
    const file = register(
      ...many(20),
      elector('21', '=HYPERLINK("http://x")', '@SUM(1)', { address: '1 High Street' }),
      elector('22', 'Ev\u200bans\u202e', '\u2066Ann\u00ad', { address: '2 High\u00a0Street' }),
    );
    importText(room, file);
    expect(
      room.db.prepare('SELECT surname, forename FROM elector WHERE number > 20 ORDER BY number').raw().all(),
    ).toEqual([
      ['=HYPERLINK("http://x")', '@SUM(1)'],
      ['Evans', 'Ann'],
    ]);
    expect(room.db.prepare('SELECT COUNT(*) FROM street').pluck().get()).toBe(1);
  });

  it('in two encodings is read line by line', () => {
    const room = temporaryRoom();
    const part = (surname: string, from: number) =>
      csv(Array.from({ length: 10 }, (_, index) => elector(String(from + index), surname, 'Siân')));
    const file = Buffer.concat([
      Buffer.from(csv([HEADINGS])),
      encode(part('Günther', 1), 'utf8'),
      encode(part('Désirée', 20), 'windows-1252'),
    ]);
    const { warnings } = importText(room, file);
    expect(
      room.db.prepare('SELECT DISTINCT surname, forename FROM elector ORDER BY number').raw().all(),
    ).toEqual([
      ['Günther', 'Siân'],
      ['Désirée', 'Siân'],
    ]);
    expect(warnings.map(({ reason }) => reason).join()).toMatch(/two text encodings/);
  });
});
