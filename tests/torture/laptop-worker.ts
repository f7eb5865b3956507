import { readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { entriesFor, type Have, have, mergeEntries } from '../../src-main/journal/merge.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import {
  addElector,
  correctElector,
  electorRecord,
  removeElector,
  restoreElector,
} from '../../src-main/register/by-hand.ts';
import { seeded } from '../../src-main/register/sample.ts';
import { moveSheets } from '../../src-main/sheets/issued.ts';
import { SHEET_MOVES } from '../../src-main/store/journal/journal.ts';
import { becomeNewDevice } from '../../src-main/store/laptops/device.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { discardSetAside, numbersSetAside, settleSetAside } from '../../src-main/turnout/set-aside.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { hashOnce } from '../fixtures/hash-once.ts';
import { importLater, openTortured } from './electors.ts';
import { exchangeByStick } from './stick.ts';

/** What a laptop does with its copy of the room. It comes as a line of JSON on standard input. */
export type LaptopJob = {
  file: string;
  name: string;
  /** The other laptops. */
  others: string[];
  /** Where they leave files for each other. */
  folder: string;
  /** The copy becomes a device of its own. Otherwise somebody copied the file by hand. */
  isNew: boolean;
  electors: number;
  codes: string[];
  seed: number;
  steps: number;
  /** They share files, as people do, instead of entries. */
  hasStick: boolean;
  /** Opens its room. */
  passphrase: string | undefined;
};

/**
 * A laptop, which enters things and exchanges them with the others until it is killed or done. It writes to standard
 * output what is safe, never before the call that did it has returned. It waits for another job afterwards, since
 * starting Node takes longer than a whole job.
 */
const say = (text: string) => writeSync(1, `${text}\n`);

const FEW_HOURS = 13 * 60 * 60_000;
const realNow = Date.now;
let shift = 0;
Date.now = () => realNow() + shift;

class Laptop {
  readonly #job: LaptopJob;
  readonly #random: () => number;
  readonly #room: Room;
  #seen: number;

  constructor(job: LaptopJob) {
    this.#job = job;
    this.#random = seeded(job.seed);
    // Up to 26 hours from the clock of another laptop.
    this.#jump();
    const { passphrase } = job;
    this.#room = openTortured(job.file, passphrase === undefined ? undefined : { passphrase });
    this.#seen = this.#last();
  }

