import { type ReactNode, useContext } from 'react';
import type { FigureScope } from '../../src-main/turnout/figures/figure-types.ts';
import classes from '../shared/open-figure.module.css';
import { useWords } from '../shared/use-words.ts';
import { figureName, scopeName } from './figure-words.ts';
import { openedFigure, type WhatOpens } from './opened-figure.ts';
import { PollShown } from './poll-shown.ts';

type OpenFigureProps = {
  figure: WhatOpens;
  scope: FigureScope;
  /** In a row of a table the arrow keys lead to it, and the row’s name takes the focus. */
  isInRow?: boolean;
  /** Whether only the arrow keys lead to it. */
  skipsTab?: boolean;
  children: ReactNode;
};

/** A figure of the board, or the name of a row, that opens. */
export function OpenFigure({
  figure,
  scope,
  isInRow = false,
  skipsTab = isInRow && figure !== null,
  children,
}: OpenFigureProps) {
  const { t } = useWords();
  const poll = useContext(PollShown);
  const what = figure === null ? scopeName(scope) : `${figureName(figure)}, ${scopeName(scope)}`;
  return (
    <button
      type="button"
      className={classes.open}
      data-figure={figure ?? undefined}
      tabIndex={skipsTab ? -1 : undefined}
      title={t('Show what is in it: {{what}}', { what })}
      onClick={() => openedFigure.set({ figure, scope, poll })}
    >
      {children}
    </button>
  );
}
