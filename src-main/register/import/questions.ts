import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { say } from '../../../src-shared/message.ts';
import { addToJournal, type ElectorChanges } from '../../store/journal/journal.ts';
import { headsOf } from '../../store/journal/journal-links.ts';
import { SUBJECT } from '../../store/journal/journal-row.ts';
import { storedDetail } from '../../store/journal/stored-detail.ts';
import { newId } from '../../store/new-id.ts';
import { prepared } from '../../store/prepared.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { storedJson } from '../../store/stored-json.ts';
import { changeFacts } from '../change-elector.ts';
import { displayName } from '../elector/elector-name.ts';
import { type ElectorNumber, formatNumber } from '../elector/elector-number.ts';
import { GONE } from '../elector/standing.ts';
import { type ElectorFacts, electorRows, type StoredElector } from '../elector-rows.ts';
import { ELECTOR_FACTS, SOME_FACTS } from '../kept-facts.ts';
import { refreshOnRegister } from '../refresh-elector.ts';
import { streetName } from '../streets/street-book.ts';
import { recountStreets } from '../streets/street-counts.ts';
import { canvassIn, mergedCanvass } from './merge-facts.ts';

/**
 * Questions that an import could not decide. `number`: the register has another name for an elector's number;
 * `renumbered`: an elector of a renumbered register may be somebody with another number in the room; `canvass`: an
 * answer may belong to any of several electors.
 */
export type QuestionKind = 'number' | 'renumbered' | 'canvass';

/** What the file said, stored so that it can be done once somebody decides. */
export type QuestionDetail = {
  /** Line of the file. */
  line: number;
  /** Identifies the question, so that the same file does not ask it again. */
  key: string;
  /** The person in the file. */
  about: { number: string; name: string; address: string };
  /** Electors of the room who may be meant. */
  candidates: number[];
  /** `number`: the elector as in the register. */
  elector?: ElectorNumber & { street: string; facts: ElectorFacts };
  /** `renumbered`: the elector who was added meanwhile. */
  electorId?: number;
  /** `canvass`: what the party knows. */
  answer?: Partial<ElectorFacts>;
  /** The journal's entry of its file: if that is undone, there is nothing to ask. */
  entry?: string;
};

const DETAIL: z.ZodType<QuestionDetail> = z.object({
  line: z.number(),
  key: z.string(),
  about: z.object({ number: z.string(), name: z.string(), address: z.string() }),
  candidates: z.array(z.number()),
  elector: z
    .object({
      district: z.string(),
      number: z.number(),
      suffix: z.string(),
      street: z.string(),
      // Versions 2 and 3 of the room could not record who has moved or died.
      facts: ELECTOR_FACTS.extend({ gone: z.enum(GONE).default('') }),
    })
    .exactOptional(),
  electorId: z.number().exactOptional(),
  answer: SOME_FACTS.exactOptional(),
  entry: z.string().exactOptional(),
});

export type Question = {
  id: number;
  kind: QuestionKind;
  line: number;
  about: QuestionDetail['about'];
  candidates: { id: number; number: string; name: string; address: string }[];
};

/** One of the candidates, another person, or leave it as it is. */
export type QuestionAnswer = number | 'other' | 'leave';

/** Those of a file that was undone wait until that is redone. */
const OPEN = `answer IS NULL AND NOT EXISTS (
  SELECT 1 FROM journal_undone
   WHERE journal_undone.id = CASE WHEN json_valid(question.detail) THEN question.detail ->> 'entry' END)`;

