import { Trans } from 'react-i18next';
import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import { LaptopsLink } from './LaptopsLink.tsx';
import { SafetyLink } from './SafetyLink.tsx';
import { useEnding } from './use-ending.ts';
import { WhoAsked } from './WhoAsked.tsx';

/** On every screen of a laptop that another one asks to destroy the day. */
export function EndingNotice() {
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
