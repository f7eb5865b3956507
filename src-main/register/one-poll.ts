import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import type { ElectionKind } from './elector/elections.ts';
import { mayVoteAt } from './elector/standing.ts';
import { chosenPoll, votingRules } from './elector/voting-rules.ts';

/** One of the polls combined on a day, as SQL takes it: `promise_for & @bits`, and `MAY_VOTE`. */
export type OnePoll = {
  bits: number;
  /** JSON: the markers and dates of the electors who may not vote at it. */
  barred: string;
};

/** In SQL: an elector who may vote at the poll. Most have no marker and no date, and are not looked up. */
export const MAY_VOTE = `(markers = '' AND born_on IS NULL AND attains_on IS NULL
  OR markers || char(10) || COALESCE(born_on, '') || char(10) || COALESCE(attains_on, '')
     NOT IN (SELECT value FROM json_each(@barred)))`;

type Facts = { markers: string; bornOn: string | null; attainsOn: string | null };

const sql = prepared((db) => ({
  // Most electors have none of these.
  facts: db.prepare<[], Facts>(
    `SELECT DISTINCT markers, born_on AS bornOn, attains_on AS attainsOn FROM elector
      WHERE removed_at IS NULL AND (markers <> '' OR born_on IS NOT NULL OR attains_on IS NOT NULL)`,
  ),
}));

/**
 * The chosen poll; null for every poll of the day, or if there is only one.
 * @throws Refusal if it is not a poll of the room.
 */
export function onePoll(room: Room, election: ElectionKind | undefined): OnePoll | null {
  const bits = chosenPoll(room, election);
  if (bits === 0) return null;
  const rules = votingRules(room);
  const poll = rules.polls.find((each) => each.election === election);
  const barred = sql(room.db)
    .facts.all()
    .filter((facts) => poll !== undefined && !mayVoteAt(facts, poll, rules))
    .map(({ markers, bornOn, attainsOn }) => [markers, bornOn ?? '', attainsOn ?? ''].join('\n'));
  return { bits, barred: JSON.stringify(barred) };
}
