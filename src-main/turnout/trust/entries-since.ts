import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';

/** The newest entry when something was read from the journal. */
export type Newest = { seq: number; id: string };

const sql = prepared((db) => ({
  newest: db.prepare<[], Newest>('SELECT seq, id FROM journal ORDER BY seq DESC LIMIT 1'),
  idAt: db.prepare<[number], string>('SELECT id FROM journal WHERE seq = ?').pluck(),
  isAnyOther: db
    .prepare<[number, string], 1>(
      'SELECT 1 FROM journal WHERE seq > ? AND kind NOT IN (SELECT value FROM json_each(?)) LIMIT 1',
    )
    .pluck(),
}));

/** Undefined while there is no entry. */
export function newestEntry(room: Room): Newest | undefined {
  return sql(room.db).newest.get();
}

/**
 * Whether only entries of these kinds have come in since. Not if that entry is gone: it was seen during a change that
 * did not last.
 */
export function isOnly(kinds: readonly string[], room: Room, { seq, id }: Newest): boolean {
  const { idAt, isAnyOther } = sql(room.db);
  return idAt.get(seq) === id && isAnyOther.get(seq, JSON.stringify(kinds)) === undefined;
}
