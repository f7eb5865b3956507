import { type Message, say } from '../../src-shared/message.ts';
import { timeOfDay } from '../../src-shared/time-of-day.ts';
import {
  addToJournal,
  type EntryPlace,
  type EntryStatus,
  type NumberDetail,
  type ToldBy,
} from '../store/journal/journal.ts';
import { holdsInSql } from '../store/journal/journal-links.ts';
import { storedMessage } from '../store/journal/stored-message.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { mayMean } from './by-name/find-people.ts';
import { proposePeople } from './by-name/propose.ts';
import { districtsAt, entryPlace, type PlaceInput } from './entry-place.ts';
import {
  electorById,
  enteredElector,
  type NotFound,
  type NumberedElector,
  nearElector,
  shortened,
} from './find-elector.ts';
import { type ReadEntry, readEntries } from './read-entries.ts';
import type { Entry, EntryResult } from './types.ts';

export type EntryInput = PlaceInput & {
  /** One or more numbers as people write them, separated by commas, new lines or spaces. */
  text: string;
  by: string;
  /** Made once for each entry, so that repeating the call marks nothing twice. */
  commandId?: string | undefined;
  /** `text` is the number of somebody who was chosen for this: what the teller wrote, and what kind of thing it is. */
  chosenFor?: ChosenFor | undefined;
};

type ChosenFor = { written: string; toldBy: ToldBy };

/** What the journal keeps with a mark. */
export type MarkContext = {
  by: string;
  entered: string;
  place: EntryPlace;
  commandId?: string | undefined;
  settles?: string | undefined;
  detail?: NumberDetail | undefined;
};

type Done = { status: EntryStatus; entered: string; message: string | null; elector_id: number | null };

/**
 * A journal entry that says that its elector has voted: a teller's number that no undo names, of somebody marked off
 * already too.
 */
export const TELLING = tellingInSql('journal');

/** The same for a row of another name. */
export function tellingInSql(row: string): string {
  return `${row}.kind = 'number' AND ${row}.status IN ('marked', 'already') AND ${holdsInSql(row)}`;
}

/** In SQL: how a row of the journal was told if there was no number; null if there was. */
export const TOLD_BY = `CASE WHEN kind IN ('number', 'undo') AND detail ->> 'toldBy' IN ('name', 'door') THEN detail ->> 'toldBy' END`;

const sql = prepared((db) => ({
  vote: db.prepare('UPDATE elector SET voted_at = ? WHERE id = ?'),
  count: db.prepare(
    `UPDATE street
        SET voted = voted + :step,
            promises_voted = promises_voted + :step * :promise,
            in_person_voted = in_person_voted + :step * (:promise AND NOT :postal),
            outstanding = outstanding - :step * :at_door
      WHERE id = :street_id`,
  ),
  byCommand: db.prepare<[string], Done>(
    'SELECT status, entered, message, elector_id FROM journal WHERE command_id = ? ORDER BY seq',
  ),
  forgetNobody: db.prepare(
    `DELETE FROM journal_nobody
      WHERE id IN (SELECT id FROM journal WHERE elector_id IN (SELECT value FROM json_each(?)))`,
  ),
  noteNobody: db.prepare(
    `INSERT OR IGNORE INTO journal_nobody (id) SELECT id FROM journal WHERE elector_id = ? AND ${TELLING}`,
  ),
  /** The undos of an elector's marks that hold: who marks them off again knows of those. */
  undos: db
    .prepare<[number], string>(
      `SELECT undo.id FROM journal AS told
         JOIN journal_undo ON journal_undo.target = told.id
         JOIN journal AS undo ON undo.id = journal_undo.entry AND ${holdsInSql('undo')}
        WHERE told.elector_id = ?`,
    )
    .pluck(),
  tellings: db.prepare<[number], { id: string; at: number; by: string }>(
    `SELECT id, at, by FROM journal WHERE elector_id = ? AND ${TELLING} ORDER BY at, status DESC, id`,
  ),
}));

/**
 * Enters tellers' numbers. Each is stored with its outcome, in one durable transaction, before this returns. Numbers
 * that cannot be marked off are kept in the journal too, with what to do about them.
 * @throws Refusal if `district` is not in the room, or the text has no number; nothing is stored then.
 */
export function markNumbers(room: Room, input: EntryInput): EntryResult {
  return enter(room, input, 'number', markElector);
}

/**
 * Undoes marks: every telling of each elector, or only the one with the id `telling`, and then who was told twice stays
 * marked off. Both the mark and its undoing stay in the journal. Throws as `markNumbers` does.
 */
