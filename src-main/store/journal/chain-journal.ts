import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { storedOrNull } from '../stored-json.ts';
import { linkEntry } from './journal-links.ts';
import { type EntryContent, entryHash, readSubject, subjectsOf } from './journal-row.ts';

/** Never edit what has been released: rooms of older versions go through it. */
const TABLES = `
  -- The laptops that wrote entries: one file may have been copied and used on several.
  CREATE TABLE device (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE
  ) STRICT;
  DROP TRIGGER journal_keeps_rows;
  DROP TRIGGER journal_keeps_values;
  DROP INDEX journal_by_elector;
  DROP INDEX journal_by_command;
  DROP INDEX journal_by_slip;
  DROP INDEX journal_settles;
  DROP INDEX journal_parked;
  ALTER TABLE journal RENAME TO journal_10;
  -- The truth of polling day: rows are only ever added. What they name may arrive later from another laptop.
  CREATE TABLE journal (
    seq        INTEGER PRIMARY KEY,               -- order of arrival in this file
    id         TEXT NOT NULL UNIQUE,              -- the same in every copy of the room
    device     INTEGER NOT NULL REFERENCES device (number),
    n          INTEGER NOT NULL,                  -- 1, 2, 3 … for each device; twice where a file was copied and used twice
    hash       BLOB NOT NULL,                     -- of the entry and the hash of the device's entry before
    command_id TEXT,                              -- the call it came with, so that a retry marks nothing twice
    at         INTEGER NOT NULL,
    by         TEXT NOT NULL,
    kind       TEXT NOT NULL,
    status     TEXT CHECK (status IN ('marked', 'already', 'unknown', 'ambiguous', 'unreadable', 'undone')),
    entered    TEXT,
    message    TEXT,
    elector_id INTEGER,
    slip_id    INTEGER,
    district   TEXT,                              -- of a number entered without one
    station_id INTEGER,
    settles    TEXT,                              -- id of the number set aside that this one puts right or gives up
    undoes     TEXT,                              -- JSON: ids of the entries that this one undoes
    instead_of TEXT,                              -- JSON: ids of the entries that this one replaces
    detail     TEXT                               -- JSON: what the other kinds need
  ) STRICT;
  CREATE INDEX journal_by_elector ON journal (elector_id) WHERE elector_id IS NOT NULL;
  CREATE INDEX journal_by_command ON journal (command_id) WHERE command_id IS NOT NULL;
  CREATE INDEX journal_by_slip ON journal (slip_id) WHERE slip_id IS NOT NULL;
  CREATE INDEX journal_settles ON journal (settles) WHERE settles IS NOT NULL;
  CREATE INDEX journal_parked ON journal (seq) WHERE kind = 'number' AND status IN ('unknown', 'ambiguous', 'unreadable');
  CREATE INDEX journal_by_device ON journal (device, n);
  CREATE TRIGGER journal_keeps_rows   BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END;
  CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END;
  -- What each undo names, by what is undone. An entry may arrive after its undo.
  CREATE TABLE journal_undo (
    target TEXT NOT NULL,
    entry  TEXT NOT NULL,
    PRIMARY KEY (target, entry)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE journal_instead (
    target TEXT NOT NULL,
    entry  TEXT NOT NULL,
    PRIMARY KEY (target, entry)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE journal_about (
    subject TEXT NOT NULL,
    entry   TEXT NOT NULL,
    PRIMARY KEY (subject, entry)
  ) STRICT, WITHOUT ROWID;
  -- The entries that are undone at present; what the journal says, kept for speed.
  CREATE TABLE journal_undone (
    id TEXT PRIMARY KEY
  ) STRICT, WITHOUT ROWID;
  -- Tellings of electors who are not in this room: its register is older than that of the laptop that wrote them.
  CREATE TABLE journal_nobody (
    id TEXT PRIMARY KEY
  ) STRICT, WITHOUT ROWID;
  -- Ids of slips mean the same in every copy; the number is what is written on the paper.
  ALTER TABLE slip ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
  UPDATE slip SET number = id;
  INSERT OR REPLACE INTO setting (name, value) VALUES ('device_id', lower(hex(randomblob(16))));
`;

const ADD = `
  INSERT INTO journal (id, device, n, hash, command_id, at, by, kind, status, entered, message, elector_id, slip_id,
                       district, station_id, settles, undoes, instead_of, detail)
  VALUES (@id, 1, @n, @hash, @command_id, @at, @by, @kind, @status, @entered, @message, @elector_id, @slip_id,
          @district, @station_id, @settles, @undoes, @instead_of, @detail)`;

