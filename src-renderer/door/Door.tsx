import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { Busy, Failed } from '../shared/states.tsx';
import { useWords } from '../words/use-words.ts';
import { DamagedRoom } from './DamagedRoom.tsx';
import { DestroyedRoom } from './DestroyedRoom.tsx';
import classes from './door.module.css';
import { UnlockRoom } from './UnlockRoom.tsx';

/** How the room stands: open, waiting for its passphrase, damaged, or destroyed. */
export const doorState = queryOptions({
  queryKey: [ROOM, 'door'],
  queryFn: ({ signal }) => client.room.door.query(undefined, { signal }),
});

export function useDoor() {
  return useQuery(doorState);
}

/** Lets the screens in once the room is open. */
export function Door({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const door = useDoor();
  if (door.isPending) {
    return (
      <main className={classes.page}>
        <Busy>{t('Opening the room…')}</Busy>
      </main>
    );
  }
  if (door.isError && !door.data) {
    return (
      <main className={classes.page}>
        <Failed
          what={t('The room could not be opened.')}
          error={door.error}
          onRetry={() => void door.refetch()}
        />
      </main>
    );
  }
  const { isLocked, canRemember, damage, certificate } = door.data;
  if (certificate !== null) return <DestroyedRoom certificate={certificate} />;
  if (damage !== null) return <DamagedRoom damage={damage} />;
  if (isLocked) return <UnlockRoom canRemember={canRemember} />;
  return children;
}
