import { inEnglish, type LookUp } from '../../src-shared/look-up.ts';
import { type Message, say } from '../../src-shared/message.ts';
import { formatNumber } from '../register/elector/elector-number.ts';
import { electorRows, type StoredElector } from '../register/elector-rows.ts';
import { readRegisterSays } from '../register/kept-facts.ts';
import { addToJournal, type EntryStatus } from '../store/journal/journal.ts';
import { headsOf, holds, holdsInSql, jsonOf } from '../store/journal/journal-links.ts';
import { type JournalRow, readSubject, SUBJECT, subjectsOf } from '../store/journal/journal-row.ts';
import { storedDetail } from '../store/journal/stored-detail.ts';
import { otherWriters, type Writer } from '../store/laptops/writers.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { storedList } from '../store/stored-json.ts';
import { TELLING } from '../turnout/mark.ts';
import { stationRests } from '../turnout/stations.ts';
import { applyEntries } from './apply.ts';
import { inWords } from './in-words.ts';

/** An entry that an undo would take back, or that was made about the same electors or things since. */
export type UndoLine = {
  id: string;
  at: number;
  by: string;
  /** The other laptop that wrote it; null for this one. */
  laptop: Writer | null;
  /** The number of the elector that it is about; null for none. */
  number: string | null;
  what: string;
};

/** What an undo would do. */
export type UndoPlan = {
  /** What is taken back, in the order in which it was entered. */
  undone: UndoLine[];
  /** What was taken back once and is done again. */
  redone: UndoLine[];
  /** Entries about the same electors or things, later or not known to whoever wrote those; they stay. */
  later: UndoLine[];
  /** What it leaves as it is. */
  remark: Message | null;
  /** Why it cannot be done; null if it can. */
  refusal: Message | null;
  /** It is an import, which only a backup from before this place in the journal takes back; null otherwise. */
  restoreBefore: number | null;
};

/**
 * In SQL: not known to have been there when the entry @seq was written. Another laptop may have written it without the
 * ones that came in here before it.
 */
const NOT_BEFORE = `CASE
  WHEN device = @device THEN n > @n
  WHEN @device = (SELECT number FROM device JOIN setting ON value = id WHERE name = 'device_id') THEN seq > @seq
  ELSE 1 END`;

const sql = prepared((db) => ({
  byId: db.prepare<[string], JournalRow>('SELECT * FROM journal WHERE id = ?'),
  /** Its numbers, and what put those set aside right or discarded them. */
  ofSlip: db.prepare<[number], JournalRow>(
    `SELECT * FROM journal WHERE slip_id = ? AND kind IN ('number', 'given up', 'looked at') AND ${holdsInSql('journal')}
      ORDER BY seq`,
  ),
  /**
   * Whoever lost a district or a street to a station or walk gets it back; an answer to a question is one whole, and so
   * is what settled a conflict.
   */
  savedWith: db.prepare<[Pick<JournalRow, 'kind' | 'command_id'>], JournalRow>(
    `SELECT * FROM journal
      WHERE command_id = @command_id
        AND (kind = @kind AND kind IN ('station', 'walk') OR @kind = 'register'
             OR EXISTS (SELECT 1 FROM journal WHERE command_id = @command_id AND kind = 'settled'))
        AND ${holdsInSql('journal')}`,
  ),
  aboutElector: db
    .prepare<[JournalRow], string>(
      `SELECT id FROM journal WHERE elector_id = @elector_id AND ${NOT_BEFORE} AND ${holdsInSql('journal')}`,
    )
    .pluck(),
  aboutSubjects: db
    .prepare<[JournalRow & { subjects: string }], string>(
      `SELECT id FROM journal
        WHERE id IN (SELECT entry FROM json_each(@subjects) JOIN journal_about ON subject = value)
          AND ${NOT_BEFORE} AND ${holdsInSql('journal')}`,
    )
    .pluck(),
  /** Whether any of these electors is not in the room. */
  isAnyMissing: db
    .prepare<[string], number>(
      'SELECT EXISTS (SELECT 1 FROM json_each(?) WHERE CAST(value AS INTEGER) NOT IN (SELECT id FROM elector))',
    )
    .pluck(),
  tellings: db
    .prepare<[number], string>(`SELECT id FROM journal WHERE elector_id = ? AND ${TELLING}`)
    .pluck(),
  settling: db.prepare<[string], JournalRow>(
    `SELECT * FROM journal WHERE settles = ? AND ${holdsInSql('journal')}`,
  ),
  /** What began the slips that check this one. */
  secondOf: db
    .prepare<[number], string>(
      `SELECT journal.id FROM slip
         JOIN journal_about ON subject = 'slip' || char(9) || slip.id
         JOIN journal ON journal.id = entry
        WHERE second_of = ? AND instead_of IS NULL AND ${holdsInSql('journal')}`,
    )
    .pluck(),
  importSince: db.prepare<[number], 1>("SELECT 1 FROM journal WHERE kind = 'import' AND seq > ?").pluck(),
}));

