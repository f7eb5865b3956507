import type { Database } from 'better-sqlite3';
import { inEnglish, type LookUp } from '../../src-shared/look-up.ts';
import { displayName } from '../register/elector/elector-name.ts';
import { formatNumber } from '../register/elector/elector-number.ts';
import { plainLetters } from '../register/elector/plain-letters.ts';
import { AGAIN, type EntryStatus } from '../store/journal/journal.ts';
import { holdsInSql } from '../store/journal/journal-links.ts';
import { otherWriters, type Writer } from '../store/laptops/writers.ts';
import { type Preparing, prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { type SlipName, slipNameOf } from '../turnout/slips/slip-name.ts';
import { inWords } from './in-words.ts';
import { canBeUndone } from './undo.ts';

/** Filters for a list of the journal. */
export const JOURNAL_KINDS = [
  'all',
  'numbers',
  'to look at',
  'undone',
  'sheets',
  'register',
  'exports',
] as const;
export type JournalKind = (typeof JOURNAL_KINDS)[number];

export type JournalFilter = {
  kind: JournalKind;
  /** Part of a number, a name, a sheet's code or street, or the name of who entered it. */
  text: string;
  /** Hour of the day in local time, 0 to 23; null for all. */
  hour: number | null;
  /** Only entries before this one, for the next page. */
  before: number | null;
  limit: number;
};

/** A line of the journal, for people. */
export type JournalLine = {
  seq: number;
  /** Milliseconds since 1970 (UTC). */
  at: number;
  by: string;
  /** The other laptop that wrote it; null for this one. */
  laptop: Writer | null;
  kind: string;
  /** What was done, in words. */
  what: string;
  elector: { id: number; number: string; name: string } | null;
  /** The slip that it is on, whose paper has this number. */
  slip: SlipName | null;
  /** For an entered number, the result. */
  status: EntryStatus | null;
  /** Its id, to undo it. */
  id: string;
  /** Entries with the same one are of one act; null if it does not tell. */
  command: string | null;
  /** Another entry undid it. */
  isUndone: boolean;
  /** It can be undone, unless later entries rest on it. */
  canUndo: boolean;
  /** It undid others, so that undoing it does them again. */
  isUndo: boolean;
  /** A later entry corrected or discarded this number. */
  isSettled: boolean;
};

type Row = {
  id: string;
  command_id: string | null;
  undoes: string | null;
  seq: number;
  at: number;
  by: string;
  device: number;
  kind: string;
  status: EntryStatus | null;
  entered: string | null;
  message: string | null;
  detail: string | null;
  slip_id: number | null;
  elector_id: number | null;
  district: string | null;
  number: number | null;
  suffix: string | null;
  surname: string | null;
  forename: string | null;
  undone: number;
  settled: number;
};

const SETTLED = `EXISTS (
  SELECT 1 FROM journal AS later WHERE later.settles = journal.id AND ${holdsInSql('later')})`;

const ROWS = `
  SELECT journal.id, journal.command_id, journal.undoes, journal.seq, journal.at, journal.by, journal.device, journal.kind, journal.status, journal.entered, journal.message,
         journal.detail, journal.slip_id, journal.elector_id, elector.district, elector.number, elector.suffix,
         elector.surname, elector.forename,
         EXISTS (SELECT 1 FROM journal_undone WHERE journal_undone.id = journal.id) AS undone, ${SETTLED} AS settled
    FROM journal LEFT JOIN elector ON elector.id = journal.elector_id`;

const KINDS: Record<JournalKind, string> = {
  all: `journal.kind <> '${AGAIN}'`,
  numbers: "journal.kind IN ('number', 'given up', 'looked at', 'kept', 'slip', 'official')",
  'to look at': `journal.kind = 'number' AND journal.status IN ('unknown', 'ambiguous', 'unreadable')
                 AND ${holdsInSql('journal')} AND NOT ${SETTLED}`,
  undone: "journal.kind IN ('undo', 'taken back')",
  sheets: "(journal.kind LIKE 'sheet%' OR journal.kind IN ('doorstep', 'walk'))",
  register: "journal.kind IN ('import', 'register', 'station', 'setting', 'laptop')",
  exports: "journal.kind IN ('export', 'ending', 'destroyed')",
};

const WANTED = `
  ($before IS NULL OR journal.seq < $before)
  AND ($hour IS NULL OR CAST(strftime('%H', journal.at / 1000, 'unixepoch', 'localtime') AS INTEGER) = $hour)
  AND ($text = '' OR plain(journal.by) LIKE $like OR journal.entered LIKE $like
       OR elector.district || '-' || elector.number || IIF(elector.suffix = '', '', '/' || elector.suffix) LIKE $like
       OR plain(elector.forename || ' ' || elector.surname) LIKE $like
       OR (journal.kind LIKE 'sheet%' AND (journal.detail ->> 'code' LIKE $like OR plain(journal.detail ->> 'street') LIKE $like)))`;

type Wanted = { before: number | null; hour: number | null; text: string; like: string; limit: number };

const sql = prepared((db) => {
  db.function('plain', { deterministic: true }, (text) => plainLetters(String(text)));
  return statements(db);
});

const statements = (db: Preparing) => ({
  lists: new Map(
    JOURNAL_KINDS.map((kind) => [
      kind,
      db.prepare<[Wanted], Row>(
        `${ROWS} WHERE ${KINDS[kind]} AND ${WANTED} ORDER BY journal.seq DESC LIMIT $limit`,
      ),
    ]),
  ),
  ofElector: db.prepare<[{ id: number }], Row>(
    `${ROWS} WHERE journal.elector_id = $id
        OR (journal.kind = 'sheet' AND $id IN (SELECT value FROM json_each(journal.detail, '$.electorIds')))
        OR (journal.kind = 'import' AND journal.detail ->> 'lastId' >= $id)
      ORDER BY journal.seq DESC`,
  ),
});

/** The newest entries first, filtered, in the language of `t`. */
export function readJournal(room: Room, filter: JournalFilter, t: LookUp = inEnglish): JournalLine[] {
  const text = filter.text.trim();
  const like = `%${plainLetters(text).replace(/[%_]/g, '')}%`;
  const statement = sql(room.db).lists.get(filter.kind);
  const { before, hour, limit } = filter;
  return asLines(room, statement?.all({ before, hour, text, like, limit }) ?? [], t);
}

/** Everything that was done about one elector, newest first, with the imports since they were added to the room. */
export function electorHistory(room: Room, id: number, t: LookUp = inEnglish): JournalLine[] {
  return asLines(room, sql(room.db).ofElector.all({ id }), t);
}

function asLines(room: Room, rows: readonly Row[], t: LookUp): JournalLine[] {
  const writers = otherWriters(room);
  return rows.map((row) => ({ ...asLine(room.db, row, t), laptop: writers.get(row.device) ?? null }));
}

function asLine(db: Database, row: Row, t: LookUp): Omit<JournalLine, 'laptop'> {
  const { seq, at, by, elector_id, district, number, suffix, surname, forename } = row;
  const isKnown = elector_id !== null && district !== null && number !== null;
  const written = isKnown ? formatNumber({ district, number, suffix: suffix ?? '' }) : null;
  return {
    id: row.id,
    command: row.command_id,
    seq,
    at,
    by,
    kind: row.kind,
    what: inWords(row, written, t),
    elector:
      elector_id !== null && written !== null
        ? {
            id: elector_id,
            number: written,
            name: displayName({ surname: surname ?? '', forename: forename ?? '' }) || t('Anonymous elector'),
          }
        : null,
    slip: slipNameOf(db, row.slip_id),
    status: row.status,
    isUndone: row.undone === 1,
    canUndo: row.undone === 0 && canBeUndone(row),
    isUndo: row.undoes !== null,
    isSettled: row.settled === 1,
  };
}
