import { z } from 'zod';
import { say } from '../../../src-shared/message.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { changeSetting, readSetting, type SettingName } from '../../store/settings.ts';
import { storedJson } from '../../store/stored-json.ts';
import {
  bitsOf,
  ELECTION_KINDS,
  ELECTION_WORDS,
  type ElectionKind,
  MARKER_MEANINGS,
  type MarkerMeaning,
  markersAt,
  votingAgeAt,
} from './elections.ts';
import { comingThursday, type VotingAge } from './elector-date.ts';
import { keepsOff } from './keeps-off.ts';

/** What a date that was not understood means, by the person who looked it up. */
export const DATE_MEANINGS = ['may vote', 'too young'] as const;
export type DateMeaning = (typeof DATE_MEANINGS)[number];

/** What a cell about knocking means that was not understood. */
export const KNOCK_MEANINGS = ['do not knock', 'may be knocked'] as const;
export type KnockMeaning = (typeof KNOCK_MEANINGS)[number];

/** One of the polls of a day, and who may vote at it. */
export type PollRules = {
  /** Null while it is not set. */
  election: ElectionKind | null;
  votingAge: VotingAge;
  /** What each letter or word means, if it is not `in person`, by `markerKeys`. */
  markers: ReadonlyMap<string, MarkerMeaning>;
};

/** The polls that the room is for, and who may vote at them. */
export type VotingRules = {
  /** ISO date. */
  pollingDay: string;
  /** Several if polls are combined on one day. */
  polls: readonly [PollRules, ...PollRules[]];
  /** Whether postal voters are put on sheets too. */
  chasePostal: boolean;
  /** What dates that were not understood mean, by `unclearDateKey`. */
  dates: ReadonlyMap<string, DateMeaning>;
  /** What cells about knocking mean that were not understood, by `cellKey`. */
  knocks: ReadonlyMap<string, KnockMeaning>;
};

/** The rules that a person may set. What is left out stays as it is. */
export type PollSettings = {
  pollingDay?: string | undefined;
  /** None for no particular kind of poll. */
  elections?: ElectionKind[] | undefined;
  chasePostal?: boolean | undefined;
  /** By `markerKey`. */
  markers?: Record<string, MarkerMeaning> | undefined;
  /** By `unclearDateKey`. */
  dates?: Record<string, DateMeaning> | undefined;
  /** By `cellKey`. They count for files imported from then on. */
  knocks?: Record<string, KnockMeaning> | undefined;
};

/** A marker that means this at any kind of poll (`G`), or only at one of those combined (`G@mayor`). */
export function markerKey(marker: string, election: ElectionKind | null = null): string {
  return election === null ? marker : `${marker}@${election}`;
}

const AT_ONE = new RegExp(`^(.+)@(${ELECTION_KINDS.join('|')})$`);

/**
 * The rules of the room's polls: as set, or by default next Thursday and no particular kind of poll. `over` are
 * settings that are not stored yet.
 */
export function votingRules(room: Room | null, over: PollSettings = {}): VotingRules {
  const read = (name: SettingName) => (room ? readSetting(room, name) : null);
  const elections = over.elections ?? electionsIn(read('election') ?? '');
  const set = over.markers ?? readMarkerSettings(room);
  const [first = null, ...others] = elections;
  return {
    pollingDay: over.pollingDay ?? read('polling_day') ?? comingThursday(new Date()),
    polls: [rulesAt(first, set), ...others.map((each) => rulesAt(each, set))],
    chasePostal: over.chasePostal ?? read('chase_postal') === 'yes',
    dates: new Map(Object.entries(over.dates ?? readDateSettings(room))),
    knocks: new Map(Object.entries(over.knocks ?? readKnockSettings(room))),
  };
}

/**
 * Chooses promises by poll: the `bitsOf` one of the polls combined in the room; 0 for any, or if there is only one.
 * @throws Refusal if it is not a poll of the room.
 */
