import type { EntryStatus, ToldBy } from '../store/journal/journal.ts';
import { holdsInSql } from '../store/journal/journal-links.ts';
import { storedMessage } from '../store/journal/stored-message.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { entryPlace, type PlaceInput } from './entry-place.ts';
import { electorById, enteredElector, nearElector } from './find-elector.ts';
import { alreadyMarked, doubtAbout, TOLD_BY } from './mark.ts';
import { type ReadEntry, readEntries } from './read-entries.ts';
import { slipNameOf } from './slips/slip-name.ts';
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
  if (!found.elector) {
    const { status, message, toldBy, fits } = found;
    const near = found.near.map(nearElector);
    return {
      entered,
      status,
      message,
      ...(toldBy ? { toldBy } : {}),
      ...(fits ? { fits } : {}),
      ...(near.length > 0 ? { near } : {}),
    };
  }
  const { elector } = found;
  const marked = elector.voted_at !== null;
  const message = marked ? alreadyMarked(room, elector) : doubtAbout(elector);
  return {
    entered,
    status: marked ? 'already' : 'ready',
    elector: enteredElector(elector),
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
  told_by: ToldBy | null;
  holds: number;
};

const sql = prepared((db) => ({
  recent: db.prepare<[number], Row>(
    `SELECT seq, id, at, by, kind, entered, status, message, elector_id, slip_id, ${TOLD_BY} AS told_by,
            ${holdsInSql('journal')} AS holds
       FROM journal
      WHERE kind IN ('number', 'undo') ORDER BY seq DESC LIMIT ?`,
  ),
}));

/** The newest entries first, and whether each can be undone. */
export function recentEntries(room: Room, limit: number): RecentEntry[] {
  return sql(room.db)
    .recent.all(limit)
    .map((row) => {
      const slip = slipNameOf(room.db, row.slip_id);
      const elector = row.elector_id === null ? undefined : electorById(room, row.elector_id);
      return {
        id: row.id,
        at: row.at,
        by: row.by,
        entered: row.entered,
        status: row.status,
        ...(elector ? { elector: enteredElector(elector) } : {}),
        ...(row.message ? { message: storedMessage(row.message) } : {}),
        ...(row.told_by ? { toldBy: row.told_by } : {}),
        ...(slip === null ? {} : { slip }),
        isUndo: row.kind === 'undo',
        isUndone: row.kind === 'number' && row.holds === 0,
        canUndo: row.status === 'marked' && row.holds === 1 && elector?.voted_at != null,
      };
    });
}
