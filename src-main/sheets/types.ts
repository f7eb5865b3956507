import type { Message } from '../../src-shared/message.ts';
import type { PaperChoice, Sides } from '../../src-shared/paper-look.ts';
import type { ElectionKind } from '../register/elector/elections.ts';

/** `walk`: streets in the register's own order, which follows the ground; `street`: by name. */
export type SheetOrder = 'walk' | 'street';

/** `walk`: doors in walking order; `worth`: first where a knock is likely to gain most, by past turnout. */
export type DoorOrder = 'walk' | 'worth';

/**
 * One sheet per street; per page, with short streets together on it; or per walk: the manager's own walks, and other
 * streets grouped up to one person's doors.
 */
export const SHEETS_BY = ['street', 'page', 'walk'] as const;
export type SheetsBy = (typeof SHEETS_BY)[number];

/** What can be printed besides knock-up sheets. */
export const OTHER_PAPERS = [
  'status',
  'pads',
  'streets',
  'all-day',
  'street-lists',
  'lifts',
  'labels',
  'managers-guide',
  'tellers-and-runners',
  'several-laptops',
  'data-protection',
  'first-start',
] as const;
export type OtherPaper = (typeof OTHER_PAPERS)[number];

/** What to print. Without a choice: every street with outstanding electors. */
export type SheetChoice = {
  district?: string | undefined;
  street?: string | undefined;
  /** Streets by id, as chosen on the Sheets screen. */
  streetIds?: readonly number[] | undefined;
  /** The name of a walk. */
  walk?: string | undefined;
  /** Only so many streets: those where a knock is likely to gain most. */
  top?: number | undefined;
  /** Only those who can still be brought, those beside their station last; `littleTold` of every station. */
  stillToBring?: { littleTold: boolean } | undefined;
  /** Only promises for one of the polls combined on the day. */
  election?: ElectionKind | undefined;
  round?: number | undefined;
  order?: SheetOrder | undefined;
  doors?: DoorOrder | undefined;
  sides?: Sides | undefined;
  sheetsBy?: SheetsBy | undefined;
  /** Streets are grouped up to so many doors, and longer ones split. */
  mostDoors?: number | undefined;
  /** Instead of `sheetsBy` and `mostDoors`. */
  forPeople?: ForPeople | undefined;
  paper?: PaperChoice | undefined;
};

/** The sheets are for so many people, who have so many minutes each. */
export type ForPeople = { people: number; minutes: number };

export type SheetElector = {
  number: string;
  name: string;
  phone: string;
  note: string;
  lift: boolean;
  /** Marked off by a teller's number already. */
  isMarked: boolean;
  /** How many past elections are known, and in how many of them this elector voted; null if none are. */
  past: { votes: number; polls: number } | null;
  votingIntention: string;
  /** The polls that the promise is for; none if it is for every poll of the day. */
  onlyFor: readonly ElectionKind[];
};

/** A door: the outstanding electors at one address of a street. */
export type SheetHousehold = {
  /** The part of the address that matters in the street: `12`, `Flat 3, 14`, `Rose Cottage`; '' if it has none. */
  label: string;
  electors: SheetElector[];
};

/** A street of a sheet. */
export type SheetStreet = { name: string; households: SheetHousehold[] };

/** Where a sheet's electors vote, and how far the numbers from there go. */
export type SheetDistrict = {
  code: string;
  pollingStation: string;
  /** There are no tellers at the station, so no numbers are expected from it. */
  hasNoTellers: boolean;
  /** Time of the district's newest number from a teller; null if there is none. */
  numbersInUpTo: Date | null;
};

/** A knock-up sheet, ready to be drawn. It may have several pages. */
export type Sheet = {
  /** Short code that finds the sheet again, e.g. `1-07`. */
  code: string;
  /** The street, or the walk. */
  title: string;
  /** Which part of the street or walk it is; null for the whole. */
  part: Message | null;
  /** How to get there, from the manager's note on the walk. */
  note: string;
  round: number;
  /** When the round goes out, `18:00`; '' if nobody has set it. */
  roundTime: string;
  printedAt: Date;
  districts: SheetDistrict[];
  /** Only promises for this poll of the day; null for any. */
  election: ElectionKind | null;
  streets: SheetStreet[];
  /** Who takes it out; '' if nobody has set it. */
  runner: string;
};

/** How much paper sheets make. */
export type SheetCount = { sheets: number; pages: number; electors: number };

/** The same before they are made, and how long one person takes for the longest of them. */
export type PlannedCount = SheetCount & { minutes: number };

/** A street that the Sheets screen offers. */
export type StreetChoice = {
  id: number;
  district: string;
  street: string;
  /** The walk that it is in; '' for none. */
  walk: string;
  promises: number;
  promisesVoted: number;
  outstanding: number;
  /** Doors with outstanding electors. */
  doors: number;
  /** When a sheet of this street was last made, in milliseconds since 1970, and its round. */
  lastMade: { at: number; round: number; code: string } | null;
};

/** A step of making sheets, or its end. The first sheet comes alone, to show while the others are drawn. */
export type SheetStep =
  | { stage: 'drawing'; done: number; total: number }
  | { stage: 'first'; base64: string }
  | ({ stage: 'done'; base64: string } & Omit<MadeSheets, 'pdf'>);

export type MadeSheets = SheetCount & {
  round: number;
  codes: string[];
  /** How many of the electors have names that the paper cannot print in full. */
  cutNames: number;
  fileName: string;
  pdf: Uint8Array;
};
