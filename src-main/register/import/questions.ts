import { z } from 'zod';
import { say } from '../../../src-shared/message.ts';
import { addToJournal } from '../../store/journal.ts';
import { newId } from '../../store/new-id.ts';
import { prepared } from '../../store/prepared.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { storedJson } from '../../store/stored-json.ts';
import { changeFacts, rowFor } from '../change-elector.ts';
import { displayName } from '../elector/elector-name.ts';
import { type ElectorNumber, formatNumber } from '../elector/elector-number.ts';
import { GONE } from '../elector/standing.ts';
import { type ElectorFacts, electorRows, insertElector, type StoredElector } from '../elector-rows.ts';
import { ELECTOR_FACTS, SOME_FACTS } from '../kept-facts.ts';
import { recountStreets } from '../street-counts.ts';
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
  answer: db.prepare('UPDATE question SET answer = ?, answered = ? WHERE id = ?'),
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
 * Carries out an answer.
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
    if (open.kind === 'number') settleNumber(room, detail, chosen, answer);
    if (open.kind === 'renumbered' && chosen) carryOver(room, chosen, detail, by);
    if (open.kind === 'canvass' && chosen && detail.answer)
      changeFacts(room, chosen, mergedCanvass(canvassIn(detail.answer), chosen));
    recountStreets(room);
    sql(room.db).answer.run(String(answer), Date.now(), id);
    addToJournal(room, { kind: 'register', by, detail: { question: id, asked: open.kind, answer } });
  });
}

/** The register's elector is the one with the number, or takes the number over. */
function settleNumber(
  room: Room,
  { elector }: QuestionDetail,
  holder: StoredElector | undefined,
  answer: QuestionAnswer,
): void {
  if (!elector || answer === 'leave') return;
  const { street, facts, ...number } = elector;
  if (holder) {
    const { surname, forename, address, postcode, house, flat, markers, born_on, attains_on } = facts;
    const current = { surname, forename, address, postcode, house, flat, markers, born_on, attains_on };
    changeFacts(room, holder, current, street);
    return;
  }
  const now = electorRows(room.db).byNumber.get(number.district, number.number, number.suffix);
  if (now) electorRows(room.db).remove.run(Date.now(), '', now.id);
  insertElector(room, number, rowFor(room, number.district, facts, street), newId(room.db, 'elector'));
}

/** What was known about somebody under last year's number is now known under this one. */
function carryOver(room: Room, from: StoredElector, { electorId }: QuestionDetail, by: string): void {
  const to = electorId === undefined ? undefined : electorRows(room.db).byId.get(electorId);
  if (!to) return;
  changeFacts(room, to, {
    vi: to.vi || from.vi,
    vi_on: to.vi ? to.vi_on : from.vi_on,
    vi_past: to.vi_past || from.vi_past,
    past: to.past || from.past,
    absent: to.absent || from.absent,
    phone: to.phone || from.phone,
    note: to.note || from.note,
    lift: to.lift || from.lift,
    do_not_knock: to.do_not_knock || from.do_not_knock,
  });
  if (from.voted_at === null || to.voted_at !== null) return;
  room.db.prepare('UPDATE elector SET voted_at = ? WHERE id = ?').run(from.voted_at, to.id);
  addToJournal(room, {
    kind: 'number',
    by,
    at: from.voted_at,
    status: 'marked',
    entered: formatNumber(from),
    message: say('Marked off as {{number}} before the register was renumbered.', {
      number: formatNumber(from),
    }),
    electorId: to.id,
  });
}
