import type { IssuedSheet, SheetState } from '../../src-main/sheets/issued.ts';

export type SheetMove = {
  move: 'sheet printed' | 'sheet out' | 'sheet back' | 'sheet lost' | 'sheet withdrawn';
  label: string;
  /** What the sheet then is. */
  to: Exclude<SheetState, 'replaced'>;
  /** The states it can follow: a sheet can go to somebody else, a lost one can be found. */
  from: readonly SheetState[];
};

export const OUT: SheetMove = {
  move: 'sheet out',
  label: 'Out',
  to: 'out',
  from: ['made', 'printed', 'out', 'back', 'lost'],
};

const OTHER_MOVES: readonly SheetMove[] = [
  { move: 'sheet back', label: 'Back', to: 'back', from: ['out', 'lost', 'replaced'] },
  { move: 'sheet lost', label: 'Lost', to: 'lost', from: ['out', 'replaced'] },
  { move: 'sheet printed', label: 'Printed', to: 'printed', from: ['made'] },
  {
    move: 'sheet withdrawn',
    label: 'Not printed: take back',
    to: 'withdrawn',
    from: ['made', 'printed'],
  },
];

/** What can happen, besides going out, to some of the sheets in these states. */
export function otherMovesFrom(states: readonly SheetState[]): SheetMove[] {
  return OTHER_MOVES.filter(({ from }) => from.some((state) => states.includes(state)));
}

/** Whether all these sheets can make the move. */
export function canMove(sheets: readonly IssuedSheet[], { from }: SheetMove): boolean {
  return sheets.length > 0 && sheets.every(({ state }) => from.includes(state));
}
