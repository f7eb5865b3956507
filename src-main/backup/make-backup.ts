import { lstatSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { say } from '../../src-shared/message.ts';
import { explainFault } from '../store/faults.ts';
import { moveFlushed } from '../store/file/write-file.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { roomIds } from '../store/room-ids.ts';
import { backupName, MOST_NUMBER, ownFolder, spareFolder, superfluous, WAITING } from './backup-name.ts';
import {
  backupFiles,
  isThere,
  knownFolders,
  namedFor,
  newestFirst,
  unfinishedBackups,
} from './backup-places.ts';
import { type BackupContent, inspectBackup } from './inspect-backup.ts';
import { judgeOf } from './whose-copy.ts';

/** A backup that was made and verified. */
export type MadeBackup = BackupContent & { file: string };

/**
 * Copies the room into a folder: under a temporary name, then verified, then renamed, so that a file with a backup's
 * name is always complete. Then deletes old backups of the same file.
 * @throws Refusal if the disk refuses or the copy is not sound; all earlier backups stay then.
 */
export async function makeBackup(room: Room, folder: string, at = new Date()): Promise<MadeBackup> {
  // A backup must not contain half an import.
  await room.settled();
  if (room.readOnly && folder === ownFolder(room.file)) throw new Refusal(room.readOnly.sentence);
  const { file: id, earlier } = roomIds(room);
  const ids = [id, ...earlier];
  const made = namedFor(room.file, ids, backupFiles([...new Set([...knownFolders(room), folder])]));
  // A file that somebody has named with the largest number must not stop the next backup.
  const numbers = made.map((backup) => backup.number).filter((each) => each < MOST_NUMBER);
  const number = Math.max(0, ...numbers) + 1;
  const name = backupName(room.file, at, number, id);
  const waiting = join(folder, `${name}${WAITING}`);
  const file = join(folder, name);
  ensureFolder(room, folder);
  try {
    for (const each of unfinishedBackups(ids, folder)) rmSync(each, { force: true });
    room.copyTo(waiting);
    const content = inspectBackup(waiting, room.key);
    if (content.state !== 'good')
      throw new Refusal(
        say('The copy in {{folder}} is not sound: {{problem}}', { folder, problem: content.problem }),
      );
    moveFlushed(waiting, file);
    thinOut(room, ids, folder, file);
    return { ...content, file };
  } catch (error) {
    rmSync(waiting, { force: true });
    throw explainFault(error, say('the backup in {{folder}}', { folder: basename(folder) || folder }));
  }
}

/**
 * Creates only the room's own folder and the spare one. Where a stick was pulled out, or a link is broken, a new
 * folder of the same name would fill the laptop's disk.
 */
function ensureFolder(room: Room, folder: string): void {
  if (isThere(folder)) return;
  const isOwn = folder === ownFolder(room.file) || folder === spareFolder();
  if (!isOwn || lstatSync(folder, { throwIfNoEntry: false })) {
    throw new Refusal(
      say('The folder {{folder}} is not there: plug the USB stick back in, or pick another folder.', {
        folder,
      }),
    );
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explainFault(error, basename(folder));
  }
}

/** Deletes what is superfluous among a file's own backups in a folder, but never the one just made. */
function thinOut(room: Room, ids: readonly string[], folder: string, made: string): void {
  if (room.readOnly) return;
  const named = namedFor(room.file, ids, backupFiles([folder])).filter(({ id }) => id !== null);
  const old = superfluous(named.sort(newestFirst)).filter(({ file }) => file !== made);
  if (old.length === 0) return;
  const whose = judgeOf(room);
  for (const { file } of old) if (whose(file) === 'ours') rmSync(file, { force: true });
}
