/** A street, with what ranking it needs. */
export type KnockableStreet = {
  outstanding: number;
  /** Doors with outstanding electors. */
  doors: number;
  /** How often the outstanding electors voted at past elections, 0 to 1; null if not known. */
  pastRate: number | null;
  /** When a sheet of it was last made, in milliseconds since 1970; null for never. */
  lastKnockedAt: number | null;
  /** The share of the outstanding who have probably voted without a teller's knowing, 0 to 1; 0 if not known. */
  probablyVoted: number;
};

/** The parameters of the formula, which a manager can change. */
export type KnockWeights = {
  /** Doors that one person knocks on in an hour. */
  doorsPerHour: number;
  /** Minutes to get to a street and start. */
  minutesToReach: number;
  /** Of a hundred outstanding promises, how many extra votes a knock brings. */
  gainPerHundred: number;
  /** A street with a knock less than this many minutes ago counts for less. */
  restMinutes: number;
};

/** How long one person takes for the doors of a street, with the way there. */
export function minutesFor(doors: number, { doorsPerHour, minutesToReach }: KnockWeights): number {
  return doors * minutesAtDoor({ doorsPerHour }) + minutesToReach;
}

/** How long one person takes for a door. */
export function minutesAtDoor({ doorsPerHour }: Pick<KnockWeights, 'doorsPerHour'>): number {
  return 60 / doorsPerHour;
}

export const USUAL_WEIGHTS: KnockWeights = {
  doorsPerHour: 30,
  minutesToReach: 8,
  gainPerHundred: 10,
  restMinutes: 90,
};

/**
 * The votes that an hour of knocking in these streets is likely to gain: the votes that a knock on all their doors
 * gains, divided by the time for the doors and the way to each street.
 */
export function votesGainedPerHour(
  streets: readonly KnockableStreet[],
  weights: KnockWeights,
  now: number,
): number {
  const knocked = streets.filter(({ outstanding, doors }) => outstanding > 0 && doors > 0);
  if (knocked.length === 0) return 0;
  const gained = knocked.reduce((sum, street) => sum + votesGained(street, weights, now), 0);
  const minutes = knocked.reduce((sum, { doors }) => sum + minutesFor(doors, weights), 0);
  return (gained * 60) / minutes;
}

/**
 * The outstanding electors who have probably not voted, times the effect of a knock (largest where people vote
 * sometimes, half as large where they always or never do), less if the street had a knock recently.
 */
function votesGained(
  street: KnockableStreet,
  { gainPerHundred, restMinutes }: KnockWeights,
  now: number,
): number {
  const rate = street.pastRate ?? 0.5;
  // 1 for those who vote every other time, 0 for those who always or never do.
  const sometimes = 4 * rate * (1 - rate);
  const notVoted = street.outstanding * (1 - street.probablyVoted);
  const gained = (notVoted * gainPerHundred * (1 + sometimes)) / 200;
  const minutesSince =
    street.lastKnockedAt === null ? Number.POSITIVE_INFINITY : minutesApart(now, street.lastKnockedAt);
  const rested = restMinutes <= 0 ? 1 : Math.min(1, minutesSince / restMinutes);
  return gained * rested;
}

/**
 * How long ago something was. A time ahead is of a laptop whose clock is: it counts as one as long ago, so that no street
 * waits for that clock.
 */
export function minutesApart(now: number, at: number): number {
  return Math.abs(now - at) / 60_000;
}