/** When an elector was marked off is the time of the first telling that holds, whichever came in first. */
const MARKS_OF_TELLINGS = `
  UPDATE elector SET voted_at = told.at
    FROM (SELECT elector_id, MIN(at) AS at FROM journal
           WHERE kind = 'number' AND status IN ('marked', 'already') AND elector_id IS NOT NULL
             AND id NOT IN (SELECT id FROM journal_undone)
           GROUP BY elector_id) AS told
   WHERE told.elector_id = elector.id AND elector.voted_at IS NOT told.at`;

export type OldRow = Omit<EntryContent, 'undoes' | 'instead_of'>;

/**
 * Gives each entry of an older room its place in a chain, and what it undoes and replaces: an undo of a mark undoes
 * all tellings of that elector before it, and a value replaces the one before. The device of these entries is the day,
 * so that copies of one room made by hand agree about the entries they share. From now on each copy is a device of its
 * own.
 */
export function chainJournal(db: Database): void {
  db.exec(TABLES);
  const day = db.prepare<[], string>("SELECT value FROM setting WHERE name = 'day_id'").pluck().get();
  const rows = db.prepare<[], OldRow>('SELECT * FROM journal_10 ORDER BY seq').all();
  if (rows.length > 0) db.prepare('INSERT INTO device (number, id) VALUES (1, ?)').run(day ?? randomUUID());
  const add = db.prepare(ADD);
  let before: Buffer | null = null;
  linkOldRows(rows).forEach((content, index) => {
    const hash = entryHash(day ?? '', index + 1, before, content);
    add.run({ ...content, n: index + 1, hash });
    linkEntry(db, content);
    before = hash;
  });
  db.exec('DROP TABLE journal_10');
  db.exec(MARKS_OF_TELLINGS);
}

/** Entries of an older version, in their order, with what they undo and replace. */
export function linkOldRows(rows: readonly OldRow[]): EntryContent[] {
  const past = new Past();
  return rows.map((row) => past.linked(row));
}

const walkNamed = z.looseObject({ walk: z.number(), name: z.string() });
const walkRemoved = z.looseObject({ removed: z.string() });

/** What older entries meant by their order alone. */
class Past {
  readonly #tellings = new Map<number, string[]>();
  readonly #last = new Map<string, string>();
  readonly #walks = new Map<string, number>();

  linked(row: OldRow): EntryContent {
    const content = { ...row, detail: this.#withWalk(row), undoes: null, instead_of: null };
    const undoes = this.#undoneBy(row);
    const subjects = subjectsOf(content);
    const replaced = new Set(subjects.flatMap((subject) => this.#last.get(subject) ?? []));
    for (const subject of subjects) {
      for (const other of this.#family(subject)) replaced.add(other);
      this.#last.set(subject, row.id);
    }
    return {
      ...content,
      undoes: undoes.length > 0 ? JSON.stringify(undoes) : null,
      instead_of: replaced.size > 0 ? JSON.stringify([...replaced]) : null,
    };
  }

  /** What was said of the sheets with the same number, `1-07` and `1-07b`: a new sheet replaces those before it. */
  #family(subject: string): string[] {
    if (readSubject(subject).kind !== 'sheet') return [];
    const bare = (text: string) => text.replace(/[a-z]+$/, '');
    return [...this.#last].flatMap(([other, last]) =>
      other !== subject && bare(other) === bare(subject) ? [last] : [],
    );
  }

  #undoneBy({ id, kind, status, elector_id }: OldRow): string[] {
    if (elector_id === null) return [];
    const tellings = this.#tellings.get(elector_id) ?? [];
    if (status === 'undone') {
      this.#tellings.delete(elector_id);
      return tellings;
    }
    if (kind === 'number' && (status === 'marked' || status === 'already'))
      this.#tellings.set(elector_id, [...tellings, id]);
    return [];
  }

  /** A deleted walk was only named. */
  #withWalk({ kind, detail }: OldRow): string | null {
    if (kind !== 'walk') return detail;
    const saved = storedOrNull(detail, walkNamed);
    if (saved) this.#walks.set(saved.name, saved.walk);
    const removed = storedOrNull(detail, walkRemoved);
    const walk = removed && this.#walks.get(removed.removed);
    return removed && walk !== undefined && walk !== null ? JSON.stringify({ ...removed, walk }) : detail;
  }
}
