import { useDoor } from '../room/use-door.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { addressOf } from '../room/use-screen.ts';
import { Notice } from '../shared/Notice.tsx';
import { useWords } from '../shared/use-words.ts';

/** Asks for a passphrase until there is one, or somebody has said that the room goes without. */
export function AskPassphrase() {
  const { t } = useWords();
  const door = useDoor().data;
  const lookOnly = useRoomSummary().data?.lookOnly;
  if (!door || door.isEncrypted || door.isDeclined || lookOnly) return null;
  return (
    <Notice tone="notice" role="status" title={t('This room has no passphrase yet.')}>
      <p>
        {t('It will hold the political opinions of named people.')}{' '}
        <a href={addressOf('safety')}>{t('Set a passphrase')}</a>
        {t(', or say there that the room goes without.')}
      </p>
    </Notice>
  );
}
