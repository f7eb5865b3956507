import type { Resolution } from '../../src-main/turnout/types.ts';
import { counted } from '../shared/format.ts';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './several-numbers.module.css';
import { statusLook } from './status-look.ts';

type SeveralNumbersProps = {
  /** How many numbers there are in the text. */
  numbers: number;
  /** What the first of them mean. */
  entries: Resolution[];
};

/** Several numbers in the field: who each is, in the order of the slip. */
export function SeveralNumbers({ numbers, entries }: SeveralNumbersProps) {
  const { t } = useWords();
  return (
    <div className={classes.several}>
      <p className={classes.count}>
        {t('{{numbers}}: Enter marks them off together.', { numbers: counted(numbers, 'number') })}
      </p>
      <ol className={classes.list}>
        {entries.map(({ entered, status, elector, message }, place) => {
          const look = statusLook({ status, message });
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a slip may hold the same number twice
            <li key={place} className={classes.line} data-tone={look.tone}>
              <look.Icon size={18} />
              <span className={classes.number}>{elector?.number ?? entered}</span>
              <span>
                {elector && roomSays(elector.name)}{' '}
                {status !== 'ready' && <span className={classes.status}>{look.words}</span>}
                {status === 'ready' && <span className={classes.status}>{message && roomSays(message)}</span>}
              </span>
            </li>
          );
        })}
      </ol>
      {numbers > entries.length && (
        <p>{t('and {{more}} more, shown in the list when entered.', { more: numbers - entries.length })}</p>
      )}
    </div>
  );
}
