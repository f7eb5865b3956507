/** The screens, by the names that addresses have (`#/tally`), in the order of their keys, Alt+1 onwards. */
export const SCREEN_IDS = [
  'register',
  'tally',
  'board',
  'sheets',
  'electors',
  'journal',
  'safety',
  'laptops',
] as const;

export type ScreenId = (typeof SCREEN_IDS)[number];
