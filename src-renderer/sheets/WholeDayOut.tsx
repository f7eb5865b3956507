import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { inRound, ROUNDS_OF_A_DAY } from '../../src-shared/sheet-words.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { noteAct } from './own-acts.ts';

/** A sheet of the all-day pack is in the list only when it goes out, once for each round. */
export function WholeDayOut() {
  const { t } = useWords();
  const by = useEnteredBy();
  const form = useForm({ initialValues: { code: '', round: '1', runner: '' } });
  const out = useMutation({
    mutationFn: ({ code, round, runner }: typeof form.values) =>
      client.sheets.move.mutate({
        codes: [inRound(code, round)],
        move: 'sheet out',
        runner: runner.trim(),
        by,
      }),
    onSuccess: () => form.setValues({ code: '', runner: '' }),
  });
  return (
    <details>
      <summary>{t('A sheet printed in case the laptop dies goes out')}</summary>
      <form
        className={part.row}
        onSubmit={form.onSubmit((values) => {
          if (values.code.trim() === '') return;
          const { code, round, runner } = values;
          const what = [inRound(code, round), [t('Out'), runner.trim()].filter(Boolean).join(', ')].join(
            ': ',
          );
          noteAct(out.mutateAsync(values), { what });
        })}
      >
        <TextInput
          size="sm"
          label={t('Code of the sheet')}
          description={t('In the frame at the top of the paper, such as {{code}}', { code: 'W1-07' })}
          maxLength={40}
          autoComplete="off"
          {...form.getInputProps('code')}
        />
        <NativeSelect
          size="sm"
          label={t('Round number')}
          data={ROUNDS_OF_A_DAY.map(String)}
          {...form.getInputProps('round')}
        />
        <TextInput size="sm" label={t('Who takes it')} maxLength={80} {...form.getInputProps('runner')} />
        <Button type="submit" size="sm" disabled={out.isPending}>
          {t('Out')}
        </Button>
      </form>
      <Failed what={t('That was not done.')} error={out.error} />
    </details>
  );
}
