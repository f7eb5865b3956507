import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import { DestroyForm } from './DestroyForm.tsx';

type Props = {
  /** The label of the button that begins it. */
  label: string;
  /** What will be removed, and what the program cannot know. */
  what: string;
};

/** Destroys a room that nobody can open any more. */
export function DestroyUnopened({ label, what }: Props) {
  const { t } = useWords();
  const by = useEnteredBy();
  const [asked, setAsked] = useState(false);
  const [kept, setKept] = useState(false);
  const held = useQuery({
    queryKey: [ROOM, 'files of unread'],
    queryFn: ({ signal }) => client.door.filesOfUnopened.query(undefined, { signal }),
    enabled: asked,
  });
  if (!asked) {
    return (
      <div>
        <Button
          variant="default"
          // The button that kept the room has gone.
          autoFocus={kept}
          onClick={() => setAsked(true)}
        >
          {label}
        </Button>
      </div>
    );
  }
  if (held.isError) {
    return (
      <Failed what={t('Nothing was destroyed.')} error={held.error} onRetry={() => void held.refetch()} />
    );
  }
  if (!held.data) return null;
  return (
    <DestroyForm
      what={what}
      {...held.data}
      destroy={(typed) => client.door.destroyUnopened.mutate({ name: typed, by, language: shownLanguage() })}
      onKeep={() => {
        setAsked(false);
        setKept(true);
      }}
    />
  );
}
