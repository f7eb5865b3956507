import { useCallback, useRef } from 'react';
import { useEnteredBy } from '../room/entered-by.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { addressOf } from '../room/use-screen.ts';
import { loadedLater } from '../shared/loaded-later.tsx';
import { ScreenHeading } from '../shared/ScreenHeading.tsx';
import { Busy, Empty, Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { EntryList } from './EntryList.tsx';
import { FoundLater } from './FoundLater.tsx';
import { NumberEntry } from './NumberEntry.tsx';
import { SessionCount } from './SessionCount.tsx';
import { SetAsideList } from './SetAsideList.tsx';
import { showSlips } from './slip/slip-session.ts';
import classes from './tally.module.css';
import { entryQueue } from './tally-session.ts';

/** Seldom needed, so not part of what a window loads first. */
const SlipList = loadedLater(() => import('./slip/SlipList.tsx').then((it) => it.SlipList));

/** Tellers' numbers in: type, see the name, press Enter. */
export function TallyScreen() {
  const { t } = useWords();
  const room = useRoomSummary();
  const by = useEnteredBy();
  const field = useRef<HTMLTextAreaElement>(null);
  const isShowingSlips = useStore(showSlips);
  const undo = useCallback(
    (number: string, telling: string) => {
      entryQueue.undo(number, by, telling);
      // The button pressed is about to disappear; the next number can be typed at once.
      field.current?.focus();
    },
    [by],
  );
  if (room.isPending) return <Busy>{t('Opening the tally…')}</Busy>;
  if (room.isLoadingError) {
    return (
      <Failed
        what={t('The tally could not be opened.')}
        error={room.error}
        onRetry={() => void room.refetch()}
      />
    );
  }
  if (room.data.electors === 0) return <NoRegister />;
  return (
    <>
      <ScreenHeading takesFocus={false} aside={<SessionCount />}>
        {t('Tally')}
      </ScreenHeading>
      {by === '' && (
        <p className={classes.who}>
          {t('Enter your name at the top of the window, so that others can see who entered what.')}
        </p>
      )}
      {isShowingSlips ? (
        <SlipList />
      ) : (
        <div className={classes.columns}>
          <NumberEntry field={field} districts={room.data.pollingDistricts} by={by} />
          <div>
            <FoundLater by={by} onUndo={undo} field={field} />
            <SetAsideList by={by} field={field} />
            <EntryList onUndo={undo} />
          </div>
        </div>
      )}
    </>
  );
}

function NoRegister() {
  const { t } = useWords();
  return (
    <>
      <ScreenHeading>{t('Tally')}</ScreenHeading>
      <Empty title={t('There is no register yet')}>
        <p>{t('Numbers can be entered once the register of electors is in this room.')}</p>
        <a href={addressOf('register')}>{t('Go to Register and import one')}</a>
      </Empty>
    </>
  );
}
