import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { inspectBackup } from '../../src-main/backup/inspect-backup.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { importRegister } from '../../src-main/register/import.ts';
import { openRoom, type Room } from '../../src-main/store/room.ts';
import { removeRoomFiles } from '../../src-main/store/room-file.ts';
import { RoomLocked } from '../../src-main/store/room-key.ts';
import { MIGRATIONS } from '../../src-main/store/schema.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { isCopyJob, RoomWithCopies } from './copies.ts';
import { ELECTORS, JOBS, type Job, POLLING_DAY, registerOf } from './days.ts';

const WORKER = join(import.meta.dirname, 'worker.ts');

/** How long each job is let run at most before it is killed, in milliseconds: about as long as it takes. */
const LONGEST: Record<Job, number> = {
  numbers: 250,
  import: 600,
  migration: 200,
  backup: 250,
  passphrase: 900,
  copies: 1500,
  destroy: 200,
  restore: 500,
};

const NAMES = ['Ann', 'Nia'] as const;

export type Tally = { kills: number; byJob: Record<Job, number>; marks: number; backups: number };

/**
 * Kills a process that works on a room at a random moment, so many times, and looks at the room after each.
 * @throws Error when anything acknowledged is lost, or anything is half done.
 */
export async function killOften(folder: string, times: number, random: () => number): Promise<Tally> {
  const tally: Tally = {
    kills: 0,
    byJob: {
      numbers: 0,
      import: 0,
      migration: 0,
      backup: 0,
      passphrase: 0,
      copies: 0,
      destroy: 0,
      restore: 0,
    },
    marks: 0,
    backups: 0,
  };
  const file = join(folder, 'day.room');
  const old = join(folder, 'old.room');
  const secret = join(folder, 'secret.room');
  const stick = join(folder, 'stick');
  mkdirSync(stick, { recursive: true });
  makeRoom(file);
  makeOldRoom(old);
  let passphrase = 'the passphrase before the first';
  makeSecretRoom(secret, passphrase);
  const withCopies = await RoomWithCopies.make(folder, makeRoom);
  let next = 1;
  const safe = new Set<number>();
  for (let time = 0; time < times; time += 1) {
    const job = JOBS[time % JOBS.length] ?? 'numbers';
    if (job === 'passphrase') {
      const other = `the passphrase of kill ${time}`;
      const said = await killed([job, secret, other, '1', passphrase], random() * LONGEST[job]);
      passphrase = lookAtSecret(secret, said, passphrase, other);
      tally.kills += 1;
      tally.byJob[job] += 1;
      continue;
    }
    if (isCopyJob(job)) {
      const what = withCopies.putBack(job);
      const said = await killed([job, withCopies.file, what], random() * LONGEST[job]);
      await withCopies.look(job, said);
      tally.kills += 1;
      tally.byJob[job] += 1;
      continue;
    }
    const target = job === 'migration' ? join(folder, 'migrating.room') : file;
    if (job === 'migration') {
      removeRoomFiles(target);
      copyFileSync(old, target);
    }
    if (next > ELECTORS - 50) {
      // Everybody is marked off: a new day.
      removeRoomFiles(file);
      makeRoom(file);
      safe.clear();
      next = 1;
    }
    const what = job === 'backup' ? stick : job === 'import' ? otherName(file) : '';
    const said = await killed([job, target, what, String(next)], random() * LONGEST[job]);
    for (const [, number] of said.matchAll(/^MARKED (\d+)$/gm)) safe.add(Number(number));
    tally.kills += 1;
    tally.byJob[job] += 1;
    look(target, job, said, safe);
    next = Math.max(0, ...safe) + 1;
    if (job === 'backup') tally.backups += backupsIn(stick);
  }
  tally.marks = safe.size;
  return tally;
}

/** Who all electors are called after the next import: not as they are now. */
function otherName(file: string): string {
  const room = openRoom(file, { create: false, program: 'the torture' });
  const now = room.db.prepare<[], string>('SELECT forename FROM elector LIMIT 1').pluck().get();
  room.close();
  return NAMES.find((name) => name !== now) ?? '';
}

