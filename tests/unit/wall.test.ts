import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { drawOtherPaper } from '../../src-main/sheets/other/other-papers.ts';
import type { Room } from '../../src-main/store/room.ts';
import { readCoverage } from '../../src-main/turnout/figures/coverage.ts';
import { readWall } from '../../src-main/turnout/figures/wall.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { toClose } from '../../src-renderer/board/to-close.ts';
import { say } from '../../src-shared/message.ts';
import { elector, register } from '../fixtures/register.ts';
import { readPdf } from '../read-pdf.ts';
import { importedRoom } from './temporary-room.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const at = (time: string, day = '2026-05-07') => vi.setSystemTime(new Date(`${day}T${time}`));
const said = (room: Room) => {
  const wall = readWall(room);
  return toClose(wall, wall.now);
};

const promise = (number: number, more = {}) => elector(String(number), 'Evans', 'Ann', { vi: 'P', ...more });
const REGISTER = register(
  ...Array.from({ length: 6 }, (_, index) => promise(index + 1)),
  promise(1, { district: 'KB', address: '1 Mill Road' }),
);
const room = () => importedRoom(REGISTER, { promises: ['P'] });

const station = (into: Room, name: string, districts: string[], warp = false) =>
  saveStation(into, null, { name, place: '', warp, districts, shifts: [] }, 'a test');

describe('the wall', () => {
  it.each([
    ['05:15', 'Polls open in 1 h 45 min'],
    ['07:00', '15 h to close of poll'],
    ['14:05:30', '7 h 55 min to close of poll'],
    ['21:59:30', '1 min to close of poll'],
    ['22:00', 'The poll has closed.'],
    ['23:30', 'The poll has closed.'],
  ])('says at %s: %s', (time, sentence) => {
    at(time);
    expect(said(room())).toBe(sentence);
  });

  it('says on another day when the poll is', () => {
    at('14:00', '2026-05-06');
    expect(said(room())).toBe('Polling day: 7 May 2026');
  });

  it('names stations that have been silent for an hour of the poll, the longest silent first', () => {
    const into = room();
    station(into, 'School', ['KA']);
    const silent = () => readWall(into).silent.map(({ name }) => name);
    at('07:59');
    expect(silent()).toEqual([]);
    at('08:00');
    expect(silent()).toEqual(['KB', 'School']);
    markNumbers(into, { text: 'KA-1', by: 'a test' });
    expect(silent()).toEqual(['KB']);
    at('09:30');
    expect(silent()).toEqual(['KB', 'School']);
    at('22:00');
    expect(silent()).toEqual([]);
  });

  it('waits on another day only for stations that were heard that day', () => {
    const into = room();
    station(into, 'School', ['KA']);
    const silent = () => readWall(into).silent.map(({ name }) => name);
    at('12:00', '2026-05-06');
    expect(silent()).toEqual([]);
    expect(readCoverage(into).flatMap(({ silentHours }) => silentHours)).toEqual([]);
    markNumbers(into, { text: 'KA-1', by: 'a test' });
    at('13:00', '2026-05-06');
    expect(silent()).toEqual(['School']);
    at('13:00');
    expect(silent()).toEqual(['KB', 'School']);
    at('13:00', '2026-05-08');
    expect(silent()).toEqual([]);
  });

  it('waits for no numbers where there are no tellers', () => {
    const into = room();
    station(into, 'School', ['KA', 'KB'], true);
    at('12:00');
    expect(readWall(into)).toMatchObject({ silent: [], notSilent: say('No station here has tellers.') });
  });

  it('says why no station is silent only while the poll is open', () => {
    const into = room();
    const why = (time: string) => {
      at(time);
      return readWall(into).notSilent?.text;
    };
    expect(why('06:59')).toBe(undefined);
    expect(why('07:00')).toBe('Too early to say: the poll opened less than an hour ago.');
    markNumbers(into, { text: 'KA-1 KB-1', by: 'a test' });
    expect(why('07:59')).toBe('Too early to say: the poll opened less than an hour ago.');
    markNumbers(into, { text: 'KA-2', by: 'a test' });
    // Nothing from one of the two.
    expect(why('08:00')).toBe(undefined);
    markNumbers(into, { text: 'KB-1', by: 'a test' });
    expect(why('08:01')).toBe('None: every station is heard.');
    expect(why('22:00')).toBe(undefined);
  });

  it('has the pace of the last hour and of the hour before', () => {
    const into = room();
    at('09:10');
    markNumbers(into, { text: 'KA-1', by: 'a test' });
    at('10:00');
    markNumbers(into, { text: 'KA-2 KA-3', by: 'a test' });
    at('10:30');
    expect(readWall(into).pace).toEqual({ lastHour: 2, promisesLastHour: 2, hourBefore: 1 });
    at('12:30');
    expect(readWall(into).pace).toEqual({ lastHour: 0, promisesLastHour: 0, hourBefore: 0 });
  });

  it('has the streets of where next, and nobody once everybody has voted', () => {
    const into = room();
    at('12:00');
    expect(readWall(into).next.map(({ street, outstanding }) => [street, outstanding])).toEqual([
      ['High Street', 6],
      ['Mill Road', 1],
    ]);
    markNumbers(into, { text: 'KA-1-6 KB-1', by: 'a test' });
    expect(readWall(into)).toMatchObject({ next: [], figures: { outstanding: 0, turnout: 100 } });
  });

  it('counts at one poll only those who may vote at it', () => {
    const polls = ['uk-parliament', 'local-england'] as const;
    const into = importedRoom(
      register(promise(1), promise(2, { markers: 'G' }), promise(3, { markers: 'F' })),
      {
        promises: ['P'],
        poll: { elections: [...polls] },
      },
    );
    at('12:00');
    markNumbers(into, { text: 'KA-2', by: 'a test' });
    expect(
      [undefined, ...polls].map((poll) => {
        const { figures, pace, next } = readWall(into, poll);
        return [figures.electors, figures.voted, pace.lastHour, next[0]?.outstanding];
      }),
    ).toEqual([
      [3, 1, 1, 2],
      [2, 0, 0, 2],
      [2, 1, 1, 1],
    ]);
  });
});

describe('the poster', () => {
  const printed = async (into: Room) => {
    const { pdf } = await drawOtherPaper(into, { kind: 'status' });
    return readPdf(Buffer.from(pdf));
  };

  it('says on another day when the poll is, and not that every station is heard', async () => {
    at('12:00', '2026-05-06');
    expect((await printed(room())).flat()).toContain('Polling day: Thu 7 May 2026');
  });

  it.each([
    ['a room without promises', register(elector('1', 'Evans', 'Ann')), 'Nobody is outstanding.'],
    [
      'a county of 90 districts',
      register(...Array.from({ length: 90 }, (_, index) => promise(1, { district: `K${index}` }))),
      /^and \d+ more$/,
    ],
    [
      'streets with names that are wide',
      register(promise(1, { address: `1 ${'Llanfairpwllgwyngyllgogerychwyrndrobwll Road '.repeat(2)}` })),
      /^Llanfair/,
    ],
  ])('of %s is one page', async (_, electors, line) => {
    at('12:00');
    const pages = await printed(importedRoom(electors, { promises: ['P'] }));
    expect(pages).toHaveLength(1);
    expect(pages.flat()).toContainEqual(typeof line === 'string' ? line : expect.stringMatching(line));
  });
});
