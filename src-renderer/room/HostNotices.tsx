import { Button } from '@mantine/core';
import { time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { reasonsToStay } from './leaving.ts';
import { isAllowed } from './room-request.ts';
import { endedAt } from './room-stream.ts';

/** In a browser's window: whether the program still runs and lets this window in, and what is unsaved when it closes. */
export function HostNotices() {
  const { t } = useWords();
  const ended = useStore(endedAt);
  const allowed = useStore(isAllowed);
  const reasons = useStore(reasonsToStay);
  return (
    <>
      {ended !== null && (
        <Notice tone="bad" title={t('Committee Room ended at {{time}}.', { time: time(ended) })}>
          <p>{t('Everything saved is in the room. To continue, start Committee Room again.')}</p>
        </Notice>
      )}
      {!allowed && (
        <Notice tone="bad" title={t('Open this window again.')}>
          <p>
            {t(
              'Open the whole address that Committee Room printed, in this browser, or start Committee Room again. This window keeps what is not saved.',
            )}
          </p>
        </Notice>
      )}
      {ended === null && reasons.length > 0 && (
        <Notice tone="notice" title={t('Before you close this window')}>
          {reasons.map((reason) => (
            <p key={roomSays(reason)}>{roomSays(reason)}</p>
          ))}
          <Button variant="default" size="sm" onClick={() => reasonsToStay.set([])}>
            {t('OK')}
          </Button>
        </Notice>
      )}
    </>
  );
}