  work(): void {
    if (this.#job.isNew) {
      this.#room.change(() => becomeNewDevice(this.#room));
      say('NEW');
    }
    for (let step = 0; step < this.#job.steps; step += 1) {
      if (this.#random() < 0.1) this.#jump();
      if (this.#random() >= 0.4) this.#enter();
      else if (this.#job.hasStick) this.#exchangeByStick();
      else this.#exchange();
    }
    this.#room.close();
    say('DONE');
  }

  #jump(): void {
    shift = Math.round((this.#random() * 2 - 1) * FEW_HOURS);
  }

  #last(): number {
    return this.#room.db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM journal').pluck().get() ?? 0;
  }

  /** Acknowledges all entries since the last time. */
  #acknowledge(how: 'ENTERED' | 'MERGED'): void {
    const ids = this.#room.db
      .prepare<[number], string>('SELECT id FROM journal WHERE seq > ? ORDER BY seq')
      .pluck()
      .all(this.#seen);
    this.#seen = this.#last();
    if (ids.length > 0) say(`${how} ${ids.join(' ')}`);
  }

  #pick<Each>(list: readonly Each[]): Each | undefined {
    return list[Math.floor(this.#random() * list.length)];
  }

  #number(): string {
    // The last few are on nobody's register, until somebody adds them.
    return String(1 + Math.floor(this.#random() * (this.#job.electors + 4)));
  }

  #elector(): number {
    return 1 + Math.floor(this.#random() * this.#job.electors);
  }

  #enter(): void {
    const act = this.#pick(this.#acts);
    try {
      act?.();
    } catch (error) {
      // As for a person: another laptop may have done it already.
      if (!(error instanceof Refusal)) throw error;
    }
    this.#acknowledge('ENTERED');
  }

  readonly #acts: readonly (() => void)[] = [
    () => this.#import(),
    () => this.#mark(),
    () => this.#mark(),
    () => this.#mark(),
    () => this.#slip(),
    () => undoNumbers(this.#room, { text: this.#number(), district: 'KA', by: this.#job.name }),
    () => undoEntries(this.#room, [this.#recent()], this.#job.name),
    () => undoEntries(this.#room, [this.#recent()], this.#job.name),
    () => this.#door(),
    () => this.#door(),
    () => this.#move(),
    () => this.#settle(),
    () => this.#correct(),
    () => removeElector(this.#room, this.#elector(), this.#job.name),
    () => restoreElector(this.#room, this.#elector(), this.#job.name),
    () => this.#add(),
    () => this.#station(),
  ];

  #mark(slipId?: number): void {
    const text = [this.#number(), this.#number()].join('\n');
    markNumbers(this.#room, { text, district: 'KA', slipId, by: this.#job.name });
  }

  #slip(): void {
    const { name: by } = this.#job;
    const head = { district: 'KA', stationId: null, toldAt: null, teller: by, toldCount: null, by };
    this.#mark(beginSlip(this.#room, head).id);
  }

  #recent(): string {
    const ids = this.#room.db
      .prepare<[], string>('SELECT id FROM journal ORDER BY seq DESC LIMIT 40')
      .pluck()
      .all();
    return this.#pick(ids) ?? '';
  }

  #door(): void {
    const answer = this.#pick(['will vote', 'voted', 'refused', 'out', ''] as const) ?? '';
    const code = this.#pick(this.#job.codes) ?? '';
    enterDoorstep(this.#room, code, [{ electorId: this.#elector(), answer }], this.#job.name);
  }

  #move(): void {
    const { codes, name } = this.#job;
    const move = this.#pick(SHEET_MOVES) ?? 'sheet out';
    moveSheets(this.#room, [this.#pick(codes) ?? ''], move, { by: name, runner: name });
  }

  #settle(): void {
    const id = this.#pick(numbersSetAside(this.#room))?.id;
    if (id === undefined) this.#mark();
    else if (this.#random() < 0.5) discardSetAside(this.#room, id, this.#job.name);
    else settleSetAside(this.#room, id, `KA-${this.#elector()}`, this.#job.name);
  }

  #correct(): void {
    const id = this.#elector();
    const phone = String(Math.floor(this.#random() * 1000));
    correctElector(this.#room, id, { ...electorRecord(this.#room, id), phone }, this.#job.name);
  }

  #add(): void {
    const form = electorRecord(this.#room, this.#elector());
    addElector(this.#room, { ...form, number: `KA-${this.#number()}` }, this.#job.name);
  }

  /** A later register, with or without the last few. It travels whole, by files, and one laptop keeps it. */
  #import(): void {
    const { hasStick, electors, name } = this.#job;
    if (hasStick && name === 'A') importLater(this.#room, electors - 4 + Math.floor(this.#random() * 8));
    else this.#mark();
  }

  #station(): void {
    const name = `School ${Math.floor(this.#random() * 3)}`;
    saveStation(
      this.#room,
      null,
      { name, place: '', warp: false, districts: [], shifts: [] },
      this.#job.name,
    );
  }

  /** Says what it has, writes a file for another laptop, or reads one of those for it, which may be old or torn. */
  #exchange(): void {
    const { folder, name, others } = this.#job;
    const way = this.#random();
    if (way < 0.25) {
      writeFileSync(join(folder, `have-${name}`), JSON.stringify(have(this.#room)));
      return;
    }
    if (way < 0.5) {
      const other = this.#pick(others) ?? '';
      const theirs = (readIfWhole(join(folder, `have-${other}`)) ?? {}) as Have;
      const file = `for-${other}-${Math.floor(this.#random() * 1e9)}`;
      writeFileSync(join(folder, file), JSON.stringify(entriesFor(this.#room, theirs)));
      return;
    }
    const waiting = readdirSync(folder).filter((each) => each.startsWith(`for-${name}-`));
    const file = this.#pick(waiting);
    if (file === undefined) return;
    const entries = readIfWhole(join(folder, file)) as unknown[] | null;
    if (!entries) return;
    say('MERGING');
    mergeEntries(this.#room, this.#disturbed(entries));
    this.#acknowledge('MERGED');
    say('MERGED');
    // Most files are read again later.
    if (this.#random() < 0.3) rmSync(join(folder, file));
  }

  #exchangeByStick(): void {
    exchangeByStick(this.#room, this.#job, this.#random, say);
    this.#acknowledge('MERGED');
    say('IDLE');
  }

  /** Entries may arrive in another order, twice, or in part. */
  #disturbed(entries: unknown[]): unknown[] {
    const way = this.#random();
    if (way < 0.6) return entries;
    if (way < 0.8) return entries.filter(() => this.#random() < 0.7);
    return [...entries.toReversed(), ...entries.slice(0, 5)];
  }
}

/** Null for a file that is missing, or that a laptop was writing when it was killed. */
function readIfWhole(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

say('READY');
// As the test that started it does.
if (process.env.TORTURE_HASHES_ONCE) hashOnce();
for await (const line of createInterface({ input: process.stdin })) new Laptop(JSON.parse(line)).work();
