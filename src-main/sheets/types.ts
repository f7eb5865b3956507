/** `walk`: streets in the register's own order, which follows the ground; `street`: by name. */
export type SheetOrder = 'walk' | 'street';

/** `walk`: doors as they are walked; `worth`: where a knock is likely to gain most first, by past turnout. */
export type DoorOrder = 'walk' | 'worth';

/** What to print: nothing chosen means every street with somebody outstanding. */
export type SheetChoice = {
  district?: string | undefined;
  street?: string | undefined;
  /** Streets by id, as chosen on the Sheets screen. */
  streetIds?: number[] | undefined;
  round?: number | undefined;
  order?: SheetOrder | undefined;
  doors?: DoorOrder | undefined;
};

export type SheetElector = { number: string; name: string; phone: string; note: string; lift: boolean };

/** A door: the outstanding electors behind one address of a street. */
export type SheetHousehold = {
  /** The address part that matters in the street: `12`, `Flat 3, 14`, `Rose Cottage`. */
  label: string;
  electors: SheetElector[];
};

/** One street's knock-up sheet, ready to be drawn; it may run over several pages. */
export type Sheet = {
  /** Short code that finds the sheet again, e.g. `1-07`. */
  code: string;
  district: string;
  street: string;
  pollingStation: string;
  /** Nobody tells at the station, so no numbers are to be expected from it. */
  hasNoTellers: boolean;
  round: number;
  printedAt: Date;
  /** Time of the newest teller's number of this district, null when none has come in. */
  numbersInUpTo: Date | null;
  households: SheetHousehold[];
};

/** The shape of `sheets --json`, less the file. */
export type SheetCount = { sheets: number; pages: number; electors: number };

/** A street that the Sheets screen offers. */
export type StreetChoice = {
  id: number;
  district: string;
  street: string;
  promises: number;
  promisesVoted: number;
  outstanding: number;
  /** Doors with somebody outstanding behind them. */
  doors: number;
  /** When a sheet of this street was last made, milliseconds since 1970, and its round. */
  lastMade: { at: number; round: number; code: string } | null;
};

/** A step of making sheets, or its end. */
export type SheetStep =
  | { stage: 'drawing'; done: number; total: number }
  | ({ stage: 'done'; base64: string } & Omit<MadeSheets, 'pdf'>);

export type MadeSheets = SheetCount & { round: number; fileName: string; pdf: Uint8Array };
