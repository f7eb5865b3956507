import type { Message } from '../../src-shared/message.ts';
import type { EntryStatus, ToldBy } from '../store/journal/journal.ts';
import type { SlipName } from './slips/slip-name.ts';

export type EnteredElector = {
  number: string;
  /** A message for an elector without a name. */
  name: string | Message;
  address: string;
  promise: boolean;
};

/** Somebody who may be meant. */
export type NearElector = EnteredElector & { markedOff: boolean };

/** One number as entered, and its outcome (`mark --json`). */
export type Entry = {
  entered: string;
  status: EntryStatus;
  elector?: EnteredElector;
  /** A message for the person entering it: what is odd or wrong, and what to do. */
  message?: Message;
  /** It is a name or a door, and not a number, and marks nobody off until one of `near` is chosen. */
  toldBy?: ToldBy;
  /** Who may be meant by a number that was not found, or by a name or a door: promises first, marked off last. */
  near?: NearElector[];
};

export type EntryResult = { entries: Entry[] } & Record<EntryStatus, number>;

/** What a number would mean if it were entered now. Nothing is stored. */
export type Resolution = {
  entered: string;
  /** `ready`: Enter would mark this elector off. */
  status: 'ready' | Exclude<EntryStatus, 'marked' | 'undone'>;
  elector?: EnteredElector;
  message?: Message;
  /** As for an entry. */
  toldBy?: ToldBy;
  /** Nobody fits a name or a door there: these are of other districts, or are called almost so. */
  fits?: 'elsewhere' | 'almost';
  near?: NearElector[];
};

/** A line in the list of recent entries, newest first. */
export type RecentEntry = {
  id: string;
  /** Milliseconds since 1970 (UTC). */
  at: number;
  by: string;
  entered: string;
  status: EntryStatus;
  elector?: EnteredElector;
  message?: Message;
  /** There was no number: `entered` is a name or a door. */
  toldBy?: ToldBy;
  /** The slip that it is on, whose paper has this number. */
  slip?: SlipName;
  /** It undid a mark, or was meant to. */
  isUndo: boolean;
  /** It was a number, and does not count any more. */
  isUndone: boolean;
  /** This entry marked the elector off, and can be undone. */
  canUndo: boolean;
};

export type BoardBy = 'street' | 'district' | 'hour';

/** The figures for some electors. */
export type BoardFigures = {
  electors: number;
  promises: number;
  /** Promises with a postal vote: counted in `promises`, but not in `turnout`. */
  postalPromises: number;
  voted: number;
  promisesVoted: number;
  outstanding: number;
  /** Per cent (0 to 100, one decimal) of the promises who vote in person that have been marked off. */
  turnout: number;
  /**
   * Per cent of past polls at which these electors voted, of those for which they were registered; null if not known.
   */
  pastTurnout: number | null;
};

export type BoardRow = BoardFigures & {
  district: string | null;
  street: string | null;
  /** Only by hour: the start of the hour in local time, `07:00`. */
  hour?: string;
};

export type Board = BoardFigures & { rows: BoardRow[] };
