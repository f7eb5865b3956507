import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
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
  const error = typed ? '' : t('Type a date such as 7 May 2026 or 7/5/26.');
  const field = useRef<HTMLInputElement>(null);
  // A form that it is in knows too that it cannot be read.
  useEffect(() => field.current?.setCustomValidity(error), [error]);
  const leave = () => {
    if (!typed) return;
    setText(null);
    if (typed !== iso) onChange(typed);
  };
  return (
    <TextInput
      ref={field}
      label={label}
      size="sm"
      value={text ?? date(iso)}
      description={typed ? dayOf(lookUp, new Date(`${typed}T12:00`)) : ' '}
      error={error || undefined}
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
