import type { AbsentVote } from './absent-vote.ts';
import type { CodeMeanings } from './code-meanings.ts';
import { addYears } from './elector-date.ts';
import { markerLetters } from './markers.ts';
import type { MarkerMeaning, VotingRules } from './voting-rules.ts';

/** The facts that decide an elector's standing on polling day. */
export type StandingFacts = {
  markers: string;
  absent: AbsentVote;
  /** ISO dates; null if the register has none. */
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
  | 'proxy'
  | 'postal';

export type Standing = { promise: boolean; postal: boolean; keptOff: KeptOff };

/** An elector's standing, by the rules of the poll and the meanings of the voting-intention codes. */
export function standingOf(facts: StandingFacts, rules: VotingRules, codes: CodeMeanings): Standing {
  const meaning = facts.votingIntention === '' ? 'unknown' : codes.of(facts.votingIntention);
  const marked = markedAs(facts.markers, rules);
  const postal = facts.absent === '' ? marked.includes('postal') : facts.absent === 'postal';
  const proxy = facts.absent === '' ? marked.includes('proxy') : facts.absent === 'proxy';
  let keptOff: KeptOff = '';
  if (marked.includes('anonymous')) keptOff = 'anonymous';
  else if (!facts.hasStreet) keptOff = 'no address';
  else if (facts.gone !== '') keptOff = facts.gone;
  else if (meaning === 'deceased' || meaning === 'moved' || meaning === 'do not knock') keptOff = meaning;
  else if (marked.includes('not entitled')) keptOff = 'not entitled';
  else if (isTooYoung(facts, rules)) keptOff = 'too young';
  else if (proxy) keptOff = 'proxy';
  else if (postal && !rules.chasePostal) keptOff = 'postal';
  return { promise: meaning === 'promise', postal, keptOff };
}

function markedAs(markers: string, rules: VotingRules): readonly MarkerMeaning[] {
  if (markers === '') return NOTHING;
  return [...markerLetters(markers)].map((letter) => rules.markers.get(letter) ?? 'in person');
}

const NOTHING: readonly MarkerMeaning[] = [];

function isTooYoung({ bornOn, attainsOn }: StandingFacts, { pollingDay, votingAge }: VotingRules): boolean {
  if (bornOn !== null) return addYears(bornOn, votingAge) > pollingDay;
  return attainsOn !== null && attainsOn > pollingDay;
}
