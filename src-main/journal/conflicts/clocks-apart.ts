import type { Database } from 'better-sqlite3';
import { AGAIN } from '../../store/journal/journal.ts';
import { prepared } from '../../store/prepared.ts';

/** Laptops whose clocks differ, by their ids, and two entries that show it: the second was written after the first. */
export type ClocksApart = {
  ahead: string;
  behind: string;
  first: string;
  second: string;
  /** By how much at least, in milliseconds. */
  apart: number;
};

/** A smaller difference is common, and of no account. */
const HOUR = 60 * 60_000;

const sql = prepared((db) => ({
  // A row that only keeps a place has no time. Whoever names an entry of another laptop knew of it; and a laptop writes nothing before it is prepared on another.
  found: db.prepare<{ hour: number }, ClocksApart>(
    `WITH named (first, second) AS (
       SELECT target, entry FROM journal_undo
       UNION ALL SELECT target, entry FROM journal_instead
       UNION ALL SELECT settles, id FROM journal WHERE settles IS NOT NULL
       UNION ALL SELECT each.value, journal.id FROM journal, json_each(detail, '$.after') AS each WHERE kind = 'import'
       UNION ALL
       SELECT laptop.id, own.id FROM journal AS laptop
         JOIN device ON device.id = laptop.detail ->> 'device'
         JOIN journal AS own ON own.device = device.number AND own.n = 1 AND own.kind <> '${AGAIN}'
        WHERE laptop.kind = 'laptop' AND laptop.instead_of IS NULL)
     SELECT ahead.id AS ahead, behind.id AS behind, first.id AS first, second.id AS second, first.at - second.at AS apart
       FROM named
       JOIN journal AS first ON first.id = named.first
       JOIN journal AS second ON second.id = named.second AND second.device <> first.device
       JOIN device AS ahead ON ahead.number = first.device
       JOIN device AS behind ON behind.number = second.device
      WHERE first.at - second.at > @hour
      ORDER BY ahead.id, behind.id, second.id, first.id`,
  ),
}));

/** One pair of entries for each two laptops, the same in every copy of the room that has these entries. */
export function clocksApart(db: Database): ClocksApart[] {
  const pairs = Map.groupBy(sql(db).found.all({ hour: HOUR }), ({ ahead, behind }) => `${ahead} ${behind}`);
  return [...pairs.values()].flatMap(([first]) => first ?? []);
}
