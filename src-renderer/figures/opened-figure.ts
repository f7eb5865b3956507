import type { FigureName, FigureScope } from '../../src-main/turnout/figures/figure-types.ts';
import type { PollKind } from '../room/use-room-summary.ts';
import { Store } from '../shared/store.ts';

/** A figure, the minutes that a knock takes, or, with null, a whole row. */
export type WhatOpens = FigureName | 'minutes' | null;

/** What was opened, and of what. */
export type OpenedFigure = {
  figure: WhatOpens;
  scope: FigureScope;
  /** One of the polls combined on the day; undefined for all of them. */
  poll: PollKind | undefined;
};

/** The figure that is shown as a sum over the screen; null for none. */
export const openedFigure = new Store<OpenedFigure | null>(null);
