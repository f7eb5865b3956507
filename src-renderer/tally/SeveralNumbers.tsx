import type { NearElector, Resolution } from '../../src-main/turnout/types.ts';
import { count, counted } from '../shared/format.ts';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import { NumberToCheck } from './NumberToCheck.tsx';
import { numberKey, replaced, toCheck } from './numbers-to-check.ts';
import classes from './several-numbers.module.css';

type SeveralNumbersProps = {
  text: string;
  /** How many numbers there are in the text. */
  numbers: number;
  /** What the first of them mean. */
  entries: Resolution[];
  /** Puts something else in the field. */
  onChange: (text: string) => void;
  onChoose: (entry: Resolution, person: NearElector) => void;
};

/** Several numbers in the field: first those to check, each with what it may be; the others in the order of the slip. */
export function SeveralNumbers({ text, numbers, entries, onChange, onChoose }: SeveralNumbersProps) {
  const { t } = useWords();
  const problems = toCheck(entries);
  const fine = entries.filter((entry) => !problems.some((problem) => problem.entry === entry));
  const counts = {
    numbers: counted(numbers, 'number'),
    fine: count(numbers - problems.length),
    check: count(problems.length),
  };
  return (
    <div className={classes.several}>
      <p className={classes.count}>
        {problems.length === 0
          ? t('{{numbers}}: Enter marks them off together.', counts)
          : t('{{numbers}}: {{fine}} fine, {{check}} to check. Enter takes all of them.', counts)}
      </p>
      {problems.length > 0 && (
        <ol className={classes.list} aria-label={t('Numbers to check')}>
          {problems.map(({ entry, isTwice }, place) => (
            <NumberToCheck
              key={`${numberKey(entry)} ${isTwice}`}
              entry={entry}
              isTwice={isTwice}
              isFirst={place === 0}
              fix={(number) => replaced(text, entry.entered, number, isTwice && number === '')}
              onFixed={onChange}
              onChoose={onChoose}
            />
          ))}
        </ol>
      )}
      <ol className={classes.list} aria-label={t('Numbers that are fine')}>
        {fine.map(({ entered, elector }) => (
          <li key={elector?.number ?? entered} className={classes.line}>
            <span className={classes.number}>{elector?.number ?? entered}</span>
            <span>{elector && roomSays(elector.name)}</span>
          </li>
        ))}
      </ol>
      {numbers > entries.length && (
        <p>{t('and {{more}} more, shown in the list when entered.', { more: numbers - entries.length })}</p>
      )}
    </div>
  );
}
