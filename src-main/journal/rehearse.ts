import type { Database } from 'better-sqlite3';
import { formatNumber } from '../register/elector/elector-number.ts';
import { refreshStanding } from '../register/refresh-standing.ts';
import { COUNTED } from '../register/streets/street-counts.ts';
import type { Placed } from '../store/journal/door-links.ts';
import { entriesAbout, rootsOf, subjectsFrom } from '../store/journal/journal-links.ts';
import { readSubject, SUBJECT } from '../store/journal/journal-row.ts';
import { storedDetail } from '../store/journal/stored-detail.ts';
import { copyInMemory } from '../store/memory-copy.ts';
import type { Room } from '../store/room.ts';
import { SETTINGS_OF_THE_DAY } from '../store/settings.ts';
import { slipLetter, slipName } from '../turnout/slips/slip-name.ts';
import { applySubjects, type Certain } from './apply.ts';
import { changesBetween, type Row, type RowChange, watchElectors } from './row-changes.ts';

/** What is not made from the journal: itself, what a file keeps for itself, and what registers have brought. */
const NOT_KEPT = /^(sqlite_|journal|device$|page_sum$|window_draft$|elector_search|election$|question$)/;

/** Columns that `check` compares in other ways, since nearly every elector and every street has something in them. */
const COMPARED: Record<string, readonly string[]> = {
  elector: ['voted_at', 'doorstep', 'off_sheets'],
  street: COUNTED,
};

/**
 * Makes everything that is kept again from the journal, in a copy in memory, and returns what differs then, in words.
 * The room itself is only read.
 */
export function rehearse(db: Database): string[] {
  const copy = copyInMemory(db);
  copy.pragma('foreign_keys = OFF');
  try {
    const names = db
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
      .pluck()
      .all()
      .filter((name) => !NOT_KEPT.test(name));
    const electors = watchElectors(copy);
    // What makes things from the journal uses nothing of a room but its connection.
    makeAgain({ db: copy } as Room);
    const others = names.filter((name) => name !== 'elector');
    const changes = [...electors(), ...changesBetween(db, copy, others)];
    return inWords(copy, changes.flatMap(withoutCompared));
  } finally {
    copy.close();
  }
}

function makeAgain(room: Room): void {
  const { db } = room;
  db.exec('BEGIN');
  forget(db);
  const subjects = subjectsFrom(db, '').filter((subject) => {
    const { kind, key, rest } = readSubject(subject);
    return (
      kind !== 'door' &&
      kind !== 'sheet' &&
      (rest !== 'register' || isNewest(db, SUBJECT.elector(Number(key), rest)))
    );
  });
  applySubjects(room, new Set(subjects), new Set(), certainIn(db));
  // Older versions had other rules of who is left off sheets, and did not note the polling day in the journal.
  if (entriesAbout(db, SUBJECT.setting('polling_day')).length > 0) refreshStanding(room);
}

/** Removes what only the journal can have made, so that nothing else is left of it. */
function forget(db: Database): void {
  db.exec(`
    DELETE FROM station_district;
    DELETE FROM shift;
    DELETE FROM station;
    -- Older versions made slips without an entry, and numbered them by their ids.
    DELETE FROM slip WHERE number <> id;
    DELETE FROM walk WHERE ${isUnsaid("'walk' || char(9) || id")};
    UPDATE street SET walk_id = NULL, walk_place = 0;`);
  // Older versions did not say all of it in the journal.
  if (hasOlderEntries(db)) return;
  db.exec(`
    DELETE FROM street_correction WHERE ${isUnsaid("'street' || char(9) || district || char(9) || found")};
    DELETE FROM address_correction WHERE ${isUnsaid("'address' || char(9) || district || char(9) || address")};
    DELETE FROM setting WHERE name IN (${SETTINGS_OF_THE_DAY.map((name) => `'${name}'`).join(', ')})
                          AND ${isUnsaid("'setting' || char(9) || name")};`);
}

function isUnsaid(subject: string): string {
  return `${subject} NOT IN (SELECT subject FROM journal_about)`;
}

/** The entries of older versions have the day for a device. */
function hasOlderEntries(db: Database): boolean {
  const day = "SELECT value FROM setting WHERE name = 'day_id'";
  return db.prepare(`SELECT 1 FROM device WHERE id = (${day})`).get() !== undefined;
}

/** An import after the last entry may have put an elector on the register, or removed them. */
function isNewest(db: Database, subject: string): boolean {
  return (
    db
      .prepare<[string], number>(
        `SELECT MAX(seq) > (SELECT COALESCE(MAX(seq), 0) FROM journal WHERE kind = 'import' OR detail LIKE '{"question"%' AND id NOT IN (SELECT entry FROM journal_about))
           FROM journal JOIN journal_about ON entry = id WHERE subject = ?`,
      )
      .pluck()
      .get(subject) === 1
  );
}

