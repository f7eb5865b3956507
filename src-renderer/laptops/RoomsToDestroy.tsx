import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { AskTwice } from '../room/AskTwice.tsx';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { type RoomToDestroy, useRoomsToDestroy } from '../room/rooms-to-destroy.ts';
import { writeChosen } from '../room/write-chosen.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { saveText } from '../shared/save-text.ts';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import { WhereItIs } from './WhereItIs.tsx';

/** Asks head office to destroy what it has of rooms whose laptops are asked to destroy their day. */
export function RoomsToDestroy() {
  const { t } = useWords();
  const by = useEnteredBy();
  const queryClient = useQueryClient();
  const rooms = useRoomsToDestroy().data ?? [];
  const destroying = useMutation({
    mutationFn: ({ room, certificate }: RoomToDestroy) =>
      writeChosen({ suggested: certificate }, (file) =>
        client.laptops.destroyReplica.mutate({ room, file, by, language: shownLanguage() }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [ROOM] }),
  });
  const done = destroying.data;
  return (
    <>
      {rooms.map((room) => (
        <AskTwice
          key={room.room}
          label={t('Destroy what is here of {{room}}…', { room: room.room })}
          question={t('Destroy what is here of {{room}}?', { room: room.room })}
          yes={t('Destroy it')}
          onYes={() => destroying.mutateAsync(room)}
        >
          <p>
            {t(
              'Its laptops were asked to destroy this day. What head office has of it is written over and removed, and it is on the board no more. A sealed certificate is written for its laptops: bring it to one of them.',
            )}
          </p>
        </AskTwice>
      ))}
      {done && (
        <Notice
          tone="good"
          role="status"
          answers={destroying.submittedAt}
          title={t('What was here of {{room}} is destroyed.', { room: destroying.variables?.room })}
        >
          <WhereItIs {...done} />
          <div className={part.row}>
            <Button
              variant="default"
              onClick={() => saveText('certificate of destruction.txt', done.certificate, 'text/plain')}
            >
              {t('Save the certificate')}
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
}
