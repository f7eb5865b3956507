import { randomUUID } from 'node:crypto';
import { anyOf, type Message, say } from '../../../src-shared/message.ts';
import { formatNumber } from '../../register/elector/elector-number.ts';
import { electorRows } from '../../register/elector-rows.ts';
import { moveSheets, runnerBy } from '../../sheets/issued.ts';
import {
  addToJournal,
  type ElectorChanges,
  type EntryPlace,
  type JournalEntry,
  SHEET_MOVES,
} from '../../store/journal/journal.ts';
import { entriesAbout, headsOf, holds, holdsInSql } from '../../store/journal/journal-links.ts';
import { DOUBT, type JournalRow, readSubject, SUBJECT } from '../../store/journal/journal-row.ts';
import { lastEntry } from '../../store/journal/register-entries.ts';
import { storedDetail, storedToldBy } from '../../store/journal/stored-detail.ts';
import { nameLaptop } from '../../store/laptops/laptops.ts';
import { prepared } from '../../store/prepared.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { changeSetting, readSetting, type SettingName } from '../../store/settings.ts';
import { storedList } from '../../store/stored-json.ts';
import { answerSaid } from '../../turnout/doorstep.ts';
import { electorById } from '../../turnout/find-elector.ts';
import { markFound, TELLING } from '../../turnout/mark.ts';
import { applyEntries } from '../apply.ts';
import { undoWithin } from '../undo.ts';
import { type ConflictGroup, conflictGroups } from './conflict-groups.ts';
import { type Doubt, doubts, type Field, isOfMany, readDoubt, valueSet } from './conflicts.ts';
import { importedOn } from './two-registers.ts';

/** What a person may say is right: one of the sides, by its place from 1, or one of these. */
const ANSWERS = {
  mark: ['voted', 'not voted'],
  slips: ['same', 'two'],
  code: ['both'],
  'one number': ['same', 'two'],
  clock: ['as written'],
} as const;
type Answered = keyof typeof ANSWERS;

/** The answer that a number stands for two people. */
const TWO = 'two';

const sql = prepared((db) => ({
  byId: db.prepare<[string], JournalRow>('SELECT * FROM journal WHERE id = ?'),
  tellings: db
    .prepare<[number], string>(`SELECT id FROM journal WHERE elector_id = ? AND ${TELLING}`)
    .pluck(),
  /** The undos that hold of an elector's marks. */
  undos: db
    .prepare<[number], string>(
      `SELECT DISTINCT undo.id FROM journal AS told
         JOIN journal_undo ON journal_undo.target = told.id
         JOIN journal AS undo ON undo.id = journal_undo.entry AND ${holdsInSql('undo')}
        WHERE told.elector_id = ?`,
    )
    .pluck(),
  /** What others have entered since: whom a mark or an answer of this laptop is about, 0 for nobody; null for anything else. */
  others: db.prepare<[number, string], { elector: number | null }>(
    `SELECT CASE WHEN (kind IN ('number', 'undo', 'doorstep', 'slip') OR kind LIKE 'sheet%') AND settles IS NULL
                  AND device = (SELECT number FROM device JOIN setting ON value = id WHERE name = 'device_id')
                 THEN COALESCE(elector_id, 0) END AS elector
       FROM journal WHERE seq > ? AND command_id IS NOT ?`,
  ),
  answerSince: db.prepare<[number], 1>("SELECT 1 FROM journal WHERE seq > ? AND kind = 'settled'").pluck(),
  settling: db
    .prepare<[string], string>(`SELECT id FROM journal WHERE settles = ? AND ${holdsInSql('journal')}`)
    .pluck(),
}));

/** What may be said of a conflict. */
export function choicesOf({ about, sides }: Doubt): string[] {
  const { kind } = readDoubt(about);
  const each = sides.map((_, at) => `${at + 1}`);
  if (kind === 'two people') return sides.some(({ said }) => said === TWO) ? each : [...each, TWO];
  return isAnswered(kind) ? [...ANSWERS[kind]] : each;
}

function isAnswered(kind: string): kind is Answered {
  return kind in ANSWERS;
}

