import { basename } from 'node:path';
import type { Message } from '../../src-shared/message.ts';
import { type CodeMeaning, readCodeMeanings } from '../register/elector/code-meanings.ts';
import { ELECTION_WORDS, type ElectionKind } from '../register/elector/elections.ts';
import { votingRules } from '../register/elector/voting-rules.ts';
import { countOpenQuestions } from '../register/import/questions.ts';
import { type PastElection, pastElections } from '../register/past-elections.ts';
import { readDistrictNames } from '../register/streets/kept-district-names.ts';
import { roomTotals } from '../register/totals.ts';
import type { CodeCount } from '../register/types.ts';
import type { ReadOnly } from '../store/file/read-only.ts';
import { type Heard, otherLaptops } from '../store/laptops/heard.ts';
import type { Room } from '../store/room.ts';
import { readBoard } from '../turnout/figures/board.ts';

export type RoomSummary = {
  /** Name of the room file, without its folder. */
  file: string;
  /** Why the room is read-only; null if it can be changed. */
  readOnly: ReadOnly | null;
  /** An import is being applied, and changes of the register wait for it. */
  isRegisterHeld: boolean;
  electors: number;
  promises: number;
  voted: number;
  postal: number;
  streets: number;
  pollingDistricts: CodeCount[];
  /** What each voting-intention code means in this room. */
  meanings: Record<string, CodeMeaning>;
  /** Past elections for which the room has turnout. */
  elections: PastElection[];
  /** What imports could not decide, and nobody has settled yet. */
  openQuestions: number;
  /** ISO date. */
  pollingDay: string;
  /** The polls combined on that day; empty for a single one. */
  polls: { value: ElectionKind; label: Message }[];
  /** Time of the newest mark, in milliseconds since 1970; null if there is none. */
  lastNumberAt: number | null;
  /** The other laptops of the day, and how fresh each is: what they have entered since is not in the figures. */
  others: Heard[];
};

/** What the header of every screen shows. */
export function roomSummary(room: Room): RoomSummary {
  const { electors, promises, voted, rows } = readBoard(room, 'district');
  const { postal, streets } = roomTotals(room);
  const { pollingDay, polls } = votingRules(room);
  const names = readDistrictNames(room);
  const lastNumberAt = room.db
    .prepare<[], number | null>("SELECT at FROM journal WHERE status = 'marked' ORDER BY seq DESC LIMIT 1")
    .pluck()
    .get();
  return {
    file: basename(room.file),
    readOnly: room.readOnly,
    isRegisterHeld: room.isRegisterHeld,
    electors,
    promises,
    voted,
    postal,
    streets,
    pollingDistricts: rows.map(({ district, electors: inIt }) => {
      const code = district ?? '';
      return { code, electors: inIt, name: names[code] };
    }),
    meanings: readCodeMeanings(room).asRecord(),
    elections: pastElections(room),
    openQuestions: countOpenQuestions(room),
    pollingDay,
    polls:
      polls.length === 1
        ? []
        : polls.flatMap(({ election }) =>
            election === null ? [] : [{ value: election, label: ELECTION_WORDS[election] }],
          ),
    lastNumberAt: lastNumberAt ?? null,
    others: otherLaptops(room),
  };
}
