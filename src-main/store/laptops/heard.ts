import { z } from 'zod';
import type { Room } from '../room.ts';
import { readSetting, writeSetting } from '../settings.ts';
import { storedOrNull } from '../stored-json.ts';
import { thisDevice } from './device.ts';
import { type Laptop, laptops } from './laptops.ts';

/** A laptop and the time up to which its entries are in this room, in milliseconds since 1970; null if never heard. */
export type Heard = Laptop & {
  upTo: number | null;
  isThis: boolean;
  /** That time is still to come here, so its clock is ahead of this laptop's. */
  isAhead: boolean;
};

/** So much ahead a clock is of account. */
const AHEAD = 10 * 60_000;

const TIMES = z.record(z.string(), z.number());

/** The laptops of the room by their letters, and how fresh each is. */
export function heardUpTo(room: Room, now = Date.now()): Heard[] {
  const own = thisDevice(room).id;
  const times = storedOrNull(readSetting(room, 'heard_up_to'), TIMES) ?? {};
  return laptops(room.db).map((laptop) => {
    const isThis = laptop.device === own;
    const upTo = isThis ? now : (times[laptop.device] ?? null);
    return { ...laptop, upTo, isThis, isAhead: upTo !== null && upTo > now + AHEAD };
  });
}

/** The other laptops that enter into the room; none while it has only this one. What they have entered since is not here. */
export function otherLaptops(room: Room): Heard[] {
  return heardUpTo(room).filter(({ isThis, readsOnly }) => !isThis && !readsOnly);
}

/** Notes that devices were heard of up to these times, by their own clocks. Call it inside `room.change`. */
export function noteHeard(room: Room, heard: Readonly<Record<string, number>>): void {
  const times = storedOrNull(readSetting(room, 'heard_up_to'), TIMES) ?? {};
  const later = Object.entries(heard).filter(([device, at]) => at > (times[device] ?? 0));
  if (later.length === 0) return;
  writeSetting(room, 'heard_up_to', JSON.stringify({ ...times, ...Object.fromEntries(later) }));
}
