import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { inRound, wholeDayCode } from '../../../src-shared/sheet-words.ts';
import { Notice } from '../../shared/Notice.tsx';
import { useStore } from '../../shared/store.ts';
import { useWords } from '../../shared/use-words.ts';
import { TakeBackActs } from '../TakeBackActs.tsx';
import { LeftSheets } from './LeftSheets.tsx';
import { ReturnedLines } from './ReturnedLines.tsx';
import classes from './returned.module.css';
import { openReturned, returnedDraft } from './returned-draft.ts';
import { WhichRound } from './WhichRound.tsx';

/** A sheet that has come back, by its code: typed, or read from the paper by a scanner that types. */
export function Returned() {
  const { t } = useWords();
  const { code } = useStore(returnedDraft);
  const form = useForm({ initialValues: { code: '' } });
  const [done, setDone] = useState('');
  if (code !== '') {
    const leave = (finished: string) => {
      openReturned('');
      form.reset();
      setDone(finished);
    };
    const wholeDay = wholeDayCode(code);
    if (wholeDay) {
      return (
        <WhichRound
          code={wholeDay}
          onRound={(round) => openReturned(inRound(code, round))}
          onLeave={() => leave('')}
        />
      );
    }
    return <ReturnedLines key={code} code={code} onLeave={() => leave('')} onDone={leave} />;
  }
  return (
    <form
      className={classes.ask}
      onSubmit={form.onSubmit(({ code: typed }) => {
        if (typed.trim() !== '') openReturned(typed.trim());
      })}
    >
      {done !== '' && (
        <Notice tone="good" role="status" title={t('Sheet {{code}} is back and entered.', { code: done })} />
      )}
      <LeftSheets />
      <TextInput
        // The tab was opened to type it.
        autoFocus
        label={t('Code of the sheet')}
        description={t('In the frame at the top of the paper, such as 2-07; or scan the square beside it')}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        {...form.getInputProps('code')}
      />
      <Button type="submit">{t('Open the sheet')}</Button>
      <TakeBackActs />
    </form>
  );
}
