import { say } from '../../src-shared/message.ts';
import { prepared } from './prepared.ts';
import { Refusal } from './refusal.ts';
import type { Room } from './room.ts';

/** What a window has typed in one of its parts and not entered yet. `typed` is JSON that only windows read. */
export type WindowDraft = { window: string; part: string; at: number; typed: string };

const sql = prepared((db) => ({
  all: db.prepare<[], WindowDraft>(
    'SELECT window, part, at, typed FROM window_draft ORDER BY at, window, part',
  ),
  put: db.prepare(
    'INSERT OR REPLACE INTO window_draft (window, part, at, typed) VALUES (@window, @part, @at, @typed)',
  ),
  drop: db.prepare<[string, string]>('DELETE FROM window_draft WHERE window = ? AND part = ?'),
}));

/** The drafts of all windows, also of those that have closed; the oldest first. */
export function windowDrafts(room: Room): WindowDraft[] {
  return sql(room.db).all.all();
}

/** Keeps a draft in place of the window's earlier one of that part; null removes it. No entry: the journal has none. */
export function keepDraft(room: Room, window: string, part: string, typed: string | null): void {
  room.changeUnseen(() => {
    if (typed === null) sql(room.db).drop.run(window, part);
    else sql(room.db).put.run({ window, part, at: Date.now(), typed });
  });
}

/** Removes the drafts of all windows. Call it inside `room.change`. */
export function dropAllDrafts(room: Room): void {
  room.db.exec('DELETE FROM window_draft');
}

/**
 * Gives a closed window's draft to another window, in place of what that one has there.
 * @throws Refusal if another window has taken or discarded it.
 */
export function passDraft(room: Room, from: string, to: string, part: string): void {
  const draft = windowDrafts(room).find((each) => each.window === from && each.part === part);
  if (!draft) throw new Refusal(say('Another window has gone on with it or discarded it already.'));
  room.changeUnseen(() => {
    sql(room.db).drop.run(from, part);
    sql(room.db).put.run({ ...draft, window: to });
  });
}