/** What only the journal can have set: everything whose first entry knows of the last register. */
function certainIn(db: Database): Certain {
  const changing = changingElectors(db);
  const place = db.prepare<[string], Placed>('SELECT id, device, n FROM journal WHERE id = ?');
  const isSince = (first: Placed | undefined) =>
    changing.every((each) => first && each.device === first.device && each.n < first.n);
  const isOnlyJournal = (subject: string) => rootsOf(db, subject).every((root) => isSince(place.get(root)));
  return {
    isOnlyJournal,
    isDoor: (first, isAdded, elector) =>
      first.every(isSince) && (!isAdded || isOnlyJournal(SUBJECT.elector(elector, 'register'))),
  };
}

/** Entries that changed electors without saying how: registers, answers to their questions, and older corrections. */
function changingElectors(db: Database): Placed[] {
  const entries = db.prepare<[], Placed & { kind: string; detail: string | null; isAbout: number }>(
    `SELECT id, device, n, kind, detail,
            EXISTS (SELECT 1 FROM journal_about WHERE entry = journal.id) AS isAbout
       FROM journal WHERE kind IN ('import', 'register')`,
  );
  return entries.all().filter(({ kind, detail, isAbout }) => {
    if (kind !== 'import') return isAbout === 0 || isWithoutElectors(detail);
    const { updated, removed } = storedDetail('import', detail);
    return updated + removed > 0;
  });
}

function isWithoutElectors(detail: string | null): boolean {
  const said = storedDetail('register', detail);
  return 'becomes' in said && said.electors === undefined;
}

function withoutCompared(change: RowChange): RowChange[] {
  const { table, before, now } = change;
  // A street that nobody is in any more may have been made on the way.
  if (table === 'street' && before === null && now?.electors === 0) return [];
  const columns = change.columns.filter((column) => COMPARED[table]?.includes(column) !== true);
  return columns.length === 0 ? [] : [{ ...change, columns }];
}

/** More than this many of one kind are only counted. */
const MOST_NAMED = 20;

function inWords(db: Database, changes: readonly RowChange[]): string[] {
  return [...Map.groupBy(changes, ({ table }) => table)].flatMap(([table, all]) => {
    const named = all.slice(0, MOST_NAMED).map((change) => {
      const row = change.before ?? change.now ?? {};
      const thing = (THINGS[table] ?? ((each) => `${table} ${Object.values(each)[0]}`))(row, db);
      if (change.now === null) return `${thing} is not in the journal.`;
      if (change.before === null) return `${thing} is in the journal, but not in the room.`;
      return `${thing}: ${change.columns.map(columnInWords).join(', ')} differs from what the journal says.`;
    });
    const more = all.length - named.length;
    return more > 0
      ? [...named, `${more} more of the table ${table} differ from what the journal says.`]
      : named;
  });
}

type InWords = (row: Row, db: Database) => string;

const THINGS: Record<string, InWords> = {
  elector: ({ district, number, suffix }) =>
    `Elector ${formatNumber({ district: String(district), number: Number(number), suffix: String(suffix) })}`,
  street: ({ name, district }) => `Street ${name} in ${district}`,
  street_correction: ({ found, district }) => `The correction of the street ${found} in ${district}`,
  address_correction: ({ address }) => `The correction of the address ${address}`,
  setting: ({ name }) => `Setting ${columnInWords(String(name))}`,
  station: ({ name }) => `Polling station ${name}`,
  station_district: ({ district }) => `The polling station of ${district}`,
  shift: ({ teller, starts, ends }) => `The shift of ${teller}, ${starts} to ${ends},`,
  slip: ({ id, number }, db) =>
    `Slip ${slipName({ letter: slipLetter(db, Number(id)), number: Number(number) })}`,
  walk: ({ name }) => `Walk ${name}`,
};

const COLUMNS: Record<string, string> = {
  promise_for: 'polls of the promise',
  vi: 'voting intention',
  vi_on: 'date of the voting intention',
  vi_past: 'earlier voting intentions',
  kept_off: 'why they are left off sheets',
  removed_at: 'whether they are on the register',
  register_says: 'what the register says',
  street_id: 'street',
  station_id: 'station',
  walk_id: 'walk',
  told_at: 'time',
  at: 'when it was entered',
  by: 'who entered it',
};

function columnInWords(name: string): string {
  return COLUMNS[name] ?? name.replaceAll('_', ' ');
}
