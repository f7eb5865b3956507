/*
 * What is known of the promises at a station, for the estimate of how many of those outstanding have voted. No
 * database: `read-evidence.ts` reads it from a room, and the simulated days of the tests make it up.
 */

/** Since polls opened. */
export type Minutes = number;

/** The promises whose numbers came in with one time on them, each at the first number of theirs; perhaps nobody. */
export type Told = { at: Minutes; promises: number };

/** What one promise said at the door, the first time that somebody answered there. */
export type Answer = {
  at: Minutes;
  saidVoted: boolean;
  /** People of one door mostly vote together. */
  door: string;
  /** When a teller had their number; null if none had. */
  toldAt: Minutes | null;
};

/** The ballot papers issued by a time, as some stations post them, and how many numbers tellers had by then. */
type OfficialCount = { at: Minutes; ballots: number; numbers: number };

export type StationEvidence = {
  name: string;
  /** Promises who vote in person, whether they voted or not. */
  promises: number;
  told: readonly Told[];
  answers: readonly Answer[];
  /** Promises who were called on, and of whom nobody has ever opened. */
  out: number;
  /** Outstanding, and never asked: those who were out too. */
  notAsked: number;
  /** Outstanding, and said at the door that they had not voted: when each was asked last. */
  saidNot: readonly Minutes[];
  official: readonly OfficialCount[];
};
