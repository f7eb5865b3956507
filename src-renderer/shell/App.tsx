import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { areDraftsRead, readDrafts } from '../room/drafts.ts';
import { HostNotices } from '../room/HostNotices.tsx';
import { useLockAfter, useLockKey } from '../room/lock.ts';
import { NotKeptNotice } from '../room/NotKeptNotice.tsx';
import { practiceId } from '../room/practice-id.ts';
import { queryClient, ROOM } from '../room/query-client.ts';
import { ReadOnlyNotice } from '../room/ReadOnlyNotice.tsx';
import { isAllowed } from '../room/room-request.ts';
import { endedAt } from '../room/room-stream.ts';
import type { ScreenId } from '../room/screen-ids.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { openFirstScreen, useScreen, useScreenKeys } from '../room/use-screen.ts';
import { DangerNotices } from '../safety/DangerNotices.tsx';
import { SafetyNotices } from '../safety/SafetyNotices.tsx';
import { Notice } from '../shared/Notice.tsx';
import { HasMovedContext } from '../shared/ScreenHeading.tsx';
import { Busy } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { TypedNotice } from '../tally/TypedNotice.tsx';
import { UnsavedNotice } from '../tally/UnsavedNotice.tsx';
import { useRetryOnReconnect } from '../tally/use-retry-on-reconnect.ts';
import classes from './app.module.css';
import { Header } from './Header.tsx';
import { PracticeBand, PracticeSlip } from './PracticeBar.tsx';
import { ScreenFault } from './ScreenFault.tsx';
import { ScreenNav } from './ScreenNav.tsx';
import { ShownFigure } from './ShownFigure.tsx';
import { SCREENS } from './screens.ts';
import { useConnection } from './use-connection.ts';
import { useDroppedFile } from './use-dropped-file.ts';
import { useIsOutOfDate } from './use-is-out-of-date.ts';
import { useKeptFocus } from './use-kept-focus.ts';

/** Well after the first screen, so that it delays nothing. */
const FETCH_OTHERS_AFTER_MS = 2000;

export function App() {
  const { t } = useWords();
  const main = useRef<HTMLElement>(null);
  const connected = useConnection();
  useRetryOnReconnect(connected);
  usePreloadedScreens();
  const { screen, hasMoved } = useScreen();
  useScreenKeys();
  useLockKey();
  useLockAfter();
  useDroppedFile();
  useKeptFocus();
  useFirstScreen(screen === null);
  const areDraftsKnown = useStore(areDraftsRead);
  useEffect(() => void readDrafts(), []);
  const open = SCREENS.find(({ id }) => id === screen);
  useEffect(() => {
    document.title = [
      ...(practiceId === null ? [] : [t('Practice')]),
      ...(open ? [t(open.name)] : []),
      t('Committee Room'),
    ].join(' – ');
  }, [open, t]);
  return (
    <>
      {/* Not a link: the address after # names the screen. */}
      <button type="button" className={classes.skip} onClick={() => main.current?.focus()}>
        {t('Skip to the screen')}
      </button>
      <div className={classes.top}>
        {practiceId !== null && <PracticeBand />}
        <Header />
        <ScreenNav open={screen} />
      </div>
      {practiceId !== null && <PracticeSlip />}
      <Banner connected={connected} screen={screen} />
      <main id="main" className={classes.main} ref={main} tabIndex={-1}>
        <HasMovedContext value={hasMoved}>
          <ScreenFault key={screen}>
            {open && areDraftsKnown ? <open.Screen /> : <Busy>{t('Opening the room…')}</Busy>}
          </ScreenFault>
        </HasMovedContext>
      </main>
      <ShownFigure />
    </>
  );
}

/** What every screen has to say above itself. */
function Banner({ connected, screen }: { connected: boolean; screen: ScreenId | null }) {
  return (
    // Always there, so that a screen reader reads what appears in it.
    <div role="status" className={classes.banner}>
      <HostNotices />
      <ReadOnlyNotice />
      <NotKeptNotice />
      <DangerNotices />
      {connected ? <OutOfDateNotice /> : <LostNotice />}
      {screen !== 'tally' && <UnsavedNotice />}
      {screen !== 'tally' && <TypedNotice />}
      {screen !== 'safety' && practiceId === null && <SafetyNotices />}
    </div>
  );
}

function LostNotice() {
  const { t } = useWords();
  const hasEnded = useStore(endedAt) !== null;
  const allowed = useStore(isAllowed);
  // The notices of the host say so.
  if (hasEnded || !allowed) return null;
  return (
    <Notice tone="bad" title={t('The connection to the room was lost. Trying again…')}>
      <p>
        {t(
          'Keep entering numbers: this window keeps them, and sends them when the room answers. If Committee Room has closed, start it again.',
        )}
      </p>
    </Notice>
  );
}

function OutOfDateNotice() {
  const { t } = useWords();
  const isOutOfDate = useIsOutOfDate();
  if (!isOutOfDate) return null;
  return (
    <Notice tone="bad" title={t('Some of this may be out of date: the room is not responding.')}>
      <Button
        variant="default"
        size="sm"
        onClick={() => void queryClient.invalidateQueries({ queryKey: [ROOM] })}
      >
        {t('Try again')}
      </Button>
    </Notice>
  );
}

/** If the room was not known yet when the window was first drawn. */
function useFirstScreen(needed: boolean): void {
  const { data, isError } = useRoomSummary();
  useEffect(() => {
    if (needed && (data || isError)) openFirstScreen(data);
  }, [needed, data, isError]);
}

/** Fetches what the other screens need, so that they open even while the room cannot be reached. */
function usePreloadedScreens(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const { Screen } of SCREENS) if ('load' in Screen) Screen.load();
    }, FETCH_OTHERS_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
}
