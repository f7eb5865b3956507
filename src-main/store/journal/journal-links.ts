import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';
import { storedList } from '../stored-json.ts';
import { type EntryContent, type JournalRow, readSubject, SUBJECT, subjectsOf } from './journal-row.ts';

/*
 * How entries hang together: which one undoes which, and which is about the same thing as which. An entry holds unless
 * an entry that holds undoes it, so the undo of an undo is a redo. None of this depends on the order of arrival or on
 * a clock: copies of a room with the same entries agree.
 */

/** In SQL: no entry that holds undoes the row. */
export function holdsInSql(row: string): string {
  return `NOT EXISTS (SELECT 1 FROM journal_undone WHERE journal_undone.id = ${row}.id)`;
}

const sql = prepared((db) => ({
  addUndo: db.prepare('INSERT OR IGNORE INTO journal_undo (target, entry) VALUES (?, ?)'),
  addInstead: db.prepare('INSERT OR IGNORE INTO journal_instead (target, entry) VALUES (?, ?)'),
  /** In the order in which they are kept: one list of absent voters is about everybody. */
  addAbout: db.prepare(
    'INSERT OR IGNORE INTO journal_about (subject, entry) SELECT value, @entry FROM json_each(@subjects) ORDER BY value',
  ),
  undoesOf: db.prepare<[string], string | null>('SELECT undoes FROM journal WHERE id = ?').pluck(),
  undoing: db.prepare<[string], string>('SELECT entry FROM journal_undo WHERE target = ?').pluck(),
  withUndone: db
    .prepare<[string], string>(
      `WITH RECURSIVE taken (id) AS (
         SELECT value FROM json_each(?)
         UNION
         SELECT each.value FROM taken JOIN journal USING (id), json_each(journal.undoes) AS each
          WHERE journal.undoes IS NOT NULL)
       SELECT id FROM taken`,
    )
    .pluck(),
  isUndone: db.prepare<[string], 1>('SELECT 1 FROM journal_undone WHERE id = ?').pluck(),
  setUndone: db.prepare('INSERT OR IGNORE INTO journal_undone (id) VALUES (?)'),
  setHolds: db.prepare('DELETE FROM journal_undone WHERE id = ?'),
  beginning: db
    .prepare<[string, string], string>(
      'SELECT DISTINCT subject FROM journal_about WHERE subject BETWEEN ? AND ?',
    )
    .pluck(),
  about: db.prepare<[string], string>('SELECT entry FROM journal_about WHERE subject = ?').pluck(),
  /** Those about the same thing that replace an entry. */
  replacing: db
    .prepare<[string, string], string>(
      `SELECT journal_instead.entry FROM journal_instead
         JOIN journal_about ON journal_about.entry = journal_instead.entry AND journal_about.subject = ?
        WHERE target = ?`,
    )
    .pluck(),
  latest: db
    .prepare<[string], string>(
      `SELECT DISTINCT entry FROM json_each(?) JOIN journal_about AS about ON subject = value
        WHERE NOT EXISTS (
          SELECT 1 FROM journal_instead AS instead
            JOIN journal_about AS later ON later.entry = instead.entry AND later.subject = about.subject
           WHERE target = about.entry)`,
    )
    .pluck(),
}));

/**
 * Notes what an entry, which is in the journal already, undoes, replaces and is about. Returns the ids of the entries
 * that hold or do not hold any more because of it. Call it inside `room.change`.
 */
export function linkEntry(db: Database, entry: EntryContent): string[] {
  const subjects = subjectsOf(entry);
  if (subjects.length > 0) sql(db).addAbout.run({ entry: entry.id, subjects: jsonOf(subjects) });
  for (const target of storedList(entry.instead_of)) sql(db).addInstead.run(target, entry.id);
  const undoes = storedList(entry.undoes);
  for (const target of undoes) sql(db).addUndo.run(target, entry.id);
  const changed: string[] = [];
  // Its own undo may have arrived before it.
  refresh(db, entry.id, changed);
  for (const target of undoes) refresh(db, target, changed);
  return changed;
}

/** Things for `json_each`. Half a letter is stored as a replacement character. */
export function jsonOf(subjects: readonly string[]): string {
  return JSON.stringify(subjects.map((each) => each.toWellFormed()));
}

/** What an entry undoes was named before the entry could be known, so this always comes to an end. */
function refresh(db: Database, id: string, changed: string[]): void {
  const undoing = sql(db).undoing.all(id);
  if (undoing.length === 0) return;
  const isUndone = undoing.some((each) => isHere(db, each) && holds(db, each));
  if (isUndone === !holds(db, id)) return;
  if (isUndone) sql(db).setUndone.run(id);
  else sql(db).setHolds.run(id);
  changed.push(id);
  for (const target of storedList(sql(db).undoesOf.get(id))) refresh(db, target, changed);
}

function isHere(db: Database, id: string): boolean {
  return sql(db).undoesOf.get(id) !== undefined;
}

