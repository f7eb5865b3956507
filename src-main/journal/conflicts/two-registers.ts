import type { Database } from 'better-sqlite3';
import { headsOf } from '../../store/journal/journal-links.ts';
import { DOUBT, SUBJECT } from '../../store/journal/journal-row.ts';
import { newestImports } from '../../store/journal/register-entries.ts';
import { storedDetail } from '../../store/journal/stored-detail.ts';
import { type Laptop, laptops } from '../../store/laptops/laptops.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { readSetting } from '../../store/settings.ts';

const sql = prepared((db) => ({
  detail: db.prepare<[string], string | null>('SELECT detail FROM journal WHERE id = ?').pluck(),
  first: db
    .prepare<[string], string>(
      'SELECT id FROM journal WHERE id IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT 1',
    )
    .pluck(),
  writtenBy: db
    .prepare<[string], string>(
      'SELECT device.id FROM journal JOIN device ON device.number = journal.device WHERE journal.id = ?',
    )
    .pluck(),
}));

/** The newest imports of laptops that did not know of each other's; none if there is one newest import. */
export function importsApart(db: Database): string[] {
  const newest = newestImports(db);
  return newest.length > 1 ? newest : [];
}

/** Of registers that were imported apart, the import that people have chosen; null if there is nothing to choose. */
function chosenImport(db: Database): string | null {
  const apart = importsApart(db);
  if (apart.length === 0) return null;
  const answers = headsOf(db, SUBJECT.settled(DOUBT.registers())).map((id) =>
    storedDetail('settled', sql(db).detail.get(id) ?? null),
  );
  const known = new Set(answers.flatMap(({ entries }) => entries));
  const [chosen = null, ...others] = new Set(answers.map(({ as }) => as));
  return others.length === 0 && apart.every((id) => known.has(id)) ? chosen : null;
}

/** The laptop that imported a register; undefined if it is not on the list. */
export function importedOn(db: Database, id: string): Laptop | undefined {
  const device = sql(db).writtenBy.get(id);
  return laptops(db).find((each) => each.device === device);
}

/**
 * The newest import of the register that this file has; null before the first. Of several, what was imported here came
 * before what others imported apart, unless their register was taken in.
 */
export function registerHere(room: Room): string | null {
  const newest = newestImports(room.db);
  const taken = readSetting(room, 'register_taken');
  return newest.find((id) => id === taken) ?? sql(room.db).first.get(JSON.stringify(newest)) ?? null;
}

/** The laptop whose register people have chosen, if this room has another one. */
export function awaitedFrom(room: Room): Laptop | null {
  const awaited = awaitedImport(room);
  return awaited === null ? null : (importedOn(room.db, awaited) ?? null);
}

/** The import whose register people have chosen, if this room has another one. */
export function awaitedImport(room: Room): string | null {
  const chosen = chosenImport(room.db);
  return chosen === registerHere(room) ? null : chosen;
}
