import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { openRoom } from '../../src-main/store/open-room.ts';

const BOOT = join(import.meta.dirname, '../fixtures/boot-quitting.ts');

/** Two empty rooms. */
let rooms: string;
beforeAll(() => {
  rooms = mkdtempSync(join(tmpdir(), 'committee-room-empty-'));
  for (const name of ['day.room', 'other.room'])
    openRoom(join(rooms, name), { create: true, program: 'a test' }).close();
});

type Ended = {
  code: number;
  questionsAsked: string[];
  errors: string[];
  /** The rooms that the program starts again with. */
  next: string[];
  locked: boolean;
  backups: number;
};

/** Ends the built program in one way, with one room open and another beside it. */
function leave(way: string, { other = 'other.room', env = {} } = {}): Ended {
  const folder = mkdtempSync(join(tmpdir(), 'committee-room-ways-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, other);
  cpSync(rooms, folder, { recursive: true });
  writeFileSync(join(folder, 'recent-rooms.json'), JSON.stringify([file]));
  const { stdout, stderr } = spawnSync(process.execPath, [BOOT, join(folder, 'day.room'), file, way], {
    encoding: 'utf8',
    env: { ...process.env, STAND_IN_USER_DATA: folder, ...env },
  });
  if (stdout === '') throw new Error(stderr);
  const ended: Ended = JSON.parse(stdout);
  return { ...ended, next: ended.next.map((room) => room.replace(join(folder, '/'), '')) };
}

const ENDED = { code: 0, questionsAsked: [], errors: [], next: [], locked: false, backups: 1 };

it.each([
  'close',
  'quit from the menu',
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  'SIGTERM and SIGINT',
  'SIGTERM again during the last backup',
  'SIGTERM with a page that has something unsaved',
  'close with a page that hangs',
  'close with a window of sheets open',
])('the program ends after its last backup, without a question: %s', (way) => {
  expect(leave(way)).toEqual(ENDED);
});

it.each(['close', 'SIGTERM'])('the program ends while its page is still loading: %s', (way) => {
  expect(leave(way, { env: { STAND_IN_NO_PAGE: '1' } })).toEqual(ENDED);
});

it.each([
  ['close while an import runs', 'Close Committee Room now?'],
  ['close with a page that has something unsaved', 'Something you typed is not saved.'],
  ['give up a crashed page', 'The window stopped working.'],
])('the program ends if a person agrees: %s', (way, question) => {
  expect(leave(way)).toEqual({ ...ENDED, questionsAsked: [question], backups: expect.any(Number) });
});

it('the program ends without a question if the system shuts down in the middle of an import', () => {
  expect(leave('SIGTERM while an import runs')).toEqual({ ...ENDED, backups: expect.any(Number) });
});

it.each(['Open room', 'Open recent', 'a second start with another room'])(
  'the program ends and restarts with the other room: %s',
  (way) => {
    expect(leave(way)).toEqual({ ...ENDED, next: ['other.room'] });
  },
);

it('New room ends the program and restarts it with the new room', () => {
  expect(leave('New room', { other: 'new.room' })).toEqual({ ...ENDED, next: ['new.room'] });
});

it.each([
  ['a second start during the last backup', 'day.room'],
  ['a second start with another room during the last backup', 'other.room'],
  ['a room from the Finder during the last backup', 'other.room'],
  ['a second start while the window closes', 'day.room'],
  // It brings the next window to the front, which would appear anyway.
  ['a second start after Open room', 'other.room'],
])('a start while the program ends takes effect afterwards: %s', (way, next) => {
  expect(leave(way)).toEqual({ ...ENDED, next: [next] });
});
