import type { Database } from 'better-sqlite3';
import { chainJournal } from './journal/chain-journal.ts';
import { NEWEST } from './newest-schema.ts';

/** `application_id` of a room file: "CRoo" in ASCII. */
export const APPLICATION_ID = 0x43526f6f;

/** SQL, or what SQL alone cannot do. */
export type Migration = string | ((db: Database) => void);

/**
 * Migrations in order; the n-th takes a room from `user_version` n-1 to n. Never edit one that has been released.
 */
export const MIGRATIONS: readonly Migration[] = [
  `
  CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- A street as the runner walks it. The counts are kept for speed, written in the same transaction as what
  -- they count; check compares them with the electors.
  CREATE TABLE street (
    id              INTEGER PRIMARY KEY,
    district        TEXT NOT NULL,
    name            TEXT NOT NULL,                -- '' for electors without a street
    walk_order      INTEGER NOT NULL,             -- place of its first elector in the register
    electors        INTEGER NOT NULL DEFAULT 0,
    promises        INTEGER NOT NULL DEFAULT 0,
    postal          INTEGER NOT NULL DEFAULT 0,
    postal_promises INTEGER NOT NULL DEFAULT 0,
    voted           INTEGER NOT NULL DEFAULT 0,
    promises_voted  INTEGER NOT NULL DEFAULT 0,
    in_person_voted INTEGER NOT NULL DEFAULT 0,   -- promises without a postal vote who were marked off
    outstanding     INTEGER NOT NULL DEFAULT 0,
    UNIQUE (district, name)
  ) STRICT;

  CREATE TABLE elector (
    id           INTEGER PRIMARY KEY,
    district     TEXT NOT NULL,
    number       INTEGER NOT NULL,
    suffix       TEXT NOT NULL,                   -- '' is none
    surname      TEXT NOT NULL,
    forename     TEXT NOT NULL,
    markers      TEXT NOT NULL DEFAULT '',        -- as given
    attains_on   TEXT,                            -- ISO date from which the elector may vote, if the register has one
    address      TEXT NOT NULL,
    postcode     TEXT NOT NULL,
    street_id    INTEGER NOT NULL REFERENCES street (id),
    house        TEXT NOT NULL,                   -- number in the street: '14', '4A', '4-6', '' when it has none
    flat         TEXT NOT NULL DEFAULT '',        -- what else names the door: 'Flat 3', 'Rose Cottage'
    vi           TEXT NOT NULL,                   -- voting-intention code as given
    phone        TEXT NOT NULL DEFAULT '',
    note         TEXT NOT NULL DEFAULT '',
    lift         INTEGER NOT NULL DEFAULT 0,
    do_not_knock INTEGER NOT NULL DEFAULT 0,
    postal       INTEGER NOT NULL,
    kept_off     TEXT NOT NULL DEFAULT '',        -- why no sheet may name them: '', 'anonymous', 'no address', 'proxy', 'too young'
    promise      INTEGER NOT NULL,
    voted_at     INTEGER,                         -- ms since 1970; what the journal says, kept for speed
    removed_at   INTEGER,                         -- no longer on the register
    -- Worth a knock until marked off (DOMAIN.md, "Left off a sheet").
    at_door      INTEGER AS (promise AND kept_off = '' AND NOT (postal OR do_not_knock)),
    outstanding  INTEGER AS (at_door AND voted_at IS NULL AND removed_at IS NULL)
  ) STRICT;
  CREATE UNIQUE INDEX elector_by_number ON elector (district, number, suffix) WHERE removed_at IS NULL;

  -- The truth of polling day: rows are only ever added. seq gives their order even when the clock jumps.
  CREATE TABLE journal (
    seq        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,              -- unique across laptops
    command_id TEXT,                              -- the call it came with, so that a retry marks nothing twice
    at         INTEGER NOT NULL,
    by         TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('number', 'undo', 'sheet', 'import', 'export')),
    status     TEXT CHECK (status IN ('marked', 'already', 'unknown', 'ambiguous', 'unreadable', 'undone')),
    entered    TEXT,
    message    TEXT,
    elector_id INTEGER REFERENCES elector (id),
    detail     TEXT                               -- JSON: what sheets, imports and exports need
  ) STRICT;
  CREATE INDEX journal_by_elector ON journal (elector_id) WHERE elector_id IS NOT NULL;
  CREATE INDEX journal_by_command ON journal (command_id) WHERE command_id IS NOT NULL;
  CREATE TRIGGER journal_keeps_rows   BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END;
  CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END;
  `,
  // 2: who may vote, past turnout, manual corrections, and questions that only a person can settle.
  `
  DROP INDEX IF EXISTS elector_at_door;           -- rooms of the first builds have it
  ALTER TABLE elector DROP COLUMN outstanding;
  ALTER TABLE elector DROP COLUMN at_door;
  ALTER TABLE elector ADD COLUMN born_on       TEXT;                      -- ISO date, if the register gives it
  ALTER TABLE elector ADD COLUMN absent        TEXT NOT NULL DEFAULT '';  -- as a list of absent voters says: 'postal', 'proxy', 'none'; '' leaves it to the markers
  ALTER TABLE elector ADD COLUMN vi_on         TEXT NOT NULL DEFAULT '';  -- ISO date of the answer, if known
  ALTER TABLE elector ADD COLUMN vi_past       TEXT NOT NULL DEFAULT '';  -- JSON: earlier answers, newest first
  ALTER TABLE elector ADD COLUMN past          TEXT NOT NULL DEFAULT '';  -- past turnout: a letter for each row of election, by id
  ALTER TABLE elector ADD COLUMN by_hand       TEXT NOT NULL DEFAULT '';  -- 'added' or 'removed' by a person, not by a register
  ALTER TABLE elector ADD COLUMN register_says TEXT NOT NULL DEFAULT '';  -- JSON: what the register had where a person has corrected it
  -- Worth a knock until marked off (DOMAIN.md, "Left off a sheet"); kept_off says why not, postal voters included.
  ALTER TABLE elector ADD COLUMN at_door     INTEGER AS (promise AND kept_off = '' AND NOT do_not_knock);
  ALTER TABLE elector ADD COLUMN outstanding INTEGER AS (promise AND kept_off = '' AND NOT do_not_knock AND voted_at IS NULL AND removed_at IS NULL);
  UPDATE elector SET kept_off = 'postal' WHERE postal AND kept_off = '';

  ALTER TABLE street ADD COLUMN past_polls INTEGER NOT NULL DEFAULT 0;    -- past polls its electors were on the register for, summed
  ALTER TABLE street ADD COLUMN past_votes INTEGER NOT NULL DEFAULT 0;    -- how many of those they voted at

  CREATE TABLE election (
    id   INTEGER PRIMARY KEY,                     -- place in elector.past, from 1
    name TEXT NOT NULL UNIQUE,
    year INTEGER NOT NULL                         -- 0 when its name does not say
  ) STRICT;

  -- What a person has put right about streets; every later import heeds it.
  CREATE TABLE street_correction (
    district TEXT NOT NULL,
    found    TEXT NOT NULL,                       -- name as the register's addresses give it
    name     TEXT NOT NULL,                       -- name it is to have; another street's merges the two
    PRIMARY KEY (district, found)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE address_correction (
    district TEXT NOT NULL,
    address  TEXT NOT NULL,                       -- as the register gives it, in capitals, with the postcode
    street   TEXT NOT NULL,
    house    TEXT NOT NULL,
    flat     TEXT NOT NULL,
    PRIMARY KEY (district, address)
  ) STRICT, WITHOUT ROWID;

  -- What an import would not guess.
  CREATE TABLE question (
    id       INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    detail   TEXT NOT NULL,                       -- JSON
    answer   TEXT,                                -- NULL while it is open
    answered INTEGER
  ) STRICT;

  INSERT INTO setting (name, value)
    SELECT 'code_meanings', json_group_object(upper(trim(code.value)), 'promise')
      FROM setting, json_each(setting.value) AS code WHERE setting.name = 'promise_codes'
    HAVING COUNT(*) > 0;
  DELETE FROM setting WHERE name = 'promise_codes';

  -- The kinds of entry are the program's to know: a list here would have to be made anew for each.
  DROP TRIGGER journal_keeps_rows;
  DROP TRIGGER journal_keeps_values;
  ALTER TABLE journal RENAME TO journal_1;
  CREATE TABLE journal (
    seq        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,              -- unique across laptops
    command_id TEXT,                              -- the call it came with, so that a retry marks nothing twice
    at         INTEGER NOT NULL,
    by         TEXT NOT NULL,
    kind       TEXT NOT NULL,
    status     TEXT CHECK (status IN ('marked', 'already', 'unknown', 'ambiguous', 'unreadable', 'undone')),
    entered    TEXT,
    message    TEXT,
    elector_id INTEGER REFERENCES elector (id),
    detail     TEXT                               -- JSON: what the other kinds need
  ) STRICT;
  INSERT INTO journal SELECT seq, id, command_id, at, by, kind, status, entered, message, elector_id, detail FROM journal_1;
  DROP TABLE journal_1;
  CREATE INDEX journal_by_elector ON journal (elector_id) WHERE elector_id IS NOT NULL;
  CREATE INDEX journal_by_command ON journal (command_id) WHERE command_id IS NOT NULL;
  CREATE TRIGGER journal_keeps_rows   BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END;
  CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END;
  `,
  // 3: polling stations, tellers' slips, numbers set aside until they are on the register, and the search for
  // electors.
  `
  CREATE TABLE station (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    place TEXT NOT NULL DEFAULT '',               -- where it is
    warp  INTEGER NOT NULL DEFAULT 0              -- no tellers: every promise is knocked
  ) STRICT;
  CREATE TABLE station_district (
    district   TEXT PRIMARY KEY,
    station_id INTEGER NOT NULL REFERENCES station (id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE shift (
    id         INTEGER PRIMARY KEY,
    station_id INTEGER NOT NULL REFERENCES station (id),
    teller     TEXT NOT NULL,
    starts     TEXT NOT NULL,                     -- '07:00', local time
    ends       TEXT NOT NULL
  ) STRICT;

  -- A page of a teller's pad; its number is written on the paper, so that the paper can be found again.
  CREATE TABLE slip (
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,                  -- when it was begun to be entered, ms since 1970
    by         TEXT NOT NULL,
    district   TEXT NOT NULL,                     -- '' when it is known only by its station
    station_id INTEGER REFERENCES station (id),
    told_at    INTEGER,                           -- the teller's time on it, ms since 1970
    teller     TEXT NOT NULL,
    told_count INTEGER,                           -- how many the teller counted
    second_of  INTEGER REFERENCES slip (id)       -- entered again as a check on that one
  ) STRICT;
  ALTER TABLE journal ADD COLUMN slip_id  INTEGER REFERENCES slip (id);
  ALTER TABLE journal ADD COLUMN district TEXT;   -- of a number entered without one
  ALTER TABLE journal ADD COLUMN settles  TEXT;   -- id of the parked entry that this one puts right or gives up
  CREATE INDEX journal_by_slip ON journal (slip_id) WHERE slip_id IS NOT NULL;
  CREATE INDEX journal_settles ON journal (settles) WHERE settles IS NOT NULL;
  CREATE INDEX journal_parked ON journal (seq) WHERE kind = 'number' AND status IN ('unknown', 'ambiguous', 'unreadable');
  `,
  // 4: the search for electors, and who is reported to have moved or died.
  `
  ALTER TABLE elector ADD COLUMN gone TEXT NOT NULL DEFAULT '';  -- 'moved' or 'deceased', as a person has told
  -- Words of each elector by id; made when it is first asked, so that no import waits for it.
  CREATE VIRTUAL TABLE elector_search USING fts5 (
    words, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2"
  );
  `,
  // 5: the manager's walks, and doorstep answers.
  `
  CREATE TABLE walk (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE,
    place  INTEGER NOT NULL,                      -- among the walks, from 1
    note   TEXT NOT NULL DEFAULT '',              -- how to get there
    runner TEXT NOT NULL DEFAULT ''               -- who usually takes it
  ) STRICT;
  ALTER TABLE street ADD COLUMN walk_id    INTEGER REFERENCES walk (id);
  ALTER TABLE street ADD COLUMN walk_place INTEGER NOT NULL DEFAULT 0;   -- among the streets of its walk
  ALTER TABLE elector DROP COLUMN outstanding;
  ALTER TABLE elector DROP COLUMN at_door;
  ALTER TABLE elector ADD COLUMN doorstep TEXT NOT NULL DEFAULT '';      -- the last answer at the door; what the journal says, kept for speed
  ALTER TABLE elector ADD COLUMN off_sheets INTEGER NOT NULL DEFAULT 0;  -- that answer keeps them off the next sheet
  ALTER TABLE elector ADD COLUMN at_door     INTEGER AS (promise AND kept_off = '' AND NOT do_not_knock AND NOT off_sheets);
  ALTER TABLE elector ADD COLUMN outstanding INTEGER AS (promise AND kept_off = '' AND NOT do_not_knock AND NOT off_sheets AND voted_at IS NULL AND removed_at IS NULL);
  -- A number that nobody bears is looked for among those removed, which would else be all electors each time.
  CREATE INDEX elector_removed ON elector (district, number, suffix) WHERE removed_at IS NOT NULL;
  `,
  // 6: a search of words only, without their positions: SQLite's check of it, each time a room is opened, takes a
  // third.
  `
  DROP TABLE elector_search;
  CREATE VIRTUAL TABLE elector_search USING fts5 (
    words, content = '', contentless_delete = 1, prefix = '1 2', detail = none, tokenize = ascii
  );
  DELETE FROM setting WHERE name = 'search_built';
  `,
  // 7: ids of the day and of this file, which its backups have too. Copies of one room made by hand get the same day
  // from the journal's first entry.
  `
  INSERT OR IGNORE INTO setting (name, value)
    SELECT 'day_id', COALESCE((SELECT lower(replace(id, '-', '')) FROM journal ORDER BY seq LIMIT 1), lower(hex(randomblob(16))));
  INSERT OR IGNORE INTO setting (name, value) SELECT 'file_id', lower(hex(randomblob(16)));
  `,
  // 8: the station at which a number was recorded is stored with it, so that a retry searches only there.
  `
  ALTER TABLE journal ADD COLUMN station_id INTEGER REFERENCES station (id);
  `,
  // 9: a checksum of each page of a room without encryption (page-checksums.ts).
  `
  CREATE TABLE page_sum (
    first INTEGER PRIMARY KEY,                    -- the first of the pages that the row covers
    sums  BLOB NOT NULL                           -- four bytes each, after four of the row itself
  ) STRICT;
  `,
  // 10: the search index has its words in other letters (plain-letters.ts), so it is rebuilt when first used.
  `
  DELETE FROM setting WHERE name = 'search_built';
  `,
  // 11: entries that merge (docs/journal.md): each in its device's chain, with what it undoes and replaces.
  chainJournal,
  // 12: one page less to write for each entry. A device's last entry is found from the end of the journal.
  `
  DROP INDEX journal_by_device;
  `,
  // 13: polls combined on one day.
  `
  ALTER TABLE elector ADD COLUMN promise_for INTEGER NOT NULL DEFAULT 0;  -- the polls that the promise is for (elections.ts); 0 in a room with one poll
  `,
  // 14: what entries say about electors who are not in this room, as journal_nobody has their tellings.
  `
  CREATE TABLE journal_waiting (
    subject TEXT PRIMARY KEY,                     -- as in journal_about
    elector INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO journal_waiting
    SELECT DISTINCT subject, CAST(substr(subject, instr(subject, char(9)) + 1) AS INTEGER) AS elector FROM journal_about
     WHERE (subject GLOB 'elector' || char(9) || '*' OR subject GLOB 'door' || char(9) || '*')
       AND elector NOT IN (SELECT id FROM elector);
  `,
  // 15: what is typed in windows and not entered yet (window-drafts.ts), and which slips are still being entered.
  `
  ALTER TABLE slip ADD COLUMN is_open INTEGER NOT NULL DEFAULT 0;  -- its last number is not entered yet; older versions did not say
  CREATE TABLE window_draft (
    window TEXT NOT NULL,                         -- the id that a window gave itself
    part   TEXT NOT NULL,                         -- what was being entered there: 'tally', 'returned'
    at     INTEGER NOT NULL,                      -- ms since 1970
    typed  TEXT NOT NULL,                         -- JSON, known to the window only
    PRIMARY KEY (window, part)
  ) STRICT, WITHOUT ROWID;
  `,
  // 16: the key of what laptops of one room exchange (exchange/sealed-file.ts).
  `
  INSERT OR IGNORE INTO setting (name, value) VALUES ('exchange_key', lower(hex(randomblob(32))));
  `,
  // 17: strokes on a slip.
  `
  ALTER TABLE slip ADD COLUMN gave_nothing INTEGER;  -- how many voters gave no number and no name
  `,
];

/** Takes a database from a version to the last of these migrations. */
export function migrateFrom(db: Database, version: number, migrations: readonly Migration[]): void {
  // All migrations one after another take ten times as long.
  if (version === 0 && migrations === MIGRATIONS && NEWEST.version === MIGRATIONS.length) {
    db.exec(NEWEST.sql);
    db.exec(NEW_IDS);
    return;
  }
  for (const step of migrations.slice(version)) migrateBy(db, step);
}

/** What migrations write into an empty room. */
const NEW_IDS = `
  INSERT INTO setting (name, value)
    SELECT value, lower(hex(randomblob(16))) FROM json_each('["day_id", "file_id", "device_id"]');
  INSERT INTO setting (name, value) VALUES ('exchange_key', lower(hex(randomblob(32))));`;

/** Runs one migration. */
export function migrateBy(db: Database, step: Migration): void {
  if (typeof step === 'string') db.exec(step);
  else step(db);
}
