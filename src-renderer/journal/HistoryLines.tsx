import { Button } from '@mantine/core';
import { useState } from 'react';
import type { JournalLine } from '../../src-main/journal/read-journal.ts';
import { time } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './journal.module.css';
import { UndoEntry } from './UndoEntry.tsx';

type HistoryLinesProps = {
  lines: readonly JournalLine[];
  /** All of them are about one elector, who is named above. */
  ofOne?: boolean;
};

/** Entries of the journal, each with when and by whom. */
export function HistoryLines({ lines, ofOne = false }: HistoryLinesProps) {
  const { t } = useWords();
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <ol className={classes.lines}>
      {lines.map(({ seq, id, at, by, what, elector, slip, isUndone, isSettled, canUndo, isUndo }) => (
        <li key={seq} className={classes.line}>
          <time dateTime={new Date(at).toISOString()}>{time(at)}</time>
          <span>
            {elector && !ofOne && (
              <>
                <strong>{elector.number}</strong> {elector.name}:{' '}
              </>
            )}
            {what}
            {isUndone && <em className={classes.undone}> {t('(taken back later)')}</em>}
            {isSettled && <em className={classes.undone}> {t('(settled later)')}</em>}
          </span>
          <span className={classes.who}>
            {[by && t('by {{by}}', { by }), slip !== null && t('slip {{slipId}}', { slipId: slip })]
              .filter(Boolean)
              .join(', ')}
            {canUndo && opened !== id && (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`${isUndo ? t('Redo') : t('Undo')}: ${elector ? `${elector.number} ` : ''}${what}`}
                onClick={() => setOpened(id)}
              >
                {isUndo ? t('Redo') : t('Undo')}
              </Button>
            )}
          </span>
          {opened === id && <UndoEntry id={id} isUndo={isUndo} onDone={() => setOpened(null)} />}
        </li>
      ))}
    </ol>
  );
}
