/** What splitting a street needs to know about a door: its street and its building. */
export type PlacedDoor = { street: number; house: string };

/** For a better place to cut, a part may be this much longer or shorter than its fair share. */
const LEEWAY = 0.2;

/**
 * Where to cut a row of doors so that no part has more than about `most`. The parts have about the same length. Cuts
 * are between streets if one is near, otherwise between houses, and inside a block of flats only if there is no other
 * place. Returns the index at which each part after the first begins.
 */
export function fairCuts(doors: readonly PlacedDoor[], most: number): number[] {
  const parts = Math.ceil(doors.length / most);
  const share = doors.length / parts;
  const cuts: number[] = [];
  for (let part = 1; part < parts; part += 1) {
    const last = cuts.at(-1) ?? 0;
    const ideal = Math.round(part * share);
    const cut = bestCut(doors, ideal, Math.max(1, Math.floor(share * LEEWAY)), last + 1);
    if (cut < doors.length) cuts.push(cut);
  }
  return cuts;
}

function bestCut(doors: readonly PlacedDoor[], ideal: number, leeway: number, least: number): number {
  let best = Math.max(ideal, least);
  let bestRank = Number.POSITIVE_INFINITY;
  for (let at = Math.max(least, ideal - leeway); at <= Math.min(doors.length - 1, ideal + leeway); at += 1) {
    const rank = kindOfCut(doors[at - 1], doors[at]) * (leeway + 1) + Math.abs(at - ideal);
    if (rank < bestRank) {
      best = at;
      bestRank = rank;
    }
  }
  return best;
}

/** 0 between streets, 1 between houses, 2 inside a building. */
function kindOfCut(before: PlacedDoor | undefined, after: PlacedDoor | undefined): 0 | 1 | 2 {
  if (before?.street !== after?.street) return 0;
  return before?.house !== after?.house || after?.house === '' ? 1 : 2;
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
