import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { RoomAway, removeRoomFiles } from '../../src-main/store/file/room-file.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Case } from './case.ts';
import {
  ELECTORS,
  expectMarks,
  expectSound,
  importRoom,
  makeRoom,
  markedIn,
  marksIn,
  openTortured,
} from './electors.ts';
import { RunningWorker } from './running-worker.ts';

/** Marks that a worker would enter if it were not killed. */
const MARKS = 1000;

/** Ways to start the program while the file is away. */
const STARTS = ['a window', 'a window that waits', 'an import', 'a look', 'an empty file'] as const;
type Start = (typeof STARTS)[number];

/** The program is killed, and started again before the stick with the room’s file is back; the log was left behind. */
export const away: Case = {
  name: 'away',
  option: 'away',
  defaultTimes: 60,
  finding: 'No mark lost, no other room made in its place, its log as it was.',
  async run(folder, times, random, onProgress) {
    const file = join(folder, 'laptop', 'day.room');
    mkdirSync(dirname(file));
    const safe = new Set<number>();
    const counts = { kills: 0, 'starts without the file': 0, 'marks that only the log had': 0 };
    for (let turn = 0; counts.kills < times; turn += 1) {
      if (!existsSync(file) || Math.max(0, ...safe) > ELECTORS - MARKS) {
        removeRoomFiles(file);
        makeRoom(file);
        safe.clear();
      }
      const next = Math.max(0, ...safe) + 1;
      const worker = new RunningWorker(['numbers', file, String(MARKS), String(next)]);
      const enough = 1 + Math.floor(random() * 40);
      await worker.until((output) => marksIn(output).length >= enough);
      const { output, isKilled } = await worker.kill();
      for (const number of marksIn(output)) safe.add(number);
      if (!isKilled) continue;
      counts.kills += 1;
      onProgress?.(counts.kills);
      counts['marks that only the log had'] += safe.size - marksWithoutLog(file, folder);
      const start = STARTS[turn % STARTS.length] ?? 'a look';
      startWithoutFile(file, join(folder, 'stick.room'), start, safe);
      counts['starts without the file'] += 1;
    }
    return { counts };
  },
};

/** How many marks are in the room’s file without its log. */
function marksWithoutLog(file: string, folder: string): number {
  const copy = join(folder, 'without-log.room');
  copyFileSync(file, copy);
  const room = openTortured(copy);
  const { size } = markedIn(room);
  room.close();
  removeRoomFiles(copy);
  return size;
}

/**
 * Starts the program while the room’s file is elsewhere, and then puts the file back. @throws Error if anything is
 * lost.
 */
function startWithoutFile(file: string, elsewhere: string, start: Start, safe: ReadonlySet<number>): void {
  const log = readFileSync(`${file}-wal`);
  renameSync(file, elsewhere);
  if (start === 'an empty file') writeFileSync(file, '');
  const before = readdirSync(dirname(file)).sort().join();
  const door = refused(file, start);
  const after = readdirSync(dirname(file)).sort().join();
  if (after !== before) throw new Error(`${start} made ${before} into ${after}.`);
  if (!readFileSync(`${file}-wal`).equals(log)) throw new Error(`${start} changed the log.`);
  rmSync(file, { force: true });
  renameSync(elsewhere, file);
  door?.openAgain();
  const room = door?.room ?? openTortured(file);
  expectSound(room, start);
  expectMarks(room, safe, start);
  door?.close();
  room.close();
}

/** @throws Error if the program does not say that the file is away. */
function refused(file: string, start: Start): RoomDoor | null {
  if (start === 'a window that waits') {
    const door = RoomDoor.open(file, { create: true, program: 'the torture' });
    if (door.away === null) throw new Error(`${start} did not say that the file is away.`);
    return door;
  }
  try {
    if (start === 'an import') importRoom(file);
    else if (start === 'a window') RoomDoor.open(file, { create: true, program: 'the torture' }).room;
    else openRoom(file, { create: start === 'an empty file', program: 'the torture' }).close();
  } catch (error) {
    if (error instanceof RoomAway) return null;
    throw error;
  }
  throw new Error(`${start} opened a room while the file was away.`);
}
