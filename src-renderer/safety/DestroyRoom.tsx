import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DestroyForm } from '../door/DestroyForm.tsx';
import { ChoosePlace } from '../room/ChoosePlace.tsx';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { focusMain } from '../room/focus-main.ts';
import { ROOM } from '../room/query-client.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import { useEnding } from './use-ending.ts';

/** Destroys the room that is open, with its backups. */
export function DestroyRoom() {
  const { t } = useWords();
  const by = useEnteredBy();
  const name = useRoomSummary().data?.file ?? '';
  const ending = useEnding();
  const [asked, setAsked] = useState(false);
  /** Where the certificate for other laptops goes; null while it is as suggested. */
  const [file, setFile] = useState<string | null>(null);
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
  // Without it, whether a certificate is needed is not known.
  if (ending.isLoadingError)
    return (
      <Failed what={t('Nothing was destroyed.')} error={ending.error} onRetry={() => void ending.refetch()} />
    );
  const { certificates = [], ...files } = held.data ?? {};
  const others = ending.data;
  if (others === undefined) return null;
  const needed = others?.certificate ?? null;
  const certificateFile = needed === null ? undefined : (file ?? needed);
  return (
    <DestroyForm
      what={t(
        'These files are written over and removed, and nothing brings them back. Printed sheets and files saved elsewhere are yours to collect.',
      )}
      name={name}
      {...files}
      destroy={(typed) =>
        client.door.destroy.mutate({ name: typed, by, language: shownLanguage(), certificateFile })
      }
      onKeep={() => {
        setAsked(false);
        focusMain();
      }}
    >
      {others && (
        <Notice tone="notice">
          {others.before.map((message) => (
            <p key={message.text}>{roomSays(message)}</p>
          ))}
        </Notice>
      )}
      {certificates.length > 0 && (
        <Notice tone="notice">
          <p>
            {t(
              'Each room that was introduced to this one gets a sealed certificate. Bring it to one of its laptops on a stick:',
            )}
          </p>
          <ul>
            {certificates.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </Notice>
      )}
      {certificateFile !== undefined && <CertificatePlace file={certificateFile} onChoose={setFile} />}
    </DestroyForm>
  );
}

/** Where the certificate for the other laptops goes. In the desktop window another place can be chosen. */
function CertificatePlace({ file, onChoose }: { file: string; onChoose: (file: string) => void }) {
  const { t } = useWords();
  const bridge = window.committeeRoom;
  return (
    <>
      <p>
        {bridge
          ? t(
              'A sealed certificate for the other laptops is written to {{file}}. Bring it to one of them on a stick.',
              { file },
            )
          : t(
              'A sealed certificate for the other laptops is written to {{file}}. When the room is destroyed you can save it from there to a stick: bring it to one of them.',
              { file },
            )}
      </p>
      <ChoosePlace kind="file" suggested={file} onChoose={onChoose} />
    </>
  );
}
