import { randomUUID } from 'node:crypto';
import { anyOf, type Message, say } from '../../src-shared/message.ts';
import { formatNumber } from '../register/elector/elector-number.ts';
import { electorRows } from '../register/elector-rows.ts';
import { moveSheets, runnerBy } from '../sheets/issued.ts';
import { addToJournal, type EntryPlace, type JournalEntry, SHEET_MOVES } from '../store/journal.ts';
import { headsOf, holdsInSql } from '../store/journal-links.ts';
import { type JournalRow, readSubject, SUBJECT } from '../store/journal-row.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { changeSetting, readSetting, type SettingName } from '../store/settings.ts';
import { storedDetail } from '../store/stored-detail.ts';
import { answerSaid } from '../turnout/doorstep.ts';
import { electorById } from '../turnout/find-elector.ts';
import { markFound, TELLING } from '../turnout/mark.ts';
import { applyEntries } from './apply.ts';
import { type Doubt, doubts, readDoubt, valueSet } from './conflicts.ts';
import { importedOn } from './two-registers.ts';
import { undoWithin } from './undo.ts';

/** What a person may say is right: one of the sides, by its place from 1, or one of these. */
const ANSWERS = {
  mark: ['voted', 'not voted'],
  slips: ['same', 'two'],
  code: ['both'],
  'one number': ['same', 'two'],
  clock: ['as written'],
} as const;
type Answered = keyof typeof ANSWERS;

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
  settling: db
    .prepare<[string], string>(`SELECT id FROM journal WHERE settles = ? AND ${holdsInSql('journal')}`)
    .pluck(),
}));

/** What may be said of a conflict. */
export function choicesOf({ about, sides }: Doubt): string[] {
  const { kind } = readDoubt(about);
  return isAnswered(kind) ? [...ANSWERS[kind]] : sides.map((_, at) => `${at + 1}`);
}

function isAnswered(kind: string): kind is Answered {
  return kind in ANSWERS;
}

/**
 * Says what is right, by entries that know of all that were in doubt, in one durable transaction. Another laptop may
 * say something else meanwhile: that is a new conflict.
 * @throws Refusal if the conflict is no longer there, or this cannot be said of it.
 */
export function settleConflict(room: Room, id: string, choice: string, by: string): void {
  room.change(() => {
    const doubt = doubts(room).find((each) => each.id === id);
    if (!doubt)
      throw new Refusal(
        say(
          'That conflict has been settled, or is about other entries now. Look at the list of conflicts again.',
        ),
      );
    const choices = choicesOf(doubt);
    if (!choices.includes(choice))
      throw new Refusal(
        say('“{{choice}}” does not settle this conflict. Choose {{choices}}.', {
          choice,
          choices: orOf(choices),
        }),
      );
    const { kind, key } = readDoubt(doubt.about);
    if (kind === 'mark') settleMark(room, doubt, Number(key), choice === 'voted', by);
    else if (kind === 'set aside') settleNumber(room, doubt, Number(choice) - 1, by);
    else if (kind === 'registers') chooseRegister(room, doubt, Number(choice) - 1, by);
    else if (isAnswered(kind)) answer(room, doubt, choice, by);
    else if (kind === 'question') leaveOnly(room, doubt, Number(choice) - 1, by);
    else sayAgain(room, doubt, Number(choice) - 1, by);
  });
}

function orOf(choices: readonly string[]): string | Message {
  return anyOf(choices.map((each) => `“${each}”`));
}

/** Told once more, by somebody who knows of the undo; or undone, with every telling. */
function settleMark(room: Room, { sides }: Doubt, elector: number, hasVoted: boolean, by: string): void {
  if (!hasVoted) {
    undoAll(room, sql(room.db).tellings.all(elector), by);
    return;
  }
  const [undos] = sides;
  add(room, {
    ...tellingOf(room, elector, by),
    insteadOf: [...new Set([...(undos?.entries ?? []), ...sql(room.db).undos.all(elector)])],
  });
}

function tellingOf(room: Room, elector: number, by: string) {
  const stored = electorRows(room.db).byId.get(elector);
  const isMarked = sql(room.db).tellings.all(elector).length > 0;
  return {
    kind: 'number',
    by,
    status: isMarked ? 'already' : 'marked',
    entered: stored ? formatNumber(stored) : '',
    message: say('Confirmed after laptops disagreed.'),
    electorId: elector,
  } as const;
}

/** With what rests on them. */
function undoAll(room: Room, ids: readonly string[], by: string): void {
  const resting = ids.flatMap((id) => sql(room.db).settling.all(id));
  undoWithin(room, [...new Set([...ids, ...resting])], by);
}

/** What the others settled the number by is undone; what is right is said once more, knowing of it. */
function settleNumber(room: Room, { sides }: Doubt, right: number, by: string): void {
  const wrong = sides.flatMap(({ entries }, at) => (at === right ? [] : entries));
  undoAll(room, wrong, by);
  const said = new Map(
    (sides[right]?.entries ?? []).flatMap((id) => {
      const entry = sql(room.db).byId.get(id);
      return entry ? [[`${entry.kind} ${entry.elector_id}`, entry] as const] : [];
    }),
  );
  for (const { kind, entered, settles, elector_id, district, station_id, slip_id } of said.values()) {
    const place: EntryPlace = { district, stationId: station_id, slipId: slip_id };
    const about = { by, entered: entered ?? '', place, settles: settles ?? '' };
    const elector = elector_id === null ? undefined : electorById(room, elector_id);
    if (kind === 'given up') add(room, { ...about, kind });
    else if (elector) markFound(room, elector, about);
    else if (elector_id !== null) add(room, { ...tellingOf(room, elector_id, by), ...about });
  }
}

