import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { NearElector, Resolution } from '../../../src-main/turnout/types.ts';
import { count, counted } from '../../shared/format.ts';
import { useWords } from '../../shared/use-words.ts';
import type { EntryPlace } from '../entry-queue.ts';
import { NumberToCheck } from '../NumberToCheck.tsx';
import { numberKey, replacedInBoxes, toCheck } from '../numbers-to-check.ts';
import { useResolutions } from '../use-resolutions.ts';
import classes from './slip.module.css';

type BoxesToCheckProps = {
  boxes: readonly string[];
  place: EntryPlace;
  onFixed: (boxes: readonly string[]) => void;
  onGo: (box: number) => void;
  onChoose: (entry: Resolution, person: NearElector) => void;
};

/** The numbers in the boxes that should be looked at before all are entered: in sight, wherever their boxes are. */
export function BoxesToCheck({ boxes, place: from, onFixed, onGo, onChoose }: BoxesToCheckProps) {
  const { t } = useWords();
  const text = boxes.filter((box) => box.trim() !== '').join('\n');
  const { data } = useResolutions(text, from);
  const problems = text === '' ? [] : toCheck(data?.entries ?? []);
  useEffect(() => {
    const { activeElement } = document;
    // The foot has just become higher, and may be over the box being typed in.
    if (problems.length > 0 && activeElement instanceof HTMLInputElement)
      activeElement.scrollIntoView({ block: 'nearest' });
  }, [problems.length]);
  if (!data || problems.length === 0) return null;
  return (
    <div>
      <p className={classes.count}>
        {t('{{numbers}}: {{fine}} fine, {{check}} to check.', {
          numbers: counted(data.numbers, 'number'),
          fine: count(data.numbers - problems.length),
          check: count(problems.length),
        })}
      </p>
      <ol className={classes.toCheck} aria-label={t('Numbers to check')}>
        {problems.map(({ entry, isTwice }, place) => {
          const found = replacedInBoxes(boxes, entry.entered, '', isTwice);
          return (
            <NumberToCheck
              key={`${numberKey(entry)} ${isTwice}`}
              entry={entry}
              isTwice={isTwice}
              isFirst={place === 0}
              fix={(number) =>
                replacedInBoxes(boxes, entry.entered, number, isTwice && number === '')?.boxes ?? null
              }
              onFixed={onFixed}
              onChoose={onChoose}
            >
              {found && (
                <Button size="compact-md" variant="default" onClick={() => onGo(found.place)}>
                  {t('Go to box {{value}}', { value: found.place + 1 })}
                </Button>
              )}
            </NumberToCheck>
          );
        })}
      </ol>
    </div>
  );
}