export function undoNumbers(room: Room, input: EntryInput & { telling?: string | undefined }): EntryResult {
  return enter(room, input, 'undo', (inRoom, elector) => undoElector(inRoom, elector, input.telling));
}

type Outcome = {
  status: EntryStatus;
  message?: Message | undefined;
  undoes?: string[];
  insteadOf?: string[];
};
type Action = (room: Room, elector: NumberedElector, at: number) => Outcome;

/** A few characters of ranges can mean hundreds of thousands of numbers. A whole constituency has fewer than this. */
const MOST_AT_ONCE = 100_000;

function enter(room: Room, input: EntryInput, kind: 'number' | 'undo', action: Action): EntryResult {
  const done = input.commandId ? sql(room.db).byCommand.all(input.commandId) : [];
  if (done.length > 0) return summed(done.map((entry) => replay(room, entry)));
  return summed(
    room.change(() => {
      const place = entryPlace(room, input);
      const read = readNumbers(room, input.text, place);
      if (input.chosenFor && read.length > 1) throw new Refusal(say('Choose one person at a time.'));
      return read.map((entry) => enterOne(room, entry, input, place, kind, action));
    }),
  );
}

function readNumbers(room: Room, text: string, place: EntryPlace): ReadEntry[] {
  const read = readEntries(room, text, place);
  if (read.length > MOST_AT_ONCE) {
    throw new Refusal(
      say('That is {{number}} numbers at once, which is too many. Check the ranges, and enter fewer.', {
        number: read.length,
      }),
    );
  }
  if (read.length === 0)
    throw new Refusal(say('There is no number to enter. Type an elector number, such as KA-123.'));
  return read;
}

function enterOne(
  room: Room,
  { entered, find }: ReadEntry,
  { by, commandId, chosenFor }: EntryInput,
  place: EntryPlace,
  kind: 'number' | 'undo',
  action: Action,
): Entry {
  const found = find();
  const toldBy = chosenFor?.toldBy ?? (found.elector ? undefined : found.toldBy);
  const detail = toldBy && { toldBy };
  const context = { by, entered: chosenFor?.written ?? entered, commandId, place, detail };
  if (chosenFor && found.elector && !mayMean(room, chosenFor.written, found.elector.id))
    return setAside(room, noLongerMeant(room, found.elector, chosenFor, place), kind, context);
  if (found.elector) return enterFound(room, found.elector, kind, action, context);
  return setAside(room, found, kind, context);
}

/** The register has changed since somebody was chosen, and has the number for another person now. */
function noLongerMeant(
  room: Room,
  elector: NumberedElector,
  { written, toldBy }: ChosenFor,
  place: EntryPlace,
): NotFound {
  const { number, name } = enteredElector(elector);
  return {
    status: 'ambiguous',
    toldBy,
    message: say(
      '{{number}} is {{name}} now, which does not fit "{{written}}", so nobody was marked off. Choose again.',
      {
        number,
        name,
        written: shortened(written),
      },
    ),
    near: proposePeople(room, written, districtsAt(room, place), false)?.near ?? [],
  };
}

function setAside(
  room: Room,
  { status, message, toldBy, near }: NotFound,
  kind: 'number' | 'undo',
  context: MarkContext,
): Entry {
  addToJournal(room, { ...context, kind, status, message });
  const electors = near.map(nearElector);
  return {
    ...asEntry(context.entered, status, undefined, message),
    ...(toldBy ? { toldBy } : {}),
    ...(electors.length > 0 ? { near: electors } : {}),
  };
}

function enterFound(
  room: Room,
  elector: NumberedElector,
  kind: 'number' | 'undo',
  action: Action,
  context: MarkContext,
): Entry {
  const at = Date.now();
  const { status, message, undoes, insteadOf } = action(room, elector, at);
  addToJournal(room, {
    ...context,
    kind,
    at,
    status,
    message,
    electorId: elector.id,
    undoes,
    insteadOf,
  });
  return asEntry(context.entered, status, elector, message);
}

/**
 * Marks off an elector who was found earlier, as they are now: another entry may have marked them off meanwhile. Call
 * it inside `room.change`.
 */
export function markFound(room: Room, found: NumberedElector, context: MarkContext): Entry {
  return enterFound(room, electorById(room, found.id) ?? found, 'number', markElector, context);
}

