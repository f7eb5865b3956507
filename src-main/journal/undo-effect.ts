import { rehearsal } from '../register/rehearsal.ts';
import { roomTotals } from '../register/totals.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { readBoard } from '../turnout/board.ts';
import { OPEN_NUMBERS } from '../turnout/set-aside.ts';
import { undoWithin } from './undo.ts';
import { watchTables } from './watch-tables.ts';

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

/**
 * What undoing these entries would change. It is done, counted and taken back. Null in a room that cannot be changed.
 * @throws Refusal if they cannot be undone.
 */
export async function effectOfUndo(room: Room, ids: readonly string[]): Promise<UndoEffect | null> {
  if (room.readOnly) return null;
  return await rehearsal(room, () => {
    const before = figuresNow(room);
    const changes = watchTables(room.db, ['elector']);
    undoWithin(room, ids, '');
    const after = figuresNow(room);
    return {
      electors: changes().filter(({ columns }) => columns.some((name) => !UNSEEN.includes(name))).length,
      figures: before
        .map(([figure, value], place) => ({ figure, before: value, after: after[place]?.[1] ?? value }))
        .filter((each) => each.before !== each.after),
    };
  });
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
