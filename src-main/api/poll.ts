import { codesHeld, lettersHeld } from '../register/codes-held.ts';
import { type CodeMeaning, readCodeMeanings } from '../register/elector/code-meanings.ts';
import {
  type ElectionKind,
  type MarkerMeaning,
  readMarkerSettings,
  votingRules,
} from '../register/elector/voting-rules.ts';
import type { CodeCount } from '../register/types.ts';
import type { Room } from '../store/room.ts';

/** The poll that the room is for, as a screen shows it. */
export type Poll = {
  /** ISO date. */
  pollingDay: string;
  election: ElectionKind | null;
  votingAge: number;
  chasePostal: boolean;
  /** What each marker letter means at this poll, and which of them a person has set. */
  markers: { letter: string; meaning: MarkerMeaning; isSet: boolean }[];
  meanings: Record<string, CodeMeaning>;
  /** Voting-intention codes of the electors, most frequent first, and the letters that the register has for them. */
  codes: CodeCount[];
  letters: string[];
};

export function pollInWords(room: Room): Poll {
  const { pollingDay, election, votingAge, chasePostal, markers } = votingRules(room);
  const set = readMarkerSettings(room);
  return {
    pollingDay,
    election,
    votingAge,
    chasePostal,
    markers: [...markers].map(([letter, meaning]) => ({ letter, meaning, isSet: letter in set })),
    meanings: readCodeMeanings(room).asRecord(),
    codes: codesHeld(room),
    letters: lettersHeld(room),
  };
}
