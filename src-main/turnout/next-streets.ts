import { z } from 'zod';
import { holdsInSql } from '../store/journal-links.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { changeSetting, readSetting } from '../store/settings.ts';
import { someOf, storedJson } from '../store/stored-json.ts';
import { type KnockWeights, USUAL_WEIGHTS, votesGainedPerHour } from './where-next.ts';

/** A street, and what an hour of knocking there is likely to gain. */
export type NextStreet = {
  id: number;
  district: string;
  street: string;
  outstanding: number;
  doors: number;
  /** Per cent of past polls at which the outstanding electors voted; null if not known. */
  pastTurnout: number | null;
  lastMadeAt: number | null;
  votesPerHour: number;
};

type Row = {
  id: number;
  district: string;
  street: string;
  outstanding: number;
  doors: number;
  polls: number;
  votes: number;
};

const sql = prepared((db) => ({
  streets: db.prepare<[], Row>(
    `SELECT street.id, street.district, street.name AS street, street.outstanding,
            COUNT(DISTINCT elector.house || char(10) || elector.flat) AS doors,
            SUM(CASE past WHEN '' THEN 0 ELSE length(replace(replace(past, '-', ''), '.', '')) END) AS polls,
            SUM(CASE past WHEN '' THEN 0
                ELSE length(past) - length(replace(replace(replace(past, 'v', ''), 'x', ''), 'p', '')) END) AS votes
       FROM street JOIN elector ON elector.street_id = street.id AND elector.outstanding
      WHERE street.name <> ''
      GROUP BY street.id`,
  ),
  lastMade: db.prepare<[], { street_id: number; at: number }>(
    `SELECT street.value AS street_id, MAX(at) AS at
       FROM journal, json_each(COALESCE(detail -> 'streetIds', json_array(detail ->> 'streetId'))) AS street
      WHERE kind = 'sheet'
        AND detail ->> 'code' NOT IN (SELECT COALESCE(detail ->> 'code', '') FROM journal WHERE kind = 'sheet withdrawn' AND ${holdsInSql('journal')})
      GROUP BY street.value`,
  ),
}));

/** Streets with outstanding electors; first those where an hour of knocking is likely to gain most. */
export function nextStreets(room: Room, now = Date.now()): NextStreet[] {
  const weights = readWeights(room);
  const made = new Map(
    sql(room.db)
      .lastMade.all()
      .map(({ street_id, at }) => [street_id, at]),
  );
  return sql(room.db)
    .streets.all()
    .map(({ polls, votes, ...street }) => {
      const pastRate = polls === 0 ? null : votes / polls;
      const lastMadeAt = made.get(street.id) ?? null;
      return {
        ...street,
        pastTurnout: pastRate === null ? null : Math.round(pastRate * 100),
        lastMadeAt,
        votesPerHour: votesGainedPerHour({ ...street, pastRate, lastKnockedAt: lastMadeAt }, weights, now),
      };
    })
    .sort((a, b) => b.votesPerHour - a.votesPerHour || b.outstanding - a.outstanding);
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
