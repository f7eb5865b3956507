import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkRoom } from '../../src-main/journal/check.ts';
import { entriesFor, have, mergeEntries } from '../../src-main/journal/merge.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import type { Room } from '../../src-main/store/room.ts';
import type { Case } from './case.ts';
import { makeRoom, openTortured, registerOf } from './electors.ts';
import type { LaptopJob } from './laptop-worker.ts';
import { RunningWorker } from './running-worker.ts';

const ELECTORS = 40;
/** What a laptop does in a schedule, if it is not killed. */
const STEPS = 30;
/** Entries that one act may have made when it was killed before it could say so. */
const MOST_IN_AN_ACT = 3;
/** What was begun and not ended. */
const BEGUN = /^(MERGING|SHARING|COPYING)\n$(?![\s\S])/m;
/** More exchanges than any copies need to have the same. */
const MOST_EXCHANGES = 20;

/**
 * Laptops with copies of one room enter, undo and exchange entries, by clocks that are up to 26 hours apart and jump,
 * and are killed. At the end each gets what it lacks.
 */
export const laptops: Case = {
  name: 'laptops',
  option: 'laptops',
  defaultTimes: 1000,
  finding: 'Every acknowledged entry is in every copy, none twice; all have one digest, and are sound.',
  async run(folder, times, random, onProgress) {
    const pool = new Pool();
    const day = await makeDay(join(folder, 'day.room'));
    const counts = {
      schedules: 0,
      kills: 0,
      'during a merge': 0,
      'entries acknowledged': 0,
      'entries merged': 0,
      'copies used under one device': 0,
    };
    try {
      for (let turn = 0; turn < times; turn += 1) {
        onProgress?.(turn);
        const laptops = copiesOf(day, join(folder, 'schedule'), pool, random);
        const kills = Array.from({ length: 1 + Math.floor(random() * 2) }, () =>
          Math.floor(random() * laptops.length),
        );
        await Promise.all(
          laptops.map((laptop, at) => laptop.work(kills.filter((each) => each === at).length)),
        );
        const forks = checkAll(laptops, day.entries);
        counts.schedules += 1;
        for (const laptop of laptops) {
          counts.kills += laptop.kills;
          counts['during a merge'] += laptop.killsDuring.get('MERGING') ?? 0;
          counts['entries acknowledged'] += laptop.entered.size;
          counts['entries merged'] += laptop.merged.size;
        }
        if (forks > 0) counts['copies used under one device'] += 1;
      }
    } finally {
      await pool.end();
    }
    return { counts };
  },
};

/** Two to four laptops, each with a copy of the day’s room. */
function copiesOf(day: Day, folder: string, pool: Pool, random: () => number): Laptop[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const names = ['A', 'B', 'C', 'D'].slice(0, 2 + Math.floor(random() * 3));
  return names.map((name) => {
    const file = join(folder, `${name}.room`);
    copyFileSync(day.file, file);
    const others = names.filter((each) => each !== name);
    const isNew = random() < 0.8;
    const { codes } = day;
    const job = { ...JOB, file, name, others, folder, isNew, codes, passphrase: undefined };
    return new Laptop(pool, random, job);
  });
}

/** What is the same for every laptop, but for the seed. */
export const JOB = { electors: ELECTORS, seed: 0, steps: STEPS, hasStick: false };

export type Day = { file: string; codes: string[]; entries: number };

/** The room that all laptops begin with. */
export async function makeDay(file: string): Promise<Day> {
  makeRoom(file, registerOf('Evans', ELECTORS));
  const room = openTortured(file);
  const { codes } = await makeSheetsAtOnce(room, {}, 'torture');
  const entries = rowsOf(room).length;
  room.close();
  return { file, codes, entries };
}

/** One laptop in one schedule, and what it has acknowledged. */
export class Laptop {
  readonly name: string;
  readonly file: string;
  readonly entered = new Set<string>();
  readonly merged = new Set<string>();
  readonly passphrase: string | undefined;
  kills = 0;
  /** By what it had begun last, as it says it itself. */
  readonly killsDuring = new Map<string, number>();
  readonly #pool: Pool;
  readonly #random: () => number;
  #job: LaptopJob;

  constructor(pool: Pool, random: () => number, job: LaptopJob) {
    this.#pool = pool;
    this.#random = random;
    this.#job = job;
    this.name = job.name;
    this.file = job.file;
    this.passphrase = job.passphrase;
  }

