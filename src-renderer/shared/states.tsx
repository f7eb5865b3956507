import { Button, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Notice } from './Notice.tsx';
import { sentenceOf } from './sentence.ts';
import classes from './states.module.css';
import { useWords } from './use-words.ts';

/** Shown while something is fetched or made; the words say which. */
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

/** Says what was not done and why, with a button to try again if there is something to try. Nothing without an error. */
export function Failed({ what, error, onRetry }: { what: string; error: unknown; onRetry?: () => void }) {
  const { t } = useWords();
  if (!error) return null;
  return (
    <Notice tone="bad" role="alert" title={what}>
      <p>{sentenceOf(error)}</p>
      {onRetry && (
        <Button variant="default" size="sm" onClick={onRetry}>
          {t('Try again')}
        </Button>
      )}
    </Notice>
  );
}

type AnsweredProps<Data> = {
  of: UseQueryResult<Data>;
  /** Said until the room answers. */
  waiting: string;
  /** Said if it cannot. */
  failed: string;
  children: (data: Data) => ReactNode;
};

/** A query of the room: waiting, failed with a button to try again, or its data. */
export function Answered<Data>({ of: query, waiting, failed, children }: AnsweredProps<Data>) {
  if (query.isPending) return <Busy>{waiting}</Busy>;
  if (query.isLoadingError) {
    return <Failed what={failed} error={query.error} onRetry={() => void query.refetch()} />;
  }
  return children(query.data);
}
