import { Button, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Notice } from './Notice.tsx';
import { sentenceOf } from './sentence.ts';
import classes from './states.module.css';
import { useWords } from './use-words.ts';

/** Shown while something is fetched or made; the words say what. */
export function Busy({ children }: { children: ReactNode }) {
  return (
    <div className={classes.busy} role="status">
      <Loader size="sm" aria-hidden="true" />
      <span>{children}</span>
    </div>
  );
}

/** Shown when the room has nothing for this screen yet: why, and what to do about it. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.empty}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </div>
  );
}

export function Failed({ what, error, onRetry }: { what: string; error: unknown; onRetry: () => void }) {
  const { t } = useWords();
  return (
    <Notice tone="bad" role="alert" title={what}>
      <p>{sentenceOf(error)}</p>
      <Button variant="default" size="sm" onClick={onRetry}>
        {t('Try again')}
      </Button>
    </Notice>
  );
}

type AnsweredProps<Data> = {
  of: UseQueryResult<Data>;
  /** What is going on until the room answers. */
  waiting: string;
  /** What did not happen when it does not. */
  failed: string;
  children: (data: Data) => ReactNode;
};

/** What a question to the room has come to: it is waited for, it failed and can be asked again, or its answer. */
export function Answered<Data>({ of: query, waiting, failed, children }: AnsweredProps<Data>) {
  if (query.isPending) return <Busy>{waiting}</Busy>;
  if (query.isLoadingError) {
    return <Failed what={failed} error={query.error} onRetry={() => void query.refetch()} />;
  }
  return children(query.data);
}
