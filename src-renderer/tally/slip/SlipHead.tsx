import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Slip } from '../../../src-main/turnout/slips/slips.ts';
import { readTime } from '../../../src-shared/read-time.ts';
import { timeOfDay } from '../../../src-shared/time-of-day.ts';
import { Failed } from '../../shared/states.tsx';
import { isOddTime, TimeInput } from '../../shared/TimeInput.tsx';
import { todayAt } from '../../shared/today-at.ts';
import { useWords } from '../../shared/use-words.ts';
import { placeOf, SlipPlace, slipPlace } from './SlipPlace.tsx';
import classes from './slip.module.css';
import { beginSlip } from './slip-session.ts';

type SlipHeadProps = { by: string; district: string; secondOf: Slip | null; onDone: () => void };

/** What is written at the head of a slip. All of it can be left empty. */
export function SlipHead({ by, district, secondOf, onDone }: SlipHeadProps) {
  const { t } = useWords();
  const [place, setPlace] = useState(secondOf ? placeOf(secondOf) : district);
  const [at, setAt] = useState(secondOf?.toldAt ? timeOfDay(secondOf.toldAt) : '');
  const [teller, setTeller] = useState(secondOf?.teller ?? '');
  const begin = useMutation({
    mutationFn: () => {
      return beginSlip({
        ...slipPlace(place),
        toldAt: todayAt(readTime(at)),
        teller,
        toldCount: null,
        secondOf: secondOf?.id ?? null,
        by,
      });
    },
    onSuccess: onDone,
  });
  return (
    <form
      className={classes.running}
      aria-label={secondOf ? t('Slip {{id}} again', { id: secondOf.number }) : t('New slip')}
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutate();
      }}
    >
      <div className={classes.bar}>
        <SlipPlace value={place} takesFocus onChange={setPlace} />
        <TimeInput label={t('Time on the slip')} size="sm" value={at} onChange={setAt} />
        <TextInput
          label={t('Teller')}
          size="sm"
          value={teller}
          onChange={(event) => setTeller(event.currentTarget.value)}
        />
      </div>
      <div className={classes.bar}>
        <Button type="submit" size="sm" disabled={isOddTime(at) || begin.isPending}>
          {secondOf ? t('Begin slip {{id}} again', { id: secondOf.number }) : t('Begin')}
        </Button>
        <Button variant="default" size="sm" onClick={onDone}>
          {t('Cancel')}
        </Button>
      </div>
      <Failed what={t('The slip was not started.')} error={begin.error} />
    </form>
  );
}
