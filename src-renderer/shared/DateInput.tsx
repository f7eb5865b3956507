import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { readDateCell } from '../../src-shared/date-cell.ts';
import { dayOf } from '../../src-shared/days.ts';
import { date } from './format.ts';
import { useWords } from './use-words.ts';
import { lookUp } from './words.ts';

type DateInputProps = { label: string; iso: string; onChange: (iso: string) => void };

/** A date as people type it, the day before the month, whatever the language of the computer. */
export function DateInput({ label, iso, onChange }: DateInputProps) {
  const { t } = useWords();
  /** null while nobody types. */
  const [text, setText] = useState<string | null>(null);
  const typed = text === null ? iso : readDateCell(text, new Date().getFullYear())?.iso;
  const leave = () => {
    if (!typed) return;
    setText(null);
    if (typed !== iso) onChange(typed);
  };
  return (
    <TextInput
      label={label}
      size="sm"
      value={text ?? date(iso)}
      description={typed ? dayOf(lookUp, new Date(`${typed}T12:00`)) : ' '}
      error={typed ? undefined : t('Type a date such as 7 May 2026 or 7/5/26.')}
      autoComplete="off"
      maxLength={40}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave();
        if (event.key === 'Escape') setText(null);
      }}
    />
  );
}