/**
 * Whether to offer the undo of an entry of this kind; later ones may still rest on it. That of an import is looked for,
 * and its refusal says what to do instead.
 */
export function canBeUndone({ kind, undoes }: Pick<JournalRow, 'kind' | 'undoes'>): boolean {
  // An undo that found nothing to undo.
  return (kind === 'import' || !(kind in LASTING)) && !(kind === 'undo' && undoes === null);
}

/** Entries of these kinds did something that no later entry can take back. */
const LASTING: Record<string, Message> = {
  import: say('An import cannot be undone. Restore the backup from before it.'),
  export: say('What was exported has left the room, so it cannot be undone.'),
  sheet: say('A sheet that was made stays. Record it as withdrawn if it was not printed.'),
  destroyed: say('The certificate of a laptop stays: its room does not come back.'),
  laptop: say('The name of a laptop is not undone. Give it another one.'),
  'sheet codes': say('Codes stay reserved, so that no two papers have the same.'),
};

/**
 * Shows what undoing these entries would do: a mark, a door answer, a whereabouts, a correction, a setting, or an undo
 * (which brings back what it took back). The first head of a slip means the slip with its numbers. `t` gives the words in
 * another language.
 * @throws Refusal if one of them is not in the journal.
 */
export function planUndo(room: Room, ids: readonly string[], t: LookUp = inEnglish): UndoPlan {
  const entries = targets(room, ids);
  const turned = turnedBy(room, entries);
  const later = laterThan(room, turned);
  const writers = otherWriters(room);
  const asLines = (all: readonly JournalRow[]) => all.map((entry) => asLine(room, entry, writers, t));
  const lines = (isUndone: boolean) =>
    asLines(turned.filter((each) => each.isUndone === isUndone).map(({ entry }) => entry));
  return {
    undone: lines(true),
    redone: lines(false),
    later: asLines(later),
    remark: remarkOn(turned),
    refusal: refusalOf(room, entries, turned, later),
    restoreBefore: entries.find(({ kind }) => kind === 'import')?.seq ?? null,
  };
}

function remarkOn(turned: readonly Turned[]): Message | null {
  if (turned.some(({ entry }) => isOfKnocking(entry))) return OF_KNOCKING;
  return turned.some(({ entry, isUndone }) => isUndone && entry.kind === 'ending') ? OF_ENDING : null;
}

const OF_ENDING = say(
  'Other laptops learn of it from the next file that is shared. Those that have destroyed their rooms do not get them back.',
);

const OF_KNOCKING = say(
  'Words about knocking count when a file is imported. Correct electors who are in the room by hand.',
);

function isOfKnocking({ kind, detail }: JournalRow): boolean {
  return kind === 'setting' && storedDetail('setting', detail).setting === 'knock_meanings';
}

/** An entry that does something itself, and is undone or done again by the undo of `by`. */
type Turned = { entry: JournalRow; isUndone: boolean; by: JournalRow };

