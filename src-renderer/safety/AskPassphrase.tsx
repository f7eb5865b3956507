import { Trans } from 'react-i18next';
import { practiceId } from '../room/practice-id.ts';
import { useDoor } from '../room/use-door.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { Notice } from '../shared/Notice.tsx';
import { useWords } from '../shared/use-words.ts';
import { SafetyLink } from './SafetyLink.tsx';

/** Asks for a passphrase until there is one, or somebody has chosen to continue without. */
export function AskPassphrase() {
  const { t } = useWords();
  const door = useDoor().data;
  const readOnly = useRoomSummary().data?.readOnly;
  if (practiceId !== null || !door || door.isEncrypted || door.isDeclined || readOnly) return null;
  return (
    <Notice tone="notice" title={t('This room has no passphrase yet.')}>
      <p>
        <Trans
          t={t}
          i18nKey="It will hold the political opinions of named people. <safety>Set a passphrase</safety>, or choose there to continue without one."
          components={{ safety: <SafetyLink /> }}
        />
      </p>
    </Notice>
  );
}
