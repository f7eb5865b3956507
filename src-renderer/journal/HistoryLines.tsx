import type { JournalLine } from '../../src-main/journal/read-journal.ts';
import { time } from '../shared/format.ts';
import classes from './journal.module.css';

/** Entries of the journal, each with when and by whom. */
export function HistoryLines({ lines }: { lines: readonly JournalLine[] }) {
  return (
    <ol className={classes.lines}>
      {lines.map(({ seq, at, by, what, elector, slipId, isUndone }) => (
        <li key={seq} className={classes.line}>
          <time dateTime={new Date(at).toISOString()}>{time(at)}</time>
          <span>
            {what}
            {elector && (
              <>
                {' '}
                <strong>{elector.number}</strong> {elector.name}
              </>
            )}
            {isUndone && <em className={classes.undone}> (taken back later)</em>}
          </span>
          <span className={classes.who}>
            {[by, slipId !== null && `slip ${slipId}`].filter(Boolean).join(', ')}
          </span>
        </li>
      ))}
    </ol>
  );
}
