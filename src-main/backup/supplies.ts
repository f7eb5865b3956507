import { readdir, readFile, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The battery that the computer runs on. */
export type Battery = { percent: number; discharging: boolean };

/** The disk with the room, in bytes: how much is free, and how large the room is. */
export type DiskSpace = { free: number; room: number };

const POWER_SUPPLIES = '/sys/class/power_supply';

/** The computer's battery as Linux reports it; null if there is none, or on another system. */
export async function systemBattery(folder = POWER_SUPPLIES): Promise<Battery | null> {
  const names = await readdir(folder).catch(() => []);
  const read = (name: string, what: string) =>
    readFile(join(folder, name, what), 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  const all = await Promise.all(
    names.map(async (name) => {
      const [type, scope, capacity, status] = await Promise.all(
        ['type', 'scope', 'capacity', 'status'].map((what) => read(name, what)),
      );
      // The battery of a mouse or a keyboard has the scope "Device".
      const isOurs = type === 'Battery' && scope !== 'Device' && /^\d+$/.test(capacity ?? '');
      return isOurs ? [{ percent: Number(capacity), status }] : [];
    }),
  );
  const batteries = all.flat();
  if (batteries.length === 0) return null;
  return {
    // A laptop with two batteries uses up one after the other.
    percent: Math.max(...batteries.map(({ percent }) => percent)),
    discharging: batteries.some(({ status }) => status === 'Discharging'),
  };
}

/** The space on a room's disk; null if the system does not say. */
export async function diskSpace(roomFile: string): Promise<DiskSpace | null> {
  try {
    const [{ bavail, bsize }, { size }] = await Promise.all([statfs(dirname(roomFile)), stat(roomFile)]);
    return { free: bavail * bsize, room: size };
  } catch {
    // A missing file is another danger, reported on its own.
    return null;
  }
}

const MB = 1_000_000;
/** A danger ends only beyond the limit times this factor; otherwise it would come and go at the limit. */
const OVER = 1.25;

/** Whether the disk is nearly full; `was` says whether it was before. */
export function isNearlyFull({ free, room }: DiskSpace, was: boolean): boolean {
  return free < Math.max(200 * MB, 2 * room) * (was ? OVER : 1);
}

/** Whether the battery is nearly empty and not charging; `was` says whether it was before. */
export function isNearlyEmpty({ percent, discharging }: Battery, was: boolean): boolean {
  return discharging && percent < 10 * (was ? OVER : 1);
}
