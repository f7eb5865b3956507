import { Button } from '@mantine/core';
import { time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { reasonsToStay } from './leaving.ts';
import { isLetIn } from './room-request.ts';
import { endedAt } from './room-stream.ts';

/** What a browser's window has to say of the program behind it and of its own closing. */
export function HostNotices() {
  const { t } = useWords();
  const ended = useStore(endedAt);
  const letIn = useStore(isLetIn);
  const reasons = useStore(reasonsToStay);
  return (
    <>
      {ended !== null && (
        <Notice tone="bad" title={t('Committee Room was ended at {{time}}.', { time: time(ended) })}>
          <p>{t('Everything saved is in the room. To go on, start Committee Room again.')}</p>
        </Notice>
      )}
      {!letIn && (
        <Notice tone="bad" title={t('This window has to be opened again.')}>
          <p>
            {t(
              'Open the whole address that Committee Room printed, in this browser, or start Committee Room again. What is not saved stays in this window meanwhile.',
            )}
          </p>
        </Notice>
      )}
      {ended === null && reasons.length > 0 && (
        <Notice tone="notice" title={t('Before you close this window')}>
          {reasons.map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
          <Button variant="default" size="sm" onClick={() => reasonsToStay.set([])}>
            {t('OK')}
          </Button>
        </Notice>
      )}
    </>
  );
}
