import type { JournalLine } from '../../src-main/journal/read-journal.ts';
import { time } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './journal.module.css';

type HistoryLinesProps = {
  lines: readonly JournalLine[];
  /** All of them are about one elector, who is named above. */
  ofOne?: boolean;
};

/** Entries of the journal, each with when and by whom. */
export function HistoryLines({ lines, ofOne = false }: HistoryLinesProps) {
  const { t } = useWords();
  return (
    <ol className={classes.lines}>
      {lines.map(({ seq, at, by, what, elector, slip, isUndone, isSettled }) => (
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
          </span>
        </li>
      ))}
    </ol>
  );
}
