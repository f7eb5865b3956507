import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { client } from '../../room/client.ts';
import { Failed } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import classes from './slip.module.css';

/** Finds a slip by the number on its paper. */
export function FindSlip({ onFound }: { onFound: (ids: readonly number[]) => void }) {
  const { t } = useWords();
  const form = useForm({ initialValues: { text: '' } });
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const find = useMutation({
    mutationFn: (text: string) => client.turnout.findSlips.query({ text }),
    onSuccess: (slips) => onFound(slips.map(({ id }) => id)),
  });
  return (
    <form
      className={classes.bar}
      onSubmit={form.onSubmit(({ text }) => {
        if (text.trim() !== '') find.mutate(text);
      })}
    >
      <TextInput
        ref={field}
        size="sm"
        label={t('Number on the paper')}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        {...form.getInputProps('text')}
      />
      <Button type="submit" size="sm" variant="default" disabled={find.isPending}>
        {t('Find the slip')}
      </Button>
      <Failed what={t('The slip was not found.')} error={find.error} />
    </form>
  );
}
