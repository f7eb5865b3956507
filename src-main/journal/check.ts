import Sqlite, { type Database } from 'better-sqlite3';
import { STREET_COUNTS } from '../register/street-counts.ts';
import { spoiltPages } from '../store/file/page-checksums.ts';
import type { Room } from '../store/room.ts';
import { OFF_SHEETS } from '../turnout/doorstep.ts';

export type CheckResult = { ok: boolean; problems: string[] };

/** Each elector's present mark, from the journal alone: the last one, unless it was undone. */
const JOURNALED = `
  SELECT elector_id, CASE status WHEN 'marked' THEN at END AS voted_at, MAX(seq)
    FROM journal WHERE status IN ('marked', 'undone') AND elector_id IS NOT NULL GROUP BY elector_id`;

/** Each elector's last doorstep answer, from the journal alone. */
const ANSWERED = `
  SELECT elector_id, entered, MAX(seq) FROM journal WHERE kind = 'doorstep' GROUP BY elector_id`;

const OFF = OFF_SHEETS.map((answer) => `'${answer}'`).join(', ');

/** Compares the columns kept for speed with the journal, and checks the file by SQLite's own rules. */
export function checkRoom({ db }: Pick<Room, 'db'>): CheckResult {
  const problems: string[] = [];
  try {
    lookThrough(db, problems);
  } catch (error) {
    // A page that cannot be read ends the check, and is its result.
    if (!(error instanceof Sqlite.SqliteError)) throw error;
    problems.push(`The file cannot be read to its end (${error.message}). Restore your last backup.`);
  }
  return { ok: problems.length === 0, problems };
}

function lookThrough(db: Database, problems: string[]): void {
  const integrity = db.prepare<[], { integrity_check: string }>('PRAGMA integrity_check').all();
  for (const { integrity_check } of integrity)
    if (integrity_check !== 'ok') problems.push(`The file: ${integrity_check}.`);
  const spoilt = spoiltPages(db).length;
  if (spoilt > 0)
    problems.push(
      `${spoilt} pages of the file have changed since they were written. Restore your last backup.`,
    );
  const loose = db.prepare('PRAGMA foreign_key_check').all().length;
  if (loose > 0) problems.push(`${loose} rows refer to a missing elector or street.`);
  const numbers = count(db.prepare<[], number>('SELECT COUNT(*) FROM elector WHERE number < 1'));
  if (numbers > 0) problems.push(`${numbers} electors have a number below 1, which nobody can enter.`);
  const marks = count(
    db.prepare<[], number>(
      `SELECT COUNT(*) FROM elector LEFT JOIN (${JOURNALED}) AS journaled ON journaled.elector_id = elector.id
        WHERE elector.voted_at IS NOT journaled.voted_at`,
    ),
  );
  if (marks > 0) problems.push(`${marks} electors have another mark than the journal says.`);
  const answers = count(
    db.prepare<[], number>(
      `SELECT COUNT(*) FROM elector LEFT JOIN (${ANSWERED}) AS journaled ON journaled.elector_id = elector.id
        WHERE elector.doorstep <> COALESCE(journaled.entered, '') OR off_sheets <> (doorstep IN (${OFF}))`,
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
}

function count(statement: { pluck(): { get(): number | undefined } }): number {
  return statement.pluck().get() ?? 0;
}
