import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { formatNumber } from '../../register/elector/elector-number.ts';
import { WAITS } from '../../register/one-number.ts';
import { runnerBy } from '../../sheets/issued.ts';
import { headsOf, holdsInSql } from '../../store/journal/journal-links.ts';
import { DOUBT, readSubject, SUBJECT, type Subject } from '../../store/journal/journal-row.ts';
import { storedDetail } from '../../store/journal/stored-detail.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { storedList, storedOrNull } from '../../store/stored-json.ts';
import { tellingInSql } from '../../turnout/mark.ts';
import { areOfSeveral, isApart, type Written } from '../chains.ts';
import { clocksApart } from './clocks-apart.ts';
import { laptopsTakenOff, type TakenOff } from './laptops-taken-off.ts';
import {
  answersCarriedTwice,
  numbersCarriedTwice,
  numbersOfTwoPeople,
  type TwoPeople,
} from './one-number-told.ts';
import { sameSlips } from './same-slips.ts';
import { importsApart } from './two-registers.ts';

/** What the entries that disagree are about, in the order in which they are listed. */
const KINDS = [
  /** Undone on one laptop, and told on another that did not know it. */
  'mark',
  /** One number set aside, settled in two ways; or of several laptops, for two people. */
  'set aside',
  /** One slip entered on two laptops, or its head changed on both. */
  'slip',
  /** Two answers at one door. */
  'door',
  /** Two whereabouts of one sheet, or two sheets of one code. */
  'sheet',
  /** Two registers, a correction of one, or two electors with one number. */
  'register',
  'station',
  'walk',
  'setting',
  /** What a laptop is called, or which one keeps the register. */
  'laptop',
  /** The clocks of two laptops differ by more than an hour. */
  'clock',
] as const;
type ConflictKind = (typeof KINDS)[number];

/** Entries of several laptops that say different things, until a person's entry settles it. */
export type Conflict = {
  /** Made from the entries, so it is the same on every laptop that has them. */
  id: string;
  kind: ConflictKind;
  number?: string;
  sheet?: string;
  entries: string[];
};

/** What some of its entries say, all of them the same, as a text to compare. */
export type Side = { entries: string[]; said: string };

/** A conflict, and what settling it needs to know. */
export type Doubt = Conflict & {
  /** The thing in doubt, as one text: `readSubject` reads it. */
  about: string;
  /** The id of the elector whom it is about. */
  elector?: number;
  sides: Side[];
};

/** Reads what a doubt is about: a thing of `SUBJECT`, or one of these. */
export function readDoubt(about: string): {
  kind:
    | Subject['kind']
    | 'mark'
    | 'set aside'
    | 'two people'
    | 'carried'
    | 'carried door'
    | 'slips'
    | 'code'
    | 'one number'
    | 'registers'
    | 'clock'
    | 'taken off'
    | 'together';
  key: string;
  rest: string;
} {
  return readSubject(about);
}

