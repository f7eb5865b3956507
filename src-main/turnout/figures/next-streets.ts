import { z } from 'zod';
import { DOOR } from '../../register/door-key.ts';
import type { ElectionKind } from '../../register/elector/elections.ts';
import { chosenPoll } from '../../register/elector/voting-rules.ts';
import { holdsInSql } from '../../store/journal/journal-links.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { changeSetting, readSetting } from '../../store/settings.ts';
import { someOf, storedJson } from '../../store/stored-json.ts';
import { probablyVoted } from '../trust/trust.ts';
import { type KnockWeights, minutesFor, USUAL_WEIGHTS, votesGainedPerHour } from './where-next.ts';

/** What knocking one or more streets takes, and is likely to gain. */
export type KnockWorth = {
  outstanding: number;
  doors: number;
  /** How long one person takes. */
  minutes: number;
  /** Per cent of past polls at which the outstanding electors voted; null if not known. */
  pastTurnout: number | null;
  /** The share of the outstanding who have probably voted unseen, 0 to 1; 0 if not known. */
  probablyVoted: number;
  votesPerHour: number;
};

/** A street with somebody outstanding, and what its worth is reckoned from. */
export type StreetToKnock = {
  id: number;
  district: string;
  street: string;
  /** The walk that it is in; null for none. */
  walkId: number | null;
  outstanding: number;
  doors: number;
  /** Past polls at which its outstanding electors could vote, and at how many of them they did. */
  polls: number;
  votes: number;
  lastMadeAt: number | null;
  /** The share of its outstanding who have probably voted unseen, as at its station; 0 if not known. */
  probablyVoted: number;
};

export type NextStreet = StreetToKnock & KnockWorth;

type Row = Omit<StreetToKnock, 'lastMadeAt' | 'probablyVoted'>;

type Wanted = {
  /** As `chosenPoll` gives it. */
  poll: number;
};

const sql = prepared((db) => ({
  streets: db.prepare<[Wanted], Row>(
    `SELECT street.id, street.district, street.name AS street, street.walk_id AS walkId, COUNT(*) AS outstanding,
            COUNT(DISTINCT ${DOOR}) AS doors,
            SUM(CASE past WHEN '' THEN 0 ELSE length(replace(replace(past, '-', ''), '.', '')) END) AS polls,
            SUM(CASE past WHEN '' THEN 0
                ELSE length(past) - length(replace(replace(replace(past, 'v', ''), 'x', ''), 'p', '')) END) AS votes
       FROM street JOIN elector ON elector.street_id = street.id AND elector.outstanding
      WHERE street.name <> '' AND (@poll = 0 OR elector.promise_for & @poll)
      GROUP BY street.id`,
  ),
  /** The one nearest to now: the newest, unless a clock is ahead. */
  lastMade: db.prepare<[number], { street_id: number; at: number }>(
    `SELECT street.value AS street_id, at, MIN(ABS(? - at))
       FROM journal, json_each(COALESCE(detail -> 'streetIds', json_array(detail ->> 'streetId'))) AS street
      WHERE kind = 'sheet'
        AND detail ->> 'code' NOT IN (SELECT COALESCE(detail ->> 'code', '') FROM journal WHERE kind = 'sheet withdrawn' AND ${holdsInSql('journal')})
      GROUP BY street.value`,
  ),
}));

/** How streets are ranked: now, and by the promises for one of the polls of the day, if it is named. */
export type Ranking = { now?: number | undefined; election?: ElectionKind | undefined };

/**
 * Streets with outstanding electors; first those where an hour of knocking is likely to gain most.
 * @throws Refusal if the election is not a poll of the room.
 */
export function nextStreets(room: Room, { now = Date.now(), election }: Ranking = {}): NextStreet[] {
  const weights = readWeights(room);
  const made = new Map(
    sql(room.db)
      .lastMade.all(now)
      .map(({ street_id, at }) => [street_id, at]),
  );
  const voted = probablyVoted(room, new Date(now));
  return sql(room.db)
    .streets.all({ poll: chosenPoll(room, election) })
    .map((row) => {
      const street = {
        ...row,
        lastMadeAt: made.get(row.id) ?? null,
        probablyVoted: voted.get(row.district) ?? 0,
      };
      return { ...street, ...knockWorth([street], weights, now) };
    })
    .sort(byWorth);
}

/** Puts first what gains most in an hour. */
export function byWorth(a: KnockWorth, b: KnockWorth): number {
  return b.votesPerHour - a.votesPerHour || b.outstanding - a.outstanding;
}

/** What knocking these streets one after another takes, and is likely to gain. */
export function knockWorth(
  streets: readonly StreetToKnock[],
  weights: KnockWeights,
  now: number,
): KnockWorth {
  const sum = (of: (street: StreetToKnock) => number) =>
    streets.reduce((total, street) => total + of(street), 0);
  const rate = (polls: number, votes: number) => (polls === 0 ? null : votes / polls);
  const past = rate(
    sum(({ polls }) => polls),
    sum(({ votes }) => votes),
  );
  const knockable = streets.map(({ polls, votes, lastMadeAt, ...street }) => ({
    ...street,
    pastRate: rate(polls, votes),
    lastKnockedAt: lastMadeAt,
  }));
  const outstanding = sum((street) => street.outstanding);
  const voted = sum((street) => street.outstanding * street.probablyVoted);
  return {
    outstanding,
    doors: sum(({ doors }) => doors),
    minutes: sum(({ doors }) => minutesFor(doors, weights)),
    pastTurnout: past === null ? null : Math.round(past * 100),
    probablyVoted: outstanding === 0 ? 0 : voted / outstanding,
    votesPerHour: votesGainedPerHour(knockable, weights, now),
  };
}

const WEIGHTS = someOf(
  z.object({
    doorsPerHour: z.number(),
    minutesToReach: z.number(),
    gainPerHundred: z.number(),
    restMinutes: z.number(),
  }),
);

/** The weights of the formula, as the manager has set them. */
export function readWeights(room: Room): KnockWeights {
  return { ...USUAL_WEIGHTS, ...storedJson(readSetting(room, 'knock_weights') ?? '{}', WEIGHTS) };
}

export function writeWeights(room: Room, weights: KnockWeights, by = ''): void {
  room.change(() => changeSetting(room, 'knock_weights', JSON.stringify(weights), by));
}
