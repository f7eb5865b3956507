import { homedir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';

export const BACKUP_ENDING = '.room-backup';
/** The end of a backup's name while it is being written, or if that was never finished. */
export const WAITING = '.part';

/** How much of a file's id is in the names of its backups. */
const SHORT = 12;

/** The information in the name of a backup. Only what is in the file itself is certain. */
export type BackupName = {
  /** Name of the room's file, without its ending. */
  room: string;
  /** Milliseconds since 1970, by the computer's clock. */
  madeAt: number;
  /**
   * Counts the backups of a room, so that the newer one is known without a clock; 0 for a backup of an older version.
   */
  number: number;
  /** Start of the id of the file that was backed up; null for a backup of an older version. */
  id: string | null;
};

/** The name of a room without its ending: `day` for `/home/gwen/day.room`. */
export function roomName(file: string): string {
  return basename(file, extname(file));
}

/** The default folder, beside the room. */
export function ownFolder(roomFile: string): string {
  return join(dirname(resolve(roomFile)), `Backups of ${roomName(roomFile)}`);
}

/** Where backups go if neither the room's folder nor the chosen one can be written to. */
export function spareFolder(): string {
  return join(homedir(), 'Committee Room backups');
}

/** The part of a file's id that is in the names of its backups. */
export function shortId(fileId: string): string {
  return fileId.slice(0, SHORT);
}

/** `2026-05-07 14-05-09` in local time: these names sort by time, and every system accepts them. */
export function stamp(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('-')}`;
}

/** `day 2026-05-07 14-05-09 0042-3f9ac01b77de.room-backup`. */
export function backupName(file: string, at: Date, number: number, fileId: string): string {
  const count = String(number).padStart(4, '0');
  return `${roomName(file)} ${stamp(at)} ${count}-${shortId(fileId)}${BACKUP_ENDING}`;
}

/** The largest number that fits into the name of a backup. */
export const MOST_NUMBER = 999_999_999;

const NAME =
  /^(.+) (\d{4})-(\d\d)-(\d\d) (\d\d)-(\d\d)-(\d\d)(?: \(\d+\))?(?: (\d{4,9})-([0-9a-f]{12}))?\.room-backup$/;

/** Reads the name of a backup; null for any other file. */
export function readBackupName(name: string): BackupName | null {
  const parts = NAME.exec(name);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(2, 8).map(Number);
  return {
    room: parts[1] ?? '',
    madeAt: new Date(year, month - 1, day, hour, minute, second).getTime(),
    number: Number(parts[8] ?? 0),
    id: parts[9] ?? null,
  };
}

const HOUR = 60 * 60_000;
const NEWEST = 12;
const HOURS = 24;

/**
 * Which backups to delete, from a list with the newest first: the newest twelve stay, then the last of each hour for
 * up to 24 hours. The clock only decides where an hour ends, so it may be wrong or jump.
 */
export function superfluous<Made extends { madeAt: number }>(newestFirst: readonly Made[]): Made[] {
  let kept = 0;
  let last: number | null = null;
  return newestFirst.filter(({ madeAt }, place) => {
    if (place < NEWEST) return false;
    const hour = Math.floor(madeAt / HOUR);
    if (hour === last || kept === HOURS) return true;
    last = hour;
    kept += 1;
    return false;
  });
}
