import { NumberInput } from '@mantine/core';
import type { Limits } from '../../src-shared/limits.ts';
import { useWords } from './use-words.ts';

type WholeNumberInputProps = {
  label: string;
  description?: string;
  /** As typed: `readWhole` says which number it is. */
  value: string;
  onChange: (text: string) => void;
  limits: Limits;
  /** False where a sentence nearby says what the field takes. */
  saysLimits?: boolean;
  /** An empty field is an answer too. */
  isOptional?: boolean;
  size?: 'sm' | 'md';
  className?: string | undefined;
  /** Its label is only for a screen reader. */
  hidesLabel?: boolean;
};

/** A whole number as it is typed. One outside the limits is never changed in silence: the field says what it takes. */
export function WholeNumberInput({
  label,
  description,
  value,
  onChange,
  limits,
  saysLimits = true,
  isOptional = false,
  size = 'md',
  className = '',
  hidesLabel = false,
}: WholeNumberInputProps) {
  const { t } = useWords();
  const isOdd = !(isOptional && value === '') && readWhole(value, limits) === null;
  return (
    <NumberInput
      {...(hidesLabel ? { 'aria-label': label } : { label })}
      {...(description === undefined ? {} : { description })}
      size={size}
      className={className}
      min={limits.least}
      max={limits.most}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      value={value}
      onChange={(typed) => onChange(String(typed))}
      error={isOdd && (saysLimits ? t('From {{least}} to {{most}}.', limits) : true)}
    />
  );
}

/** The number, or null if the text is not a whole number inside the limits. */
export function readWhole(text: string, { least, most }: Limits): number | null {
  const number = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : null;
}
