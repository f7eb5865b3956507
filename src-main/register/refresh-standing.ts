import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import type { AbsentVote } from './elector/absent-vote.ts';
import { readCodeMeanings } from './elector/code-meanings.ts';
import { type Gone, standingOf } from './elector/standing.ts';
import { votingRules } from './elector/voting-rules.ts';
import { recountStreets } from './streets/street-counts.ts';

type Row = {
  id: number;
  markers: string;
  absent: AbsentVote;
  born_on: string | null;
  attains_on: string | null;
  vi: string;
  gone: Gone;
  street: string;
  promise: number;
  promise_for: number;
  postal: number;
  kept_off: string;
};

const sql = prepared((db) => ({
  all: db.prepare<[], Row>(
    `SELECT elector.id, markers, absent, born_on, attains_on, vi, gone, street.name AS street, promise, promise_for,
            elector.postal, kept_off
       FROM elector JOIN street ON street.id = street_id`,
  ),
  set: db.prepare('UPDATE elector SET promise = ?, promise_for = ?, postal = ?, kept_off = ? WHERE id = ?'),
}));

/**
 * Updates every elector's standing, of removed ones too, after the rules of the poll, the meaning of a code or absent
 * votes have changed. Call it inside `room.change`.
 * @returns how many electors were updated.
 */
export function refreshStanding(room: Room): number {
  const rules = votingRules(room);
  const codes = readCodeMeanings(room);
  let changed = 0;
  for (const row of sql(room.db).all.all()) {
    const { promise, promiseFor, postal, keptOff } = standingOf(
      {
        markers: row.markers,
        absent: row.absent,
        bornOn: row.born_on,
        attainsOn: row.attains_on,
        hasStreet: row.street !== '',
        gone: row.gone,
        votingIntention: row.vi,
      },
      rules,
      codes,
    );
    if (
      row.promise === Number(promise) &&
      row.promise_for === promiseFor &&
      row.postal === Number(postal) &&
      row.kept_off === keptOff
    )
      continue;
    sql(room.db).set.run(Number(promise), promiseFor, Number(postal), keptOff, row.id);
    changed += 1;
  }
  if (changed > 0) recountStreets(room);
  return changed;
}
