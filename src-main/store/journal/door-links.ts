import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { prepared } from '../prepared.ts';
import { storedList, storedOrNull } from '../stored-json.ts';
import { jsonOf } from './journal-links.ts';
import { type JournalRow, readSubject, SUBJECT } from './journal-row.ts';

/*
 * Where somebody lives is said by corrections of the elector and by moves of their address. These are about different
 * things, so each names those of the other kind that it knows of: the later one counts, in every copy of the room.
 */

/** The fields that say where somebody lives. */
export const DOOR_PARTS = ['street', 'house', 'flat'] as const;
export type DoorPart = (typeof DOOR_PARTS)[number];

/** Whether a field says where somebody lives. */
export function isDoorPart(field: string): field is DoorPart {
  return DOOR_PARTS.some((part) => part === field);
}

/** An entry by its place in its device's chain. */
export type Placed = { id: string; device: number; n: number };

const sql = prepared((db) => ({
  /** The addresses whose moves took along one of these electors. */
  addresses: db
    .prepare<[string], string>(
      `SELECT DISTINCT subject FROM journal_about JOIN journal ON journal.id = entry, json_each(detail -> 'doors') AS door
        WHERE subject BETWEEN 'address' || char(9) AND 'address' || char(10)
          AND door.value ->> 'elector' IN (SELECT value FROM json_each(?))`,
    )
    .pluck(),
  row: db.prepare<[string], { device: number; n: number; instead_of: string | null }>(
    'SELECT device, n, instead_of FROM journal WHERE id = ?',
  ),
}));

const MOVED = z.object({ doors: z.array(z.object({ elector: z.number() })) });

/** What else an entry may say something about where the same electors live has been said about. */
export function besideSubjects(
  db: Database,
  entry: Pick<JournalRow, 'kind' | 'elector_id' | 'detail'>,
  subjects: readonly string[],
): string[] {
  if (entry.kind !== 'register') return [];
  const electors = new Set<number>();
  for (const { kind, key, rest } of subjects.map(readSubject)) {
    if (kind === 'elector' && isDoorPart(rest)) electors.add(Number(key));
    if (kind !== 'address') continue;
    for (const { elector } of storedOrNull(entry.detail, MOVED)?.doors ?? []) electors.add(elector);
  }
  if (electors.size === 0) return [];
  return [
    ...[...electors].flatMap((id) => DOOR_PARTS.map((part) => SUBJECT.elector(id, part))),
    ...sql(db).addresses.all(jsonOf([...electors].map(String))),
  ];
}

/**
 * Whether an entry was written by somebody who had the other one: it came before it on the same device, or was named,
 * directly or by entries that were. No clock and no order of arrival says so.
 */
function knows(db: Database, later: Placed, earlier: Placed): boolean {
  if (later.device === earlier.device) return later.n > earlier.n;
  const seen = new Set<string>();
  const waiting = [later.id];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (id === earlier.id) return true;
    const row = sql(db).row.get(id);
    // Nobody has an entry of a device without those before it.
    if (row?.device === earlier.device && row.n > earlier.n) return true;
    waiting.push(...storedList(row?.instead_of));
  }
  return false;
}

/** Of these entries those that none of the others knew of: what was said last, by each who did not know the others. */
export function latestAmong<Entry extends Placed>(db: Database, entries: readonly Entry[]): Entry[] {
  return entries.filter((each) => !entries.some((other) => other !== each && knows(db, other, each)));
}

/** Of these entries those that knew of none of the others. */
export function firstAmong<Entry extends Placed>(db: Database, entries: readonly Entry[]): Entry[] {
  return entries.filter((each) => !entries.some((other) => other !== each && knows(db, each, other)));
}
