import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { RoomBusy } from '../../src-main/store/file/lock.ts';
import { removeRoomFiles } from '../../src-main/store/file/room-file.ts';
import type { Case } from './case.ts';
import { ELECTORS, expectMarks, expectSound, makeRoom, marksIn, openTortured } from './electors.ts';
import { type Ran, RunningWorker } from './running-worker.ts';

const OLDER = join(import.meta.dirname, '../fixtures/older-program.ts');

/** Marks that a worker would enter if it were not killed. */
const MARKS = 1000;

/** An older program, which locks the room’s own file, and this one open a room at the same time, and are killed. */
export const older: Case = {
  name: 'older',
  option: 'older',
  defaultTimes: 45,
  finding: 'Neither opened what the other had, and no mark was lost.',
  async run(folder, times, random, onProgress) {
    const versions = new TwoVersions(join(folder, 'day.room'), random);
    for (let turn = 0; versions.counts.kills < times; turn += 1) {
      if (turn % 3 === 0) await versions.oursFirst();
      else if (turn % 3 === 1) await versions.olderFirst();
      else await versions.atOnce();
      versions.check();
      onProgress?.(versions.counts.kills);
    }
    return { counts: versions.counts };
  },
};

class TwoVersions {
  readonly counts = {
    kills: 0,
    'older programs kept out': 0,
    'times that this one was kept out': 0,
    'starts at once': 0,
    marks: 0,
  };
  readonly #file: string;
  readonly #random: () => number;
  readonly #safe = new Set<number>();

  constructor(file: string, random: () => number) {
    this.#file = file;
    this.#random = random;
    makeRoom(file);
  }

  /** Numbers are entered, an older program tries to open the room, and this one is killed. */
  async oursFirst(): Promise<void> {
    const ours = this.#ours();
    const enough = 1 + Math.floor(this.#random() * 20);
    await ours.until((output) => marksIn(output).length >= enough);
    const old = this.#older();
    await old.until(saysSomething);
    // Its output counts only if this one had the room all the time.
    const { isKilled } = await this.#killed(ours);
    if (isKilled) {
      expectKeptOut(old.output, 'SQLITE_BUSY');
      this.counts['older programs kept out'] += 1;
    }
    await old.kill();
    const later = this.#older();
    await later.until(saysSomething);
    if (later.output.trim() !== 'OPEN') throw new Error(`Nobody has the room, but: ${later.output}`);
    await this.#killed(later);
  }

  /** An older program has the room, this one tries to open it, and the older one is killed. */
  async olderFirst(): Promise<void> {
    const old = this.#older();
    await old.until(saysSomething);
    if (old.output.trim() !== 'OPEN') throw new Error(`Nobody has the room, but: ${old.output}`);
    const ours = this.#ours();
    await ours.until((output) => output.includes('BUSY') || output.includes('OPEN'));
    expectKeptOut(ours.output, 'BUSY');
    await ours.end();
    expectBusy(this.#file);
    await this.#killed(old);
    this.counts['times that this one was kept out'] += 1;
  }

  /** Both start, in any order. */
  async atOnce(): Promise<void> {
    const old = this.#older();
    await wait(this.#random() * 200);
    const ours = this.#ours();
    await Promise.all([
      old.until(saysSomething),
      ours.until((output) => output.includes('BUSY') || output.includes('OPEN')),
    ]);
    const both = [await this.#killed(old), await this.#killed(ours)];
    if (both.every(({ output, isKilled }) => isKilled && output.includes('OPEN')))
      throw new Error('Both opened the room.');
    this.counts['starts at once'] += 1;
  }

  /** @throws Error if a mark is gone. */
  check(): void {
    const room = openTortured(this.#file);
    expectSound(room, 'an older program');
    expectMarks(room, this.#safe, 'an older program');
    room.close();
    this.counts.marks = Math.max(this.counts.marks, this.#safe.size);
    if (Math.max(0, ...this.#safe) < ELECTORS - MARKS) return;
    removeRoomFiles(this.#file);
    makeRoom(this.#file);
    this.#safe.clear();
  }

  #ours(): RunningWorker {
    return new RunningWorker([
      'slow numbers',
      this.#file,
      String(MARKS),
      String(Math.max(0, ...this.#safe) + 1),
    ]);
  }

  #older(): RunningWorker {
    return new RunningWorker([this.#file], OLDER);
  }

  async #killed(worker: RunningWorker): Promise<Ran> {
    const ran = await worker.kill();
    for (const number of marksIn(ran.output)) this.#safe.add(number);
    if (ran.isKilled) this.counts.kills += 1;
    return ran;
  }
}

const saysSomething = (output: string) => output !== '';

function expectKeptOut(output: string, how: string): void {
  if (!output.includes(how))
    throw new Error(`It opened a room that another program had open, or failed: ${output}`);
}

function expectBusy(file: string): void {
  try {
    openTortured(file).close();
  } catch (error) {
    if (error instanceof RoomBusy) return;
    throw error;
  }
  throw new Error('This process opened a room that an older program had open.');
}
