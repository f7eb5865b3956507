import type { BoardBy } from '../../src-main/turnout/types.ts';
import { remembered } from '../shared/remembered.ts';

export const boardWays: [Way, ...Way[]] = [
  { value: 'district', label: 'By district' },
  { value: 'street', label: 'By street' },
  { value: 'hour', label: 'By hour' },
];
type Way = { value: BoardBy; label: string };

/** Other views of the day, beside the figures. */
export const boardViews = [
  { value: 'next', label: 'Where next' },
  { value: 'bring', label: 'Still to bring' },
  { value: 'curve', label: 'Through the day' },
  { value: 'stations', label: 'Stations' },
  { value: 'sources', label: 'Sources' },
  { value: 'wall', label: 'For the wall' },
] as const;

/** The view last chosen at this computer. */
export const boardBy = remembered('board-by', 'district');

export const boardSort = {
  district: remembered('board-sort-district', 'district asc'),
  street: remembered('board-sort-street', 'outstanding desc'),
  hour: remembered('board-sort-hour', 'hour desc'),
};
