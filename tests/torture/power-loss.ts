import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { notePageChecksums } from '../../src-main/store/file/page-checksums.ts';
import { removeRoomFiles } from '../../src-main/store/file/room-file.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import type { Case } from './case.ts';
import { expectMarks, expectSound, makeRoom, openTortured } from './electors.ts';

const MARKS = 120;
const SECTOR = 512;
const PAGE = 8192;

/** The room before and after, with the log between, and how long the log was when each mark was acknowledged. */
type Recorded = {
  before: Buffer;
  log: Buffer;
  after: Buffer;
  acknowledged: { number: number; logLength: number }[];
};

/**
 * Opens what may be on a disk after a power cut: the log cut at any byte, or with a torn last sector; and the room’s
 * file with any of its pages already moved in from the log.
 */
export const power: Case = {
  name: 'power',
  option: 'cuts',
  defaultTimes: 300,
  finding: 'Every room sound, no flushed mark lost.',
  async run(folder, times, random, onProgress) {
    const recorded = record(join(folder, 'recorded.room'));
    const marks = [0, 0, 0];
    for (let time = 0; time < times; time += 1) {
      const file = join(folder, 'after.room');
      removeRoomFiles(file);
      onProgress?.(time);
      const way = time % 3;
      const found = way === 2 ? halfMoved(recorded, file, random) : cutLog(recorded, file, random, way === 1);
      marks[way] = (marks[way] ?? 0) + found;
    }
    const [cut = 0, torn = 0, moved = 0] = marks;
    return {
      counts: {
        cuts: times,
        'checks for a flushed mark': cut,
        'with a torn sector': torn,
        'while pages were moved': moved,
      },
    };
  },
};

function record(file: string): Recorded {
  makeRoom(file);
  const day = openTortured(file);
  const before = readFileSync(file);
  const acknowledged: Recorded['acknowledged'] = [];
  for (let number = 1; number <= MARKS; number += 1) {
    markNumbers(day, { text: String(number), district: 'KA', by: 'torture' });
    acknowledged.push({ number, logLength: statSync(`${file}-wal`).size });
  }
  // As closing does, so that the file gets exactly what is in this log.
  notePageChecksums(day.db);
  const log = readFileSync(`${file}-wal`);
  day.close();
  return { before, log, after: readFileSync(file), acknowledged };
}

/** The log up to some byte; `torn` leaves noise in its last sector. */
function cutLog(
  { before, log, acknowledged }: Recorded,
  file: string,
  random: () => number,
  torn: boolean,
): number {
  const cut = Math.floor(random() * (log.length + 1));
  const left = Buffer.from(log.subarray(0, cut));
  const whole = torn ? Math.floor(cut / SECTOR) * SECTOR : cut;
  if (torn) for (let at = whole; at < cut; at += 1) left[at] = Math.floor(random() * 256);
  writeFileSync(file, before);
  writeFileSync(`${file}-wal`, left);
  return check(
    file,
    acknowledged.filter(({ logLength }) => logLength <= whole),
  );
}

/** The whole log, with any of its pages already in the file, as if moving them had begun. */
function halfMoved(
  { before, log, after, acknowledged }: Recorded,
  file: string,
  random: () => number,
): number {
  const mixed = Buffer.alloc(Math.max(before.length, after.length));
  before.copy(mixed);
  for (let at = 0; at < after.length; at += PAGE) {
    if (random() < 0.5) after.copy(mixed, at, at, Math.min(at + PAGE, after.length));
  }
  writeFileSync(file, mixed);
  writeFileSync(`${file}-wal`, log);
  return check(file, acknowledged);
}

/** Returns how many marks were looked for. */
function check(file: string, expected: readonly { number: number }[]): number {
  const room = openTortured(file);
  try {
    expectSound(room, 'the power failed');
    expectMarks(
      room,
      expected.map(({ number }) => number),
      'the power failed',
    );
    return expected.length;
  } finally {
    room.close();
  }
}
