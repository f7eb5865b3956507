/** What splitting a row of doors needs to know about each: its walk, if it is in one, its street and its building. */
export type PlacedDoor = { walk?: number | null; street: number; house: string };

/** For a better place to cut, a part may usually be this much longer or shorter than its fair share. */
const LEEWAY = 0.2;

/** What the parts of a row of doors weigh. By default each door weighs the same, and a part may be a fifth longer. */
export type DoorWeights<Door> = {
  weightOf: (door: Door, index: number) => number;
  /** What is added if a part begins inside a street. */
  restart: number;
  /** What no part should weigh more than; below that, a better place to cut counts more than parts that are alike. */
  most: number;
};

/**
 * Where to cut a row of doors into so many parts of about the same weight. Cuts are between walks or streets if one is
 * near, otherwise between houses, and inside a block of flats only if there is no other place. Returns the index at
 * which each part after the first begins.
 */
export function fairCuts<Door extends PlacedDoor>(
  doors: readonly Door[],
  parts: number,
  weights?: DoorWeights<Door>,
): number[] {
  const { weightOf = () => 1, restart = 0, most = 0 } = weights ?? {};
  const before = [0];
  for (const [index, door] of doors.entries()) before.push((before[index] ?? 0) + weightOf(door, index));
  const weigh = (from: number, to: number) =>
    (before[to] ?? 0) -
    (before[from] ?? 0) +
    (kindOfCut(doors[from - 1], doors[from]) > BETWEEN_STREETS ? restart : 0);
  const cuts: number[] = [];
  for (let left = Math.min(parts, doors.length); left > 1; left -= 1) {
    const from = cuts.at(-1) ?? 0;
    const share = (weigh(from, doors.length) + (left - 1) * restart) / left;
    const limit = most > 0 ? Math.max(most, share) : share * (1 + LEEWAY);
    const places: { at: number; isFair: boolean; offBy: number; kind: number }[] = [];
    // Every later part gets a door.
    for (let at = from + 1; at <= doors.length - (left - 1); at += 1) {
      const here = weigh(from, at);
      if (here > limit && places.length > 0) break;
      const later = (weigh(at, doors.length) + (left - 2) * restart) / (left - 1);
      const isFair = Math.max(here, later) <= limit && (most > 0 || here >= share * (1 - LEEWAY));
      places.push({ at, isFair, offBy: Math.abs(here - share), kind: kindOfCut(doors[at - 1], doors[at]) });
    }
    // Of two that are as near, the later.
    const byDistance = places.toReversed().sort((a, b) => a.offBy - b.offBy);
    const [best = byDistance[0]] = byDistance.filter(({ isFair }) => isFair).sort((a, b) => a.kind - b.kind);
    if (best) cuts.push(best.at);
  }
  return cuts;
}

const BETWEEN_WALKS = 0;
const BETWEEN_STREETS = 1;
const BETWEEN_HOUSES = 2;
const INSIDE = 3;

function kindOfCut(before: PlacedDoor | undefined, after: PlacedDoor | undefined): number {
  if (before === undefined || (before.walk ?? null) !== (after?.walk ?? null)) return BETWEEN_WALKS;
  if (before.street !== after?.street) return BETWEEN_STREETS;
  return before.house !== after.house || after.house === '' ? BETWEEN_HOUSES : INSIDE;
}

/**
 * Groups neighbours in one district up to `most` together; anything larger is a group of its own. Returns the groups
 * in order.
 */
export function neighboursUpTo<Street extends { district: string }>(
  streets: readonly Street[],
  most: number,
  sizeOf: (street: Street) => number,
): Street[][] {
  const groups: Street[][] = [];
  let together = 0;
  for (const street of streets) {
    const group = groups.at(-1);
    const size = sizeOf(street);
    if (group && group[0]?.district === street.district && together + size <= most) {
      group.push(street);
      together += size;
    } else {
      groups.push([street]);
      together = size;
    }
  }
  return groups;
}
