import { Button, TextInput, type TextInputProps } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Slip } from '../../src-main/turnout/slips/slips.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './slip/slip.module.css';
import { finishSlip } from './slip/slip-session.ts';

/** The teller's own counts: of numbers, compared with what was entered, and of voters who gave nothing. */
export function TellersCount({ slip, onDone }: { slip: Slip; onDone: () => void }) {
  const { t } = useWords();
  const [numbers, setNumbers] = useState(written(slip.toldCount));
  const [strokes, setStrokes] = useState(written(slip.gaveNothing));
  const finish = useMutation({
    mutationFn: () => finishSlip(slip, { toldCount: asCount(numbers), gaveNothing: asCount(strokes) }),
    onSuccess: onDone,
  });
  return (
    <form
      className={classes.bar}
      onSubmit={(event) => {
        event.preventDefault();
        finish.mutate();
      }}
    >
      <Count
        // The question has just been opened.
        autoFocus
        label={t('How many numbers did the teller count?')}
        value={numbers}
        onCount={setNumbers}
      />
      <Count label={t('How many gave nothing (strokes)?')} value={strokes} onCount={setStrokes} />
      <Button type="submit" size="sm" disabled={finish.isPending}>
        {t('Done')}
      </Button>
      <Failed what={t('The slip was not finished.')} error={finish.error} />
    </form>
  );
}

function Count({ onCount, ...input }: TextInputProps & { onCount: (text: string) => void }) {
  const { t } = useWords();
  return (
    <TextInput
      {...input}
      description={t('Leave empty if the slip does not say.')}
      inputMode="numeric"
      size="sm"
      onChange={(event) => onCount(event.currentTarget.value.replace(/\D/g, '').slice(0, 3))}
    />
  );
}

function written(count: number | null): string {
  return count === null ? '' : String(count);
}

function asCount(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}