/** Whether no entry that holds undoes this one. */
export function holds(db: Database, id: string): boolean {
  return sql(db).isUndone.get(id) === undefined;
}

/** These entries, and all that they undo or redo. */
export function withUndone(db: Database, ids: readonly string[]): string[] {
  return sql(db).withUndone.all(JSON.stringify(ids));
}

/** The entry that undid this one and holds; null if it is not undone. */
export function undoOf(db: Database, id: string): string | null {
  return undosOf(db, id)[0] ?? null;
}

/** Every entry that undid this one and holds. */
export function undosOf(db: Database, id: string): string[] {
  return sql(db)
    .undoing.all(id)
    .filter((undo) => holds(db, undo));
}

/**
 * The entries that say what a thing is now: those that hold and that no later one replaces. Several if two copies of
 * the room, which did not know of each other, set it. With `among`, what it would be if there were only those.
 */
export function headsOf(db: Database, subject: string, among?: ReadonlySet<string>): string[] {
  const counts = (id: string) => holds(db, id) && among?.has(id) !== false;
  // Also by one that does not count itself, if that one is replaced.
  const isReplaced = (id: string): boolean =>
    sql(db)
      .replacing.all(subject, id)
      .some((each) => counts(each) || isReplaced(each));
  return sql(db)
    .about.all(subject)
    .filter((id) => counts(id) && !isReplaced(id));
}

/** Everything that entries are about and whose text begins like this. */
export function subjectsFrom(db: Database, start: string): string[] {
  return sql(db).beginning.all(start, `${start}\u{10ffff}`);
}

/** The entries about a thing, by their ids, whether they hold or not. */
export function entriesAbout(db: Database, subject: string): string[] {
  return sql(db).about.all(subject);
}

/** The ids of all things of a kind that entries set, in order. */
export function idsSet(db: Database, kind: 'walk' | 'station'): number[] {
  return subjectsFrom(db, `${kind}\t`)
    .map((subject) => Number(readSubject(subject).key))
    .sort((a, b) => a - b);
}

/** The codes of the sheets that entries are about and that begin like this one. */
export function sheetsInJournal(db: Database, start: string): string[] {
  return subjectsFrom(db, SUBJECT.sheet(start)).map((subject) => readSubject(subject).key);
}

/** The entries about any of these things that none of those known replaces, whether they hold or not. */
export function latestOf(db: Database, subjects: readonly string[]): string[] {
  return subjects.length === 0 ? [] : sql(db).latest.all(jsonOf(subjects));
}

/** The entries about a thing that replace no other: they know what it was before there was any entry. */
export function rootsOf(db: Database, subject: string): string[] {
  const all = sql(db).about.all(subject);
  const replacing = new Set(all.flatMap((id) => sql(db).replacing.all(subject, id)));
  return all.filter((id) => !replacing.has(id));
}

/** Whether what is kept of how entries hang together is what the entries say. */
export function isLinkedAsSaid(db: Database): boolean {
  const said = { undo: new Set<string>(), instead: new Set<string>(), about: new Set<string>() };
  const undoing = new Map<string, string[]>();
  const rows = db.prepare<[], LinkedRow>(
    `SELECT id, kind, elector_id, undoes, instead_of,
            CASE WHEN kind NOT IN ('sheet', 'sheet codes', 'import') THEN detail END AS detail FROM journal`,
  );
  for (const row of rows.iterate()) {
    for (const subject of subjectsOf(row)) said.about.add(`${subject} ${row.id}`);
    for (const target of storedList(row.instead_of)) said.instead.add(`${target} ${row.id}`);
    for (const target of storedList(row.undoes)) {
      said.undo.add(`${target} ${row.id}`);
      undoing.set(target, [...(undoing.get(target) ?? []), row.id]);
    }
  }
  const known = new Map<string, boolean>();
  const isUndone = (id: string): boolean => {
    const answer = known.get(id) ?? (undoing.get(id) ?? []).some((each) => !isUndone(each));
    known.set(id, answer);
    return answer;
  };
  const kept = (table: string, column: string) =>
    db.prepare<[], string>(`SELECT ${column} || ' ' || entry FROM ${table}`).pluck().all();
  const undone = db.prepare<[], string>('SELECT id FROM journal_undone').pluck().all();
  return (
    isSame(kept('journal_undo', 'target'), said.undo) &&
    isSame(kept('journal_instead', 'target'), said.instead) &&
    isSame(kept('journal_about', 'subject'), said.about) &&
    isSame(undone, new Set([...undoing.keys()].filter(isUndone)))
  );
}

type LinkedRow = Pick<JournalRow, 'id' | 'kind' | 'elector_id' | 'detail' | 'undoes' | 'instead_of'>;

function isSame(kept: readonly string[], said: ReadonlySet<string>): boolean {
  return kept.length === said.size && kept.every((each) => said.has(each));
}
