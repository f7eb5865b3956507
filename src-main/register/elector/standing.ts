import type { AbsentVote } from './absent-vote.ts';
import type { CodeMeanings } from './code-meanings.ts';
import { bitsOf, type MarkerMeaning } from './elections.ts';
import { addYears, unclearDateKey } from './elector-date.ts';
import { markerKeys } from './markers.ts';
import { meaningAt, type PollRules, type VotingRules } from './voting-rules.ts';

/** The facts that decide an elector's standing on polling day. */
export type StandingFacts = {
  markers: string;
  absent: AbsentVote;
  /** As in `ElectorDates`. */
  bornOn: string | null;
  attainsOn: string | null;
  hasStreet: boolean;
  /** Reported at the door or by a person. */
  gone: Gone;
  votingIntention: string;
};

export const GONE = ['', 'moved', 'deceased'] as const;
export type Gone = (typeof GONE)[number];

/**
 * Why an elector must not be on any sheet, whatever they promised (DOMAIN.md, "Left off a sheet"); '' for no reason.
 */
type KeptOff =
  | ''
  | 'anonymous'
  | 'no address'
  | 'deceased'
  | 'moved'
  | 'do not knock'
  | 'not entitled'
  | 'too young'
  | 'date unclear'
  | 'proxy'
  | 'postal';

export type Standing = {
  promise: boolean;
  /**
   * The polls that the promise is for, as `bitsOf` gives them, if several are combined: at which they may vote, and
   * which the code is for. 0 in a room with one poll.
   */
  promiseFor: number;
  postal: boolean;
  keptOff: KeptOff;
};

/** An elector's standing, by the rules of the polls and the meanings of the voting-intention codes. */
export function standingOf(facts: StandingFacts, rules: VotingRules, codes: CodeMeanings): Standing {
  const meaning = facts.votingIntention === '' ? 'unknown' : codes.of(facts.votingIntention);
  const { polls } = rules;
  const marked = polls.map((poll) => markedAs(facts.markers, poll));
  const isMarked = (as: MarkerMeaning) => marked.some((meanings) => meanings.includes(as));
  const open = polls.filter(
    (poll, index) => !isBarred(marked[index]) && !isTooYoung(facts, poll.votingAge, rules),
  );
  const postal = isBy('postal', facts.absent, marked);
  const proxy = isBy('proxy', facts.absent, marked);
  const goneBy = KEEPS_OFF.find(isMarked);
  let keptOff: KeptOff = '';
  if (isMarked('anonymous')) keptOff = 'anonymous';
  else if (!facts.hasStreet) keptOff = 'no address';
  else if (facts.gone !== '') keptOff = facts.gone;
  else if (goneBy) keptOff = goneBy;
  else if (meaning === 'deceased' || meaning === 'moved' || meaning === 'do not knock') keptOff = meaning;
  else if (open.length === 0) keptOff = marked.every(isBarred) ? 'not entitled' : 'too young';
  else if (isUnclear(facts, rules)) keptOff = 'date unclear';
  else if (proxy) keptOff = 'proxy';
  else if (postal && !rules.chasePostal) keptOff = 'postal';
  if (meaning !== 'promise') return { promise: false, promiseFor: 0, postal, keptOff };
  if (polls.length === 1) return { promise: true, promiseFor: 0, postal, keptOff };
  // Somebody kept off all of them is still counted as a promise, as at a single poll.
  const promiseFor = bitsOf(
    (open.length === 0 ? polls : open).flatMap(({ election }) =>
      election !== null && codes.isFor(facts.votingIntention, election) ? [election] : [],
    ),
  );
  return { promise: promiseFor !== 0, promiseFor, postal, keptOff };
}

/** Markers, and columns of their own, that keep somebody off every sheet. */
const KEEPS_OFF = ['deceased', 'moved', 'do not knock'] as const;

/** Whether somebody may vote at one of the polls. A date that nobody has cleared up keeps nobody away. */
export function mayVoteAt(facts: VoteFacts, poll: PollRules, rules: VotingRules): boolean {
  return !isBarred(markedAs(facts.markers, poll)) && !isTooYoung(facts, poll.votingAge, rules);
}

/** The facts that decide who may vote at a poll. */
export type VoteFacts = Pick<StandingFacts, 'markers' | 'bornOn' | 'attainsOn'>;

function isBarred(meanings: readonly MarkerMeaning[] | undefined): boolean {
  return meanings?.includes('not entitled') === true;
}

/** How somebody votes by their markers and the lists; a proxy who votes by post is a proxy. */
export function votesBy(
  markers: string,
  absent: AbsentVote,
  { polls }: VotingRules,
): Exclude<AbsentVote, ''> {
  const marked = polls.map((poll) => markedAs(markers, poll));
  return (['proxy', 'postal'] as const).find((vote) => isBy(vote, absent, marked)) ?? 'none';
}

/** A list says more than the register's markers. */
function isBy(
  vote: 'postal' | 'proxy',
  absent: AbsentVote,
  marked: readonly (readonly MarkerMeaning[])[],
): boolean {
  return absent === '' ? marked.some((meanings) => meanings.includes(vote)) : absent === vote;
}

function markedAs(markers: string, poll: PollRules): readonly MarkerMeaning[] {
  if (markers === '') return NOTHING;
  return markerKeys(markers).map((key) => meaningAt(poll, key));
}

const NOTHING: readonly MarkerMeaning[] = [];

/** By the register's dates; by what the room says of one that was not understood. */
function isTooYoung(
  { bornOn, attainsOn }: Omit<VoteFacts, 'markers'>,
  votingAge: number,
  { pollingDay, dates }: VotingRules,
): boolean {
  if (bornOn !== null) return addYears(bornOn, votingAge) > pollingDay;
  const unclear = unclearDateKey(attainsOn);
  if (unclear !== null) return dates.get(unclear) === 'too young';
  return attainsOn !== null && attainsOn > pollingDay;
}

/** Whether the register's date was not understood, and nobody has said what it means. */
function isUnclear({ attainsOn }: StandingFacts, { dates }: VotingRules): boolean {
  const unclear = unclearDateKey(attainsOn);
  return unclear !== null && !dates.has(unclear);
}
