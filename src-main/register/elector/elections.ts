import { type Message, say } from '../../../src-shared/message.ts';
import type { VotingAge } from './elector-date.ts';

/** What a marker letter means at a poll. */
export const MARKER_MEANINGS = [
  'in person',
  'postal',
  'proxy',
  'anonymous',
  'not entitled',
  'moved',
  'deceased',
  'do not knock',
] as const;
export type MarkerMeaning = (typeof MARKER_MEANINGS)[number];

/** Kinds of poll that differ in who may vote or in what is promised. Rooms keep the place of a kind: add at the end. */
export const ELECTION_KINDS = [
  'uk-parliament',
  'local-england',
  'local-wales',
  'local-scotland',
  'senedd',
  'scottish-parliament',
  'mayor',
  'police-commissioner',
] as const;
export type ElectionKind = (typeof ELECTION_KINDS)[number];

/** For people: the name of a kind. */
export const ELECTION_WORDS: Record<ElectionKind, Message> = {
  'uk-parliament': say('UK Parliament'),
  'local-england': say('Local, England'),
  'local-wales': say('Local, Wales'),
  'local-scotland': say('Local, Scotland'),
  senedd: say('Senedd'),
  'scottish-parliament': say('Scottish Parliament'),
  mayor: say('Mayor, England'),
  'police-commissioner': say('Police commissioner'),
};

/** Several kinds as one number, a bit for each. */
export function bitsOf(kinds: readonly ElectionKind[]): number {
  return kinds.reduce((bits, kind) => bits | (1 << ELECTION_KINDS.indexOf(kind)), 0);
}

/** The kinds in such a number. */
export function kindsIn(bits: number): ElectionKind[] {
  return ELECTION_KINDS.filter((kind) => (bits & bitsOf([kind])) !== 0);
}

/** Sixteen at devolved and local polls in Scotland and Wales (REGISTERS.md, "Attainers and dates"). */
export function votingAgeAt(kind: ElectionKind | null): VotingAge {
  return kind !== null && FROM_SIXTEEN.has(kind) ? 16 : 18;
}

const FROM_SIXTEEN = new Set<ElectionKind>([
  'local-wales',
  'local-scotland',
  'senedd',
  'scottish-parliament',
]);

/**
 * What letters mean at a kind of poll, if it is not `in person`, from the table in REGISTERS.md, "Markers". While the
 * kind is not set only A, P and N matter.
 */
export function markersAt(kind: ElectionKind | null): [string, MarkerMeaning][] {
  if (kind === null) return ALWAYS;
  // European citizens and peers vote for councils and devolved parliaments, overseas electors for Westminster, and a
  // peer overseas for none of them. M is Scotland's marker, and means nothing at polls elsewhere.
  const barred = kind === 'uk-parliament' ? 'EGKUBLM' : 'EFU';
  return [...ALWAYS, ...[...barred].map((letter): [string, MarkerMeaning] => [letter, 'not entitled'])];
}

const ALWAYS: [string, MarkerMeaning][] = [
  ['A', 'postal'],
  ['P', 'proxy'],
  ['N', 'anonymous'],
];
