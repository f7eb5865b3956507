import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Slip } from '../../src-main/turnout/slips.ts';
import { Notice } from '../shared/Notice.tsx';
import { sentenceOf } from '../shared/sentence.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './slip.module.css';
import { finishSlip } from './slip-session.ts';

/** The teller's own count, held against what was keyed. */
export function ToldCount({ slip, onDone }: { slip: Slip; onDone: () => void }) {
  const { t } = useWords();
  const [text, setText] = useState(slip.toldCount === null ? '' : String(slip.toldCount));
  const [sentence, setSentence] = useState('');
  const number = text.trim() === '' ? null : Number(text);
  const finish = async () => {
    try {
      await finishSlip(slip, number);
      onDone();
    } catch (error) {
      setSentence(sentenceOf(error));
    }
  };
  return (
    <form
      className={classes.bar}
      onSubmit={(event) => {
        event.preventDefault();
        void finish();
      }}
    >
      <TextInput
        // The question has just been asked for.
        autoFocus
        label={t('How many did the teller count?')}
        description={t('Leave empty if the slip does not say.')}
        inputMode="numeric"
        size="sm"
        value={text}
        onChange={(event) => setText(event.currentTarget.value.replace(/\D/g, '').slice(0, 4))}
      />
      <Button type="submit" size="sm">
        {t('Done')}
      </Button>
      {sentence && (
        <Notice tone="bad" role="alert" title={t('The slip was not finished.')}>
          <p>{sentence}</p>
        </Notice>
      )}
    </form>
  );
}
