import type { Message } from '../../src-shared/message.ts';
import type { EntryStatus } from '../store/journal.ts';

export type EnteredElector = { number: string; name: string; address: string; promise: boolean };

/** One number as entered, and its outcome (`mark --json`). */
export type Entry = {
  entered: string;
  status: EntryStatus;
  elector?: EnteredElector;
  /** A sentence for the person entering: what is odd or wrong, and what to do. */
  message?: Message;
  /** Who may be meant instead of a number that was not found. */
  near?: EnteredElector[];
};

export type EntryResult = { entries: Entry[] } & Record<EntryStatus, number>;

/** What a number would mean if it were entered now; nothing is stored. */
export type Resolution = {
  entered: string;
  /** `ready`: Enter would mark this elector off. */
  status: 'ready' | Exclude<EntryStatus, 'marked' | 'undone'>;
  elector?: EnteredElector;
  message?: Message;
  near?: EnteredElector[];
};

/** A line of the list of what was entered lately, newest first. */
export type RecentEntry = {
  id: string;
  /** Milliseconds since 1970 (UTC). */
  at: number;
  by: string;
  entered: string;
  status: EntryStatus;
  elector?: EnteredElector;
  message?: Message;
  /** The slip it stands on, whose paper bears this number. */
  slipId?: number;
  /** It was to take a mark back. */
  isUndo: boolean;
  /** The elector is marked off by this entry and could be undone. */
  canUndo: boolean;
};

export type BoardBy = 'street' | 'district' | 'hour';

/** How it stands with some electors. */
export type BoardFigures = {
  electors: number;
  promises: number;
  /** Promises with a postal vote: counted in `promises`, not in `turnout`. */
  postalPromises: number;
  voted: number;
  promisesVoted: number;
  outstanding: number;
  /** Per cent (0 to 100, one decimal) of the promises who vote in person that have been marked off. */
  turnout: number;
  /** Per cent of past polls at which these electors voted, of those they were registered for; null when none is known. */
  pastTurnout: number | null;
};

export type BoardRow = BoardFigures & {
  district: string | null;
  street: string | null;
  /** Only by hour: the hour's start, `07:00`, in local time. */
  hour?: string;
};

export type Board = BoardFigures & { rows: BoardRow[] };
