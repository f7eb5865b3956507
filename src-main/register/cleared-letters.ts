import { addToJournal } from '../store/journal/journal.ts';
import { holdsInSql } from '../store/journal/journal-links.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { votesBy } from './elector/standing.ts';
import { votingRules } from './elector/voting-rules.ts';
import { refreshStanding } from './refresh-standing.ts';

const sql = prepared((db) => ({
  /** The last time that somebody set how everybody votes. */
  last: db
    .prepare<[], string>(
      `SELECT detail ->> 'everybodyVotes' FROM journal
        WHERE kind = 'register' AND detail LIKE '{"everybodyVotes"%'
          AND ${holdsInSql('journal')}
        ORDER BY seq DESC LIMIT 1`,
    )
    .pluck(),
  byLetters: db.prepare<[], { id: number; markers: string }>(
    "SELECT id, markers FROM elector WHERE absent = '' AND markers <> ''",
  ),
  clear: db.prepare("UPDATE elector SET absent = 'none' WHERE id = ?"),
}));

/** Whether postal votes and proxies were cleared for everybody, and nobody has gone back to the register's letters. */
export function areLettersCleared(room: Room): boolean {
  return sql(room.db).last.get() === 'none';
}

/**
 * Clears the postal votes and proxies of those who have them by letters of a later register, or by letters that only
 * have a meaning since then. Call it inside `room.change`, or on a draft. Returns how many they are.
 */
export function clearLaterLetters(room: Room, by: string): number {
  const rules = votingRules(room);
  const cleared = sql(room.db)
    .byLetters.all()
    .filter(({ markers }) => votesBy(markers, '', rules) !== 'none');
  if (cleared.length === 0) return 0;
  for (const { id } of cleared) sql(room.db).clear.run(id);
  const absent = Object.fromEntries(cleared.map(({ id }) => [id, ['', 'none'] as [string, string]]));
  addToJournal(room, {
    kind: 'register',
    by,
    detail: { everybodyVotes: 'none', changed: refreshStanding(room), absent },
  });
  return cleared.length;
}
