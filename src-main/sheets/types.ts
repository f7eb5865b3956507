import type { Message } from '../../src-shared/message.ts';
import type { PaperChoice } from '../../src-shared/paper-look.ts';

/** `walk`: streets in the register's own order, which follows the ground; `street`: by name. */
export type SheetOrder = 'walk' | 'street';

/** `walk`: doors as they are walked; `worth`: where a knock is likely to gain most first, by past turnout. */
export type DoorOrder = 'walk' | 'worth';

/** `through`: by number, from side to side; `odd-even`: up the odd side, down the even. */
export const SIDES = ['through', 'odd-even'] as const;
export type Sides = (typeof SIDES)[number];

/** A sheet a street, or a sheet a walk: the manager's own, and short streets put together. */
export const SHEETS_BY = ['street', 'walk'] as const;
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
  'data-protection',
  'first-start',
] as const;
export type OtherPaper = (typeof OTHER_PAPERS)[number];

/** What to print: nothing chosen means every street with somebody outstanding. */
export type SheetChoice = {
  district?: string | undefined;
  street?: string | undefined;
  /** Streets by id, as chosen on the Sheets screen. */
  streetIds?: readonly number[] | undefined;
  /** A walk by its name. */
  walk?: string | undefined;
  /** So many streets, those where a knock is likely to gain most. */
  top?: number | undefined;
  round?: number | undefined;
  order?: SheetOrder | undefined;
  doors?: DoorOrder | undefined;
  sides?: Sides | undefined;
  sheetsBy?: SheetsBy | undefined;
  /** Streets are put together up to so many doors, and longer ones split. */
  mostDoors?: number | undefined;
  paper?: PaperChoice | undefined;
};

export type SheetElector = {
  number: string;
  name: string;
  phone: string;
  note: string;
  lift: boolean;
  /** At so many past elections and in so many of them a voter; null when nothing is known. */
  past: { votes: number; polls: number } | null;
  votingIntention: string;
};

/** A door: the outstanding electors behind one address of a street. */
export type SheetHousehold = {
  /** The address part that matters in the street: `12`, `Flat 3, 14`, `Rose Cottage`; '' when it has none. */
  label: string;
  electors: SheetElector[];
};

/** Where a sheet's electors vote, and how far the numbers from there go. */
export type SheetDistrict = {
  code: string;
  pollingStation: string;
  /** Nobody tells at the station, so no numbers are to be expected from it. */
  hasNoTellers: boolean;
  /** Time of the newest teller's number of this district, null when none has come in. */
  numbersInUpTo: Date | null;
};

/** A knock-up sheet, ready to be drawn; it may run over several pages. */
export type Sheet = {
  /** Short code that finds the sheet again, e.g. `1-07`. */
  code: string;
  /** The street, or the walk. */
  title: string;
  /** Which part of the street or walk it is; null for the whole. */
  part: Message | null;
  /** How to get there, as the manager has put it to the walk. */
  note: string;
  round: number;
  /** When the round is to go out, `18:00`; '' when nobody has said. */
  roundTime: string;
  printedAt: Date;
  districts: SheetDistrict[];
  streets: { name: string; households: SheetHousehold[] }[];
  /** Who takes it out, '' when nobody has said. */
  runner: string;
};

/** The shape of `sheets --json`, less the file. */
export type SheetCount = { sheets: number; pages: number; electors: number };

/** A street that the Sheets screen offers. */
export type StreetChoice = {
  id: number;
  district: string;
  street: string;
  /** The walk it is in, '' for none. */
  walk: string;
  promises: number;
  promisesVoted: number;
  outstanding: number;
  /** Doors with somebody outstanding behind them. */
  doors: number;
  /** When a sheet of this street was last made, milliseconds since 1970, and its round. */
  lastMade: { at: number; round: number; code: string } | null;
};

/** A step of making sheets, or its end; the first sheet comes alone, to be looked at while the others are drawn. */
export type SheetStep =
  | { stage: 'drawing'; done: number; total: number }
  | { stage: 'first'; base64: string }
  | ({ stage: 'done'; base64: string } & Omit<MadeSheets, 'pdf'>);

export type MadeSheets = SheetCount & {
  round: number;
  codes: string[];
  /** Of the electors, how many have names that the paper cannot say in full. */
  cutNames: number;
  fileName: string;
  pdf: Uint8Array;
};