/** A conflict, and what is right of it. */
type Chosen = { doubt: Doubt; choice: string };

/**
 * Says what is right of a conflict, or of all in a group, by entries that know of all that were in doubt, in one durable
 * transaction. They are one act, which is undone as a whole. Another laptop may say something else meanwhile: that is a
 * new conflict.
 * @throws Refusal if the conflict or group is no longer there, or this cannot be said of it.
 */
export function settleConflict(room: Room, id: string, choice: string, by: string): void {
  room.change(() => settleWithin(room, id, choice, by));
}

/** The same inside `room.change`, or on a draft. */
export function settleWithin(room: Room, id: string, choice: string, by: string): void {
  const { chosen, isGroup } = whatToSettle(room, id, choice);
  settleAll(new Act(room, by), chosen, { choice, ...(isGroup ? { many: chosen.length } : {}) });
}

/** So many at once that no mark waits long for them. */
const PART = 100;

/**
 * The same for a large group of marks or answers at doors, in parts, between which it yields. Each part is one durable
 * transaction, after which the room is as its journal says; all parts are one act. Conflicts about which something is entered
 * meanwhile are left.
 */
export function* settlingInParts(room: Room, id: string, choice: string, by: string): Generator<void> {
  const { chosen } = whatToSettle(room, id, choice);
  const begun = lastEntry(room.db);
  const commandId = randomUUID();
  for (let from = 0; from < chosen.length; from += PART) {
    if (from > 0) yield;
    room.change(() => {
      const part = stillThere(room, chosen.slice(from, from + PART), { begun, commandId });
      settleAll(new Act(room, by, commandId), part, { choice, many: part.length, isPart: true });
    });
  }
}

/** Those that are as they were when settling them was begun. */
function stillThere(
  room: Room,
  part: readonly Chosen[],
  { begun, commandId }: { begun: number; commandId: string },
): readonly Chosen[] {
  const since = sql(room.db).others.all(begun, commandId);
  if (since.length === 0) return part;
  if (since.every(({ elector }) => elector !== null)) {
    const electors = new Set(since.map(({ elector }) => elector));
    return part.filter(({ doubt }) => !electors.has(doubt.elector ?? null));
  }
  const now = new Set(doubts(room).map((each) => each.id));
  return part.filter(({ doubt }) => now.has(doubt.id));
}

/** What is to be settled: one conflict, or all of a group. */
function whatToSettle(
  room: Room,
  id: string,
  choice: string,
): { chosen: readonly Chosen[]; isGroup: boolean } {
  const doubt = doubts(room).find((each) => each.id === id);
  const group = doubt ? null : (conflictGroups(room).groups.find((each) => each.id === id) ?? null);
  if (!doubt && !group)
    throw new Refusal(
      say(
        'That conflict has been settled, or is about other entries now. Look at the list of conflicts again.',
      ),
    );
  const choices = doubt ? choicesOf(doubt) : choicesOfGroup(group);
  if (!choices.includes(choice))
    throw new Refusal(
      say('“{{choice}}” does not settle this conflict. Choose {{choices}}.', {
        choice,
        choices: orOf(choices),
      }),
    );
  const chosen = doubt ? [{ doubt, choice }] : group ? chosenIn(group, choice) : [];
  return { chosen, isGroup: group !== null };
}

type How = { choice: string; many?: number; isPart?: boolean };

function settleAll(act: Act, chosen: readonly Chosen[], how: How): void {
  if (chosen.length === 0) return;
  const before = lastEntry(act.room.db);
  settle(act, chosen);
  holdTogether(act, before, how);
  act.apply();
}

/** From so many electors on, marks would be kept waiting. */
const LONG = 200;

/**
 * How a large group is settled: in a `thread` if it is about what lists or a canvass said of many electors; marks and
 * answers in `parts`; null for anything else.
 */
export function howLong(room: Room, id: string): 'thread' | 'parts' | null {
  const group = conflictGroups(room).groups.find((each) => each.id === id);
  const [first] = group?.doubts ?? [];
  if (!group || !first || group.doubts.length < LONG) return null;
  const { kind, rest } = readDoubt(first.about);
  if (kind === 'mark' || kind === 'door') return 'parts';
  const isField = kind === 'elector' && rest !== 'register';
  return isField && first.sides.every(({ entries }) => isOfMany(room.db, entries[0] ?? '')) ? 'thread' : null;
}

