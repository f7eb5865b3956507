import { z } from 'zod';
import type { Have } from '../journal/merge.ts';
import { AGAIN } from '../store/journal/journal.ts';
import { devices } from '../store/laptops/device.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { storedOrNull } from '../store/stored-json.ts';

/** By laptop: the last entry of each device up to which it has all. */
const OTHERS = z.record(z.string(), z.record(z.string(), z.number()));

const sql = prepared((db) => ({
  after: db
    .prepare<[number, number], number>(
      `SELECT COUNT(*) FROM journal WHERE device = ? AND n > ? AND kind <> '${AGAIN}'`,
    )
    .pluck(),
}));

/** Notes which entries another laptop says it has. Those it had once it keeps. Call it inside `room.change`. */
export function noteHave(room: Room, laptop: string, have: Have): void {
  const all = readAll(room);
  const before = all[laptop] ?? {};
  const now = Object.entries(have).map(([device, ends]) => {
    // Several ends are of a file that was copied and used twice: only what is before both is certain.
    const upTo = ends.length === 0 ? 0 : Math.min(...ends.map(({ n }) => n));
    return [device, Math.max(upTo, before[device] ?? 0)] as const;
  });
  const after = { ...before, ...Object.fromEntries(now) };
  writeSetting(room, 'others_have', JSON.stringify({ ...all, [laptop]: after }));
}

function readAll(room: Room): z.output<typeof OTHERS> {
  return storedOrNull(readSetting(room, 'others_have'), OTHERS) ?? {};
}

/** How many entries of this room none of these other laptops is known to have. A laptop has what it wrote itself. */
export function countNotElsewhere(room: Room, laptops: readonly string[]): number {
  const all = readAll(room);
  return devices(room.db).reduce((sum, { number, id }) => {
    if (laptops.includes(id)) return sum;
    const known = Math.max(0, ...laptops.map((laptop) => all[laptop]?.[id] ?? 0));
    return sum + (sql(room.db).after.get(number, known) ?? 0);
  }, 0);
}
