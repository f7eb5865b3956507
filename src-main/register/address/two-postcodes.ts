import { withoutGap } from './postcode.ts';
import type { PlacedDoor } from './street-names.ts';

/**
 * One house number with two postcodes is two doors, on two stretches of road that share a name: each gets its postcode
 * into its name, so that a runner can tell them apart. Give the doors of one street.
 */
export function tellApartByPostcode(street: readonly PlacedDoor[]): void {
  const postcodes = new Map<string, string>();
  const several = new Set<string>();
  for (const door of street) {
    if (door.postcode === '') continue;
    const key = keyOf(door);
    const known = postcodes.get(key);
    if (known === undefined) postcodes.set(key, door.postcode);
    else if (known !== door.postcode && withoutGap(known) !== withoutGap(door.postcode)) several.add(key);
  }
  if (several.size === 0) return;
  for (const door of street) {
    if (door.postcode === '' || !several.has(keyOf(door))) continue;
    door.flat = door.flat === '' ? door.postcode : `${door.flat}, ${door.postcode}`;
  }
}

function keyOf({ house, flat }: PlacedDoor): string {
  return flat === '' ? house : `${house}\n${flat.toUpperCase()}`;
}
