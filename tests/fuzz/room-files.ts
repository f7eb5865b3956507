import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { contextOf } from '../../src-main/api/context.ts';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { sealCopy } from '../../src-main/store/file/page-checksums.ts';
import { removeRoomFiles } from '../../src-main/store/file/room-file.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { APPLICATION_ID } from '../../src-main/store/schema.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { ask, type Call } from './calls.ts';
import { damaged } from './mutate.ts';
import { importBytes, SAMPLE } from './rooms.ts';
import { must, type Target, unlessRefused } from './target.ts';

const WORDS = [
  ...[
    'SQLite format 3\0',
    'CRoo',
    'CREATE TABLE ',
    'CREATE TRIGGER x AFTER UPDATE ON elector BEGIN DELETE FROM journal; END',
    'journal',
  ],
  ...[
    'elector',
    'street',
    'sqlite_master',
    'WITHOUT ROWID',
    '\0\0\0\0',
    'KA',
    '\x0d',
    '\x05',
    '\x0a',
    '\x02',
  ],
  Buffer.from([0xff, 0xff, 0xff, 0xff]),
  Buffer.from([0x10, 0x00]),
  Buffer.from([0x81, 0x80, 0x80, 0x00]),
];

/** The first queries of the screens, and a mark. */
const USES = [
  { path: 'room.summary', input: undefined },
  { path: 'turnout.board', input: { by: 'street' } },
  { path: 'turnout.stations', input: undefined },
  { path: 'turnout.recent', input: { limit: 20 } },
  { path: 'sheets.next', input: { byWalk: false } },
  { path: 'electors.search', input: { text: 'evans', limit: 20 } },
  { path: 'electors.card', input: { id: 1 } },
  { path: 'journal.read', input: { kind: 'all', text: '', hour: null, before: null, limit: 50 } },
  { path: 'register.poll', input: undefined },
  { path: 'register.questions', input: undefined },
  { path: 'sheets.streets', input: undefined },
  {
    path: 'turnout.mark',
    input: { text: 'KA-7, KA-8', by: 'a fuzzing run', commandId: '0e5d39bb-6f2f-4e1a-9a53-3a3cf6a0a4c1' },
  },
];

/** Where a room file’s head says what it is: page size, versions, sizes, schema, encoding, our own mark. */
const head = fc.array(fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 });

export const roomFiles: Target = {
  name: 'room-files',
  holds:
    'a damaged room file is refused, or opens and every use of it succeeds or is refused; a file that is not a room is never written to',
  runsPerSeed: 100,
  property(folder) {
    const sound = soundRoom(folder);
    const bytes = fc.oneof(
      { weight: 3, arbitrary: damaged([sound], WORDS, 6) },
      {
        weight: 1,
        arbitrary: head.map((changes) => {
          const copy = Buffer.from(sound);
          for (const [at, to] of changes) copy[at] = to;
          return copy;
        }),
      },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((random) => Buffer.from(random)) },
    );
    const file = join(folder, 'damaged.room');
    return fc.asyncProperty(bytes, fc.boolean(), (content, isMeant) =>
      tryFile(file, isMeant ? sealed(file, content) : content),
    );
  },
};

/** The same file with matching checksums, if SQLite can write them: as if a program had damaged it, not a disk. */
function sealed(file: string, content: Buffer): Buffer {
  removeRoomFiles(file);
  writeFileSync(file, content);
  try {
    sealCopy(file);
  } catch (error) {
    // SQLite already finds it damaged.
    if (!(error instanceof Sqlite.SqliteError)) throw error;
  }
  const meant = readFileSync(file);
  removeRoomFiles(file);
  return meant;
}

/** Opens an unknown file, uses it as a room, and checks what must hold. */
export async function tryFile(file: string, content: Buffer, uses: readonly Call[] = []): Promise<void> {
  removeRoomFiles(file);
  writeFileSync(file, content);
  const isOurs =
    content.toString('latin1', 0, 16) === 'SQLite format 3\0' &&
    content.length >= 100 &&
    content.readUInt32BE(68) === APPLICATION_ID;
  const room = unlessRefused(() => openRoom(file, { create: false, program: 'a fuzzing run' }));
  if (!room) {
    must(!existsSync(`${file}.lock`), 'a refused file is left without a lock');
    if (!isOurs) must(readFileSync(file).equals(content), 'what is not a room is not written to');
    return;
  }
  try {
    must(isOurs, 'only a room is opened');
    const { ok, problems } = checkRoom(room);
    must(ok || problems.length > 0, 'damage is reported');
    const context = contextOf(RoomDoor.of(room));
    for (const call of [...USES, ...uses]) await ask(context, call);
  } finally {
    room.close();
  }
}

/** The bytes of a small room with marks in it, properly closed. */
export function soundRoom(folder: string): Buffer {
  const file = join(folder, 'sound.room');
  if (readdirSync(folder).includes('sound.room')) return readFileSync(file);
  const room = openRoom(file, { create: true, program: 'a fuzzing run' });
  importBytes(room, SAMPLE);
  markNumbers(room, { text: 'KA-1, KA-2, KA-3', by: 'a fuzzing run' });
  room.close();
  return readFileSync(file);
}
