import { basename } from 'node:path';
import { type CodeMeaning, readCodeMeanings } from '../register/elector/code-meanings.ts';
import { votingRules } from '../register/elector/voting-rules.ts';
import { countOpenQuestions } from '../register/import/questions.ts';
import { type PastElection, pastElections } from '../register/past-elections.ts';
import { roomTotals } from '../register/totals.ts';
import type { CodeCount } from '../register/types.ts';
import type { LookOnly } from '../store/look-only.ts';
import type { Room } from '../store/room.ts';
import { readBoard } from '../turnout/board.ts';

export type RoomSummary = {
  /** Name of the room file, without its folder. */
  file: string;
  /** Why it can only be looked at; null for a room that can be changed. */
  lookOnly: LookOnly | null;
  electors: number;
  promises: number;
  voted: number;
  postal: number;
  streets: number;
  pollingDistricts: CodeCount[];
  /** What each voting-intention code means in this room. */
  meanings: Record<string, CodeMeaning>;
  /** Past elections that the room has turnout of. */
  elections: PastElection[];
  /** What imports would not guess, and nobody has settled yet. */
  openQuestions: number;
  /** ISO date. */
  pollingDay: string;
  /** Newest mark, milliseconds since 1970, null when there is none. */
  lastNumberAt: number | null;
};

/** What every screen's head shows of the room. */
export function roomSummary(room: Room): RoomSummary {
  const { electors, promises, voted, rows } = readBoard(room, 'district');
  const { postal, streets } = roomTotals(room);
  const lastNumberAt = room.db
    .prepare<[], number | null>("SELECT at FROM journal WHERE status = 'marked' ORDER BY seq DESC LIMIT 1")
    .pluck()
    .get();
  return {
    file: basename(room.file),
    lookOnly: room.lookOnly,
    electors,
    promises,
    voted,
    postal,
    streets,
    pollingDistricts: rows.map((row) => ({ code: row.district ?? '', electors: row.electors })),
    meanings: readCodeMeanings(room).asRecord(),
    elections: pastElections(room),
    openQuestions: countOpenQuestions(room),
    pollingDay: votingRules(room).pollingDay,
    lastNumberAt: lastNumberAt ?? null,
  };
}
