/** The least and the most that a number may be: a field says them, and the room holds to them. */
export type Limits = { least: number; most: number };

/** Whom sheets are made for. */
export const PEOPLE: Limits = { least: 1, most: 50 };
export const MINUTES_EACH: Limits = { least: 10, most: 240 };

/** The weights of the rule of where to knock next. */
export const WEIGHT_LIMITS = {
  doorsPerHour: { least: 1, most: 200 },
  minutesToReach: { least: 0, most: 120 },
  gainPerHundred: { least: 0, most: 100 },
  restMinutes: { least: 0, most: 900 },
} as const satisfies Record<string, Limits>;

/** Sheets. */
export const DOORS_ON_A_SHEET: Limits = { least: 5, most: 1000 };
export const ROUND_NUMBER: Limits = { least: 1, most: 99 };
export const BEST_STREETS: Limits = { least: 1, most: 1000 };

/** Characters of what is typed in one part of a window, as the room keeps it until it is entered. */
export const MOST_TYPED = 100_000;
