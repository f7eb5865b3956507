import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { explainFault } from '../store/faults.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { moveWhole } from '../store/write-file.ts';
import { backupName, madeAt, superfluous, WAITING } from './backup-name.ts';
import { ownFolder, unfinishedBackups } from './backup-places.ts';
import { type BackupContent, inspectBackup } from './inspect-backup.ts';

/** A backup that was made and verified. */
export type MadeBackup = BackupContent & { file: string };

/**
 * Copies the room into a folder: under another name first, verified, and only then under
 * its own, so that what has that name is whole. Older backups of the same room are thinned out.
 * @throws Refusal when the disk refuses or the copy is not sound; every backup that was there stays then.
 */
export async function makeBackup(room: Room, folder: string, at = new Date()): Promise<MadeBackup> {
  // What is half imported must not be in a backup.
  await room.settled();
  const name = backupName(room.file, at, (each) => existsSync(join(folder, each)));
  const waiting = join(folder, `${name}${WAITING}`);
  const file = join(folder, name);
  try {
    // Only its own: where a stick was pulled out, a folder of the same name would fill the laptop's disk.
    if (folder === ownFolder(room.file)) mkdirSync(folder, { recursive: true });
    else if (!existsSync(folder)) {
      throw new Refusal(`The folder ${folder} is not there: put the stick in again, or pick another folder.`);
    }
    for (const each of unfinishedBackups(room.file, folder)) rmSync(each, { force: true });
    room.copyTo(waiting);
    const content = inspectBackup(waiting, room.key);
    if (content.state !== 'good') throw new Refusal(`The copy in ${folder} is not sound: ${content.problem}`);
    moveWhole(waiting, file);
    thinOut(room.file, folder);
    return { ...content, file };
  } catch (error) {
    rmSync(waiting, { force: true });
    throw explainFault(error, `The backup in ${basename(folder) || folder}`);
  }
}

function thinOut(room: string, folder: string): void {
  const backups = readdirSync(folder).flatMap((name) => {
    const time = madeAt(room, name);
    return time === null ? [] : [{ name, time }];
  });
  const old = new Set(superfluous(backups.map(({ time }) => time)));
  for (const { name, time } of backups) if (old.has(time)) rmSync(join(folder, name), { force: true });
}
