import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { ownFolder } from '../../src-main/backup/backup-name.ts';
import { pickFolder } from '../../src-main/backup/backup-places.ts';
import { finishCopies } from '../../src-main/backup/change-passphrase.ts';
import { inspectBackup } from '../../src-main/backup/inspect-backup.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { settleIn } from '../../src-main/backup/room-place.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { openRoom, type Room } from '../../src-main/store/room.ts';
import { RoomLocked } from '../../src-main/store/room-key.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';

/** Jobs that work on a room together with its backups. */
export const COPY_JOBS = ['copies', 'destroy', 'restore'] as const;
export type CopyJob = (typeof COPY_JOBS)[number];

export const isCopyJob = (job: string): job is CopyJob => COPY_JOBS.some((each) => each === job);

const MARKS = 20;
const SECRET = 'the passphrase of the copies';

/** A room with backups beside it and on a stick, put back as it was before each kill. */
export class RoomWithCopies {
  readonly file: string;
  readonly #place: string;
  readonly #kept: string;

  private constructor(folder: string) {
    this.#place = join(folder, 'with-copies');
    this.#kept = join(folder, 'with-copies-kept');
    this.file = join(this.#place, 'laptop', 'day.room');
  }

  /** `makeRoom` makes a plain room with a register in it. */
  static async make(folder: string, makeRoom: (file: string) => void): Promise<RoomWithCopies> {
    const made = new RoomWithCopies(folder);
    const stick = join(made.#place, 'stick');
    for (const each of [dirname(made.file), stick]) mkdirSync(each, { recursive: true });
    makeRoom(made.file);
    const room = openRoom(made.file, { create: false, program: 'the torture' });
    settleIn(room);
    pickFolder(room, stick);
    for (const place of [ownFolder(made.file), stick]) await makeBackup(room, place);
    markNumbers(room, { text: `1-${MARKS}`, district: 'KA', by: 'torture' });
    room.close();
    cpSync(made.#place, made.#kept, { recursive: true });
    return made;
  }

  /** Puts everything back. Gives what the worker needs to know besides the room. */
  putBack(job: CopyJob): string {
    rmSync(this.#place, { recursive: true, force: true });
    cpSync(this.#kept, this.#place, { recursive: true });
    return job === 'copies' ? SECRET : (this.#backups()[0] ?? '');
  }

  #backups(): string[] {
    return [ownFolder(this.file), join(this.#place, 'stick')]
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
      .filter((file) => file.endsWith('.room-backup'));
  }

  /** @throws Error when anything is lost or half done after a start of the program. */
  async look(job: CopyJob, said: string): Promise<void> {
    if (job === 'destroy') await this.#lookAtDestroyed(said);
    else if (job === 'restore') this.#lookAtRestored();
    else await this.#lookAtCopies(said);
  }

  async #lookAtDestroyed(said: string): Promise<void> {
    const door = RoomDoor.open(this.file, { create: false, program: 'the torture' });
    const certificate = await door.certificate();
    const backups = this.#backups();
    if (certificate === null) {
      if (said.includes('DESTROYED')) throw new Error('The room was destroyed, and is there.');
      expectMarks(door.room, 'destroy');
      if (backups.length !== 2)
        throw new Error(`Not begun to be destroyed, it has ${backups.length} backups.`);
      for (const file of backups) expectGood(inspectBackup(file, undefined), file);
    } else if (existsSync(this.file) || backups.length > 0 || certificate.includes('NOT removed')) {
      throw new Error(`Destroyed, it left ${[...backups, this.file].join(', ')}: ${certificate}`);
    }
    door.close();
    const left = readdirSync(dirname(this.file));
    if (certificate !== null && left.length > 0) throw new Error(`Destroyed, it left ${left.join(', ')}.`);
  }

  #lookAtRestored(): void {
    const door = RoomDoor.open(this.file, { create: false, program: 'the torture' });
    expectMarks(door.room, 'restore');
    const strange = readdirSync(dirname(this.file)).filter(
      (name) =>
        !/^day\.room(?:-wal|-shm|-lock|\.lock.*)?$|^day before restore .*\.room$/.test(name) &&
        name !== basename(ownFolder(this.file)),
    );
    door.close();
    if (strange.length > 0) throw new Error(`After a restore there is ${strange.join(', ')}.`);
  }

  async #lookAtCopies(said: string): Promise<void> {
    const room = this.#openedWithEither(said);
    const left = await finishCopies(room);
    expectMarks(room, 'copies');
    const backups = this.#backups();
    if (left.length > 0 || backups.length !== 2)
      throw new Error(`Copies are as they were: ${left.join(', ')}.`);
    for (const file of backups) {
      const content = inspectBackup(file, room.key);
      expectGood(content, file);
      if (content.isEncrypted !== room.isEncrypted) throw new Error(`${file} has not the room's passphrase.`);
    }
    room.close();
  }

  #openedWithEither(said: string): Room {
    const how = { create: false, program: 'the torture' };
    try {
      return openRoom(this.file, { ...how, key: { passphrase: SECRET } });
    } catch (error) {
      if (!(error instanceof RoomLocked) || said.includes('SET')) throw error;
      return openRoom(this.file, how);
    }
  }
}

function expectGood({ state, problem }: { state: string; problem: string }, file: string): void {
  if (state !== 'good') throw new Error(`The backup ${file} is ${state}: ${problem}`);
}

function expectMarks(room: Room, job: CopyJob): void {
  const { problems } = checkRoom(room);
  if (problems.length > 0) throw new Error(`After ${job}: ${problems.join(' ')}`);
  const marks = room.db.prepare<[], number>('SELECT COUNT(voted_at) FROM elector').pluck().get();
  if (marks !== MARKS) throw new Error(`After ${job} the room has ${marks} marks of ${MARKS}.`);
}