/** What undoing these entries turns: of an undo what it took back, of a redo what it did again, and so on. */
function turnedBy(room: Room, entries: readonly JournalRow[]): Turned[] {
  const turn = (entry: JournalRow, isUndone: boolean, by: JournalRow): Turned[] => {
    const undoes = storedList(entry.undoes);
    if (undoes.length === 0) return [{ entry, isUndone, by }];
    return undoes.flatMap((id) => {
      const each = sql(room.db).byId.get(id);
      return each ? turn(each, !isUndone, by) : [];
    });
  };
  const turned = new Map<string, Turned>();
  for (const entry of entries) for (const each of turn(entry, true, entry)) turned.set(each.entry.id, each);
  return [...turned.values()].sort((a, b) => a.entry.seq - b.entry.seq);
}

function laterThan(room: Room, turned: readonly Turned[]): JournalRow[] {
  const named = new Set(turned.flatMap(({ entry, by }) => [entry.id, by.id]));
  const touched = new Set<string>();
  for (const { entry, by } of turned) {
    const { device, n, seq } = by;
    const about = { ...entry, device, n, seq };
    const touching = [
      ...sql(room.db).aboutElector.all(about),
      ...sql(room.db).aboutSubjects.all({ ...about, subjects: jsonOf(subjectsOf(entry)) }),
    ];
    const replaced = replacedBy(room, entry);
    for (const id of touching) if (!named.has(id) && !replaced.has(id)) touched.add(id);
  }
  return [...touched].flatMap((id) => sql(room.db).byId.get(id) ?? []).sort((a, b) => a.seq - b.seq);
}

/** The entries that an entry replaces, those that these replaced, and so on: they were there before it. */
function replacedBy(room: Room, { instead_of }: JournalRow): Set<string> {
  const replaced = new Set<string>();
  const waiting = storedList(instead_of);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (replaced.has(id)) continue;
    replaced.add(id);
    waiting.push(...storedList(sql(room.db).byId.get(id)?.instead_of ?? null));
  }
  return replaced;
}

/** What was entered on a slip and is not undone, with what put its numbers right. */
export function entriesOfSlip(room: Room, slip: number): string[] {
  return sql(room.db)
    .ofSlip.all(slip)
    .map(({ id }) => id);
}

/**
 * Undoes entries, in one durable transaction: all of them or none. They stay in the journal, with the entry that
 * undid them; to redo them, undo that entry. Returns its id.
 * @throws Refusal if one of them is not in the journal, cannot be undone, or later ones rest on it.
 */
export function undoEntries(room: Room, ids: readonly string[], by: string): string {
  return room.change(() => undoWithin(room, ids, by));
}

/** Letters of a list's entry from which on its undo would keep marks waiting: some thousand electors. */
const LONG = 20_000;

/** Whether undoing these entries turns only lists, and these are about many electors. @throws Refusal as `planUndo` */
export function isOfMany(room: Room, ids: readonly string[]): boolean {
  const turned = turnedBy(room, targets(room, ids)).map(({ entry }) => entry);
  if (turned.some(({ kind, elector_id }) => kind !== 'register' || elector_id !== null)) return false;
  return turned.reduce((sum, { detail }) => sum + (detail?.length ?? 0), 0) >= LONG;
}

/** The same inside `room.change`, or inside a rehearsal. `commandId` is that of a larger act. */
export function undoWithin(room: Room, ids: readonly string[], by: string, commandId?: string): string {
  const entries = targets(room, ids);
  const turned = turnedBy(room, entries);
  const refusal = refusalOf(room, entries, turned, laterThan(room, turned));
  if (refusal) throw new Refusal(refusal);
  const undoes = entries.map(({ id }) => id);
  const insteadOf = tellingsLeft(room, turned);
  const { id, changed } = addToJournal(room, { ...kindOf(room, entries), by, commandId, undoes, insteadOf });
  applyEntries(room, changed);
  for (const each of changed) ensureInForce(room, each);
  return id;
}

/** The other tellings of those whose marks are undone: whoever undoes these leaves them, and knows of them. */
function tellingsLeft(room: Room, turned: readonly Turned[]): string[] {
  const undone = turned.filter(({ entry, isUndone }) => isUndone && entry.kind === 'number');
  const ids = new Set(undone.map(({ entry }) => entry.id));
  const electors = new Set(undone.flatMap(({ entry }) => entry.elector_id ?? []));
  return [...electors].flatMap((each) =>
    sql(room.db)
      .tellings.all(each)
      .filter((id) => !ids.has(id)),
  );
}

