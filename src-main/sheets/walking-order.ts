const natural = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' });

/** A door in its street: `house` is its number there, `flat` whatever else names it. */
export type DoorName = { house: string; flat: string };

/**
 * The order of a street's doors as they are walked: house numbers as numbers (2, 4, 4A, 10), flats in order inside
 * a house, houses that have only a name last, by name.
 */
export function inWalkingOrder(one: DoorName, other: DoorName): number {
  if ((one.house === '') !== (other.house === '')) return one.house === '' ? 1 : -1;
  return natural.compare(one.house, other.house) || natural.compare(one.flat, other.flat);
}

/** What the runner looks for: `14`, `Flat 3, 14`, `Rose Cottage`. */
export function doorLabel({ house, flat }: DoorName): string {
  return [flat, house].filter(Boolean).join(', ') || 'No number';
}

/** Names in the order people look them up: `High Street 2` before `High Street 10`, accents and case aside. */
export const byName = natural.compare;
