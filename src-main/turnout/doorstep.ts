import type { Database } from 'better-sqlite3';
import { say } from '../../src-shared/message.ts';
import { IS_OFF_SHEETS, OFF_SHEETS } from '../register/one-number.ts';
import { addToJournal } from '../store/journal/journal.ts';
import { headsOf } from '../store/journal/journal-links.ts';
import { SUBJECT } from '../store/journal/journal-row.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';

/**
 * Doorstep answers. `voted` is what somebody says, which is kept apart from a teller's mark. With `voted`, `refused`
 * and `moved`, the elector is left off the next sheet. '' undoes the answer.
 */
export const DOORSTEP_ANSWERS = ['voted', 'will vote', 'out', 'refused', 'moved', 'lift'] as const;
export type DoorstepAnswer = (typeof DOORSTEP_ANSWERS)[number];

const sql = prepared((db) => ({
  standing: db.prepare<[number], { street_id: number; outstanding: number }>(
    'SELECT street_id, outstanding FROM elector WHERE id = ?',
  ),
  answer: db.prepare('UPDATE elector SET doorstep = ? WHERE id = ?'),
  leaveOff: db.prepare(`UPDATE elector AS holder SET off_sheets = ${IS_OFF_SHEETS} WHERE id = ?`),
  said: db.prepare<[string], string | null>('SELECT entered FROM journal WHERE id = ?').pluck(),
  count: db.prepare('UPDATE street SET outstanding = outstanding + ? WHERE id = ?'),
}));

/** One line of a returned sheet. */
export type DoorstepLine = { electorId: number; answer: DoorstepAnswer | '' };

/**
 * Records the answers on a sheet, in one durable transaction.
 * @returns the ids of the entries, by which they can be undone.
 * @throws Refusal for an elector who is not in the room.
 */
export function enterDoorstep(
  room: Room,
  code: string,
  lines: readonly DoorstepLine[],
  by: string,
): string[] {
  return room.change(() =>
    lines.map(({ electorId, answer }) => {
      if (!sql(room.db).standing.get(electorId))
        throw new Refusal(say('That elector is not in this room. Open the sheet again.'));
      keepAnswer(room, electorId, answer);
      return addToJournal(room, { kind: 'doorstep', by, electorId, entered: answer, detail: { code } }).id;
    }),
  );
}

/**
 * Keeps an elector's answer as the journal says it, after entries have come in or were undone. If two copies of the
 * room say different things, nobody who may have voted is knocked meanwhile.
 */
export function refreshAnswer(room: Room, electorId: number): void {
  keepAnswer(room, electorId, answerSaid(room.db, electorId));
}

/** An elector's answer as the journal says it, or as these entries do; '' for none. */
export function answerSaid(db: Database, electorId: number, among?: ReadonlySet<string>): string {
  const answers = headsOf(db, SUBJECT.door(electorId), among).map((id) => sql(db).said.get(id) ?? '');
  return [...OFF_SHEETS, ...answers].find((each) => answers.includes(each)) ?? '';
}

function keepAnswer(room: Room, electorId: number, answer: string): void {
  const before = sql(room.db).standing.get(electorId);
  if (!before) return;
  sql(room.db).answer.run(answer, electorId);
  sql(room.db).leaveOff.run(electorId);
  const now = sql(room.db).standing.get(electorId)?.outstanding ?? 0;
  sql(room.db).count.run(now - before.outstanding, before.street_id);
}