/** Why to check a mark against the slip: the number may have been misheard. */
export function doubtAbout({ postal, kept_off }: NumberedElector): Message | undefined {
  if (postal) return say('Has a postal vote: check the number on the slip.');
  return DOUBTS[kept_off];
}

const DOUBTS: Record<string, Message> = {
  'too young': say('Is not old enough to vote on polling day: check the number on the slip.'),
  'date unclear': say(
    'The register’s date of birth or attainment is not clear: check the number on the slip.',
  ),
  anonymous: say('Is an anonymous elector: check the number on the slip.'),
  deceased: say('Recorded as deceased: check the number on the slip.'),
  moved: say('Recorded as moved away: check the number on the slip.'),
  'not entitled': say('May not vote at this election: check the number on the slip.'),
  proxy: say('Has a proxy: check the number on the slip.'),
};

/** What an entry says about an elector who has already been marked off. */
export function alreadyMarked(room: Room, { id }: NumberedElector): Message {
  const first = sql(room.db).tellings.get(id);
  return first
    ? say('Marked off already, at {{time}} by {{by}}.', {
        time: timeOfDay(first.at),
        by: first.by || say('somebody'),
      })
    : say('Marked off already.');
}

function markElector(room: Room, elector: NumberedElector, at: number): Outcome {
  if (elector.voted_at === null) {
    setVoted(room, elector, at);
    const insteadOf = sql(room.db).undos.all(elector.id);
    return { status: 'marked', message: doubtAbout(elector), insteadOf };
  }
  const message = alreadyMarked(room, elector);
  // The clock was set back. What is kept must not depend on which of the two came in first.
  if (at < elector.voted_at) sql(room.db).vote.run(at, elector.id);
  return { status: 'already', message, insteadOf: sql(room.db).undos.all(elector.id) };
}

function undoElector(room: Room, elector: NumberedElector, telling: string | undefined): Outcome {
  const tellings = sql(room.db).tellings.all(elector.id);
  const undone = tellings.filter(({ id }) => telling === undefined || id === telling);
  if (undone.length === 0) {
    const message =
      tellings.length > 0
        ? say('This has been undone already.')
        : say('Was not marked off, so there is nothing to undo.');
    return { status: 'already', message };
  }
  const [first] = tellings.filter((each) => !undone.includes(each));
  setVoted(room, elector, first?.at ?? null);
  const message =
    first &&
    say('Still marked off: told at {{time}} too, entered by {{by}}.', {
      time: timeOfDay(first.at),
      by: first.by || say('somebody'),
    });
  return {
    status: 'undone',
    message,
    undoes: undone.map(({ id }) => id),
    insteadOf: tellings.filter((each) => !undone.includes(each)).map(({ id }) => id),
  };
}

function setVoted(room: Room, elector: NumberedElector, at: number | null): void {
  const { id, promise, postal, at_door, street_id, voted_at } = elector;
  sql(room.db).vote.run(at, id);
  const step = Number(at !== null) - Number(voted_at !== null);
  if (step !== 0 && elector.removed_at === null)
    sql(room.db).count.run({ step, promise, postal, at_door, street_id });
}

/** Keeps electors' marks as the journal says them, after entries have come in or were undone. */
export function refreshMarks(room: Room, ids: ReadonlySet<number>): void {
  sql(room.db).forgetNobody.run(JSON.stringify([...ids]));
  for (const id of ids) refreshMark(room, id);
}

function refreshMark(room: Room, id: number): void {
  const elector = electorById(room, id);
  if (!elector) {
    sql(room.db).noteNobody.run(id);
    return;
  }
  const at = sql(room.db).tellings.get(id)?.at ?? null;
  if (at !== elector.voted_at) setVoted(room, elector, at);
}

/** The answer to a repeated call, whose first answer was lost on the way. */
function replay(room: Room, { entered, status, elector_id, message }: Done): Entry {
  return asEntry(
    entered,
    status,
    elector_id === null ? undefined : electorById(room, elector_id),
    message === null ? undefined : storedMessage(message),
  );
}

function asEntry(
  entered: string,
  status: EntryStatus,
  elector: NumberedElector | undefined,
  message: Message | undefined,
): Entry {
  return {
    entered,
    status,
    ...(elector ? { elector: enteredElector(elector) } : {}),
    ...(message ? { message } : {}),
  };
}

function summed(entries: Entry[]): EntryResult {
  const counts = { marked: 0, already: 0, unknown: 0, ambiguous: 0, unreadable: 0, undone: 0 };
  for (const { status } of entries) counts[status] += 1;
  return { entries, ...counts };
}