const sql = prepared((db) => {
  /** Each side may know of the other: a telling names the undos before it, and an undo the tellings that it leaves. */
  const unknowing = `${tellingInSql('told')} AND ${holdsInSql('undo')}
    AND NOT EXISTS (SELECT 1 FROM journal_instead WHERE target = told.id AND entry = undo.id)
    AND NOT EXISTS (
      SELECT 1 FROM journal_instead
        JOIN journal AS later ON later.id = journal_instead.entry AND ${tellingInSql('later')}
       WHERE journal_instead.target = undo.id AND later.elector_id = told.elector_id)`;
  const columns = `told.elector_id, undo.id AS undo, undo.device AS undoDevice, undo.n AS undoN,
    told.id AS told, told.device AS toldDevice, told.n AS toldN`;
  return {
    // From the undos, which are few: in another order SQLite would go through all entries.
    /** Tellings of somebody whose mark, whose number set aside, or whose whole slip was undone. */
    marks: db.prepare<
      [],
      {
        elector_id: number;
        undo: string;
        undoDevice: number;
        undoN: number;
        told: string;
        toldDevice: number;
        toldN: number;
      }
    >(
      `SELECT ${columns} FROM journal_undo
         CROSS JOIN journal AS undo ON undo.id = journal_undo.entry
         CROSS JOIN journal AS undone ON undone.id = journal_undo.target AND undone.kind = 'number'
         CROSS JOIN journal AS told ON told.elector_id = undone.elector_id
                             -- What one number set aside was settled by is another conflict.
                             AND (told.settles IS NULL OR told.settles IS NOT undone.settles)
        WHERE ${unknowing}
       UNION
       SELECT ${columns} FROM journal_undo
         CROSS JOIN journal AS undo ON undo.id = journal_undo.entry
         CROSS JOIN journal AS told ON told.settles = journal_undo.target
        WHERE told.elector_id IS NOT NULL AND ${unknowing}
       UNION
       SELECT ${columns} FROM journal_undo
         CROSS JOIN journal AS undo ON undo.id = journal_undo.entry
         CROSS JOIN journal AS begun ON begun.id = journal_undo.target AND begun.kind = 'slip' AND begun.instead_of IS NULL
         CROSS JOIN journal AS told ON told.slip_id = begun.detail ->> 'slip'
        WHERE told.elector_id IS NOT NULL AND ${unknowing}`,
    ),
    /** Things that several entries which hold say something about, and none of these names the other. */
    shared: db
      .prepare<[], string>(
        `SELECT subject FROM journal_about AS said
          WHERE NOT EXISTS (SELECT 1 FROM journal_undone WHERE id = said.entry)
            AND NOT EXISTS (
              SELECT 1 FROM journal_instead
                JOIN journal_about AS later ON later.subject = said.subject AND later.entry = journal_instead.entry
               WHERE journal_instead.target = said.entry
                 AND NOT EXISTS (SELECT 1 FROM journal_undone WHERE id = later.entry))
          GROUP BY subject HAVING COUNT(*) > 1`,
      )
      .pluck(),
    /** Entries are only ever added. One that was taken back with its transaction had another hash. */
    last: db
      .prepare<[], string>("SELECT seq || ' ' || hex(hash) FROM journal ORDER BY seq DESC LIMIT 1")
      .pluck(),
    said: db.prepare<[string], { kind: string; entered: string | null; detail: string | null }>(
      'SELECT kind, entered, detail FROM journal WHERE id = ?',
    ),
    /** Sheets that were made under one code. */
    codes: db
      .prepare<[], string>(
        `SELECT json_group_array(id) FROM journal WHERE kind = 'sheet'
          GROUP BY detail ->> 'code' HAVING COUNT(*) > 1`,
      )
      .pluck(),
    sheet: db.prepare<[string], Written & { id: string; code: string; electors: string }>(
      "SELECT id, device, n, detail ->> 'code' AS code, detail -> 'electorIds' AS electors FROM journal WHERE id = ?",
    ),
    settling: db.prepare<[], Written & { id: string; settles: string; way: string }>(
      `SELECT id, device, n, settles, kind || ' ' || COALESCE(elector_id, '') AS way FROM journal AS one
        WHERE settles IS NOT NULL AND ${holdsInSql('one')}
          AND EXISTS (SELECT 1 FROM journal AS other WHERE other.settles = one.settles AND other.id <> one.id)`,
    ),
    oneNumber: db.prepare<[], { holder: number; waiting: number }>(
      `SELECT holder.id AS holder, waiting.id AS waiting
         FROM elector AS waiting JOIN elector AS holder USING (district, number, suffix)
        WHERE (waiting.voted_at IS NOT NULL AND holder.voted_at IS NULL
               OR waiting.doorstep <> '' AND holder.doorstep = '')
          AND ${WAITS}`,
    ),
    tellings: db
      .prepare<[number], string>(
        `SELECT id FROM journal WHERE elector_id = ? AND ${tellingInSql('journal')} ORDER BY id`,
      )
      .pluck(),
    elector: db.prepare<[number], { district: string; number: number; suffix: string }>(
      'SELECT district, number, suffix FROM elector WHERE id = ?',
    ),
  };
});

/** What the laptops that wrote this room's entries say differently: the same list in every copy that has these. */
export function conflicts(room: Room): Conflict[] {
  return doubts(room).map(({ about: _, elector: __, sides: ___, ...conflict }) => conflict);
}

/**
 * The same once more entries or another register have come in. A rehearsal of another file may have ended with the same
 * entry, and a register brings things of its own.
 */
export function conflictsAnew(room: Room): Conflict[] {
  lately(room.db).last = null;
  return conflicts(room);
}

