import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { restore } from '../../../src-main/backup/restore.ts';
import { entriesFor, have, mergeEntries } from '../../../src-main/journal/merge.ts';
import type { SentEntry } from '../../../src-main/journal/sent-entries.ts';
import { becomeNewDevice } from '../../../src-main/store/laptops/device.ts';
import { Refusal } from '../../../src-main/store/refusal.ts';
import type { Room } from '../../../src-main/store/room.ts';
import { withClock } from '../../clock.ts';
import { openTortured } from '../electors.ts';
import type { FirstRoom } from './first-room.ts';
import { type Act, Said } from './oracle.ts';

const NOON = Date.UTC(2026, 4, 7, 12);
const MINUTE = 60_000;

/** A row that a step has added to the journal, as far as an act needs it. */
export type NewRow = {
  id: string;
  device: string;
  kind: string;
  settles: string | null;
  detail: string | null;
};

/** A copy of the room on a laptop, and what the oracle knows of it. */
export class Copy {
  readonly name: string;
  room: Room;
  /** The ids of the acts that it has. */
  has: Set<string>;
  /** How far its clock is from the true time. */
  offset = 0;
  /** Older copies of its file. */
  kept: { file: string; has: ReadonlySet<string> }[] = [];

  constructor(name: string, room: Room, has: Iterable<string>) {
    this.name = name;
    this.room = room;
    this.has = new Set(has);
    room.db.pragma('synchronous = OFF');
  }
}

/** Entries on their way, perhaps kept for later. */
export type Delivery = { entries: SentEntry[]; whole: boolean };

/** What a schedule has done. */
export type Counts = Record<keyof typeof NOTHING, number>;
export const NOTHING = {
  entries: 0,
  undos: 0,
  merges: 0,
  crashes: 0,
  'lost ends': 0,
  restores: 0,
  'copies by hand': 0,
};

/** All copies of one schedule. */
export class Copies {
  readonly all: Copy[] = [];
  readonly acts = new Map<string, Act>();
  readonly first: FirstRoom;
  readonly late: Delivery[] = [];
  readonly done: Counts = { ...NOTHING };
  readonly #folder: string;
  #files = 0;
  #time = NOON;

  constructor(folder: string, first: FirstRoom, count: number) {
    this.#folder = folder;
    this.first = first;
    mkdirSync(folder);
    for (const act of first.acts) this.acts.set(act.id, act);
    for (let made = 0; made < count; made += 1) {
      const file = this.newFile();
      writeFileSync(file, first.bytes);
      const copy = this.#open(file, this.acts.keys());
      copy.room.change(() => becomeNewDevice(copy.room));
    }
  }

  newFile(): string {
    this.#files += 1;
    return join(this.#folder, `${this.#files}.room`);
  }

  #open(file: string, has: Iterable<string>): Copy {
    const copy = new Copy(String.fromCharCode(65 + this.all.length), openTortured(file), has);
    this.all.push(copy);
    return copy;
  }

  /** What follows from the acts that a copy has. */
  said(copy: Copy): Said {
    return new Said(
      [...copy.has].flatMap((id) => this.acts.get(id) ?? []),
      this.first.register,
    );
  }

  now(copy: Copy): number {
    return this.#time + copy.offset;
  }

  /**
   * Does something in a copy by its clock, and adds what its journal has then: `acts` says what each new row is. A
   * refusal changes nothing.
   */
  act<Result>(
    copy: Copy,
    work: (room: Room) => Result,
    acts: (
      result: Result,
      rows: readonly NewRow[],
      at: number,
    ) => Omit<Act, 'id' | 'device' | 'at' | 'after'>[],
  ): void {
    this.#time += MINUTE;
    const before = lastRow(copy.room);
    let result: Result;
    try {
      result = withClock(
        () => this.now(copy),
        () => work(copy.room),
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (lastRow(copy.room) !== before) throw new Error('A refused call has written to the journal.');
      return;
    }
    const rows = rowsAfter(copy.room, before);
    const said = acts(result, rows, this.now(copy));
    if (said.length !== rows.length)
      throw new Error(`${rows.length} entries were written instead of ${said.length}.`);
    rows.forEach(({ id, device }, index) => {
      const after = this.#lastOf(copy, device);
      this.acts.set(id, { ...said[index], id, device, at: this.now(copy), after });
      copy.has.add(id);
      this.done.entries += 1;
      if ((said[index]?.undoes ?? []).length > 0) this.done.undos += 1;
    });
  }

  /** The last act of a device in a copy where it still writes. */
  #lastOf(copy: Copy, device: string): string | null {
    const own = [...copy.has].flatMap((id) => {
      const act = this.acts.get(id);
      return act?.device === device ? [act] : [];
    });
    const followed = new Set(own.map(({ after }) => after));
    const ends = own.filter(({ id }) => !followed.has(id));
    if (ends.length > 1) throw new Error('A device writes on after a fork that it knows of.');
    return ends[0]?.id ?? null;
  }

