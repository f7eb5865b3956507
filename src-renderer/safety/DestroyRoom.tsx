import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DestroyForm } from '../door/DestroyForm.tsx';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { focusMain } from '../room/focus-main.ts';
import { ROOM } from '../room/query-client.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';

/** Destroys the room that is open, with its backups. */
export function DestroyRoom() {
  const { t } = useWords();
  const by = useEnteredBy();
  const name = useRoomSummary().data?.file ?? '';
  const [asked, setAsked] = useState(false);
  const held = useQuery({
    queryKey: [ROOM, 'files held'],
    queryFn: ({ signal }) => client.door.filesHeld.query(undefined, { signal }),
    enabled: asked,
  });
  if (!asked) {
    return (
      <div>
        <Button variant="default" onClick={() => setAsked(true)}>
          {t('Destroy this room…')}
        </Button>
      </div>
    );
  }
  return (
    <DestroyForm
      what={t(
        'These files are written over and removed, and nothing brings them back. Printed sheets and files saved elsewhere are yours to collect.',
      )}
      name={name}
      {...held.data}
      destroy={(typed) => client.door.destroy.mutate({ name: typed, by, language: shownLanguage() })}
      onKeep={() => {
        setAsked(false);
        focusMain();
      }}
    />
  );
}