/**
 * A correction that is redone counts, unless the register has said something else in the meantime.
 * @throws Refusal
 */
function ensureInForce(room: Room, id: string): void {
  const entry = sql(room.db).byId.get(id);
  if (entry?.kind !== 'register' || entry.elector_id === null || !holds(room.db, id)) return;
  const said = storedDetail('register', entry.detail);
  const elector = electorRows(room.db).byId.get(entry.elector_id);
  if (!('corrected' in said) || !elector) return;
  const says = readRegisterSays(elector);
  for (const field of Object.keys(said.corrected)) {
    const [head] = headsOf(room.db, SUBJECT.elector(elector.id, field));
    if (head === id && !(field in says)) throw new Refusal(saidAnew(elector));
  }
}

function saidAnew(elector: StoredElector): Message {
  return say('The register has said something new about {{number}} since.', {
    number: formatNumber(elector),
  });
}

/** The undo of one elector's marks says so, as if their number had been typed. */
function kindOf(room: Room, entries: readonly JournalRow[]) {
  const [first] = entries;
  const elector = first?.elector_id;
  const isOfOne = entries.every(({ kind, status, elector_id }) => {
    return kind === 'number' && (status === 'marked' || status === 'already') && elector_id === elector;
  });
  const stored = typeof elector === 'number' && isOfOne ? electorRows(room.db).byId.get(elector) : undefined;
  if (!stored) return { kind: 'taken back', detail: { entries: entries.length } } as const;
  return { kind: 'undo', status: 'undone', entered: formatNumber(stored), electorId: stored.id } as const;
}

function targets(room: Room, ids: readonly string[]): JournalRow[] {
  const found = new Map<string, JournalRow>();
  // One act may have thousands of entries, and all of them may be asked for.
  const acts = new Set<string>();
  for (const id of ids) {
    const entry = sql(room.db).byId.get(id);
    if (!entry)
      throw new Refusal(say('That entry is not in the journal of this room. Open the journal again.'));
    // A change of the head is undone alone.
    const isWhole = entry.kind === 'slip' && entry.instead_of === null;
    const [slip] = isWhole ? subjectsOf(entry).map((each) => Number(readSubject(each).key)) : [];
    for (const each of slip === undefined ? [] : sql(room.db).ofSlip.all(slip)) found.set(each.id, each);
    found.set(id, entry);
    const act = `${entry.kind} ${entry.command_id}`;
    if (acts.has(act)) continue;
    acts.add(act);
    for (const each of sql(room.db).savedWith.all(entry)) found.set(each.id, each);
  }
  return [...found.values()].sort((a, b) => a.seq - b.seq);
}

function refusalOf(
  room: Room,
  entries: readonly JournalRow[],
  turned: readonly Turned[],
  later: readonly JournalRow[],
): Message | null {
  for (const entry of entries) {
    const lasting = LASTING[entry.kind];
    if (lasting) return lasting;
    if (!holds(room.db, entry.id)) return say('This has been undone already.');
  }
  const named = new Set(turned.map((each) => each.entry.id));
  for (const each of turned) {
    const why = reason(room, each, { turned, named, later });
    if (why) return why;
  }
  return turned.length === 0 ? NOTHING : null;
}

const NOTHING = say('There is nothing to undo.');

const OLDER = say('An older version of Committee Room did this and did not note how it was before.');

/** What is turned at the same time, by its ids too, and what was entered about it later. */
type Whole = { turned: readonly Turned[]; named: ReadonlySet<string>; later: readonly JournalRow[] };