/**
 * Of several registers one counts, and its laptop keeps the register. The others go on with theirs until a file of a
 * laptop that has it comes, or a later one is imported.
 */
function chooseRegister(room: Room, doubt: Doubt, right: number, by: string): void {
  const said = sql(room.db).byId.get(doubt.sides[right]?.entries[0] ?? '');
  const chosen = said?.kind === 'settled' ? storedDetail('settled', said.detail).as : (said?.id ?? '');
  answer(room, doubt, chosen, by);
  const keeper = importedOn(room.db, chosen);
  if (keeper) changeSetting(room, 'register_keeper', keeper.device, by);
}

/** Notes the answer; of two electors with one number, what was said of the other counts for whoever has it. */
function answer(room: Room, { about, entries, sides }: Doubt, as: string, by: string): void {
  const commandId = randomUUID();
  const shown = sides.flatMap((side) => side.entries.flatMap((id) => shownWith(room, id)));
  add(room, {
    kind: 'settled',
    by,
    commandId,
    detail: { about, entries: [...new Set([...entries, ...shown])].sort(), as },
  });
  const { kind, key, rest } = readDoubt(about);
  if (kind !== 'one number' || as !== 'same') return;
  const [holder, waiting] = [key, rest].map((each) => electorRows(room.db).byId.get(Number(each)));
  if (!holder || !waiting) return;
  if (waiting.voted_at !== null && holder.voted_at === null)
    add(room, {
      ...tellingOf(room, holder.id, by),
      commandId,
      insteadOf: sql(room.db).undos.all(holder.id),
    });
  const [answered] = headsOf(room.db, SUBJECT.door(waiting.id));
  const { entered = null, detail = null } =
    answered === undefined ? {} : (sql(room.db).byId.get(answered) ?? {});
  if (entered && answerSaid(room.db, holder.id) === '')
    add(room, {
      kind: 'doorstep',
      by,
      commandId,
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

/** An answer to a question of an import did more than it says, so the others are undone with all that they did. */
function leaveOnly(room: Room, { sides }: Doubt, right: number, by: string): void {
  undoWithin(
    room,
    sides.flatMap(({ entries }, at) => (at === right ? [] : entries)),
    by,
  );
}

/** Says once more what one of the sides says, knowing of all of them. It says nothing about anything else. */
function sayAgain(room: Room, { about, sides }: Doubt, right: number, by: string): void {
  const entry = sql(room.db).byId.get(sides[right]?.entries[0] ?? '');
  const other = sql(room.db).byId.get(sides[right === 0 ? 1 : 0]?.entries[0] ?? '');
  if (!entry || !other) throw new Error('An entry of a conflict is not in the journal.');
  const { kind, key, rest } = readSubject(about);
  const said = JSON.parse(entry.detail ?? '{}') as object;
  switch (kind) {
    case 'door':
      add(room, {
        kind: 'doorstep',
        by,
        electorId: Number(key),
        entered: entry.entered ?? '',
        detail: storedDetail('doorstep', entry.detail),
      });
      return;
    case 'sheet': {
      const move = SHEET_MOVES.find((each) => each === entry.kind);
      if (move) moveSheets(room, [key], move, { by, runner: runnerBy(room.db, key, entry.id) });
      return;
    }
    case 'setting':
      add(room, {
        kind,
        by,
        detail: {
          setting: key,
          before: readSetting(room, key as SettingName),
          value: storedDetail('setting', entry.detail).value,
        },
      });
      return;
    case 'slip':
    case 'station':
    case 'walk':
      add(room, { kind, by, detail: said, commandId: randomUUID() } as JournalEntry);
      return;
    case 'elector':
      add(room, {
        kind: 'register',
        by,
        electorId: Number(key),
        detail: rest === 'register' ? onRegister(room, entry) : change(entry, other, Number(key), rest),
      });
      return;
    case 'street':
      add(room, { kind: 'register', by, detail: { ...said, found: [rest] } } as JournalEntry);
      return;
    default:
      add(room, { kind: 'register', by, detail: said } as JournalEntry);
  }
}

type RegisterDetail = Extract<JournalEntry, { kind: 'register' }>['detail'];

function onRegister(room: Room, { elector_id, detail }: JournalRow): RegisterDetail {
  const said = storedDetail('register', detail);
  if ('removed' in said) return said;
  const elector = elector_id === null ? undefined : electorRows(room.db).byId.get(elector_id);
  return { restored: elector ? formatNumber(elector) : '' };
}

/** A list or a canvass is about thousands of electors. */
function change(entry: JournalRow, other: JournalRow, elector: number, field: string): RegisterDetail {
  const [before, after] = [other, entry].map((each) => valueSet(each, elector, field));
  const said = storedDetail('register', entry.detail);
  if ('answers' in said)
    return { canvassed: 1, answers: { [elector]: { [field]: [before ?? null, after ?? null] } } };
  return { corrected: { [field]: [before ?? '', after ?? ''] } };
}

function add(room: Room, entry: JournalEntry): void {
  const { id, changed } = addToJournal(room, entry);
  applyEntries(room, [id, ...changed]);
}
