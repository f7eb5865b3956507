import { Trans } from 'react-i18next';
import { useRoomsToDestroy } from '../room/rooms-to-destroy.ts';
import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import { LaptopsLink } from './LaptopsLink.tsx';
import { SafetyLink } from './SafetyLink.tsx';
import { useEnding } from './use-ending.ts';
import { WhoAsked } from './WhoAsked.tsx';

/** On every screen of a laptop that another one asks to destroy the day, and of head office. */
export function EndingNotice() {
  return (
    <>
      <OwnDay />
      <DaysOfRooms />
    </>
  );
}

/** The days that head office has of other rooms. */
function DaysOfRooms() {
  const { t } = useWords();
  return useRoomsToDestroy().data?.map(({ room, asked }) => (
    <Notice key={room} tone="notice" title={t('You are asked to destroy what is here of {{room}}', { room })}>
      <p>
        <WhoAsked asked={asked} />{' '}
        <Trans
          t={t}
          i18nKey="It is done under <laptops>Other laptops</laptops>."
          components={{ laptops: <LaptopsLink /> }}
        />
      </p>
    </Notice>
  ));
}

function OwnDay() {
  const { t } = useWords();
  const ending = useEnding().data;
  const asked = ending?.asked;
  if (!asked || asked.isThis) return null;
  return (
    <Notice tone="notice" title={t('You are asked to destroy this day on this laptop')}>
      <p>
        <WhoAsked asked={asked} /> {ending.notShared && <strong>{roomSays(ending.notShared)}</strong>}
      </p>
      <p>
        <Trans
          t={t}
          i18nKey="Sharing is under <laptops>Other laptops</laptops>. Then destroy this room under <safety>Safety</safety>."
          components={{ laptops: <LaptopsLink />, safety: <SafetyLink /> }}
        />
      </p>
    </Notice>
  );
}
