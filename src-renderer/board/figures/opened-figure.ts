import type { FigureName, FigureScope } from '../../../src-main/turnout/figure-types.ts';
import type { PollKind } from '../../room/use-room-summary.ts';
import { Store } from '../../shared/store.ts';

/** What was opened: a figure, or without one a row of the board. */
export type OpenedFigure = {
  figure: FigureName | null;
  scope: FigureScope;
  /** One of the polls combined on the day; undefined for all of them. */
  poll: PollKind | undefined;
};

/** The figure that is shown as a sum over the screen; null for none. */
export const openedFigure = new Store<OpenedFigure | null>(null);
