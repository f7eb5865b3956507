import { MINUTES_EACH, PEOPLE } from '../../src-shared/limits.ts';
import { counted } from '../shared/format.ts';
import { sentenceOf } from '../shared/sentence.ts';
import { useWords } from '../shared/use-words.ts';
import { type CountedChoice, usePageCount } from '../sheets/use-page-count.ts';
import classes from './next.module.css';

type ForHowManyProps = {
  /** Null if the people or the minutes are not numbers that can be. */
  choice: CountedChoice | null;
  /** Nobody would get to a street. */
  isTooShort: boolean;
  minutesToReach: number;
  people: number;
  hasTicks: boolean;
};

/** How much paper and time the ticked streets make, or what is missing before they can be printed. */
export function ForHowMany({ choice, people, isTooShort, minutesToReach, hasTicks }: ForHowManyProps) {
  const { t } = useWords();
  if (!choice) {
    return (
      <p role="alert" className={classes.refused}>
        {isTooShort
          ? t('It takes {{minutes}} minutes to reach a street: give each person more.', {
              minutes: minutesToReach,
            })
          : t('Type {{people}} people and {{minutes}} minutes each.', {
              people: `${PEOPLE.least}–${PEOPLE.most}`,
              minutes: `${MINUTES_EACH.least}–${MINUTES_EACH.most}`,
            })}
      </p>
    );
  }
  if (!hasTicks) return <p role="status">{t('Tick the streets to print.')}</p>;
  return (
    <p role="status">
      <Sums choice={choice} people={people} />
    </p>
  );
}

function Sums({ choice, people }: { choice: CountedChoice; people: number }) {
  const { t } = useWords();
  const { data, error, isCounting } = usePageCount(choice);
  if (error) return sentenceOf(error);
  if (!data || isCounting) return t('Counting the pages…');
  const { sheets, pages, electors, minutes } = data;
  return (
    <>
      {t('{{promises}} on {{sheets}}, {{pages}}. Each takes up to about {{minutes}}.', {
        promises: counted(electors, 'promise'),
        sheets: counted(sheets, 'sheet'),
        pages: counted(pages, 'page'),
        minutes: counted(Math.round(minutes), 'minute'),
      })}
      {sheets > people && (
        <>
          {' '}
          <strong>
            {counted(
              sheets - people,
              'sheet waits for whoever is back first.',
              'sheets wait for whoever is back first.',
            )}
          </strong>
        </>
      )}
    </>
  );
}
