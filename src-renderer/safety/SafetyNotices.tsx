import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Trans } from 'react-i18next';
import { isoDate } from '../../src-shared/days.ts';
import { client } from '../room/client.ts';
import { useDoor } from '../room/use-door.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { addressOf, askOnRegister } from '../room/use-screen.ts';
import { date, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import { EndingNotice } from './EndingNotice.tsx';
import { SafetyLink } from './SafetyLink.tsx';

/** What needs attention, whatever screen is open: backups that fail, and a room that has outlived its poll. */
export function SafetyNotices() {
  const { t } = useWords();
  const room = useRoomSummary().data;
  const owesRecoveryKey = useDoor().data?.owesRecoveryKey ?? false;
  const backups = useQuery({
    queryKey: ['backup problems'],
    queryFn: ({ signal }) => client.backups.state.query(undefined, { signal }),
    refetchInterval: 60_000,
  });
  const problems = (backups.data?.folders ?? []).flatMap(({ folder, problem }) =>
    problem ? [{ folder, problem }] : [],
  );
  const newer = backups.data?.newer ?? null;
  const isOver =
    room !== undefined && !room.readOnly && room.electors > 0 && room.pollingDay < isoDate(new Date());
  return (
    <>
      <EndingNotice />
      {problems.map(({ folder, problem }) => (
        <Notice
          key={folder}
          tone="bad"
          title={t('No backup in {{folder}}. {{problem}}', { folder, problem: roomSays(problem) })}
        />
      ))}
      {newer !== null && (
        <Notice
          tone="bad"
          title={t('The {{madeAt}} backup has entries that this room does not.', { madeAt: time(newer) })}
        >
          <p>
            <Trans
              t={t}
              i18nKey="Its file was put back, or the disk has lost part of it. Restore that backup under <safety>Safety</safety>: what was entered here since then is kept."
              components={{ safety: <SafetyLink /> }}
            />
          </p>
        </Notice>
      )}
      {owesRecoveryKey && (
        <Notice tone="notice" title={t('The recovery key is not on paper yet.')}>
          <p>
            <Trans
              t={t}
              i18nKey="Print it under <safety>Safety</safety>: it opens the room when the passphrase is forgotten."
              components={{ safety: <SafetyLink /> }}
            />
          </p>
        </Notice>
      )}
      {isOver && (
        <Notice tone="notice" title={t('Polling day was {{day}}.', { day: date(room.pollingDay) })}>
          <p>
            <Trans
              t={t}
              i18nKey="Save what the party needs to keep, then destroy the room: both are under <safety>Safety</safety>. If that was not polling day, <day>set the day</day>."
              components={{ safety: <SafetyLink />, day: <PollingDayLink /> }}
            />
          </p>
        </Notice>
      )}
    </>
  );
}

/** A link to where polling day is set, within a sentence. */
function PollingDayLink({ children }: { children?: ReactNode }) {
  return (
    <a href={addressOf('register')} onClick={() => askOnRegister('poll', 'register')}>
      {children}
    </a>
  );
}
