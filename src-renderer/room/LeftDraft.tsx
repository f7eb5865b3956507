import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { discardDraft, type KeptDraft, takeDraft } from './drafts.ts';

type LeftDraftProps = {
  /** What belongs together. */
  drafts: readonly KeptDraft[];
  title: string;
  take: string;
  discard: string;
  /** This window has nothing of its own there. */
  isFree?: boolean;
  children?: ReactNode;
};

/** What a closed window has left, to go on with here or to discard. */
export function LeftDraft({ drafts, title, take, discard, isFree = true, children }: LeftDraftProps) {
  const { t } = useWords();
  const settle = useMutation({
    mutationFn: async (work: typeof takeDraft) => {
      for (const draft of drafts) await work(draft);
    },
  });
  return (
    <Notice tone="notice" title={title}>
      {children}
      <div className={part.row}>
        <Button size="sm" disabled={!isFree || settle.isPending} onClick={() => settle.mutate(takeDraft)}>
          {take}
        </Button>
        <Button
          size="sm"
          variant="default"
          disabled={settle.isPending}
          onClick={() => settle.mutate(discardDraft)}
        >
          {discard}
        </Button>
      </div>
      <Failed what={t('That was not done.')} error={settle.error} />
    </Notice>
  );
}
