import type { PlacedDoor } from './street-names.ts';

/**
 * Doors of one building in a district are on one street. Some lines leave its street out (`7 Mill Court`, `Littleton`), others name
 * one (`8 Mill Court`, `High Street`): where both have the same postcode, the greater number decides whether the
 * building is on that street or is a street itself.
 */
export function keepBlocksTogether(doors: readonly PlacedDoor[]): void {
  const buildings = new Map<string, PlacedDoor[]>();
  for (const door of doors) {
    if (!door.block) continue;
    const key = `${door.block.name.key}\n${door.postcode}`;
    const others = buildings.get(key);
    if (others) others.push(door);
    else buildings.set(key, [door]);
  }
  for (const building of buildings.values()) settle(building);
}

function settle(building: readonly PlacedDoor[]): void {
  const onStreet = building.filter(({ street, block }) => street !== block?.name);
  const [first] = onStreet;
  if (!first || onStreet.length === building.length) return;
  const isStreet = onStreet.length * 2 < building.length;
  for (const door of building) {
    const { block, street } = door;
    if (!block) continue;
    if (isStreet && street !== block.name)
      Object.assign(door, { street: block.name, house: block.house, flat: block.alone });
    else if (!isStreet && street === block.name)
      Object.assign(door, { street: first.street, house: first.house, flat: block.inside });
  }
}
