import type { ReturnedLine } from '../../../src-main/sheets/returned.ts';
import { useWords } from '../../shared/use-words.ts';
import { ANSWERS, type Entered } from './answers.ts';
import classes from './returned.module.css';

const WORDS: Record<string, string> = {
  voted: 'Says has voted',
  'will vote': 'Will vote',
  out: 'Out',
  refused: 'Refused',
  moved: 'Moved',
  lift: 'Wants a lift',
};

type OneLineProps = {
  line: ReturnedLine;
  answer: Entered;
  isCurrent: boolean;
  onFocus: () => void;
  onAnswer: (answer: Entered) => void;
};

/** One elector of a returned sheet, with what was said at the door. */
export function OneLine({ line, answer, isCurrent, onFocus, onAnswer }: OneLineProps) {
  const { t } = useWords();
  return (
    <li
      data-line
      data-current={isCurrent || undefined}
      className={classes.line}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={onFocus}
    >
      <span className={classes.door}>
        {line.door || t('No number')} <small>{line.street}</small>
      </span>
      <span>
        <strong>{line.number}</strong> {line.name}
        {line.isMarkedOff && <em className={classes.marked}> {t('marked off already')}</em>}
      </span>
      <span className={classes.answer}>{t(WORDS[answer] ?? '')}</span>
      <span className={classes.buttons}>
        {ANSWERS.map(({ key, answer: each, label }) => (
          <button
            key={key}
            type="button"
            tabIndex={-1}
            className={classes.button}
            aria-pressed={answer === each}
            aria-label={`${line.number}: ${t(label)}`}
            onClick={(event) => {
              // Back to the line, where the keys work.
              event.currentTarget.closest('li')?.focus();
              onAnswer(answer === each ? '' : each);
            }}
          >
            {key.toUpperCase()}
          </button>
        ))}
      </span>
    </li>
  );
}
