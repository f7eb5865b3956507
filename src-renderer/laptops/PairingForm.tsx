import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';

type PairingFormProps = {
  label: string;
  children: ReactNode;
  /** What did not happen, if there is an error. */
  failed: string;
  error: unknown;
  submit: string;
  /** Whether it can be sent now. */
  isReady: boolean;
  onSubmit: () => void;
  onBack: () => void;
};

/** A form that introduces one room to another: what it needs, what went wrong, and whether to do it now. */
export function PairingForm(props: PairingFormProps) {
  const { label, children, failed, error, submit, isReady, onSubmit, onBack } = props;
  const { t } = useWords();
  return (
    <form
      className={part.part}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <Failed what={failed} error={error} />
      <div className={part.row}>
        <Button type="submit" disabled={!isReady}>
          {submit}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t('Not now')}
        </Button>
      </div>
    </form>
  );
}