  /** Works through its steps, and is killed this many times on the way. */
  async work(kills: number): Promise<void> {
    for (let left = kills; ; left -= 1) {
      const worker = await this.#pool.take();
      const from = worker.output.length;
      const output = () => worker.output.slice(from);
      const isDone = () => /^DONE$/m.test(output());
      worker.send(JSON.stringify({ ...this.#job, seed: Math.floor(this.#random() * 2 ** 31) }));
      if (left > 0) {
        const isEnough = this.#whenToKill();
        await worker.until(() => isDone() || isEnough(output()));
        if (!isDone()) await worker.kill(this.#random() * 8);
        // It may have been done at the last moment.
        else this.#pool.giveBack(worker);
      } else {
        await worker.until(isDone);
        if (isDone()) this.#pool.giveBack(worker);
      }
      this.#note(output());
      if (isDone()) return;
      const { isKilled } = await worker.end();
      if (!isKilled) throw new Error(`The laptop ${this.name} ended by itself.`);
      this.kills += 1;
      const [, during] = BEGUN.exec(output()) ?? [];
      if (during) this.killsDuring.set(during, (this.killsDuring.get(during) ?? 0) + 1);
      if (/^NEW$/m.test(output())) this.#job = { ...this.#job, isNew: false };
    }
  }

  /** Half of the time it is killed while it exchanges something, if it does so soon, otherwise at any moment. */
  #whenToKill(): (output: string) => boolean {
    const lines = Math.floor(this.#random() * (STEPS / 3));
    const isExchanging = this.#random() < 0.5;
    return (output) => {
      const soFar = output.split('\n').length;
      return isExchanging && soFar < STEPS / 2 ? soFar > lines && BEGUN.test(output) : soFar > lines;
    };
  }

  #note(output: string): void {
    for (const [, how, ids = ''] of output.matchAll(/^(ENTERED|MERGED) (.+)\n/gm)) {
      for (const id of ids.split(' ')) (how === 'ENTERED' ? this.entered : this.merged).add(id);
    }
  }
}

/** Workers that are started once and used until they are killed. */
export class Pool {
  readonly #all: RunningWorker[] = [];
  readonly #idle: RunningWorker[] = [];

  async take(): Promise<RunningWorker> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    const worker = new RunningWorker([], join(import.meta.dirname, 'laptop-worker.ts'));
    this.#all.push(worker);
    await worker.until((output) => output !== '');
    return worker;
  }

  giveBack(worker: RunningWorker): void {
    this.#idle.push(worker);
  }

  async end(): Promise<void> {
    // One that failed has been reported already.
    await Promise.allSettled(this.#all.map((worker) => worker.kill()));
  }
}

/**
 * Exchanges until nothing is new. Returns how many places of a device have two entries, since its file was copied by
 * hand. @throws Error if anything is lost, twice or different.
 */
export function checkAll(
  laptops: readonly Laptop[],
  before: number,
  exchange: (from: Room, to: Room) => number = send,
): number {
  const rooms = laptops.map(({ file, passphrase }) =>
    openTortured(file, passphrase === undefined ? undefined : { passphrase }),
  );
  try {
    for (const [at, { name, entered, merged }] of laptops.entries())
      expectEntries(rooms[at], [...entered, ...merged], `${name} after it was closed or killed`);
    exchangeAll(rooms, exchange);
    const acknowledged = new Set(laptops.flatMap(({ entered, merged }) => [...entered, ...merged]));
    const kills = laptops.reduce((all, each) => all + each.kills, 0);
    const [first, ...others] = rooms.map((room) => JSON.stringify(rowsOf(room)));
    if (others.some((each) => each !== first)) throw new Error('The copies have different entries.');
    const digests = rooms.map((room, at) => {
      const name = laptops[at]?.name;
      expectEntries(room, acknowledged, `${name} after the exchange`);
      const { problems, digest } = checkRoom(room);
      if (problems.length > 0) throw new Error(`After the exchange ${name}: ${problems.join(' ')}`);
      return digest;
    });
    if (new Set(digests).size !== 1) throw new Error('The copies have different digests.');
    const rows = rooms[0] ? rowsOf(rooms[0]) : [];
    if (new Set(rows.map(({ hash }) => hash)).size !== rows.length)
      throw new Error('An entry is there twice.');
    const extra = rows.length - before - acknowledged.size;
    if (extra > kills * MOST_IN_AN_ACT) throw new Error(`${extra} entries were made by nobody.`);
    return rows.length - new Set(rows.map(({ device, n }) => `${device} ${n}`)).size;
  } finally {
    for (const room of rooms) room.close();
  }
}

/** Each gets what it lacks from every other, until nobody lacks anything. */
function exchangeAll(rooms: readonly Room[], exchange: (from: Room, to: Room) => number): void {
  for (let round = 0; round < MOST_EXCHANGES; round += 1) {
    let merged = 0;
    for (const from of rooms) {
      for (const to of rooms) {
        if (from === to) continue;
        merged += exchange(from, to);
      }
    }
    if (merged === 0) return;
  }
  throw new Error('The copies did not come to an end with their exchange.');
}

/** How many entries were new. */
function send(from: Room, to: Room): number {
  return mergeEntries(to, JSON.parse(JSON.stringify(entriesFor(from, have(to))))).new;
}

type Row = { id: string; device: string; n: number; hash: string };

function rowsOf(room: Room): Row[] {
  return room.db
    .prepare<[], Row>(
      `SELECT journal.id, device.id AS device, n, hex(hash) AS hash
         FROM journal JOIN device ON device.number = journal.device ORDER BY journal.id`,
    )
    .all();
}

function expectEntries(room: Room | undefined, ids: Iterable<string>, where: string): void {
  const here = new Set(room ? rowsOf(room).map(({ id }) => id) : []);
  for (const id of ids) if (!here.has(id)) throw new Error(`The entry ${id} was lost by ${where}.`);
}
