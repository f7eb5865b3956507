import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { headsOf } from '../store/journal/journal-links.ts';
import { prepared } from '../store/prepared.ts';
import { TELLING } from '../turnout/mark.ts';
import { OPEN_NUMBERS } from '../turnout/set-aside.ts';

const sql = prepared((db) => ({
  marks: db.prepare<[], [number, number]>(
    `SELECT elector_id, MIN(at) FROM journal WHERE ${TELLING} AND elector_id IS NOT NULL
      GROUP BY elector_id ORDER BY elector_id`,
  ),
  subjects: db.prepare<[], string>('SELECT DISTINCT subject FROM journal_about ORDER BY subject').pluck(),
  open: db.prepare<[], string>(`SELECT id FROM journal WHERE ${OPEN_NUMBERS} ORDER BY id`).pluck(),
  imports: db.prepare<[], string>("SELECT id FROM journal WHERE kind = 'import' ORDER BY id").pluck(),
  /** By the number and the name of the street: a copy may have another row for it. */
  doors: db.prepare<[], (string | number)[]>(
    `SELECT elector.district, number, suffix, street.name, house, flat
       FROM elector JOIN street ON street.id = street_id
      WHERE removed_at IS NULL ORDER BY elector.district, number, suffix`,
  ),
}));

/**
 * The state of the day, in 64 characters. As the journal says: who is marked off and since when, the answers at the
 * doors, where each sheet is, corrections, settings, slips, stations, walks, numbers set aside and imports. As the room
 * has it: who is on the register, in which street and behind which door. Copies of a room with the same entries have the
 * same digest, in whatever order they got them and whatever their clocks say.
 */
export function digestOf(db: Database): string {
  const hash = createHash('sha256');
  const add = (...words: (string | number)[]) => hash.update(`${JSON.stringify(words)}\n`);
  for (const [elector, at] of sql(db).marks.raw().iterate() as Iterable<[number, number]>)
    add('voted', elector, at);
  for (const subject of sql(db).subjects.all()) add('is', subject, ...headsOf(db, subject).sort());
  for (const id of sql(db).open.all()) add('set aside', id);
  for (const id of sql(db).imports.all()) add('import', id);
  for (const door of sql(db).doors.raw().iterate()) add('lives', ...door);
  return hash.digest('hex');
}
