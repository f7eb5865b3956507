import { z } from 'zod';
import type { Room } from '../../store/room.ts';
import { changeSetting, readSetting, type SettingName } from '../../store/settings.ts';
import { storedJson } from '../../store/stored-json.ts';
import { comingThursday, type VotingAge } from './elector-date.ts';

/** What a marker letter means at the room's poll. */
export const MARKER_MEANINGS = ['in person', 'postal', 'proxy', 'anonymous', 'not entitled'] as const;
export type MarkerMeaning = (typeof MARKER_MEANINGS)[number];

/** Kinds of poll that differ in who may vote. */
export const ELECTION_KINDS = [
  'uk-parliament',
  'local-england',
  'local-wales',
  'local-scotland',
  'senedd',
  'scottish-parliament',
] as const;
export type ElectionKind = (typeof ELECTION_KINDS)[number];

/** Sixteen at devolved and local polls in Scotland and Wales (REGISTERS.md, "Attainers and dates"). */
const FROM_SIXTEEN = new Set<ElectionKind>([
  'local-wales',
  'local-scotland',
  'senedd',
  'scottish-parliament',
]);

/** The poll that the room is for, and who may vote at it. */
export type VotingRules = {
  /** ISO date. */
  pollingDay: string;
  /** Null while it is not set: then only the markers A, P and N matter. */
  election: ElectionKind | null;
  votingAge: VotingAge;
  /** Whether postal voters are put on sheets too. */
  chasePostal: boolean;
  /** What each letter means, if it is not `in person`. */
  markers: ReadonlyMap<string, MarkerMeaning>;
};

/** The rules that a person may set. What is left out stays as it is. */
export type PollSettings = {
  pollingDay?: string | undefined;
  election?: ElectionKind | null | undefined;
  chasePostal?: boolean | undefined;
  /** By letter. A letter set here means this at any kind of poll. */
  markers?: Record<string, MarkerMeaning> | undefined;
};

/**
 * The rules of the room's poll: as set, or by default next Thursday and no particular kind of poll. `over` are
 * settings that are not stored yet.
 */
export function votingRules(room: Room | null, over: PollSettings = {}): VotingRules {
  const read = (name: SettingName) => (room ? readSetting(room, name) : null);
  const kept = ELECTION_KINDS.find((kind) => kind === read('election')) ?? null;
  const election = over.election === undefined ? kept : over.election;
  return {
    pollingDay: over.pollingDay ?? read('polling_day') ?? comingThursday(new Date()),
    election,
    votingAge: election !== null && FROM_SIXTEEN.has(election) ? 16 : 18,
    chasePostal: over.chasePostal ?? read('chase_postal') === 'yes',
    markers: new Map([...markersAt(election), ...Object.entries(over.markers ?? readMarkerSettings(room))]),
  };
}

/** Stores the settings. Call it inside `room.change`, and refresh everybody's standing afterwards. */
export function writePollSettings(room: Room, settings: PollSettings, by: string): void {
  const { pollingDay, election, chasePostal, markers } = settings;
  if (pollingDay !== undefined) changeSetting(room, 'polling_day', pollingDay, by);
  if (election !== undefined) changeSetting(room, 'election', election ?? '', by);
  if (chasePostal !== undefined) changeSetting(room, 'chase_postal', chasePostal ? 'yes' : 'no', by);
  if (markers !== undefined) changeSetting(room, 'marker_meanings', JSON.stringify(markers), by);
}

const SETTINGS = z.record(z.string(), z.enum(MARKER_MEANINGS));

/** The meanings of markers that a person has set. */
export function readMarkerSettings(room: Room | null): Record<string, MarkerMeaning> {
  return storedJson((room && readSetting(room, 'marker_meanings')) || '{}', SETTINGS);
}

const ALWAYS: [string, MarkerMeaning][] = [
  ['A', 'postal'],
  ['P', 'proxy'],
  ['N', 'anonymous'],
];

/** Who may not vote at each kind of poll, from the table in REGISTERS.md, "Markers". */
function markersAt(election: ElectionKind | null): [string, MarkerMeaning][] {
  if (election === null) return ALWAYS;
  // European citizens and peers vote for councils and devolved parliaments, overseas electors for Westminster, and a
  // peer overseas for none of them.
  const barred = election === 'uk-parliament' ? 'EGKUBLM' : 'EFU';
  // M is Scotland's marker, and means nothing at polls elsewhere.
  return [...ALWAYS, ...[...barred].map((letter): [string, MarkerMeaning] => [letter, 'not entitled'])];
}
