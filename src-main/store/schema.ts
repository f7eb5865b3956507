/** `application_id` of a room file: "CRoo" in ASCII. */
export const APPLICATION_ID = 0x43526f6f;

/**
 * Migrations in order; the n-th takes a room from `user_version` n-1 to n. Never edit one that has been released.
 */
export const MIGRATIONS: readonly string[] = [
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
];
