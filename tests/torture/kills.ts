import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspectBackup } from '../../src-main/backup/inspect-backup.ts';
import { removeRoomFiles } from '../../src-main/store/file/room-file.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { MIGRATIONS } from '../../src-main/store/schema.ts';
import { english } from '../../src-shared/message.ts';
import type { Case } from './case.ts';
import { checkDestroyed, checkRestored } from './check-copies.ts';
import { ELECTORS, expectMarks, expectSound, makeRoom, marksIn, openTortured } from './electors.ts';
import { RoomWithCopies } from './room-with-copies.ts';
import { RandomKills } from './running-worker.ts';

const JOBS = ['numbers', 'import', 'migration', 'backup', 'destroy', 'restore'] as const;
type Job = (typeof JOBS)[number];

/** Marks that a worker enters before it is done. */
const MARKS = 300;

/** At one door and with one forename, a new surname is the same person’s. */
const SURNAMES = ['Evans', 'Price'] as const;

/** The program is killed at any moment of its work on a room. */
export const kills: Case = {
  name: 'kills',
  option: 'times',
  defaultTimes: 500,
  finding:
    'Every room sound, no mark lost, no import, migration, restore or destruction half done, every backup whole.',
  async run(folder, times, random, onProgress) {
    const killed = { numbers: 0, import: 0, migration: 0, backup: 0, destroy: 0, restore: 0 };
    let marksChecked = 0;
    let backups = 0;
    const randomKills = new RandomKills(random);
    const day = new Day(folder);
    const withCopies = await RoomWithCopies.make(join(folder, 'with-copies'));
    const total = () => Object.values(killed).reduce((all, each) => all + each, 0);
    const rarest = () => JOBS.reduce((least, each) => (killed[each] < killed[least] ? each : least));
    const next = () => {
      if (total() < times) return rarest();
      if (marksChecked === 0) return 'numbers';
      return backups === 0 ? 'backup' : null;
    };
    for (let job = next(); job; job = next()) {
      onProgress?.(total());
      if (job === 'destroy' || job === 'restore') {
        withCopies.putBack();
        const what = job === 'restore' ? (withCopies.backups()[0] ?? '') : '';
        const { output, isKilled } = await randomKills.run(job, [job, withCopies.file, what]);
        if (job === 'destroy') await checkDestroyed(withCopies, output);
        else checkRestored(withCopies);
        if (isKilled) killed[job] += 1;
        continue;
      }
      const { output, isKilled } = await randomKills.run(job, day.argsFor(job));
      day.check(job, output);
      if (isKilled) killed[job] += 1;
      marksChecked += day.safe.size;
      if (job === 'backup') backups += backupsIn(day.stick);
    }
    const during = Object.entries(killed).map(([job, count]) => [`during ${job}`, count]);
    return {
      counts: {
        kills: total(),
        ...Object.fromEntries(during),
        'checks for a mark': marksChecked,
        'backups checked': backups,
      },
    };
  },
};

/** One room, and its acknowledged marks. */
class Day {
  readonly safe = new Set<number>();
  readonly stick: string;
  readonly #file: string;
  readonly #old: string;
  readonly #migrating: string;

  constructor(folder: string) {
    this.#file = join(folder, 'day.room');
    this.#old = join(folder, 'old.room');
    this.#migrating = join(folder, 'migrating.room');
    this.stick = join(folder, 'stick');
    mkdirSync(this.stick);
    makeOldRoom(this.#old);
  }

  /** The arguments of the worker. */
  argsFor(job: Job): string[] {
    if (job === 'migration') {
      removeRoomFiles(this.#migrating);
      copyFileSync(this.#old, this.#migrating);
      return [job, this.#migrating];
    }
    const next = Math.max(0, ...this.safe) + 1;
    if (next > ELECTORS - MARKS || !existsSync(this.#file)) {
      // Everybody is marked off: a new day.
      removeRoomFiles(this.#file);
      makeRoom(this.#file);
      this.safe.clear();
      return this.argsFor(job);
    }
    if (job === 'numbers') return [job, this.#file, String(MARKS), String(next)];
    return [job, this.#file, job === 'backup' ? this.stick : this.#otherName()];
  }

  /** The surname of all electors after the next import, which is not the current one. */
  #otherName(): string {
    const room = openTortured(this.#file);
    const now = room.db.prepare<[], string>('SELECT surname FROM elector LIMIT 1').pluck().get();
    room.close();
    return SURNAMES.find((name) => name !== now) ?? '';
  }

  /** @throws Error if something is lost or half done. */
  check(job: Job, output: string): void {
    for (const number of marksIn(output)) this.safe.add(number);
    const room = openTortured(job === 'migration' ? this.#migrating : this.#file);
    try {
      const left = readdirSync(dirname(room.file)).filter((name) => name.includes('.draft-'));
      if (left.length > 0) throw new Error(`After ${job} there is ${left.join(' ')}.`);
      expectSound(room, job);
      const version = room.db.pragma('user_version', { simple: true });
      if (version !== MIGRATIONS.length) throw new Error(`After ${job} the room has version ${version}.`);
      const names = room.db.prepare<[], string>('SELECT DISTINCT surname FROM elector').pluck().all();
      const electors = room.db.prepare<[], number>('SELECT COUNT(*) FROM elector').pluck().get();
      if (names.length !== 1 || electors !== ELECTORS)
        throw new Error(`After ${job}: ${electors} electors called ${names}.`);
      const imported = /^IMPORTED (\w+)$/m.exec(output)?.[1];
      if (imported !== undefined && names[0] !== imported)
        throw new Error(`The import of ${imported} was lost.`);
      if (job !== 'migration') expectMarks(room, this.safe, job);
    } finally {
      room.close();
    }
  }
}

/** Every file with a backup’s name must be a whole backup. Returns how many there are. */
function backupsIn(folder: string): number {
  const names = readdirSync(folder).filter((name) => name.endsWith('.room-backup'));
  for (const name of names) {
    const { state, problem } = inspectBackup(join(folder, name), undefined);
    if (problem) throw new Error(`The backup ${name} is ${state}: ${english(problem)}`);
  }
  return names.length;
}

/** A room of the first version, with as many electors. */
function makeOldRoom(file: string): void {
  const room = openRoom(file, { create: true, program: 'the torture', migrations: MIGRATIONS.slice(0, 1) });
  room.change(() => {
    room.db.exec(
      `INSERT INTO street (id, district, name, walk_order, electors, promises, outstanding)
       VALUES (1, 'KA', 'High Street', 1, ${ELECTORS}, ${ELECTORS}, ${ELECTORS})`,
    );
    const add = room.db.prepare(
      `INSERT INTO elector (district, number, suffix, surname, forename, address, postcode, street_id, house, vi, postal, promise)
       VALUES ('KA', ?, '', 'Evans', 'Ann', ?, 'ZZ1 1AA', 1, ?, 'P', 0, 1)`,
    );
    for (let number = 1; number <= ELECTORS; number += 1)
      add.run(number, `${number} High Street`, String(number));
  });
  room.close();
}
