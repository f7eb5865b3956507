import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ownFolder } from '../../src-main/backup/backup-name.ts';
import { readBackups } from '../../src-main/backup/backup-places.ts';
import { finishCopies } from '../../src-main/backup/change-passphrase.ts';
import { filesOf } from '../../src-main/backup/destroy-room.ts';
import { backupsOf } from '../../src-main/backup/room-copies.ts';
import { settle } from '../../src-main/backup/settle.ts';
import { judgeOf } from '../../src-main/backup/whose-copy.ts';
import { isNoRoomYet } from '../../src-main/store/file/room-file.ts';
import type { Room } from '../../src-main/store/room.ts';
import { RoomLocked } from '../../src-main/store/room-key.ts';
import type { Case } from './case.ts';
import { openTortured } from './electors.ts';
import { expectWhole, RoomWithCopies } from './room-with-copies.ts';
import { RandomKills } from './running-worker.ts';

/** A room's passphrase, null for none. */
type Passphrase = string | null;

/** Set, changed, changed again before anything was finished, and removed. */
const CHANGES: readonly Passphrase[] = [
  'the first of three',
  'the second of three',
  'the third of three',
  null,
];

/** The program is killed while the passphrase of a room and its backups changes, several times one after another. */
export const passphrases: Case = {
  name: 'passphrases',
  option: 'passphrases',
  defaultTimes: 100,
  finding:
    'The old or the new passphrase opened each room, and nothing else; every plain copy was recognised, and each copy got the passphrase afterwards.',
  async run(folder, times, random, onProgress) {
    const copies = await RoomWithCopies.make(folder);
    const randomKills = new RandomKills(random);
    const counts = {
      kills: 0,
      'rooms that had the new passphrase': 0,
      'rooms that still had the old one': 0,
      'plain copies of a room with a passphrase': 0,
      'copies with a former passphrase': 0,
    };
    while (counts.kills < times) {
      onProgress?.(counts.kills);
      copies.putBack();
      let now: Passphrase = null;
      for (const next of CHANGES) {
        const args = ['passphrase', copies.file, next ?? '', '1', ...(now === null ? [] : [now])];
        const { output, isKilled } = await randomKills.run(
          next === null ? 'no passphrase' : 'passphrase',
          args,
        );
        if (isKilled) counts.kills += 1;
        const opened = openWithEither(copies.file, now, next, output.includes('SET'));
        counts[
          opened.has === next ? 'rooms that had the new passphrase' : 'rooms that still had the old one'
        ] += 1;
        expectWhole(opened.room, 'passphrase');
        const listed = expectKnown(opened.room, copies);
        counts['plain copies of a room with a passphrase'] += listed.plain;
        counts['copies with a former passphrase'] += listed.locked;
        // Now and then the next change comes before this one is finished.
        if (random() < 0.5) await expectFinished(opened.room, copies);
        opened.room.close();
        now = opened.has;
      }
    }
    return { counts };
  },
};

/** Opens a room with one of two passphrases. @throws Error if neither or a wrong one opens it. */
function openWithEither(
  file: string,
  before: Passphrase,
  after: Passphrase,
  isSet: boolean,
): { room: Room; has: Passphrase } {
  for (const passphrase of isSet ? [after] : [after, before]) {
    const isPlain = isPlainFile(file);
    if (isPlain !== (passphrase === null)) continue;
    try {
      if (passphrase !== null) expectLocked(file);
      const room = openTortured(file, passphrase === null ? undefined : { passphrase });
      return { room, has: passphrase };
    } catch (error) {
      if (!(error instanceof RoomLocked)) throw error;
    }
  }
  throw new Error(`Neither ${before} nor ${after} opens the room.`);
}

function expectLocked(file: string): void {
  for (const key of [undefined, { passphrase: 'another passphrase' }]) {
    try {
      openTortured(file, key).close();
    } catch (error) {
      if (error instanceof RoomLocked) continue;
      throw error;
    }
    throw new Error('A room with a passphrase opened without it.');
  }
}

/** By its first bytes only. */
function isPlainFile(file: string): boolean {
  return readFileSync(file).subarray(0, 15).toString('latin1') === 'SQLite format 3';
}

/**
 * Checks the list of copies that the window shows. @throws Error if a copy is missing from it or wrong in it, or if
 * there is a file that the room does not know.
 */
function expectKnown(room: Room, copies: RoomWithCopies): { plain: number; locked: number } {
  const listed = readBackups(backupsOf(room), room.key, judgeOf(room));
  const there = copies.backups();
  if (listed.length !== 2 || listed.some(({ file }) => !there.includes(file)))
    throw new Error(`There are ${there.join(', ')}, but ${listed.length} are listed.`);
  for (const { file, state, isEncrypted, whose } of listed) {
    if (isEncrypted === isPlainFile(file))
      throw new Error(`${file} is listed as ${isEncrypted ? 'encrypted' : 'plain'}, but is not.`);
    if (whose !== 'ours') throw new Error(`${file} is listed as ${whose}.`);
    if (state === 'damaged' || (state === 'locked' && !isEncrypted)) throw new Error(`${file} is ${state}.`);
  }
  expectOnlyKnownFiles(room, copies);
  return {
    plain: room.isEncrypted ? listed.filter(({ isEncrypted }) => !isEncrypted).length : 0,
    locked: listed.filter(({ state }) => state === 'locked').length,
  };
}

/** Every file must belong to the open room, or be removed when that is destroyed. */
function expectOnlyKnownFiles(room: Room, { file, stick }: RoomWithCopies): void {
  const known = [...filesOf(room).files, ownFolder(file)];
  const unexpected = [dirname(file), ownFolder(file), stick]
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter(
      (each) => !known.includes(each) && !/^day\.room(?:-wal|-shm|-lock|\.lock)?$/.test(basename(each)),
    );
  if (unexpected.length > 0) throw new Error(`Nothing knows about ${unexpected.join(', ')}.`);
}

/** @throws Error if the copies do not get what the room has. */
async function expectFinished(room: Room, copies: RoomWithCopies): Promise<void> {
  settle(room);
  const left = await finishCopies(room);
  if (left.length > 0) throw new Error(`Copies were not changed: ${left.join(', ')}.`);
  // Copies keep a passphrase that was removed from their room: a plain room has no keys for them.
  if (!room.isEncrypted) return;
  for (const { file, state, isEncrypted } of readBackups(backupsOf(room), room.key, judgeOf(room)))
    if (state !== 'good' || !isEncrypted)
      throw new Error(`${file} does not have the room’s passphrase: ${state}.`);
  expectOnlyKnownFiles(room, copies);
  const parts = readdirSync(dirname(room.file)).filter((name) => name.endsWith('.part'));
  if (parts.some((name) => !isNoRoomYet(join(dirname(room.file), name))))
    throw new Error(`A start of the program leaves ${parts.join(', ')}.`);
}
