import { say } from '../../src-shared/message.ts';
import { addToJournal } from '../store/journal.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';

/**
 * Doorstep answers. `voted` is what somebody says, which is kept apart from a teller's mark. With `voted`, `refused`
 * and `moved`, the elector is left off the next sheet. '' undoes the answer.
 */
export const DOORSTEP_ANSWERS = ['voted', 'will vote', 'out', 'refused', 'moved', 'lift'] as const;
export type DoorstepAnswer = (typeof DOORSTEP_ANSWERS)[number];

/** Answers that take an elector off the next sheet. */
export const OFF_SHEETS: readonly string[] = ['voted', 'refused', 'moved'];

const sql = prepared((db) => ({
  standing: db.prepare<[number], { street_id: number; outstanding: number }>(
    'SELECT street_id, outstanding FROM elector WHERE id = ?',
  ),
  answer: db.prepare('UPDATE elector SET doorstep = ?, off_sheets = ? WHERE id = ?'),
  count: db.prepare('UPDATE street SET outstanding = outstanding + ? WHERE id = ?'),
}));

/** One line of a returned sheet. */
export type DoorstepLine = { electorId: number; answer: DoorstepAnswer | '' };

/**
 * Records the answers on a sheet, in one durable transaction.
 * @throws Refusal for an elector who is not in the room.
 */
export function enterDoorstep(room: Room, code: string, lines: readonly DoorstepLine[], by: string): void {
  room.change(() => {
    for (const { electorId, answer } of lines) {
      const before = sql(room.db).standing.get(electorId);
      if (!before) throw new Refusal(say('That elector is not in this room. Open the sheet again.'));
      sql(room.db).answer.run(answer, Number(OFF_SHEETS.includes(answer)), electorId);
      const now = sql(room.db).standing.get(electorId)?.outstanding ?? 0;
      sql(room.db).count.run(now - before.outstanding, before.street_id);
      addToJournal(room, {
        kind: 'doorstep',
        by,
        electorId,
        entered: answer,
        detail: { code },
      });
    }
  });
}
