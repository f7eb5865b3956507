import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { say } from '../../src-shared/message.ts';
import { AGAIN } from '../store/journal/journal.ts';
import type { EntryContent } from '../store/journal/journal-row.ts';
import { isDetail } from '../store/journal/stored-detail.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import { storedList, storedOrNull } from '../store/stored-json.ts';

/** An entry as it is sent. */
export type SentEntry = EntryContent & { device: string; n: number; hash: string };

const id = z.string().min(1).max(100);
const text = z.string().nullable();
const whole = z.int().nullable();
const ids = z.array(id);

const SENT_ENTRY: z.ZodType<SentEntry> = z.object({
  device: id,
  n: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  id,
  command_id: text,
  at: z.int(),
  by: z.string(),
  kind: z.string().refine((kind) => kind !== AGAIN),
  status: z.enum(['marked', 'already', 'unknown', 'ambiguous', 'unreadable', 'undone']).nullable(),
  entered: text,
  message: text,
  elector_id: whole,
  slip_id: whole,
  district: text,
  station_id: whole,
  settles: text,
  undoes: text,
  instead_of: text,
  detail: text,
});

const sql = prepared((db) => ({
  links: db.prepare<[string], Pick<EntryContent, 'undoes' | 'instead_of'>>(
    'SELECT undoes, instead_of FROM journal WHERE id = ?',
  ),
}));

/**
 * Reads entries of another copy of the room, which may have been damaged on the way or made up. What they say is in a
 * form that this program reads again wherever it is shown.
 * @throws Refusal for anything but entries.
 */
export function readEntries(db: Database, entries: readonly unknown[]): SentEntry[] {
  const read = entries.map((entry) => {
    const { data, error } = SENT_ENTRY.safeParse(entry);
    if (!data || !isReadAgain(data)) throw new Refusal(NOT_ENTRIES, { cause: error });
    return data;
  });
  if (leadsBack(db, read)) throw new Refusal(NOT_ENTRIES);
  return read;
}

const NOT_ENTRIES = say('These are not entries of a room. Nothing was changed: fetch them again.');

/** Whether the parts of it that are JSON are what this program reads. Most entries have none. */
function isReadAgain({ kind, detail, undoes, instead_of }: SentEntry): boolean {
  const lists = [undoes, instead_of].every((list) => list === null || storedOrNull(list, ids) !== null);
  return lists && isDetail(kind, detail);
}

/**
 * Whether an entry undoes or replaces itself, directly or by way of others. It names entries that its laptop knew, so
 * none that was written can.
 */
function leadsBack(db: Database, entries: readonly SentEntry[]): boolean {
  const linked = entries.filter(({ undoes, instead_of }) => undoes !== null || instead_of !== null);
  const sent = new Map(linked.map((each) => [each.id, each]));
  const named = (entry: string) => {
    const { undoes = null, instead_of = null } = sent.get(entry) ?? sql(db).links.get(entry) ?? {};
    return [...storedList(undoes), ...storedList(instead_of)];
  };
  const isDone = new Map<string, boolean>();
  // Not by calling itself: one thing may have been changed thousands of times.
  for (const { id: first } of linked) {
    if (isDone.get(first)) continue;
    const way = [{ entry: first, left: named(first) }];
    isDone.set(first, false);
    for (let last = way.at(-1); last; last = way.at(-1)) {
      const next = last.left.pop();
      if (next === undefined) {
        isDone.set(last.entry, true);
        way.pop();
      } else if (isDone.get(next) === false) return true;
      else if (!isDone.has(next)) {
        isDone.set(next, false);
        way.push({ entry: next, left: named(next) });
      }
    }
  }
  return false;
}
