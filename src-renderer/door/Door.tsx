import { hashKey } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { HostNotices } from '../room/HostNotices.tsx';
import { practiceOver } from '../room/practice-over.ts';
import { queryClient } from '../room/query-client.ts';
import { isAllowed } from '../room/room-request.ts';
import { followRoom } from '../room/room-stream.ts';
import { doorState, useDoor } from '../room/use-door.ts';
import { LanguageChoice } from '../shared/LanguageChoice.tsx';
import { LargeText } from '../shared/LargeText.tsx';
import { Busy, Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { AwayRoom } from './AwayRoom.tsx';
import { DamagedRoom } from './DamagedRoom.tsx';
import { DestroyedRoom } from './DestroyedRoom.tsx';
import classes from './door.module.css';
import { PracticeEnded } from './PracticeEnded.tsx';
import { UnlockRoom } from './UnlockRoom.tsx';

/** Lets the screens in once the room is open. */
export function Door({ children }: { children: ReactNode }) {
  const door = useDoor();
  const allowed = useStore(isAllowed);
  const isOpen = door.data && isOpenRoom(door.data);
  const { refetch } = door;
  // What another window does at the door shows here too.
  useEffect(() => (isOpen ? undefined : followRoom(() => void refetch())), [isOpen, refetch]);
  const isLocked = door.data?.isLocked ?? false;
  useEffect(() => {
    // A locked window keeps nothing of the room.
    if (isLocked)
      queryClient.removeQueries({
        predicate: ({ queryKey }) => hashKey(queryKey) !== hashKey(doorState.queryKey),
      });
  }, [isLocked]);
  const over = useStore(practiceOver);
  if (over !== null) return <PracticeEnded said={over} />;
  if (isOpen) return children;
  return (
    <>
      <div className={classes.tools}>
        <LargeText />
        <LanguageChoice />
      </div>
      <div role="status" className={classes.notices}>
        <HostNotices />
      </div>
      {allowed && <BeforeRoom door={door} />}
    </>
  );
}

type DoorQuery = ReturnType<typeof useDoor>;

function isOpenRoom({ isLocked, damage, away, certificate }: NonNullable<DoorQuery['data']>): boolean {
  return certificate === null && damage === null && away === null && !isLocked;
}

function BeforeRoom({ door }: { door: DoorQuery }) {
  const { t } = useWords();
  useEffect(() => {
    document.title = t('Committee Room');
  }, [t]);
  if (door.isPending) {
    return (
      <main className={classes.page}>
        <Busy>{t('Opening the room…')}</Busy>
      </main>
    );
  }
  if (!door.data) {
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
  const { canRemember, damage, away, certificate, hasCertificateForLaptops, file, isScreenLocked } =
    door.data;
  if (certificate !== null)
    return <DestroyedRoom certificate={certificate} isForLaptops={hasCertificateForLaptops} />;
  if (away !== null) return <AwayRoom away={away} />;
  if (damage !== null) return <DamagedRoom damage={damage} />;
  return <UnlockRoom room={file} canRemember={canRemember} isScreenLocked={isScreenLocked} />;
}
