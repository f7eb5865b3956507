import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { printFrame } from '../paper/print-frame.ts';
import { useBlobUrl } from '../paper/use-blob-url.ts';
import { client } from '../room/client.ts';
import { queryClient, ROOM } from '../room/query-client.ts';
import { useDoor } from '../room/use-door.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { pdfFrom, saveBase64 } from '../shared/save-text.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import classes from './safety.module.css';

/** The recovery key, with a page to print, until somebody says that it is on paper. */
export function RecoveryKey({ onDone }: { onDone: () => void }) {
  const language = shownLanguage();
  const isOwed = useDoor().data?.owesRecoveryKey ?? false;
  const key = useQuery({
    queryKey: [ROOM, 'recovery key', language],
    queryFn: ({ signal }) => client.door.recoveryKey.query({ language }, { signal }),
    enabled: isOwed,
  });
  return isOwed && key.data ? <RecoveryKeyNotice {...key.data} onDone={onDone} /> : null;
}

type RecoveryKeyNoticeProps = {
  recoveryKey: string;
  /** The page with the key, a PDF. */
  base64: string;
  onDone: () => void;
};

function RecoveryKeyNotice({ recoveryKey, base64, onDone }: RecoveryKeyNoticeProps) {
  const { t } = useWords();
  const frame = useRef<HTMLIFrameElement>(null);
  const url = useBlobUrl(useMemo(() => pdfFrom(base64), [base64]));
  const done = useMutation({
    mutationFn: () => client.door.recoveryKeyOnPaper.mutate(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [ROOM] });
      onDone();
    },
  });
  return (
    <Notice tone="good" role="status" title={t('The passphrase is set. Print the recovery key now.')}>
      <p className={classes.key}>{recoveryKey}</p>
      <p>
        {t('It opens the room when the passphrase is forgotten. Keep it on paper, away from the laptop.')}
      </p>
      <div className={part.row}>
        <Button
          size="sm"
          // The next thing to do. The button that was pressed has gone.
          autoFocus
          onClick={() => url && printFrame(frame.current, url)}
        >
          {t('Print')}
        </Button>
        <Button
          size="sm"
          variant="default"
          onClick={() => saveBase64('recovery key.pdf', base64, 'application/pdf')}
        >
          {t('Save the page to print')}
        </Button>
        <Button
          size="sm"
          variant="default"
          aria-disabled={done.isPending}
          onClick={() => done.isPending || done.mutate()}
        >
          {t('It is on paper: hide it')}
        </Button>
      </div>
      <Failed what={t('That was not done.')} error={done.error} />
      {url && (
        <iframe ref={frame} src={url} className={classes.printed} title={t('Recovery key')} tabIndex={-1} />
      )}
    </Notice>
  );
}