export function chosenPoll(room: Room, election: ElectionKind | undefined): number {
  if (election === undefined) return 0;
  const polls = votingRules(room).polls.map((poll) => poll.election);
  if (!polls.includes(election)) {
    throw new Refusal(
      say('This room is not for that poll ({{poll}}). Set the polls of the day on the Register screen.', {
        poll: ELECTION_WORDS[election],
      }),
    );
  }
  return polls.length === 1 ? 0 : bitsOf([election]);
}

/** The kinds in a list with commas, without those that this program does not know. */
function electionsIn(list: string): ElectionKind[] {
  const names = list.split(',');
  return ELECTION_KINDS.filter((kind) => names.includes(kind));
}

function rulesAt(election: ElectionKind | null, set: Record<string, MarkerMeaning>): PollRules {
  const setFor = (poll: string | undefined) =>
    Object.entries(set).flatMap(([key, meaning]): [string, MarkerMeaning][] => {
      const [, marker = key, only] = AT_ONE.exec(key) ?? [];
      return only === poll ? [[marker, meaning]] : [];
    });
  return {
    election,
    votingAge: votingAgeAt(election),
    markers: new Map([
      ...markersAt(election),
      ...setFor(undefined),
      ...(election === null ? [] : setFor(election)),
    ]),
  };
}

/** What a marker means at a poll: what the room says, or else what the words of it say themselves (`Deceased`). */
export function meaningAt({ markers }: PollRules, marker: string): MarkerMeaning {
  return markers.get(marker) ?? (marker.length > 2 ? keepsOff(marker) : null) ?? 'in person';
}

/** What a marker means at all of the polls: `not entitled` only if it is at none of them. */
export function meaningAtAll({ polls }: VotingRules, letter: string): MarkerMeaning {
  const meanings = polls.map((poll) => meaningAt(poll, letter));
  return meanings.find((each) => each !== 'not entitled') ?? 'not entitled';
}

/** The same; null if the room says nothing about the marker. */
export function meaningSet(rules: VotingRules, marker: string): MarkerMeaning | null {
  return rules.polls.some(({ markers }) => markers.has(marker)) ? meaningAtAll(rules, marker) : null;
}

/** Stores the settings. Call it inside `room.change`, and refresh everybody's standing afterwards. */
export function writePollSettings(room: Room, settings: PollSettings, by: string): void {
  const { pollingDay, elections, chasePostal, markers, dates, knocks } = settings;
  if (pollingDay !== undefined) changeSetting(room, 'polling_day', pollingDay, by);
  if (elections !== undefined) {
    const inOrder = ELECTION_KINDS.filter((kind) => elections.includes(kind));
    changeSetting(room, 'election', inOrder.join(','), by);
  }
  if (chasePostal !== undefined) changeSetting(room, 'chase_postal', chasePostal ? 'yes' : 'no', by);
  if (markers !== undefined) changeSetting(room, 'marker_meanings', JSON.stringify(markers), by);
  if (dates !== undefined) changeSetting(room, 'date_meanings', JSON.stringify(dates), by);
  if (knocks !== undefined) changeSetting(room, 'knock_meanings', JSON.stringify(knocks), by);
}

const SETTINGS = z.record(z.string(), z.enum(MARKER_MEANINGS));

/** The meanings of markers that a person has set, by `markerKey`. */
export function readMarkerSettings(room: Room | null): Record<string, MarkerMeaning> {
  return storedJson((room && readSetting(room, 'marker_meanings')) || '{}', SETTINGS);
}

const DATE_SETTINGS = z.record(z.string(), z.enum(DATE_MEANINGS));

/** The meanings of unclear dates that a person has set. */
export function readDateSettings(room: Room | null): Record<string, DateMeaning> {
  return storedJson((room && readSetting(room, 'date_meanings')) || '{}', DATE_SETTINGS);
}

const KNOCK_SETTINGS = z.record(z.string(), z.enum(KNOCK_MEANINGS));

/** The meanings of cells about knocking that a person has set. */
export function readKnockSettings(room: Room | null): Record<string, KnockMeaning> {
  return storedJson((room && readSetting(room, 'knock_meanings')) || '{}', KNOCK_SETTINGS);
}
