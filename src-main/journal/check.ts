import Sqlite, { type Database } from 'better-sqlite3';
import { IS_OFF_SHEETS } from '../register/one-number.ts';
import { STREET_COUNTS } from '../register/streets/street-counts.ts';
import { RoomDamaged } from '../store/faults.ts';
import { spoiltPages } from '../store/file/page-checksums.ts';
import { entryOf } from '../store/journal/journal.ts';
import { isLinkedAsSaid } from '../store/journal/journal-links.ts';
import { entryHash, type JournalRow } from '../store/journal/journal-row.ts';
import { devices } from '../store/laptops/device.ts';
import type { Room } from '../store/room.ts';
import { answerSaid } from '../turnout/doorstep.ts';
import { TELLING } from '../turnout/mark.ts';
import { digestOf } from './digest.ts';
import { rehearse } from './rehearse.ts';

/** `digest` is null if the journal cannot be read to its end. */
export type CheckResult = { ok: boolean; problems: string[]; digest: string | null };

/** Each elector's present mark, from the journal alone: the first telling that no undo names. */
const JOURNALED = `
  SELECT elector_id, MIN(at) AS voted_at FROM journal
   WHERE ${TELLING} AND elector_id IS NOT NULL GROUP BY elector_id`;

/** Tellings of electors who are not in this room. */
const OF_NOBODY = `
  SELECT id FROM journal
   WHERE elector_id IS NOT NULL AND ${TELLING} AND NOT EXISTS (SELECT 1 FROM elector WHERE elector.id = elector_id)`;

/** Compares the columns kept for speed with the journal, and checks the file by SQLite's own rules. */
export function checkRoom({ db }: Pick<Room, 'db'>): CheckResult {
  const problems: string[] = [];
  let digest: string | null = null;
  try {
    const isReadable = lookThrough(db, problems);
    // What is made from a damaged journal would say nothing.
    if (isReadable) problems.push(...rehearse(db));
    digest = digestOf(db);
  } catch (error) {
    // A page that cannot be read ends the check, and is its result.
    if (error instanceof RoomDamaged)
      problems.push('What is kept cannot be compared with the journal. Restore your last backup.');
    else if (!(error instanceof Sqlite.SqliteError)) throw error;
    else problems.push(`The file cannot be read to its end (${error.message}). Restore your last backup.`);
  }
  return { ok: problems.length === 0, problems, digest };
}

/** Returns whether the file and the journal are sound. */
function lookThrough(db: Database, problems: string[]): boolean {
  const integrity = db.prepare<[], { integrity_check: string }>('PRAGMA integrity_check').all();
  for (const { integrity_check } of integrity)
    if (integrity_check !== 'ok') problems.push(`The file: ${integrity_check}.`);
  const spoilt = spoiltPages(db).length;
  if (spoilt > 0)
    problems.push(
      `${spoilt} pages of the file have changed since they were written. Restore your last backup.`,
    );
  problems.push(...journalNotAsWritten(db));
  const isSound = problems.length === 0;
  problems.push(...rowsNotAsSaid(db));
  return isSound;
}

/** In which ways the journal and what is kept of it are not as entries, the register and each other say. */
export function contentProblems(db: Database): string[] {
  const problems = journalNotAsWritten(db);
  return problems.length > 0 ? problems : [...rowsNotAsSaid(db), ...rehearse(db)];
}

function journalNotAsWritten(db: Database): string[] {
  const problems: string[] = [];
  const changed = changedEntries(db);
  if (changed > 0)
    problems.push(
      `${changed} entries of the journal are not as they were written. Restore your last backup.`,
    );
  if (!isLinkedAsSaid(db)) problems.push('What is kept of undone entries differs from the journal.');
  return problems;
}