async function killed(args: string[], after: number): Promise<string> {
  const child = spawn(process.execPath, [WORKER, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = text(child.stdout);
  const complained = text(child.stderr);
  const gone = once(child, 'exit');
  // From when it is ready: starting Node is no part of what may be lost.
  await Promise.race([once(child.stdout, 'data'), gone]);
  await Promise.race([wait(after), gone]);
  child.kill('SIGKILL');
  const [code] = await gone;
  const complaint = await complained;
  if (code !== null && code !== 0) throw new Error(`The worker failed by itself: ${complaint}`);
  return said;
}

/** Which of the two passphrases opens the room: one of them must, and the new one once that was said. */
function lookAtSecret(file: string, said: string, before: string, after: string): string {
  const tried = said.includes('SET') ? [after] : [before, after];
  for (const passphrase of tried) {
    try {
      const room = openRoom(file, { create: false, program: 'the torture', key: { passphrase } });
      try {
        expectSound(room, 'passphrase');
        const marks = room.db.prepare<[], number>('SELECT COUNT(voted_at) FROM elector').pluck().get();
        if (marks !== SECRET_MARKS) throw new Error(`After passphrase the room has ${marks} marks.`);
      } finally {
        room.close();
      }
      return passphrase;
    } catch (error) {
      if (!(error instanceof RoomLocked)) throw error;
    }
  }
  throw new Error('Neither the old nor the new passphrase opens the room.');
}

function expectSound(room: Room, job: Job): void {
  const { problems } = checkRoom(room);
  if (problems.length > 0) throw new Error(`After ${job}: ${problems.join(' ')}`);
}

function look(file: string, job: Job, said: string, safe: ReadonlySet<number>): void {
  const room = openRoom(file, { create: false, program: 'the torture' });
  try {
    expectSound(room, job);
    const version = room.db.pragma('user_version', { simple: true });
    if (version !== MIGRATIONS.length) throw new Error(`After ${job} the room has version ${version}.`);
    const names = room.db.prepare<[], string>('SELECT DISTINCT forename FROM elector').pluck().all();
    const electors = room.db.prepare<[], number>('SELECT COUNT(*) FROM elector').pluck().get();
    if (names.length !== 1 || electors !== ELECTORS)
      throw new Error(`After ${job}: ${electors} electors called ${names}.`);
    const imported = /^IMPORTED (\w+)$/m.exec(said)?.[1];
    if (imported !== undefined && names[0] !== imported)
      throw new Error(`The import of ${imported} was lost.`);
    if (job === 'migration') return;
    const marked = new Set(
      room.db.prepare<[], number>('SELECT number FROM elector WHERE voted_at IS NOT NULL').pluck().iterate(),
    );
    for (const number of safe)
      if (!marked.has(number)) throw new Error(`The mark of ${number} was lost after ${job}.`);
  } finally {
    room.close();
  }
}

/** Every file with a backup's name must be a whole backup. Gives how many there are. */
function backupsIn(folder: string): number {
  const names = readdirSync(folder).filter((name) => name.endsWith('.room-backup'));
  for (const name of names) {
    const { state, problem } = inspectBackup(join(folder, name), undefined);
    if (state !== 'good') throw new Error(`The backup ${name} is ${state}: ${problem}`);
  }
  return names.length;
}

function makeRoom(file: string): void {
  const room = openRoom(file, { create: true, program: 'the torture' });
  importRegister(room, {
    ...readRegisterFile(Buffer.from(registerOf('Ann')), POLLING_DAY),
    promises: ['P'],
    poll: { pollingDay: POLLING_DAY },
    acceptRefused: false,
    by: 'torture',
  });
  room.close();
}

const SECRET_MARKS = 50;

function makeSecretRoom(file: string, passphrase: string): void {
  makeRoom(file);
  const room = openRoom(file, { create: false, program: 'the torture' });
  markNumbers(room, { text: `1-${SECRET_MARKS}`, district: 'KA', by: 'torture' });
  room.setPassphrase(passphrase);
  room.close();
}

/** A room of the first version, with as many electors. */
function makeOldRoom(file: string): void {
  const room = openRoom(file, { create: true, program: 'the torture', migrations: MIGRATIONS.slice(0, 1) });
  room.change(() => {
    room.db.exec(
      "INSERT INTO street (id, district, name, walk_order, electors, promises, outstanding) VALUES (1, 'KA', 'High Street', 1, 4000, 4000, 4000)",
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
