import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { formatNumber } from '../register/elector/elector-number.ts';
import { headsOf, holdsInSql } from '../store/journal-links.ts';
import { readSubject, SUBJECT } from '../store/journal-row.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { storedDetail } from '../store/stored-detail.ts';
import { storedList, storedOrNull } from '../store/stored-json.ts';
import { tellingInSql } from '../turnout/mark.ts';

/** What the entries that disagree are about. */
type ConflictKind =
  /** Undone on one laptop, and told on another that did not know it. */
  | 'mark'
  /** Two answers at one door. */
  | 'door'
  /** Two whereabouts of one sheet, or two sheets of one code. */
  | 'sheet'
  /** One slip entered on two laptops, or its head changed on both. */
  | 'slip'
  /** One number set aside, settled in two ways. */
  | 'set aside'
  | 'setting'
  | 'station'
  | 'walk'
  /** A correction of the register. */
  | 'register';

/** Entries of several laptops that say different things, until a person's entry settles it. */
export type Conflict = { kind: ConflictKind; number?: string; sheet?: string; entries: string[] };

/** Fewer equal numbers on two slips may be chance. */
const LEAST_SAME = 4;

const sql = prepared((db) => ({
  /** Undone marks of somebody whom another device told, and nobody has told or undone knowing of it. */
  marks: db.prepare<[], { elector_id: number; undo: string; telling: string }>(
    `SELECT DISTINCT told.elector_id, undo.id AS undo, told.id AS telling
       FROM journal_undo
       JOIN journal AS undo ON undo.id = journal_undo.entry AND ${holdsInSql('undo')}
       JOIN journal AS undone ON undone.id = journal_undo.target AND undone.kind = 'number'
       JOIN journal AS told ON told.elector_id = undone.elector_id AND told.device <> undo.device
      WHERE ${tellingInSql('told')}
        AND NOT EXISTS (
          SELECT 1 FROM journal_instead
            JOIN journal AS later ON later.id = journal_instead.entry AND ${holdsInSql('later')}
           WHERE journal_instead.target = undo.id AND later.elector_id = told.elector_id)`,
  ),
  shared: db
    .prepare<[], string>(
      `SELECT subject FROM journal_about JOIN journal ON journal.id = journal_about.entry
        GROUP BY subject HAVING COUNT(*) > 1`,
    )
    .pluck(),
  said: db.prepare<[string], { kind: string; entered: string | null; detail: string | null }>(
    'SELECT kind, entered, detail FROM journal WHERE id = ?',
  ),
  slips: db.prepare<[{ least: number }], { one: number; other: number; same: number }>(
    `SELECT a.slip_id AS one, b.slip_id AS other, COUNT(DISTINCT a.elector_id) AS same
       FROM journal AS a
       JOIN journal AS b ON b.elector_id = a.elector_id AND b.slip_id > a.slip_id AND b.device <> a.device
      WHERE a.slip_id IS NOT NULL AND a.kind = 'number' AND b.kind = 'number'
        AND ${holdsInSql('a')} AND ${holdsInSql('b')}
        AND NOT EXISTS (SELECT 1 FROM slip WHERE id = b.slip_id AND second_of = a.slip_id
                                             OR id = a.slip_id AND second_of = b.slip_id)
      GROUP BY 1, 2 HAVING same >= :least`,
  ),
  ofSlip: db
    .prepare<[number], string>(`SELECT id FROM journal WHERE slip_id = ? AND kind = 'number'`)
    .pluck(),
  /** Sheets that two laptops made under one code, for other people. */
  codes: db.prepare<[], { code: string; entries: string }>(
    `SELECT detail ->> 'code' AS code, json_group_array(id) AS entries FROM journal
      WHERE kind = 'sheet' AND json_type(detail, '$.code') = 'text'
      GROUP BY code HAVING COUNT(DISTINCT device) > 1 AND COUNT(DISTINCT detail -> 'electorIds') > 1`,
  ),
  settled: db.prepare<[], { settles: string; entries: string }>(
    `SELECT settles, json_group_array(id) AS entries FROM journal
      WHERE settles IS NOT NULL AND ${holdsInSql('journal')}
      GROUP BY settles
     HAVING COUNT(DISTINCT device) > 1 AND COUNT(DISTINCT kind || COALESCE(elector_id, '')) > 1`,
  ),
  oneNumber: db.prepare<[], { holder: number; waiting: number }>(
    `SELECT holder.id AS holder, waiting.id AS waiting
       FROM elector AS waiting
       JOIN elector AS holder USING (district, number, suffix)
      WHERE waiting.removed_at IS NOT NULL AND waiting.by_hand = '' AND holder.removed_at IS NULL
        AND (waiting.voted_at IS NOT NULL AND holder.voted_at IS NULL
             OR waiting.doorstep <> '' AND holder.doorstep = '')
        AND EXISTS (SELECT 1 FROM journal_about JOIN journal ON journal.id = entry
                     WHERE subject = 'elector' || char(9) || waiting.id || char(9) || 'register'
                       AND detail ->> 'added' IS NOT NULL AND detail ->> 'byRegister' IS NULL AND ${holdsInSql('journal')})`,
  ),
  elector: db.prepare<[number], { district: string; number: number; suffix: string }>(
    'SELECT district, number, suffix FROM elector WHERE id = ?',
  ),
}));

