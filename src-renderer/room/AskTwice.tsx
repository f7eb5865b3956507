import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { ROOM } from './query-client.ts';

type AskTwiceProps = {
  /** The button that leads to the question. */
  label: string;
  question: string;
  /** The button that does it. */
  yes: string;
  onYes: () => Promise<unknown>;
  /** What it means. */
  children: ReactNode;
};

/** A button for what reaches far: it says first what it means, and does it when somebody says yes. */
export function AskTwice({ label, question, yes, onYes, children }: AskTwiceProps) {
  const { t } = useWords();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState(false);
  const doing = useMutation({
    mutationFn: onYes,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [ROOM] }),
  });
  if (!asked)
    return (
      <div>
        <Button variant="default" onClick={() => setAsked(true)}>
          {label}
        </Button>
      </div>
    );
  return (
    <Notice tone="notice" role="status" title={question}>
      {children}
      <Failed what={t('Nothing was changed.')} error={doing.error} />
      <div className={part.row}>
        <Button disabled={doing.isPending} onClick={() => doing.mutate()}>
          {yes}
        </Button>
        <Button variant="default" onClick={() => setAsked(false)}>
          {t('Not now')}
        </Button>
      </div>
    </Notice>
  );
}
