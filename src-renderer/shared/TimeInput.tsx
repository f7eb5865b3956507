import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { readTime } from '../../src-shared/read-time.ts';
import { useWords } from './use-words.ts';

type TimeInputProps = {
  label: string;
  /** As typed: `readTime` says which time it is. */
  value: string;
  onChange: (text: string) => void;
  size?: 'sm' | 'md';
};

/** A time as people type it, in 24 hours, whatever the language of the computer. Once left, it shows how it was read. */
export function TimeInput({ label, value, onChange, size = 'md' }: TimeInputProps) {
  const { t } = useWords();
  const [isLeft, setIsLeft] = useState(false);
  return (
    <TextInput
      label={label}
      size={size}
      value={value}
      placeholder={t('9.30')}
      autoComplete="off"
      maxLength={12}
      error={isLeft && isOddTime(value) ? t('Type a time such as 9.30 or 1530.') : undefined}
      onChange={(event) => {
        setIsLeft(false);
        onChange(event.currentTarget.value);
      }}
      onBlur={() => {
        setIsLeft(true);
        onChange(readTime(value) ?? value);
      }}
    />
  );
}

/** Whether something was typed that is no time. */
export function isOddTime(text: string): boolean {
  return text.trim() !== '' && readTime(text) === null;
}