const sql = prepared((db) => ({
  add: db.prepare('INSERT INTO question (at, kind, detail) VALUES (?, ?, ?)'),
  known: db
    .prepare<[string, string], number>(
      `SELECT id FROM question WHERE kind = ? AND detail ->> 'key' = ? AND (answer IS NOT NULL OR ${OPEN})`,
    )
    .pluck(),
  tie: db.prepare("UPDATE question SET detail = json_set(detail, '$.entry', ?) WHERE id = ?"),
  open: db.prepare<[], { id: number; kind: QuestionKind; detail: string }>(
    `SELECT id, kind, detail FROM question WHERE ${OPEN} ORDER BY id`,
  ),
  count: db.prepare<[], number>(`SELECT COUNT(*) FROM question WHERE ${OPEN}`).pluck(),
  byId: db.prepare<[number], { kind: QuestionKind; detail: string }>(
    `SELECT kind, detail FROM question WHERE id = ? AND ${OPEN}`,
  ),
  answer: db.prepare(
    "UPDATE question SET answer = ?, answered = ? WHERE kind = ? AND CASE WHEN json_valid(detail) THEN detail ->> 'key' END = ?",
  ),
  said: db.prepare<[string], { at: number; detail: string }>('SELECT at, detail FROM journal WHERE id = ?'),
}));

/** Stores a question, unless it was asked before. Call it inside `room.change`. Returns its id; null if it is not new. */
export function ask(room: Room, kind: QuestionKind, detail: QuestionDetail): number | null {
  if (sql(room.db).known.get(kind, detail.key) !== undefined) return null;
  return Number(sql(room.db).add.run(Date.now(), kind, JSON.stringify(detail)).lastInsertRowid);
}

/** Ties questions to the journal's entry of their file, so that they go and come back with it. */
export function tieQuestions(room: Room, questions: readonly number[], entry: string): void {
  for (const id of questions) sql(room.db).tie.run(entry, id);
}

/** The open questions, oldest first. */
export function openQuestions(room: Room): Question[] {
  return sql(room.db)
    .open.all()
    .map(({ id, kind, detail }) => {
      const { line, about, candidates } = storedJson(detail, DETAIL);
      const electors = candidates.flatMap((each) => electorRows(room.db).byId.get(each) ?? []);
      return {
        id,
        kind,
        line,
        about,
        candidates: electors.map((elector) => ({
          id: elector.id,
          number: formatNumber(elector),
          name: displayName(elector),
          address: elector.address,
        })),
      };
    });
}

export function countOpenQuestions(room: Room): number {
  return sql(room.db).count.get() ?? 0;
}

/**
 * Carries out an answer. Its entry says what that changed, so that it can be undone.
 * @throws Refusal if the question is no longer open, or the answer is not one of its candidates.
 */
export function answerQuestion(room: Room, id: number, answer: QuestionAnswer, by: string): void {
  room.change(() => {
    const open = sql(room.db).byId.get(id);
    if (!open) throw new Refusal(say('That question has been answered already.'));
    const detail = storedJson(open.detail, DETAIL);
    const chosen = typeof answer === 'number' ? electorRows(room.db).byId.get(answer) : undefined;
    if (typeof answer === 'number' && (!chosen || !detail.candidates.includes(answer))) {
      throw new Refusal(say('That elector is not one of the candidates. Choose one from the list.'));
    }
    const to = open.kind === 'renumbered' ? electorOf(room, detail.electorId) : chosen;
    const changed = chosen && to ? changedBy(open.kind, detail, chosen, to) : null;
    const said: Said = { by, commandId: randomUUID() };
    addToJournal(room, {
      ...said,
      kind: 'register',
      detail: {
        question: id,
        asked: open.kind,
        key: detail.key,
        about: detail.about.number || detail.about.name,
        answer,
        ...(to && changed ? { answers: { [to.id]: changesOf(room, to, changed) } } : {}),
      },
    });
    refreshQuestion(room, open.kind, detail.key);
    if (to && changed) changeFacts(room, to, changed.facts, changed.street);
    if (open.kind === 'renumbered' && chosen && to) carryMark(room, chosen, to, said);
    if (open.kind === 'number' && answer === 'other' && detail.elector)
      giveNumber(room, detail.elector, said);
    recountStreets(room);
  });
}

