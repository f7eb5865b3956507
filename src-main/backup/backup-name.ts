import { basename, extname } from 'node:path';

export const BACKUP_ENDING = '.room-backup';
/** Of a backup that is being written, or that nobody lived to finish. */
export const WAITING = '.part';

/** The name of a room without its ending: `day` of `/home/gwen/day.room`. */
export function roomName(file: string): string {
  return basename(file, extname(file));
}

/** `2026-05-07 14-05-09` in local time: names sort as they were made, and every system takes them. */
export function stamp(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('-')}`;
}

/** `day 2026-05-07 14-05-09.room-backup`; a number follows when the clock was put back and the name is taken. */
export function backupName(file: string, at: Date, isTaken: (name: string) => boolean): string {
  const name = `${roomName(file)} ${stamp(at)}`;
  let number = 1;
  let full = `${name}${BACKUP_ENDING}`;
  while (isTaken(full)) {
    number += 1;
    full = `${name} (${number})${BACKUP_ENDING}`;
  }
  return full;
}

/** When a backup of this room was made, by its name, milliseconds since 1970; null for any other file. */
export function madeAt(file: string, name: string): number | null {
  const start = `${roomName(file)} `;
  if (!name.startsWith(start) || !name.endsWith(BACKUP_ENDING)) return null;
  const parts = /^(\d{4})-(\d\d)-(\d\d) (\d\d)-(\d\d)-(\d\d)(?: \(\d+\))?$/.exec(
    name.slice(start.length, -BACKUP_ENDING.length),
  );
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  return new Date(year, month - 1, day, hour, minute, second).getTime();
}

const HOUR = 60 * 60_000;
const NEWEST = 12;
const HOURS = 24;

/**
 * Which backups to let go of: the newest twelve stay, then the last of each hour back to a day. `times` in
 * milliseconds since 1970, in any order.
 */
export function superfluous(times: readonly number[]): number[] {
  const sorted = times.toSorted((a, b) => b - a);
  const hours = new Set<number>();
  return sorted.filter((time, place) => {
    if (place < NEWEST) return false;
    const hour = Math.floor(time / HOUR);
    if (hours.has(hour) || hours.size >= HOURS) return true;
    hours.add(hour);
    return false;
  });
}
