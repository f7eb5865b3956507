/** A street as knocking it is weighed. */
export type KnockableStreet = {
  outstanding: number;
  /** Doors with outstanding electors. */
  doors: number;
  /** How often those outstanding voted at past elections, 0 to 1; null when nothing is known. */
  pastRate: number | null;
  /** Milliseconds since 1970 when a sheet of it was last made, null for never. */
  lastKnockedAt: number | null;
};

/** What the rule goes by; a manager can change each. */
export type KnockWeights = {
  /** Doors that one person knocks in an hour. */
  doorsPerHour: number;
  /** Minutes to get to a street and begin. */
  minutesToReach: number;
  /** Of a hundred outstanding promises, how many a knock brings to the poll who would not have gone. */
  gainPerHundred: number;
  /** A street knocked less than so many minutes ago counts for less. */
  restMinutes: number;
};

export const USUAL_WEIGHTS: KnockWeights = {
  doorsPerHour: 30,
  minutesToReach: 8,
  gainPerHundred: 10,
  restMinutes: 90,
};

/**
 * Votes that an hour of knocking in a street is likely to gain: those outstanding, times what a knock brings (most
 * where people vote sometimes, half as much where they always or never do), less if the street was knocked lately,
 * for the time its doors and the way there take.
 */
export function votesGainedPerHour(street: KnockableStreet, weights: KnockWeights, now: number): number {
  if (street.outstanding === 0 || street.doors === 0) return 0;
  const { doorsPerHour, minutesToReach, gainPerHundred, restMinutes } = weights;
  const rate = street.pastRate ?? 0.5;
  // 1 for those who vote every other time, 0 for those who always or never do.
  const sometimes = 4 * rate * (1 - rate);
  const gained = (street.outstanding * gainPerHundred * (1 + sometimes)) / 200;
  const minutesSince =
    street.lastKnockedAt === null ? Number.POSITIVE_INFINITY : (now - street.lastKnockedAt) / 60_000;
  const rested = restMinutes <= 0 ? 1 : Math.min(1, Math.max(0, minutesSince) / restMinutes);
  const hours = street.doors / doorsPerHour + minutesToReach / 60;
  return (gained * rested) / hours;
}
