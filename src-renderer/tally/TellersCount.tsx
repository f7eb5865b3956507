import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Slip } from '../../src-main/turnout/slips/slips.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './slip/slip.module.css';
import { finishSlip } from './slip/slip-session.ts';

/** The teller's own count, compared with what was entered. */
export function TellersCount({ slip, onDone }: { slip: Slip; onDone: () => void }) {
  const { t } = useWords();
  const [text, setText] = useState(slip.toldCount === null ? '' : String(slip.toldCount));
  const finish = useMutation({
    mutationFn: () => finishSlip(slip, text.trim() === '' ? null : Number(text)),
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
      <TextInput
        // The question has just been opened.
        autoFocus
        label={t('How many did the teller count?')}
        description={t('Leave empty if the slip does not say.')}
        inputMode="numeric"
        size="sm"
        value={text}
        onChange={(event) => setText(event.currentTarget.value.replace(/\D/g, '').slice(0, 4))}
      />
      <Button type="submit" size="sm" disabled={finish.isPending}>
        {t('Done')}
      </Button>
      <Failed what={t('The slip was not finished.')} error={finish.error} />
    </form>
  );
}
