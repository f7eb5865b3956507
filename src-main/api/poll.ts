import { codesHeld, lettersHeld, type UnclearDate, unclearDatesHeld } from '../register/codes-held.ts';
import { type CodeMeaning, readCodeMeanings, readPromisesFor } from '../register/elector/code-meanings.ts';
import type { ElectionKind, MarkerMeaning } from '../register/elector/elections.ts';
import {
  type DateMeaning,
  type KnockMeaning,
  markerKey,
  meaningAt,
  type PollRules,
  readDateSettings,
  readKnockSettings,
  readMarkerSettings,
  votingRules,
} from '../register/elector/voting-rules.ts';
import type { CodeCount } from '../register/types.ts';
import type { Room } from '../store/room.ts';

/** The poll that the room is for, as a screen shows it. */
export type Poll = {
  /** ISO date. */
  pollingDay: string;
  chasePostal: boolean;
  /** The polls combined that day, or one of no particular kind. */
  polls: {
    election: ElectionKind | null;
    votingAge: number;
    /** What each marker letter means at this poll, and which of them a person has set. */
    markers: { letter: string; meaning: MarkerMeaning; isSet: boolean }[];
  }[];
  /** Meanings of markers that a person has set, by `markerKey`. */
  setMarkers: Record<string, MarkerMeaning>;
  /** The same for dates that were not understood, and the dates that the electors have. */
  setDates: Record<string, DateMeaning>;
  unclearDates: UnclearDate[];
  setKnocks: Record<string, KnockMeaning>;
  meanings: Record<string, CodeMeaning>;
  /** The polls that a code's promise is for, if not all. */
  promisesFor: Record<string, ElectionKind[]>;
  /** Voting-intention codes of the electors, most frequent first, and the letters that the register has for them. */
  codes: CodeCount[];
  letters: string[];
};

export function pollInWords(room: Room): Poll {
  const { pollingDay, polls, chasePostal } = votingRules(room);
  const [letters, codes] = [lettersHeld(room), codesHeld(room)];
  const setMarkers = readMarkerSettings(room);
  return {
    pollingDay,
    chasePostal,
    polls: polls.map((poll) => ({
      election: poll.election,
      votingAge: poll.votingAge,
      markers: [
        ...new Set([...poll.markers.keys(), ...letters.filter((letter) => saysItself(poll, letter))]),
      ].map((letter) => ({
        letter,
        meaning: meaningAt(poll, letter),
        isSet: letter in setMarkers || markerKey(letter, poll.election) in setMarkers,
      })),
    })),
    setMarkers,
    setDates: readDateSettings(room),
    unclearDates: unclearDatesHeld(room),
    setKnocks: readKnockSettings(room),
    promisesFor: readPromisesFor(room),
    meanings: readCodeMeanings(room).withWords(codes.map(({ code }) => code)),
    codes,
    letters,
  };
}

/** `Deceased`: what it means need not be set. */
function saysItself(poll: PollRules, letter: string): boolean {
  return meaningAt(poll, letter) !== 'in person';
}
