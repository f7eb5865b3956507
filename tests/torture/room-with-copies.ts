import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ownFolder } from '../../src-main/backup/backup-name.ts';
import { pickFolder } from '../../src-main/backup/backup-places.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { settleIn } from '../../src-main/backup/room-place.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { expectSound, makeRoom, markedIn, openTortured } from './electors.ts';

const MARKS = 20;

/** A plain room with backups beside it and on a stick, put back as it was before each kill. */
export class RoomWithCopies {
  readonly file: string;
  readonly stick: string;
  readonly #place: string;
  readonly #kept: string;

  private constructor(folder: string) {
    this.#place = join(folder, 'now');
    this.#kept = join(folder, 'kept');
    this.file = join(this.#place, 'laptop', 'day.room');
    this.stick = join(this.#place, 'stick');
  }

  static async make(folder: string): Promise<RoomWithCopies> {
    const made = new RoomWithCopies(folder);
    for (const each of [dirname(made.file), made.stick]) mkdirSync(each, { recursive: true });
    makeRoom(made.file);
    const room = openTortured(made.file);
    settleIn(room);
    pickFolder(room, made.stick);
    for (const place of [ownFolder(made.file), made.stick]) await makeBackup(room, place);
    markNumbers(room, { text: `1-${MARKS}`, district: 'KA', by: 'torture' });
    room.close();
    cpSync(made.#place, made.#kept, { recursive: true });
    return made;
  }

  putBack(): void {
    rmSync(this.#place, { recursive: true, force: true });
    cpSync(this.#kept, this.#place, { recursive: true });
  }

  backups(): string[] {
    return [ownFolder(this.file), this.stick]
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
      .filter((file) => file.endsWith('.room-backup'));
  }
}

/** @throws Error if the room that was put back is not sound, or has other marks than its own. */
export function expectWhole(room: Room, after: string): void {
  expectSound(room, after);
  const marks = markedIn(room).size;
  if (marks !== MARKS) throw new Error(`After ${after} the room has ${marks} marks of ${MARKS}.`);
}