/** Keeps whether a question is answered as the journal says, after entries have come in or were undone. */
export function refreshQuestion(room: Room, kind: string, key: string): void {
  const [head] = headsOf(room.db, SUBJECT.question(kind, key));
  const { at, detail } = (head === undefined ? undefined : sql(room.db).said.get(head)) ?? {};
  const said = detail === undefined ? null : storedDetail('register', detail);
  const answer = said && 'question' in said ? said.answer : undefined;
  sql(room.db).answer.run(answer === undefined ? null : String(answer), at ?? null, kind, key);
}

/** What holds together the entries of one answer, and who gave it. */
type Said = { by: string; commandId: string };

type Changed = { facts: Partial<ElectorFacts>; street?: string | undefined };

function electorOf(room: Room, id: number | undefined): StoredElector | undefined {
  return id === undefined ? undefined : electorRows(room.db).byId.get(id);
}

/** What is known of an elector from then on, once one of the candidates was chosen. */
function changedBy(
  kind: QuestionKind,
  { elector, answer }: QuestionDetail,
  chosen: StoredElector,
  to: StoredElector,
): Changed | null {
  if (kind === 'renumbered') return { facts: carriedOver(chosen, to) };
  if (kind === 'canvass') return answer ? { facts: mergedCanvass(canvassIn(answer), chosen) } : null;
  if (!elector) return null;
  const { surname, forename, address, postcode, house, flat, markers, born_on, attains_on } = elector.facts;
  return {
    facts: { surname, forename, address, postcode, house, flat, markers, born_on, attains_on },
    street: elector.street,
  };
}

/** What was known about somebody under last year's number is now known under this one. */
function carriedOver(from: StoredElector, to: StoredElector): Partial<ElectorFacts> {
  return {
    vi: to.vi || from.vi,
    vi_on: to.vi ? to.vi_on : from.vi_on,
    vi_past: to.vi_past || from.vi_past,
    past: to.past || from.past,
    absent: to.absent || from.absent,
    phone: to.phone || from.phone,
    note: to.note || from.note,
    lift: to.lift || from.lift,
    do_not_knock: to.do_not_knock || from.do_not_knock,
  };
}

/** Each field's value before and after, of those that differ. */
function changesOf(room: Room, elector: StoredElector, { facts, street }: Changed): ElectorChanges[number] {
  const now = { ...elector, street: streetName(room, elector.street_id) };
  const next = { ...facts, ...(street === undefined ? {} : { street }) };
  const fields = [...FACTS, 'street'] as const;
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = next[field];
      return value === undefined || value === now[field] ? [] : [[field, [now[field], value]]];
    }),
  );
}

const FACTS = ELECTOR_FACTS.keyof().options;

/** The register's elector takes the number over from whoever has it. */
function giveNumber(
  room: Room,
  { street, facts, ...number }: NonNullable<QuestionDetail['elector']>,
  said: Said,
): void {
  const added = formatNumber(number);
  const holder = electorRows(room.db).byNumber.get(number.district, number.number, number.suffix);
  const entry = { ...said, kind: 'register' } as const;
  if (holder)
    addToJournal(room, { ...entry, electorId: holder.id, detail: { removed: added, byRegister: true } });
  const id = newId(room.db, 'elector');
  const elector = { ...number, ...facts, street };
  addToJournal(room, { ...entry, electorId: id, detail: { added, elector, byRegister: true } });
  refreshOnRegister(room, id);
}

/** Whoever was marked off under last year's number is marked off under this one. */
function carryMark(room: Room, from: StoredElector, to: StoredElector, said: Said): void {
  if (from.voted_at === null || to.voted_at !== null) return;
  const number = formatNumber(from);
  room.db.prepare('UPDATE elector SET voted_at = ? WHERE id = ?').run(from.voted_at, to.id);
  addToJournal(room, {
    ...said,
    kind: 'number',
    at: from.voted_at,
    status: 'marked',
    entered: number,
    message: say('Marked off as {{number}} before the register was renumbered.', { number }),
    electorId: to.id,
  });
}
