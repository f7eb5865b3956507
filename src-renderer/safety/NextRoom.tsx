import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { Answered } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { NextRoomForm } from './NextRoomForm.tsx';
import { StartedRoom } from './StartedRoom.tsx';

/** Starts the next election’s room from this one, once it has said in numbers what that one gets and what it does not. */
export function NextRoom() {
  const { t } = useWords();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const look = useQuery({
    queryKey: [ROOM, 'next room'],
    queryFn: ({ signal }) => client.next.look.query(undefined, { signal }),
    enabled: asked,
  });
  /** The button that was pressed disappears. */
  const close = () => {
    setAsked(false);
    place.current?.focus();
  };
  return (
    <div className={part.part} ref={place} tabIndex={-1}>
      <StartedRoom />
      {asked ? (
        <Answered
          of={look}
          waiting={t('Counting what is carried on…')}
          failed={t('The room could not be counted.')}
        >
          {(data) =>
            data.whyNot === null ? (
              <NextRoomForm
                look={data}
                onStarted={async () => {
                  await queryClient.invalidateQueries({ queryKey: [ROOM] });
                  close();
                }}
                onBack={close}
              />
            ) : (
              <Notice tone="notice" role="status" title={t('The next room cannot be started yet.')}>
                <p>{roomSays(data.whyNot)}</p>
                <Button variant="default" size="sm" onClick={close}>
                  {t('Not now')}
                </Button>
              </Notice>
            )
          }
        </Answered>
      ) : (
        <div>
          <Button variant="default" onClick={() => setAsked(true)}>
            {t('Start the next election’s room…')}
          </Button>
        </div>
      )}
    </div>
  );
}