/** The list as it was found last, and the last entry of the journal then. */
const lately = prepared(() => ({
  last: null as string | null,
  found: [] as readonly Doubt[],
  /** What the entries in doubt say: one list of absent voters is about thousands of electors. */
  read: new Map<string, Said>(),
}));

/** The same, with what settling them needs to know. */
export function doubts({ db }: Pick<Room, 'db'>): readonly Doubt[] {
  const kept = lately(db);
  const last = sql(db).last.get() ?? '';
  if (kept.last !== last) {
    kept.read = new Map();
    kept.found = areOfSeveral(db) ? findAll(db) : [];
    kept.last = last;
  }
  return kept.found;
}

function findAll(db: Database): Doubt[] {
  // Whether a laptop is on the list comes before what it is called.
  const off = laptopsTakenOff(db);
  const found = [
    ...marks(db),
    ...settledTwice(db),
    ...takenOff(off),
    ...[...twoPeople(db), ...slips(db), ...codes(db), ...registers(db), ...numbers(db), ...clocks(db)].filter(
      (each) => !isAnswered(db, each),
    ),
    ...values(db).filter(({ about }) => !off.some(({ device }) => about === SUBJECT.laptop(device))),
  ].map((each) => ({ doubt: asDoubt(db, each), place: KINDS.indexOf(each.kind) }));
  const inOrder = ({ doubt: { about, id }, place }: (typeof found)[number]) => `${place} ${about} ${id}`;
  return found.sort((a, b) => (inOrder(a) < inOrder(b) ? -1 : 1)).map(({ doubt }) => doubt);
}

/** What disagrees about a thing. */
type Found = { kind: ConflictKind; about: string; elector?: number; sheet?: string; sides: Side[] };

function asDoubt(db: Database, { kind, about, elector, sheet, sides }: Found): Doubt {
  const entries = [...new Set(sides.flatMap((side) => side.entries))].sort();
  const number = elector === undefined ? undefined : sql(db).elector.get(elector);
  return {
    id: createHash('sha256')
      .update(JSON.stringify([about, entries]))
      .digest('hex')
      .slice(0, 12),
    kind,
    ...(number ? { number: formatNumber(number) } : {}),
    ...(sheet === undefined ? {} : { sheet }),
    entries,
    about,
    ...(elector === undefined ? {} : { elector }),
    sides,
  };
}

function marks(db: Database): Found[] {
  const apart = sql(db)
    .marks.all()
    .filter(({ undoDevice, undoN, toldDevice, toldN }) =>
      isApart(db, { device: undoDevice, n: undoN }, { device: toldDevice, n: toldN }),
    );
  return [...Map.groupBy(apart, ({ elector_id }) => elector_id)].map(([elector, found]) => ({
    kind: 'mark',
    about: DOUBT.mark(elector),
    elector,
    sides: [
      sideOf(
        found.map(({ undo }) => undo),
        'undone',
      ),
      sideOf(
        found.map(({ told }) => told),
        'told',
      ),
    ],
  }));
}

function takenOff(found: readonly TakenOff[]): Found[] {
  return found.map(({ device, off, kept }) => ({
    kind: 'laptop',
    about: DOUBT.takenOff(device),
    sides: [sideOf(off, 'off'), ...sidesBy(kept)],
  }));
}

function sideOf(entries: readonly string[], said = ''): Side {
  return { entries: [...new Set(entries)].sort(), said };
}

/** Two laptops that settled a number in the same way agree; one of them may have entered several numbers for it. */
function settledTwice(db: Database): Found[] {
  const settling = Map.groupBy(sql(db).settling.all(), ({ settles }) => settles);
  return [...settling].flatMap(([settles, entries]): Found[] => {
    const ways = [...Map.groupBy(entries, ({ device }) => device).values()].map((of) => ({
      said: JSON.stringify([...new Set(of.map(({ way }) => way))].sort()),
      entries: of.map(({ id }) => id),
    }));
    const sides = sidesBy(ways);
    return sides.length < 2 ? [] : [{ kind: 'set aside', about: DOUBT.setAside(settles), sides }];
  });
}