/** What may be said of every conflict in a group: the sides in the order of the group. */
export function choicesOfGroup(group: ConflictGroup | null): string[] {
  const [first] = group?.doubts ?? [];
  return first ? choicesOf(first) : [];
}

function chosenIn({ doubts: all, sides }: ConflictGroup, choice: string): Chosen[] {
  return all.map((doubt, at) => {
    const place = sides[Number(choice) - 1]?.places[at];
    return { doubt, choice: place === undefined ? choice : `${place + 1}` };
  });
}

/** Several entries, of one conflict or of `many`, are one act by an entry that says so: half of it is not undone. */
function holdTogether(act: Act, before: number, { choice, many, isPart = false }: How): void {
  const { db } = act.room;
  // A list that settles all of them is one entry itself.
  if (!isPart && lastEntry(db) <= before + 1) return;
  // An answer holds together what it did about its conflict.
  if (many === undefined && sql(db).answerSince.get(before) !== undefined) return;
  act.add({
    kind: 'settled',
    commandId: act.commandId,
    detail: {
      about: DOUBT.together(act.commandId),
      entries: [],
      as: choice,
      ...(many === undefined ? {} : { together: many }),
    },
  });
}

/** All of them are of one kind. */
function settle(act: Act, chosen: readonly Chosen[]): void {
  const [first] = chosen;
  if (!first) return;
  const { kind } = readDoubt(first.doubt.about);
  if (kind === 'mark') settleMarks(act, chosen);
  else if (kind === 'set aside') settleNumbers(act, chosen);
  else if (kind === 'two people' || kind === 'carried') for (const each of chosen) sayWho(act, each);
  else if (kind === 'carried door') for (const each of chosen) sayWhoseDoor(act, each);
  else if (kind === 'taken off') sayOnList(act, first);
  else if (kind === 'registers') chooseRegister(act, first);
  else if (isAnswered(kind)) for (const each of chosen) answer(act, each.doubt, each.choice);
  else if (kind === 'question') act.undo(chosen.flatMap(wrongIn));
  else if (kind === 'elector') sayFields(act, chosen);
  else for (const each of chosen) sayAgain(act, each);
}

/** The entries of one act. What they say is applied at its end, however many they are. */
class Act {
  readonly room: Room;
  readonly by: string;
  readonly commandId: string;
  readonly #changed: string[] = [];

  constructor(room: Room, by: string, commandId: string = randomUUID()) {
    this.room = room;
    this.by = by;
    this.commandId = commandId;
  }

  add(entry: DistributedOmit<JournalEntry, 'by' | 'at'>): void {
    const { id, changed } = addToJournal(this.room, { by: this.by, commandId: this.commandId, ...entry });
    this.#changed.push(id, ...changed);
  }

  undo(ids: readonly string[]): void {
    undoWithin(this.room, [...new Set(ids)], this.by, this.commandId);
  }

