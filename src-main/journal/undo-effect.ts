import { type Plan, planFrom } from '../register/import/plan/plan.ts';
import { roomTotals } from '../register/totals.ts';
import type { Draft } from '../store/draft/draft.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { readBoard } from '../turnout/figures/board.ts';
import { OPEN_NUMBERS } from '../turnout/set-aside.ts';
import { watchElectors } from './row-changes.ts';
import { undoWithin } from './undo.ts';

/** What screens count, as far as an undo can change it. */
export type UndoFigure =
  | 'voted'
  | 'promises'
  | 'promisesVoted'
  | 'outstanding'
  | 'postal'
  | 'electors'
  | 'answers'
  | 'setAside';

/** What undoing entries would change, in numbers. */
export type UndoEffect = {
  /** How many electors would be different in anything. */
  electors: number;
  /** Those that would be different. */
  figures: { figure: UndoFigure; before: number; after: number }[];
};

/** What follows from these is in other columns; nobody sees them themselves. */
const UNSEEN = ['absent', 'by_hand', 'register_says'];

const sql = prepared((db) => ({
  answers: db
    .prepare<[], number>("SELECT COUNT(*) FROM elector WHERE doorstep <> '' AND removed_at IS NULL")
    .pluck(),
  setAside: db.prepare<[], number>(`SELECT COUNT(*) FROM journal WHERE ${OPEN_NUMBERS}`).pluck(),
}));

/** An undo, and what it changed. */
export type Undone = { id: string; effect: UndoEffect };

/** Undoes entries in a rehearsal and counts what that changes. @throws Refusal */
export function undoAndCount(room: Room, ids: readonly string[]): UndoEffect {
  const changes = watchElectors(room.db);
  const { figures } = undoWithFigures(room, ids, '');
  const electors = changes().filter(({ columns }) => columns.some((name) => !UNSEEN.includes(name))).length;
  return { electors, figures };
}

/** The same on a draft, which notes what changes itself. @throws Refusal */
export function undoOnDraft(
  draft: Draft,
  ids: readonly string[],
  by: string,
): { plan: Plan; result: Undone } {
  const { id, figures } = undoWithFigures(draft.room, ids, by);
  const plan = planFrom(draft);
  const seen = plan.changes.electors.changed.filter((column) => !UNSEEN.includes(column));
  return { plan, result: { id, effect: { electors: countChanged(draft, seen), figures } } };
}

function countChanged({ room }: Draft, columns: readonly string[]): number {
  if (columns.length === 0) return 0;
  const differs = columns.map((column) => `now.${column} IS NOT was.${column}`).join(' OR ');
  return (
    room.db
      .prepare<[], number>(
        `SELECT COUNT(*) FROM elector_before AS was JOIN elector AS now USING (id) WHERE ${differs}`,
      )
      .pluck()
      .get() ?? 0
  );
}

function undoWithFigures(room: Room, ids: readonly string[], by: string) {
  const before = figuresNow(room);
  const id = undoWithin(room, ids, by);
  const after = figuresNow(room);
  const figures = before
    .map(([figure, value], place) => ({ figure, before: value, after: after[place]?.[1] ?? value }))
    .filter((each) => each.before !== each.after);
  return { id, figures };
}

function figuresNow(room: Room): [UndoFigure, number][] {
  const { voted, promises, promisesVoted, outstanding, electors } = readBoard(room, 'district');
  return [
    ['voted', voted],
    ['promises', promises],
    ['promisesVoted', promisesVoted],
    ['outstanding', outstanding],
    ['postal', roomTotals(room).postal],
    ['electors', electors],
    ['answers', sql(room.db).answers.get() ?? 0],
    ['setAside', sql(room.db).setAside.get() ?? 0],
  ];
}