/** Each of the two counts meanwhile: whoever may have voted is not knocked. */
function twoPeople(db: Database): Found[] {
  const asFound =
    (about: (number: string) => string, kind: 'set aside' | 'door' = 'set aside') =>
    ({ number, sides }: TwoPeople): Found => ({
      kind,
      about: about(number),
      sides: sidesBy(sides.map(({ electors, entries }) => ({ said: electors, entries }))),
    });
  return [
    ...numbersOfTwoPeople(db).map(asFound(DOUBT.twoPeople)),
    ...numbersCarriedTwice(db).map(asFound(DOUBT.carried)),
    ...answersCarriedTwice(db).map(asFound(DOUBT.carriedDoor, 'door')),
  ];
}

/** A side for each thing that is said, the one with the lowest id first. */
function sidesBy(said: readonly { said: string; entries: readonly string[] }[]): Side[] {
  return [...Map.groupBy(said, (each) => each.said)]
    .map(([value, same]) =>
      sideOf(
        same.flatMap(({ entries }) => entries),
        value,
      ),
    )
    .sort((a, b) => (String(a.entries[0]) < String(b.entries[0]) ? -1 : 1));
}

function slips(db: Database): Found[] {
  return sameSlips(db).map(([first, second]) => ({
    kind: 'slip',
    about: DOUBT.slips(first.id, second.id),
    sides: [sideOf(first.begun), sideOf(second.begun)],
  }));
}

function codes(db: Database): Found[] {
  return sql(db)
    .codes.all()
    .flatMap((ids): Found[] => {
      const made = storedList(ids).flatMap((id) => sql(db).sheet.get(id) ?? []);
      const sides = sidesBy(made.map(({ id, electors }) => ({ said: electors, entries: [id] }))).map(
        ({ entries }) => sideOf(entries),
      );
      const areApart = made.some((one) => made.some((other) => isApart(db, one, other)));
      const code = made[0]?.code ?? '';
      return sides.length < 2 || !areApart
        ? []
        : [{ kind: 'sheet', about: DOUBT.code(code), sheet: code, sides }];
    });
}

/** Each laptop that imported one has its own; the others have the one that came first. */
function registers(db: Database): Found[] {
  const apart = importsApart(db);
  return apart.length === 0
    ? []
    : [{ kind: 'register', about: DOUBT.registers(), sides: apart.map((id) => sideOf([id])) }];
}

/** Times are shown as written, and nothing is decided by them; but people read them. */
function clocks(db: Database): Found[] {
  return clocksApart(db).map(({ ahead, behind, first, second }) => ({
    kind: 'clock',
    about: DOUBT.clock(ahead, behind),
    sides: [sideOf([first]), sideOf([second])],
  }));
}

/** Of two electors who were added with one number, only one has it: a mark or an answer of the other would be missed. */
function numbers(db: Database): Found[] {
  return sql(db)
    .oneNumber.all()
    .map(({ holder, waiting }) => {
      const register = (id: number) => headsOf(db, SUBJECT.elector(id, 'register'));
      const told = [...sql(db).tellings.all(waiting), ...headsOf(db, SUBJECT.door(waiting))];
      return {
        kind: 'register',
        about: DOUBT.oneNumber(holder, waiting),
        elector: holder,
        sides: [sideOf(register(holder)), sideOf([...register(waiting), ...told])],
      };
    });
}

/**
 * What no entry about the thing itself can say, people have answered by entries of their own, for the entries that they
 * were shown. Answers that differ are a conflict themselves.
 */
function isAnswered(db: Database, { about, sides }: Found): boolean {
  const answers = headsOf(db, SUBJECT.settled(about)).map((id) => answerIn(db, id));
  if (answers.length === 0) return false;
  // A clock that is off is off for every entry.
  if (readDoubt(about).kind === 'clock') return true;
  const known = new Set(answers.flatMap(({ entries }) => entries));
  const isKnown = sides.every(({ entries }) => entries.every((id) => known.has(id)));
  return isKnown || new Set(answers.map(({ as }) => as)).size > 1;
}

function answerIn(db: Database, id: string): ReturnType<typeof storedDetail<'settled'>> {
  return storedDetail('settled', sql(db).said.get(id)?.detail ?? null);
}

