import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRoom } from '../../src-main/journal/check.ts';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { importRegister } from '../../src-main/register/import.ts';
import { notePageSums } from '../../src-main/store/page-sums.ts';
import { openRoom } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { POLLING_DAY, registerOf } from './days.ts';

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
 * Opens what a disk may hold after the current fails: the log cut at any byte, or with a torn last sector; and the
 * room's file with any of its pages already moved in from the log. So many times.
 * @throws Error when the room is not sound, or a mark is gone that was flushed before the cut.
 */
export function losePower(
  folder: string,
  times: number,
  random: () => number,
): { cuts: number; marks: number } {
  mkdirSync(folder, { recursive: true });
  const recorded = record(join(folder, 'recorded.room'));
  let marks = 0;
  for (let time = 0; time < times; time += 1) {
    const file = join(folder, `after-${time}.room`);
    marks +=
      time % 3 === 2 ? halfMoved(recorded, file, random) : cutLog(recorded, file, random, time % 3 === 1);
  }
  return { cuts: times, marks };
}

function record(file: string): Recorded {
  const room = openRoom(file, { create: true, program: 'the torture' });
  importRegister(room, {
    ...readRegisterFile(Buffer.from(registerOf('Ann')), POLLING_DAY),
    promises: ['P'],
    poll: { pollingDay: POLLING_DAY },
    acceptRefused: false,
    by: 'torture',
  });
  room.close();
  const day = openRoom(file, { create: false, program: 'the torture' });
  const before = readFileSync(file);
  const acknowledged: Recorded['acknowledged'] = [];
  for (let number = 1; number <= MARKS; number += 1) {
    markNumbers(day, { text: String(number), district: 'KA', by: 'torture' });
    acknowledged.push({ number, logLength: statSync(`${file}-wal`).size });
  }
  // As closing does, so that what is moved into the file is just what this log holds.
  notePageSums(day.db);
  const log = readFileSync(`${file}-wal`);
  const copy = `${file}.copy`;
  copyFileSync(file, copy);
  day.close();
  return { before, log, after: readFileSync(file), acknowledged };
}

/** The log to some byte; `torn` leaves the last sector of it as noise. */
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
  return expectMarks(
    file,
    acknowledged.filter(({ logLength }) => logLength <= whole),
  );
}

/** The log whole, and any of its pages in the file already: moving them there was under way. */
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
  return expectMarks(file, acknowledged);
}

function expectMarks(file: string, expected: readonly { number: number }[]): number {
  const room = openRoom(file, { create: false, program: 'the torture' });
  try {
    const { problems } = checkRoom(room);
    if (problems.length > 0) throw new Error(`After the power failed: ${problems.join(' ')}`);
    const marked = new Set(
      room.db.prepare<[], number>('SELECT number FROM elector WHERE voted_at IS NOT NULL').pluck().iterate(),
    );
    for (const { number } of expected)
      if (!marked.has(number)) throw new Error(`The mark of ${number} was lost.`);
    return expected.length;
  } finally {
    room.close();
  }
}
