import { say } from '../../src-shared/message.ts';
import { holds, undoOf } from '../store/journal/journal-links.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { storedList } from '../store/stored-json.ts';
import { undoEntries } from './undo.ts';

const sql = prepared((db) => ({
  ofCommand: db
    .prepare<[string], string>("SELECT id FROM journal WHERE command_id = ? AND kind = 'number' ORDER BY seq")
    .pluck(),
  undoes: db.prepare<[string], string | null>('SELECT undoes FROM journal WHERE id = ?').pluck(),
  kindOf: db.prepare<[string], string>('SELECT kind FROM journal WHERE id = ?').pluck(),
  discarding: db
    .prepare<[string], string>("SELECT id FROM journal WHERE settles = ? AND kind = 'given up'")
    .pluck(),
}));

/**
 * Undoes the numbers that one call entered, and nothing that others entered about the same electors. Repeating the call
 * undoes nothing twice. Returns the id of the entry that undid them; null if others have undone them, with more, which
 * is not for this call to enter again.
 * @throws Refusal if it entered none, or something rests on one of them.
 */
export function takeBack(room: Room, commandId: string, by: string): string | null {
  const entries = sql(room.db).ofCommand.all(commandId);
  const left = entries.filter((id) => holds(room.db, id));
  // A number that was set aside and discarded marks nobody.
  const discarded = left.flatMap((id) => sql(room.db).discarding.all(id)).filter((id) => holds(room.db, id));
  if (left.length > 0) return undoEntries(room, [...left, ...discarded], by);
  if (entries.length === 0) throw new Refusal(say('There is nothing to undo.'));
  const undos = new Set(entries.flatMap((id) => undoOf(room.db, id) ?? []));
  const own = [...undos].find((undo) =>
    storedList(sql(room.db).undoes.get(undo) ?? null).every(
      (id) => entries.includes(id) || isDiscarding(room, id),
    ),
  );
  return own ?? null;
}

function isDiscarding(room: Room, id: string): boolean {
  return sql(room.db).kindOf.get(id) === 'given up';
}

/** Enters again what was taken back, unless it has been already. @throws Refusal if it cannot count any more. */
export function enterAgain(room: Room, undo: string, by: string): void {
  if (holds(room.db, undo)) undoEntries(room, [undo], by);
}
