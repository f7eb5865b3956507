import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { DestroyForm } from '../safety/DestroyForm.tsx';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../words/use-words.ts';
import { shownLanguage } from '../words/words.ts';

/** For a room that nobody can open any more: it can still be destroyed. */
export function LostKeys() {
  const { t } = useWords();
  const by = useEnteredBy();
  const [asked, setAsked] = useState(false);
  const [kept, setKept] = useState(false);
  const held = useQuery({
    queryKey: [ROOM, 'files of unread'],
    queryFn: ({ signal }) => client.door.filesOfUnread.query(undefined, { signal }),
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
          {t('Both are lost: destroy the room unopened…')}
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
      what={t(
        'These files are written over and removed without being opened, and nothing brings them back. Backups in other places, such as a stick, are not known without the passphrase: remove those by hand.',
      )}
      {...held.data}
      destroy={(typed) => client.door.destroyUnread.mutate({ name: typed, by, language: shownLanguage() })}
      onKeep={() => {
        setAsked(false);
        setKept(true);
      }}
    />
  );
}