/** Two laptops that set a thing to the same value agree. */
function values(db: Database): Found[] {
  return sql(db)
    .shared.all()
    .flatMap((subject): Found[] => {
      const { kind, key, rest } = readSubject(subject);
      const heads = headsOf(db, subject);
      if (heads.length < 2) return [];
      const sides = sidesBy(
        heads.map((id) => ({ said: valueIn(db, saidBy(db, id), subject), entries: [id] })),
      );
      if (sides.length < 2) return [];
      const found = { about: subject, sides };
      switch (kind) {
        case 'door':
          return [{ kind, elector: Number(key), ...found }];
        case 'sheet':
          return [{ kind, sheet: key, ...found }];
        case 'setting':
          return [{ kind: key === 'register_keeper' ? 'laptop' : kind, ...found }];
        case 'slip':
        case 'station':
        case 'walk':
        case 'laptop':
          return [{ kind, ...found }];
        case 'official':
          return [{ kind: 'station', ...found }];
        case 'elector':
          return [{ kind: 'register', elector: Number(key), ...found }];
        case 'ending':
        case 'destroyed':
          // It ends if anybody asks for it, and of two certificates of a laptop the later counts.
          return [];
        case 'settled':
          return [{ ...answeredAbout(`${key}\t${rest}`), sides }];
        default:
          return [{ kind: 'register', ...found }];
      }
    });
}

/** What people have answered in different ways. */
function answeredAbout(about: string): Omit<Found, 'sides'> {
  const { kind, key } = readDoubt(about);
  if (kind === 'code') return { kind: 'sheet', about, sheet: key };
  if (kind === 'registers') return { kind: 'register', about };
  if (kind === 'clock') return { kind, about };
  if (kind === 'carried door') return { kind: 'door', about };
  if (kind === 'two people' || kind === 'carried') return { kind: 'set aside', about };
  return kind === 'slips' ? { kind: 'slip', about } : { kind: 'register', about, elector: Number(key) };
}

type Said = {
  id: string;
  kind: string;
  entered: string | null;
  detail: string | null;
  fields: ChangedFields;
};
type ChangedFields = z.output<typeof changedFields>;

/** Of a correction by field, of a list of absent voters by elector, of a canvass by both; the answer to a question. */
const changedFields = z.looseObject({
  corrected: z.record(z.string(), z.unknown()).optional(),
  absent: z.record(z.string(), z.unknown()).optional(),
  answers: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  answer: z.unknown().optional(),
  becomes: z.unknown().optional(),
  movedTo: z.unknown().optional(),
  house: z.unknown().optional(),
  flat: z.unknown().optional(),
});

function saidBy(db: Database, id: string): Said {
  const { read } = lately(db);
  const known = read.get(id);
  if (known) return known;
  const row = sql(db).said.get(id) ?? { kind: '', entered: null, detail: null };
  const said = { id, ...row, fields: storedOrNull(row.detail, changedFields) ?? {} };
  read.set(id, said);
  return said;
}

/** What an entry sets a thing to, without what it was before. */
function valueIn(db: Database, { id, kind, entered, detail, fields }: Said, subject: string): string {
  const { kind: about, key, rest } = readSubject(subject);
  if (about === 'door') return entered ?? '';
  if (about === 'sheet') return `${kind} ${runnerBy(db, key, id)}`;
  if (about === 'question') return JSON.stringify(fields.answer);
  if (about === 'setting') return storedDetail('setting', detail).value;
  // The station may have had another name by then.
  if (about === 'official') return String(storedDetail('official', detail).ballots);
  if (about === 'street') return String(fields.becomes);
  if (about === 'settled') return answerIn(db, id).as;
  // Whose paper it is, is no value: two laptops may have carried one slip into this room.
  if (about === 'slip') return JSON.stringify({ ...storedDetail('slip', detail), letter: '' });
  if (about === 'address') return JSON.stringify([fields.movedTo, fields.house, fields.flat]);
  if (about !== 'elector' || rest === 'register') return `${kind} ${detail}`;
  return JSON.stringify(changeOf(fields, key, rest));
}

export type Field = string | number | null;

/** Whether an entry is a list or a canvass, about any number of electors. */
export function isOfMany(db: Database, id: string): boolean {
  const { absent, answers } = saidBy(db, id).fields;
  return absent !== undefined || answers !== undefined;
}

/** The value that an entry gives a field of an elector. */
export function valueSet(db: Database, id: string, elector: number, field: string): Field {
  const value = changeOf(saidBy(db, id).fields, `${elector}`, field);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function changeOf(fields: ChangedFields, elector: string, field: string): unknown {
  const change = fields.corrected?.[field] ?? fields.absent?.[elector] ?? fields.answers?.[elector]?.[field];
  return Array.isArray(change) ? change[1] : change;
}
