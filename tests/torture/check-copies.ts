import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { ownFolder } from '../../src-main/backup/backup-name.ts';
import { inspectBackup } from '../../src-main/backup/inspect-backup.ts';
import { english } from '../../src-shared/message.ts';
import { expectWhole, type RoomWithCopies } from './room-with-copies.ts';

/**
 * Starts the program after a destruction. @throws Error if it was not finished, or removed what it had not begun to.
 */
export async function checkDestroyed(copies: RoomWithCopies, output: string): Promise<void> {
  const { file } = copies;
  const door = RoomDoor.open(file, { create: false, program: 'the torture' });
  const certificate = await door.certificate();
  const backups = copies.backups();
  if (certificate === null) {
    if (output.includes('DESTROYED')) throw new Error('The room was destroyed, but still exists.');
    expectWhole(door.room, 'destroy');
    if (backups.length !== 2)
      throw new Error(`The destruction had not begun, but the room has ${backups.length} backups.`);
    for (const each of backups) expectGood(each);
  } else if (existsSync(file) || backups.length > 0 || certificate.includes('NOT removed')) {
    throw new Error(`Destroyed, it left ${[...backups, file].join(', ')}: ${certificate}`);
  }
  door.close();
  const left = readdirSync(dirname(file));
  if (certificate !== null && left.length > 0) throw new Error(`Destroyed, it left ${left.join(', ')}.`);
}

/** Starts the program after a restore. @throws Error if the room is not whole, or something was left behind. */
export function checkRestored({ file }: RoomWithCopies): void {
  const door = RoomDoor.open(file, { create: false, program: 'the torture' });
  expectWhole(door.room, 'restore');
  const unexpected = readdirSync(dirname(file)).filter(
    (name) =>
      !/^day\.room(?:-wal|-shm|-lock|\.lock.*)?$|^day before restore .*\.room$/.test(name) &&
      name !== basename(ownFolder(file)),
  );
  door.close();
  if (unexpected.length > 0) throw new Error(`After a restore there is ${unexpected.join(', ')}.`);
}

function expectGood(file: string): void {
  const { state, problem } = inspectBackup(file, undefined);
  if (problem) throw new Error(`The backup ${file} is ${state}: ${english(problem)}`);
}