function rowsNotAsSaid(db: Database): string[] {
  const problems: string[] = [];
  const loose = db.prepare('PRAGMA foreign_key_check').all().length;
  if (loose > 0) problems.push(`${loose} rows refer to a missing elector or street.`);
  const nobody = count(
    db.prepare<[], number>(
      `SELECT (SELECT COUNT(*) FROM (${OF_NOBODY} EXCEPT SELECT id FROM journal_nobody))
            + (SELECT COUNT(*) FROM (SELECT id FROM journal_nobody EXCEPT ${OF_NOBODY}))`,
    ),
  );
  if (nobody > 0) problems.push('What is kept of numbers that belong to nobody differs from the journal.');
  const numbers = count(db.prepare<[], number>('SELECT COUNT(*) FROM elector WHERE number < 1'));
  if (numbers > 0) problems.push(`${numbers} electors have a number below 1, which nobody can enter.`);
  const marks = count(
    db.prepare<[], number>(
      `SELECT COUNT(*) FROM elector LEFT JOIN (${JOURNALED}) AS journaled ON journaled.elector_id = elector.id
        WHERE elector.voted_at IS NOT journaled.voted_at`,
    ),
  );
  if (marks > 0) problems.push(`${marks} electors have another mark than the journal says.`);
  const answers =
    doubtfulAnswers(db) +
    count(
      db.prepare<[], number>(
        `SELECT COUNT(*) FROM elector AS holder WHERE removed_at IS NULL AND off_sheets <> ${IS_OFF_SHEETS}`,
      ),
    );
  if (answers > 0) problems.push(`${answers} electors have another doorstep answer than the journal says.`);
  const streets = count(
    db.prepare<[], number>(
      `SELECT COUNT(*) FROM street LEFT JOIN (${STREET_COUNTS}) AS now ON now.id = street.id
        WHERE (street.electors, street.promises, street.postal, street.postal_promises, street.voted, street.promises_voted,
               street.in_person_voted, street.outstanding, street.past_polls, street.past_votes)
          IS NOT (COALESCE(now.electors, 0), COALESCE(now.promises, 0), COALESCE(now.postal, 0),
                  COALESCE(now.postal_promises, 0),
                  COALESCE(now.voted, 0), COALESCE(now.promises_voted, 0), COALESCE(now.in_person_voted, 0),
                  COALESCE(now.outstanding, 0), COALESCE(now.past_polls, 0), COALESCE(now.past_votes, 0))`,
    ),
  );
  if (streets > 0) problems.push(`${streets} streets' counts differ from their electors.`);
  return problems;
}

/** How many electors have another answer than the journal says. */
function doubtfulAnswers(db: Database): number {
  const kept = db.prepare<[], { id: number; doorstep: string }>(
    `SELECT id, doorstep FROM elector
      WHERE doorstep <> '' OR id IN (SELECT elector_id FROM journal WHERE kind = 'doorstep')`,
  );
  return kept.all().filter(({ id, doorstep }) => doorstep !== answerSaid(db, id)).length;
}

/**
 * How many entries are not as they were written: each has a hash, which the device's next entry contains. Entries
 * before which some are missing cannot be compared.
 */
function changedEntries(db: Database): number {
  const ids = new Map(devices(db).map(({ number, id }) => [number, id]));
  const hashes = new Map<string, Buffer[]>();
  let changed = 0;
  // None came in before the one that it follows.
  for (const row of db.prepare<[], JournalRow>('SELECT * FROM journal ORDER BY seq').iterate()) {
    const { device, n, hash } = row;
    const entry = entryOf(db, row);
    const before = n === 1 ? [null] : (hashes.get(`${device} ${n - 1}`) ?? []);
    const id = ids.get(device) ?? '';
    if (before.length > 0 && !before.some((last) => entryHash(id, n, last, entry).equals(hash))) changed += 1;
    const place = `${device} ${n}`;
    hashes.set(place, [...(hashes.get(place) ?? []), hash]);
  }
  return changed;
}

function count(statement: { pluck(): { get(): number | undefined } }): number {
  return statement.pluck().get() ?? 0;
}
