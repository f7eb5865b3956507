import { Button } from '@mantine/core';
import { useState } from 'react';
import type { JournalLine } from '../../src-main/journal/read-journal.ts';
import { count, time } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';
import { actsOf, undoableIn } from './acts.ts';
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
  /** Acts whose entries are all shown, by their newest. */
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const shown = actsOf(lines).flatMap((act) => {
    const [newest, ...others] = act;
    if (!newest) return [];
    const isFolded = others.length > 0 && !unfolded.has(newest.id);
    return isFolded
      ? [{ ...newest, more: others.length, undoable: undoableIn(act) }]
      : act.map((line) => ({ ...line, more: 0, undoable: undoableIn([line]) }));
  });
  const undoWord = (isUndo: boolean, entries: number) => {
    if (entries === 1) return isUndo ? t('Redo') : t('Undo');
    const numbers = { number: count(entries) };
    return isUndo ? t('Redo all {{number}}', numbers) : t('Undo all {{number}}', numbers);
  };
  return (
    <ol className={classes.lines}>
      {shown.map(
        ({ seq, id, at, by, laptop, what, elector, slip, isUndone, isSettled, isUndo, more, undoable }) => (
          <li key={seq} className={classes.line}>
            <time dateTime={new Date(at).toISOString()}>{time(at)}</time>
            <span>
              {elector && !ofOne && (
                <>
                  <strong>{elector.number}</strong> {elector.name}:{' '}
                </>
              )}
              {what}
              {more > 0 && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-expanded={false}
                  onClick={() => setUnfolded(new Set([...unfolded, id]))}
                >
                  {t('and {{number}} more', { number: count(more) })}
                </Button>
              )}
              {isUndone && <em className={classes.undone}> {t('(taken back later)')}</em>}
              {isSettled && <em className={classes.undone}> {t('(settled later)')}</em>}
            </span>
            <span className={classes.who}>
              {[
                by && t('by {{by}}', { by }),
                laptop && t('on laptop {{letter}} ({{name}})', laptop),
                slip !== null && t('slip {{slipId}}', { slipId: slip }),
              ]
                .filter(Boolean)
                .join(', ')}
              {undoable.length > 0 && opened !== id && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`${undoWord(isUndo, undoable.length)}: ${elector ? `${elector.number} ` : ''}${what}`}
                  onClick={() => setOpened(id)}
                >
                  {undoWord(isUndo, undoable.length)}
                </Button>
              )}
            </span>
            {opened === id && <UndoEntry entries={undoable} isUndo={isUndo} onDone={() => setOpened(null)} />}
          </li>
        ),
      )}
    </ol>
  );
}
