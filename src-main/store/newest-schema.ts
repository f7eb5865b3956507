/* What all migrations make of an empty database. tests/unit/newest-schema.test.ts writes this file. */

export const NEWEST = {
  version: 17,
  sql: `
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
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
    outstanding     INTEGER NOT NULL DEFAULT 0, past_polls INTEGER NOT NULL DEFAULT 0, past_votes INTEGER NOT NULL DEFAULT 0, walk_id    INTEGER REFERENCES walk (id), walk_place INTEGER NOT NULL DEFAULT 0,
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
    removed_at   INTEGER, born_on       TEXT, absent        TEXT NOT NULL DEFAULT '', vi_on         TEXT NOT NULL DEFAULT '', vi_past       TEXT NOT NULL DEFAULT '', past          TEXT NOT NULL DEFAULT '', by_hand       TEXT NOT NULL DEFAULT '', register_says TEXT NOT NULL DEFAULT '', gone TEXT NOT NULL DEFAULT '', doorstep TEXT NOT NULL DEFAULT '', off_sheets INTEGER NOT NULL DEFAULT 0, at_door     INTEGER AS (promise AND kept_off = '' AND NOT do_not_knock AND NOT off_sheets), outstanding INTEGER AS (promise AND kept_off = '' AND NOT do_not_knock AND NOT off_sheets AND voted_at IS NULL AND removed_at IS NULL), promise_for INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE UNIQUE INDEX elector_by_number ON elector (district, number, suffix) WHERE removed_at IS NULL;
CREATE TABLE election (
    id   INTEGER PRIMARY KEY,                     -- place in elector.past, from 1
    name TEXT NOT NULL UNIQUE,
    year INTEGER NOT NULL                         -- 0 when its name does not say
  ) STRICT;
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
CREATE TABLE question (
    id       INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    detail   TEXT NOT NULL,                       -- JSON
    answer   TEXT,                                -- NULL while it is open
    answered INTEGER
  ) STRICT;
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
  , number INTEGER NOT NULL DEFAULT 0, is_open INTEGER NOT NULL DEFAULT 0, gave_nothing INTEGER) STRICT;
CREATE TABLE walk (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE,
    place  INTEGER NOT NULL,                      -- among the walks, from 1
    note   TEXT NOT NULL DEFAULT '',              -- how to get there
    runner TEXT NOT NULL DEFAULT ''               -- who usually takes it
  ) STRICT;
CREATE INDEX elector_removed ON elector (district, number, suffix) WHERE removed_at IS NOT NULL;
CREATE VIRTUAL TABLE elector_search USING fts5 (
    words, content = '', contentless_delete = 1, prefix = '1 2', detail = none, tokenize = ascii
  );
CREATE TABLE page_sum (
    first INTEGER PRIMARY KEY,                    -- the first of the pages that the row covers
    sums  BLOB NOT NULL                           -- four bytes each, after four of the row itself
  ) STRICT;
CREATE TABLE device (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE
  ) STRICT;
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
CREATE TRIGGER journal_keeps_rows   BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END;
CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END;
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
CREATE TABLE journal_undone (
    id TEXT PRIMARY KEY
  ) STRICT, WITHOUT ROWID;
CREATE TABLE journal_nobody (
    id TEXT PRIMARY KEY
  ) STRICT, WITHOUT ROWID;
CREATE TABLE journal_waiting (
    subject TEXT PRIMARY KEY,                     -- as in journal_about
    elector INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
CREATE TABLE window_draft (
    window TEXT NOT NULL,                         -- the id that a window gave itself
    part   TEXT NOT NULL,                         -- what was being entered there: 'tally', 'returned'
    at     INTEGER NOT NULL,                      -- ms since 1970
    typed  TEXT NOT NULL,                         -- JSON, known to the window only
    PRIMARY KEY (window, part)
  ) STRICT, WITHOUT ROWID;
`,
};