  apply(): void {
    applyEntries(this.room, this.#changed);
  }
}

type DistributedOmit<Entry, Key extends PropertyKey> = Entry extends unknown ? Omit<Entry, Key> : never;

function orOf(choices: readonly string[]): string | Message {
  return anyOf(choices.map((each) => `“${each}”`));
}

/** Told once more, by somebody who knows of the undo; or undone, with every telling. */
function settleMarks(act: Act, chosen: readonly Chosen[]): void {
  const { db } = act.room;
  const [first] = chosen;
  const electors = chosen.map(({ doubt }) => ({ ...doubt, elector: Number(readDoubt(doubt.about).key) }));
  if (first?.choice === 'not voted') {
    undoAll(
      act,
      electors.flatMap(({ elector }) => sql(db).tellings.all(elector)),
    );
    return;
  }
  for (const { elector, sides } of electors) {
    const undos = [...(sides[0]?.entries ?? []), ...sql(db).undos.all(elector)];
    act.add({ ...tellingOf(act.room, elector), insteadOf: [...new Set(undos)] });
  }
}

function tellingOf(room: Room, elector: number) {
  const stored = electorRows(room.db).byId.get(elector);
  const isMarked = sql(room.db).tellings.all(elector).length > 0;
  return {
    kind: 'number',
    status: isMarked ? 'already' : 'marked',
    entered: stored ? formatNumber(stored) : '',
    message: say('Confirmed after laptops disagreed.'),
    electorId: elector,
  } as const;
}

/** With what rests on them. */
function undoAll(act: Act, ids: readonly string[]): void {
  act.undo([...ids, ...ids.flatMap((id) => sql(act.room.db).settling.all(id))]);
}

/** What the other sides say. */
function wrongIn({ doubt, choice }: Chosen): string[] {
  return doubt.sides.flatMap(({ entries }, at) => (at === Number(choice) - 1 ? [] : entries));
}

/** What the others settled the numbers by is undone; what is right is said once more, knowing of it. */
function settleNumbers(act: Act, chosen: readonly Chosen[]): void {
  undoAll(act, chosen.flatMap(wrongIn));
  for (const { doubt, choice } of chosen) sayNumber(act, doubt.sides[Number(choice) - 1]?.entries ?? []);
}

function sayNumber(act: Act, right: readonly string[]): void {
  const { room, by, commandId } = act;
  const said = new Map(
    right.flatMap((id) => {
      const entry = sql(room.db).byId.get(id);
      return entry ? [[`${entry.kind} ${entry.elector_id}`, entry] as const] : [];
    }),
  );
  for (const { kind, entered, settles, elector_id, district, station_id, slip_id, detail } of said.values()) {
    const place: EntryPlace = { district, stationId: station_id, slipId: slip_id };
    const about = { entered: entered ?? '', place, settles: settles ?? '' };
    const elector = elector_id === null ? undefined : electorById(room, elector_id);
    if (kind === 'given up') act.add({ ...about, kind });
    else if (elector) markFound(room, elector, { ...about, by, commandId, detail: storedToldBy(detail) });
    else if (elector_id !== null) act.add({ ...tellingOf(room, elector_id), ...about });
  }
}

/**
 * Notes for whom a number stands: for all whom laptops took it for, or only those of one side. The tellings of the others
 * are undone, and whoever is right is recorded for the numbers set aside that these had settled.
 */
function sayWho(act: Act, { doubt, choice }: Chosen): void {
  const { room, by, commandId } = act;
  const { db } = room;
  const as = doubt.sides[Number(choice) - 1]?.said ?? choice;
  const shown = doubt.entries.flatMap((id) => [id, ...shownWith(room, id)]);
  answer(act, doubt, as);
  const tellings = [...new Set(shown)]
    .flatMap((id) => sql(db).byId.get(id) ?? [])
    .filter(({ kind }) => kind === 'number');
  const right = new Set(
    as === TWO ? tellings.flatMap(({ elector_id }) => elector_id ?? []) : as.split(',').map(Number),
  );
  const wrong = tellings.filter(({ id, elector_id }) => !right.has(elector_id ?? 0) && holds(db, id));
  if (wrong.length > 0)
    undoAll(
      act,
      wrong.map(({ id }) => id),
    );
  for (const elector of right) {
    // Nobody here has it.
    if (elector === 0) continue;
    if (sql(db).tellings.all(elector).length === 0)
      act.add({ ...tellingOf(room, elector), insteadOf: sql(db).undos.all(elector) });
    const found = electorById(room, elector);
    // Nobody has settled these any more.
    for (const { settles, entered, district, station_id, slip_id, detail } of wrong)
      if (settles !== null && found && sql(db).settling.all(settles).length === 0)
        markFound(room, found, {
          by,
          commandId,
          entered: entered ?? '',
          place: { district, stationId: station_id, slipId: slip_id },
          settles,
          detail: storedToldBy(detail),
        });
  }
}

/** Notes whose door an answer is of. It is undone for the others, and said once more if it was undone for that one. */
function sayWhoseDoor(act: Act, { doubt, choice }: Chosen): void {
  const { room } = act;
  const as = doubt.sides[Number(choice) - 1]?.said ?? choice;
  const shown = new Set(doubt.entries.flatMap((id) => [id, ...shownWith(room, id)]));
  answer(act, doubt, as);
  const answers = [...shown]
    .flatMap((id) => sql(room.db).byId.get(id) ?? [])
    .filter(({ kind }) => kind === 'doorstep');
  const isRight = ({ elector_id }: JournalRow) => elector_id === Number(as);
  const wrong = answers
    .filter((each) => !isRight(each))
    .flatMap(({ id }) => withReplaced(room, id))
    .filter((id) => holds(room.db, id));
  if (wrong.length > 0) act.undo(wrong);
  const right = answers.filter(isRight);
  const [said] = right;
  if (said && !right.some(({ id }) => holds(room.db, id)))
    act.add({
      kind: 'doorstep',
      electorId: Number(as),
      entered: said.entered ?? '',
      detail: storedDetail('doorstep', said.detail),
    });
}

/** A laptop is on the list, as a side calls it, or it is not, and keeps no register. */
function sayOnList(act: Act, { doubt, choice }: Chosen): void {
  const { room, by, commandId } = act;
  const { db } = room;
  const { key: device } = readDoubt(doubt.about);
  const all = entriesAbout(db, SUBJECT.laptop(device));
  if (choice !== '1') {
    const said = sql(db).byId.get(doubt.sides[Number(choice) - 1]?.entries[0] ?? '');
    const [last] = all.flatMap((id) => sql(db).byId.get(id) ?? []).sort((a, b) => b.seq - a.seq);
    const named = said?.kind === 'laptop' ? said : last;
    nameLaptop(room, storedDetail('laptop', named?.detail ?? null), by, commandId);
    return;
  }
  // Also what is undone: whoever puts it back meanwhile does not know of this.
  act.add({ kind: 'taken back', detail: { entries: all.length }, undoes: all });
  const [setting, keeper] = ['register_keeper', readSetting(room, 'register_keeper')] as const;
  if (keeper === device) act.add({ kind: 'setting', detail: { setting, before: keeper, value: '' } });
}

/** A carried answer at a door, and those before it that were carried with it. */
function withReplaced(room: Room, id: string): string[] {
  const entry = sql(room.db).byId.get(id);
  return entry?.kind === 'doorstep'
    ? [id, ...storedList(entry.instead_of).flatMap((each) => withReplaced(room, each))]
    : [];
}

/**
 * Of several registers one counts, and its laptop keeps the register. The others go on with theirs until a file of a
 * laptop that has it comes, or a later one is imported.
 */
function chooseRegister(act: Act, { doubt, choice }: Chosen): void {
  const { room, by } = act;
  const said = sql(room.db).byId.get(doubt.sides[Number(choice) - 1]?.entries[0] ?? '');
  const chosen = said?.kind === 'settled' ? storedDetail('settled', said.detail).as : (said?.id ?? '');
  answer(act, doubt, chosen);
  const keeper = importedOn(room.db, chosen);
  if (keeper) changeSetting(room, 'register_keeper', keeper.device, by);
}

/** Notes the answer; of two electors with one number, what was said of the other counts for whoever has it. */
function answer(act: Act, { about, entries, sides }: Doubt, as: string): void {
  const { room, commandId } = act;
  const shown = sides.flatMap((side) => side.entries.flatMap((id) => shownWith(room, id)));
  act.add({
    kind: 'settled',
    commandId,
    detail: { about, entries: [...new Set([...entries, ...shown])].sort(), as },
  });
  const { kind, key, rest } = readDoubt(about);
  if (kind !== 'one number' || as !== 'same') return;
  const [holder, waiting] = [key, rest].map((each) => electorRows(room.db).byId.get(Number(each)));
  if (!holder || !waiting) return;
  if (waiting.voted_at !== null && holder.voted_at === null)
    act.add({ ...tellingOf(room, holder.id), insteadOf: sql(room.db).undos.all(holder.id) });
  const [answered] = headsOf(room.db, SUBJECT.door(waiting.id));
  const { entered = null, detail = null } =
    answered === undefined ? {} : (sql(room.db).byId.get(answered) ?? {});
  if (entered && answerSaid(room.db, holder.id) === '')
    act.add({
      kind: 'doorstep',
      electorId: holder.id,
      entered,
      detail: storedDetail('doorstep', detail),
    });
}

/** An answer stands for the entries that it was given for. */
function shownWith(room: Room, id: string): string[] {
  const { kind, detail = null } = sql(room.db).byId.get(id) ?? {};
  return kind === 'settled' ? storedDetail('settled', detail).entries : [];
}

/** Says once more what one of the sides says, knowing of all of them. It says nothing about anything else. */
function sayAgain(act: Act, chosen: Chosen): void {
  const { room, by, commandId } = act;
  const entry = entryOf(room, chosen);
  const { kind, key, rest } = readSubject(chosen.doubt.about);
  const said = JSON.parse(entry.detail ?? '{}') as object;
  switch (kind) {
    case 'door':
      act.add({
        kind: 'doorstep',
        electorId: Number(key),
        entered: entry.entered ?? '',
        detail: storedDetail('doorstep', entry.detail),
      });
      return;
    case 'sheet': {
      const move = SHEET_MOVES.find((each) => each === entry.kind);
      if (move) moveSheets(room, [key], move, { by, runner: runnerBy(room.db, key, entry.id), commandId });
      return;
    }
    case 'setting':
      act.add({
        kind,
        detail: {
          setting: key,
          before: readSetting(room, key as SettingName),
          value: storedDetail('setting', entry.detail).value,
        },
      });
      return;
    case 'slip':
    case 'station':
    case 'official':
    case 'walk':
    case 'laptop':
      act.add({ kind, detail: said } as JournalEntry);
      return;
    case 'street':
      act.add({ kind: 'register', detail: { ...said, found: [rest] } } as JournalEntry);
      return;
    default:
      act.add({ kind: 'register', detail: said } as JournalEntry);
  }
}

/** The ids of the entry that is right, and of one of those that are not. */
function idsIn({ doubt: { sides }, choice }: Chosen): [right: string, other: string] {
  const right = Number(choice) - 1;
  return [sides[right]?.entries[0] ?? '', sides[right === 0 ? 1 : 0]?.entries[0] ?? ''];
}

function entryOf(room: Room, chosen: Chosen): JournalRow {
  const entry = sql(room.db).byId.get(idsIn(chosen)[0]);
  if (!entry) throw new Error('An entry of a conflict is not in the journal.');
  return entry;
}

/** The same for fields of electors. What a list or a canvass said is about thousands, and is one entry again. */
function sayFields(act: Act, chosen: readonly Chosen[]): void {
  const { db } = act.room;
  const answers: ElectorChanges = {};
  for (const each of chosen) {
    const { key, rest } = readSubject(each.doubt.about);
    const elector = Number(key);
    if (rest === 'register') {
      const detail = onRegister(act.room, entryOf(act.room, each));
      act.add({ kind: 'register', electorId: elector, detail });
      continue;
    }
    const [right, other] = idsIn(each);
    const [before, after] = [other, right].map((id) => valueSet(db, id, elector, rest)) as [Field, Field];
    if (isOfMany(db, right)) answers[elector] = { ...answers[elector], [rest]: [before, after] };
    else
      act.add({
        kind: 'register',
        electorId: elector,
        detail: { corrected: { [rest]: [before ?? '', after ?? ''] } },
      });
  }
  const electors = Object.keys(answers).length;
  if (electors > 0) act.add({ kind: 'register', detail: { canvassed: electors, answers, settled: true } });
}

type RegisterDetail = Extract<JournalEntry, { kind: 'register' }>['detail'];

function onRegister(room: Room, { elector_id, detail }: JournalRow): RegisterDetail {
  const said = storedDetail('register', detail);
  if ('removed' in said) return said;
  const elector = elector_id === null ? undefined : electorRows(room.db).byId.get(elector_id);
  return { restored: elector ? formatNumber(elector) : '' };
}