function reason(
  room: Room,
  { entry, isUndone, by }: Turned,
  { turned, named, later }: Whole,
): Message | null {
  if (
    isUndone &&
    sql(room.db)
      .settling.all(entry.id)
      .some(({ id }) => !named.has(id))
  )
    return say('The number that was set aside has been settled since. Undo that first.');
  const said = entry.kind === 'register' ? storedDetail('register', entry.detail) : {};
  // Of everybody on a list, it only matters that they are here.
  const listed = Object.keys(('answers' in said && said.answers) || ('absent' in said && said.absent) || {});
  if (listed.length > 0) return sql(room.db).isAnyMissing.get(JSON.stringify(listed)) === 1 ? NOT_HERE : null;
  if ('absent' in said && said.absent) return NOTHING;
  const subjects = subjectsOf(entry).map(readSubject);
  if (entry.kind === 'register' && (subjects.length === 0 || isOfOlderVersion(said))) return OLDER;
  if ('byRegister' in said && sql(room.db).importSince.get(by.seq))
    return say('A register has been imported since then, and went on from there.');
  for (const { kind, key, rest } of subjects) {
    const why =
      kind === 'station'
        ? isEnd(entry, isUndone)
          ? stationRests(room, Number(key))
          : null
        : kind === 'slip'
          ? isUndone && entry.instead_of === null && isCheckedAgain(room, Number(key), named)
            ? say('This slip was entered again to check it. Undo the second entry first.')
            : null
          : kind === 'elector'
            ? electorRests(room, { id: Number(key), field: rest, said, isUndone }, turned, later)
            : null;
    if (why) return why;
  }
  return null;
}

function isCheckedAgain(room: Room, slip: number, named: ReadonlySet<string>): boolean {
  return sql(room.db)
    .secondOf.all(slip)
    .some((entry) => !named.has(entry));
}

type RegisterSaid = ReturnType<typeof storedDetail<'register'>> | Record<never, never>;

/** Older versions did not note who lived in a street that was renamed. */
function isOfOlderVersion(said: RegisterSaid): boolean {
  return 'becomes' in said && said.electors === undefined;
}

/** The station is not there afterwards. */
function isEnd({ instead_of, detail }: JournalRow, isUndone: boolean): boolean {
  const isRemoval = (detail ?? '').includes('"removed"');
  return isUndone ? instead_of === null && !isRemoval : isRemoval;
}

const NOT_HERE = say('That elector is not in this room.');

function electorRests(
  room: Room,
  { id, field, said, isUndone }: { id: number; field: string; said: RegisterSaid; isUndone: boolean },
  turned: readonly Turned[],
  later: readonly JournalRow[],
): Message | null {
  const elector = electorRows(room.db).byId.get(id);
  if (!elector) return NOT_HERE;
  if (field === 'register') {
    // The undo of a mark rests on nobody.
    if (isUndone && 'added' in said && later.some(({ kind }) => kind !== 'undo'))
      return say('Other entries are about the elector who was added. Undo those first.');
    const comesBack = elector.removed_at !== null && isUndone === 'removed' in said;
    return comesBack ? numberTaken(room, elector, turned) : null;
  }
  // Whether a correction that is redone counts is looked at once it is there.
  return isUndone && 'corrected' in said && !(field in readRegisterSays(elector)) ? saidAnew(elector) : null;
}

/** An elector who comes back needs the number again. Whoever has it may leave at the same time. */
function numberTaken(room: Room, elector: StoredElector, turned: readonly Turned[]): Message | null {
  const holder = electorRows(room.db).byNumber.get(elector.district, elector.number, elector.suffix);
  const leaves = turned.some(({ entry }) => entry.kind === 'register' && entry.elector_id === holder?.id);
  return holder && holder.id !== elector.id && !leaves
    ? say('{{number}} belongs to another elector now.', { number: formatNumber(elector) })
    : null;
}

function asLine(room: Room, entry: JournalRow, writers: ReadonlyMap<number, Writer>, t: LookUp): UndoLine {
  const elector = entry.elector_id === null ? undefined : electorRows(room.db).byId.get(entry.elector_id);
  const number = elector ? formatNumber(elector) : null;
  const { id, at, by, kind, entered, message, detail } = entry;
  const said = { kind, status: entry.status as EntryStatus | null, entered, message, detail };
  return { id, at, by, laptop: writers.get(entry.device) ?? null, number, what: inWords(said, number, t) };
}
