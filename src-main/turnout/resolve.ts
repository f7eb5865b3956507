import type { EntryStatus } from '../store/journal.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { storedMessage } from '../store/stored-message.ts';
import { type Bearer, bearerById, enteredElector } from './bearer.ts';
import { entryPlace, type PlaceInput } from './entry-place.ts';
import { alreadyMarked, doubtAbout } from './mark.ts';
import { type ReadEntry, readEntries } from './read-entries.ts';
import type { RecentEntry, Resolution } from './types.ts';

/**
 * What a text would mean if it were entered now: how many numbers it has, and the first of them, read exactly as
 * `markNumbers` does. Stores nothing. Throws as `markNumbers` does.
 */
export function resolveNumbers(
  room: Room,
  text: string,
  place: PlaceInput,
  limit: number,
): { numbers: number; entries: Resolution[] } {
  const read = readEntries(room, text, entryPlace(room, place));
  return { numbers: read.length, entries: read.slice(0, limit).map((entry) => resolution(room, entry)) };
}

function resolution(room: Room, { entered, find }: ReadEntry): Resolution {
  const found = find();
  if (!found.bearer) {
    const near = found.near.map(enteredElector);
    return { entered, status: found.status, message: found.message, ...(near.length > 0 ? { near } : {}) };
  }
  const { bearer } = found;
  const marked = bearer.voted_at !== null;
  const message = marked ? alreadyMarked(room, bearer) : doubtAbout(bearer);
  return {
    entered,
    status: marked ? 'already' : 'ready',
    elector: enteredElector(bearer),
    ...(message ? { message } : {}),
  };
}

type Row = {
  seq: number;
  id: string;
  at: number;
  by: string;
  kind: 'number' | 'undo';
  entered: string;
  status: EntryStatus;
  message: string | null;
  elector_id: number | null;
  slip_id: number | null;
};

const sql = prepared((db) => ({
  recent: db.prepare<[number], Row>(
    `SELECT seq, id, at, by, kind, entered, status, message, elector_id, slip_id FROM journal
      WHERE kind IN ('number', 'undo') ORDER BY seq DESC LIMIT ?`,
  ),
  isLast: db
    .prepare<[number, number], number>(
      "SELECT COUNT(*) = 0 FROM journal WHERE elector_id = ? AND status IN ('marked', 'undone') AND seq > ?",
    )
    .pluck(),
}));

/** The newest entries first, and whether each can be undone. */
export function recentEntries(room: Room, limit: number): RecentEntry[] {
  return sql(room.db)
    .recent.all(limit)
    .map((row) => {
      const bearer = row.elector_id === null ? undefined : bearerById(room, row.elector_id);
      return {
        id: row.id,
        at: row.at,
        by: row.by,
        entered: row.entered,
        status: row.status,
        ...(bearer ? { elector: enteredElector(bearer) } : {}),
        ...(row.message ? { message: storedMessage(row.message) } : {}),
        ...(row.slip_id === null ? {} : { slipId: row.slip_id }),
        isUndo: row.kind === 'undo',
        canUndo: row.status === 'marked' && standsMarked(room, row, bearer),
      };
    });
}

/** A mark that a later entry undid cannot be undone again. */
function standsMarked(room: Room, { seq }: Row, bearer: Bearer | undefined): boolean {
  return bearer?.voted_at != null && sql(room.db).isLast.get(bearer.id, seq) === 1;
}
