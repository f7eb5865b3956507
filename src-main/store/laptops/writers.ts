import type { Room } from '../room.ts';
import { readSetting } from '../settings.ts';
import { devices } from './device.ts';
import { laptopsEver } from './laptops.ts';

/** Which laptop wrote an entry, as people call it. */
export type Writer = { letter: string; name: string };

/**
 * The other laptops that have written entries of this room, by the number of their device; also those that were taken off
 * the list. What was written before any laptop had a name is this room's own.
 */
export function otherWriters(room: Room): ReadonlyMap<number, Writer> {
  const own = readSetting(room, 'device_id');
  const named = new Map(laptopsEver(room.db).map((laptop) => [laptop.device, laptop]));
  return new Map(
    devices(room.db).flatMap(({ number, id }) => {
      const laptop = id === own ? undefined : named.get(id);
      return laptop ? [[number, { letter: laptop.letter, name: laptop.name }] as const] : [];
    }),
  );
}