/** What the laptops that wrote this room's entries say differently. */
export function conflicts(room: Room): Conflict[] {
  const { db } = room;
  return [...marks(db), ...numbers(db), ...values(db), ...codes(db), ...slips(db), ...settled(db)];
}

function marks(db: Database): Conflict[] {
  const byElector = Map.groupBy(sql(db).marks.all(), ({ elector_id }) => elector_id);
  return [...byElector].map(([elector, found]) => ({
    kind: 'mark',
    ...numberOf(db, elector),
    entries: [...new Set(found.flatMap(({ undo, telling }) => [undo, telling]))].sort(),
  }));
}

/** Of two electors who were added with one number, only one has it: a mark or an answer of the other would be missed. */
function numbers(db: Database): Conflict[] {
  return sql(db)
    .oneNumber.all()
    .map(({ holder, waiting }) => {
      const said = [holder, waiting].flatMap((id) => headsOf(db, SUBJECT.elector(id, 'register')));
      return { kind: 'register', ...numberOf(db, holder), entries: said.sort() };
    });
}

/** Two laptops that set a thing to the same value agree. */
function values(db: Database): Conflict[] {
  const read = new Map<string, Said>();
  return sql(db)
    .shared.all()
    .flatMap((subject): Conflict[] => {
      const entries = headsOf(db, subject);
      const said =
        entries.length < 2 ? [] : entries.map((entry) => valueIn(saidBy(db, entry, read), subject));
      if (new Set(said).size < 2) return [];
      const { kind, key } = readSubject(subject);
      switch (kind) {
        case 'door':
          return [{ kind, ...numberOf(db, Number(key)), entries }];
        case 'sheet':
          return [{ kind, sheet: key, entries }];
        case 'slip':
        case 'setting':
        case 'station':
        case 'walk':
          return [{ kind, entries }];
        case 'elector':
          return [{ kind: 'register', ...numberOf(db, Number(key)), entries }];
        default:
          return [{ kind: 'register', entries }];
      }
    });
}

type Said = { kind: string; entered: string | null; detail: string | null; fields: ChangedFields };
type ChangedFields = z.output<typeof changedFields>;

/** Of a correction by field, of a list of absent voters by elector, of a canvass by both; the answer to a question. */
const changedFields = z.looseObject({
  corrected: z.record(z.string(), z.unknown()).optional(),
  absent: z.record(z.string(), z.unknown()).optional(),
  answers: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  answer: z.unknown().optional(),
});

/** Each once: a list of absent voters is about thousands of electors. */
function saidBy(db: Database, entry: string, read: Map<string, Said>): Said {
  const known = read.get(entry);
  if (known) return known;
  const row = sql(db).said.get(entry) ?? { kind: '', entered: null, detail: null };
  const said = { ...row, fields: storedOrNull(row.detail, changedFields) ?? {} };
  read.set(entry, said);
  return said;
}

/** What an entry sets a thing to, without what it was before. */
function valueIn({ kind, entered, detail, fields }: Said, subject: string): string {
  const { kind: about, key, rest } = readSubject(subject);
  if (about === 'door') return entered ?? '';
  if (about === 'question') return JSON.stringify(fields.answer);
  if (about === 'setting') return storedDetail('setting', detail).value;
  if (about !== 'elector' || rest === 'register') return `${kind} ${detail}`;
  const change = fields.corrected?.[rest] ?? fields.absent?.[key] ?? fields.answers?.[key]?.[rest];
  return JSON.stringify(Array.isArray(change) ? change[1] : change);
}

function codes(db: Database): Conflict[] {
  return sql(db)
    .codes.all()
    .map(({ code, entries }) => ({ kind: 'sheet', sheet: code, entries: storedList(entries).sort() }));
}

/** Two slips of several laptops with most numbers the same. */
function slips(db: Database): Conflict[] {
  return sql(db)
    .slips.all({ least: LEAST_SAME })
    .flatMap(({ one, other, same }): Conflict[] => {
      const [first, second] = [sql(db).ofSlip.all(one), sql(db).ofSlip.all(other)];
      if (same * 2 <= Math.min(first.length, second.length)) return [];
      return [{ kind: 'slip', entries: [...first, ...second].sort() }];
    });
}

function settled(db: Database): Conflict[] {
  return sql(db)
    .settled.all()
    .map(({ entries }) => ({ kind: 'set aside', entries: storedList(entries).sort() }));
}

function numberOf(db: Database, id: number): { number?: string } {
  const elector = sql(db).elector.get(id);
  return elector ? { number: formatNumber(elector) } : {};
}