  delivery(from: Copy, to: Copy): Delivery {
    const entries = entriesFor(from.room, have(to.room));
    return { entries: JSON.parse(JSON.stringify(entries)) as SentEntry[], whole: true };
  }

  /** @throws Error if the copy has afterwards what it should not have, or lacks something. */
  deliver(to: Copy, { entries }: Delivery): void {
    this.#time += MINUTE;
    const merged = withClock(
      () => this.now(to),
      () => mergeEntries(to.room, entries),
    );
    const before = to.has.size;
    for (let isMore = true; isMore; ) {
      isMore = false;
      for (const { id } of entries) {
        const { after } = this.acts.get(id) ?? { after: null };
        if (to.has.has(id) || (after !== null && !to.has.has(after))) continue;
        to.has.add(id);
        isMore = true;
      }
    }
    if (merged.new > 0) this.done.merges += 1;
    if (merged.new !== to.has.size - before)
      throw new Error(`${to.name} took ${merged.new} entries and not ${to.has.size - before}.`);
    this.expectHas(to, 'a merge');
  }

  expectHas(copy: Copy, after: string): void {
    const ids = new Set(copy.room.db.prepare<[], string>('SELECT id FROM journal').pluck().all());
    const lost = [...copy.has.difference(ids)];
    const more = [...ids.difference(copy.has)];
    if (lost.length + more.length > 0)
      throw new Error(
        `After ${after}, ${copy.name} lacks ${lost.length} entries and has ${more.length} more.`,
      );
  }

  /** The process ends without closing anything: what is on the disk then is opened again. */
  crash(copy: Copy): void {
    const file = this.newFile();
    for (const part of ['', '-wal'])
      if (existsSync(`${copy.room.file}${part}`)) copyFileSync(`${copy.room.file}${part}`, `${file}${part}`);
    this.#continueWith(copy, file);
    this.expectHas(copy, 'a crash');
    this.done.crashes += 1;
  }

  keepCopy(copy: Copy): void {
    const file = this.newFile();
    copy.room.copyTo(file);
    copy.kept.push({ file, has: new Set(copy.has) });
  }

  /** An older copy of the file is put in its place, and used as if nothing had happened. */
  loseEnd(copy: Copy, which: number): void {
    const kept = copy.kept[which % copy.kept.length];
    if (!kept) return;
    const file = this.newFile();
    copyFileSync(kept.file, file);
    copy.has = new Set(kept.has);
    this.#continueWith(copy, file);
    this.expectHas(copy, 'an older file was put back');
    this.done['lost ends'] += 1;
  }

  #continueWith(copy: Copy, file: string): void {
    copy.room.close();
    removeFiles(copy.room.file);
    copy.room = openTortured(file);
    copy.room.db.pragma('synchronous = OFF');
  }

  /** A backup, of this copy or another, replaces the file, and takes in what the file had. */
  restore(copy: Copy, of: Copy, which: number): void {
    const kept = of.kept[which % of.kept.length];
    if (!kept) return;
    const { file } = copy.room;
    this.#time += MINUTE;
    copy.room.close();
    withClock(
      () => this.now(copy),
      () => restore(file, kept.file, undefined),
    );
    copy.room = openTortured(file);
    copy.room.db.pragma('synchronous = OFF');
    copy.has = copy.has.union(kept.has);
    this.expectHas(copy, 'a restore');
    this.done.restores += 1;
  }

  /** Both go on under one device. */
  copyByHand(copy: Copy): Copy {
    const file = this.newFile();
    copy.room.copyTo(file);
    const made = this.#open(file, copy.has);
    made.offset = copy.offset;
    this.done['copies by hand'] += 1;
    return made;
  }

  /** Everybody gets everything, until nothing is new. */
  exchangeAll(): void {
    const all = this.all.reduce((ids, { has }) => ids.union(has), new Set<string>());
    for (let round = 0; ; round += 1) {
      if (round > this.all.length + 2) throw new Error('The copies never have the same.');
      let isNew = false;
      for (const from of this.all)
        for (const to of this.all) {
          if (from === to) continue;
          const before = to.has.size;
          this.deliver(to, this.delivery(from, to));
          isNew ||= to.has.size > before;
        }
      if (!isNew) break;
    }
    for (const copy of this.all)
      if (copy.has.size !== all.size)
        throw new Error(
          `${copy.name} has ${copy.has.size} of ${all.size} entries after everybody exchanged.`,
        );
  }

  close(): void {
    for (const { room } of this.all) room.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function removeFiles(file: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(`${file}${part}`, { force: true });
}

function lastRow(room: Room): number {
  return room.db.prepare<[], number | null>('SELECT MAX(seq) FROM journal').pluck().get() ?? 0;
}

function rowsAfter(room: Room, seq: number): NewRow[] {
  return room.db
    .prepare<[number], NewRow>(
      `SELECT journal.id, device.id AS device, kind, settles, detail FROM journal JOIN device ON device.number = device
        WHERE seq > ? ORDER BY seq`,
    )
    .all(seq);
}
