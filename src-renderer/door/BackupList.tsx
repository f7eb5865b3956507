import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Backup } from '../../src-main/backup/backup-places.ts';
import { client } from '../room/client.ts';
import { backupBefore } from '../room/use-screen.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Answered, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import { BackupTable } from './BackupTable.tsx';
import { type Elsewhere, OtherBackups } from './OtherBackups.tsx';
import { RestoredNotice } from './RestoredNotice.tsx';
import { RestoreQuestion } from './RestoreQuestion.tsx';

/** The query key of the list of backups; invalidated when one was made. */
export const BACKUPS = 'backups';

type Props = {
  onRestored: () => void;
  /** For a room that does not know where its backups are. */
  asksWhere?: boolean;
};

/** What each backup holds, with a button to restore it. */
export function BackupList({ onRestored, asksWhere = false }: Props) {
  const { t } = useWords();
  const [{ passphrase, folder }, setElsewhere] = useState<Elsewhere>({ passphrase: '', folder: '' });
  const elsewhere = { ...(passphrase === '' ? {} : { passphrase }), ...(folder === '' ? {} : { folder }) };
  const backups = useQuery({
    // Not under the key of the room: reading every backup after each number would be too much.
    queryKey: [BACKUPS, passphrase, folder],
    queryFn: ({ signal }) => client.door.backups.query(elsewhere, { signal }),
    // The form for another passphrase stays where it is.
    placeholderData: keepPreviousData,
  });
  return (
    <Answered
      of={backups}
      waiting={t('Checking the backups…')}
      failed={t('The backups could not be listed.')}
    >
      {(found) => (
        <FoundBackups
          backups={found}
          elsewhere={elsewhere}
          asksWhere={asksWhere}
          onAsk={setElsewhere}
          onRestored={onRestored}
        />
      )}
    </Answered>
  );
}

type FoundProps = Required<Props> & {
  backups: readonly Backup[];
  /** The folder and passphrase they were found with, if somebody gave them. */
  elsewhere: Partial<Elsewhere>;
  onAsk: (elsewhere: Elsewhere) => void;
};

/** The backups come with the newest first. */
function newestBefore(backups: readonly Backup[], seq: number): Backup | null {
  return (
    backups.find(({ state, whose, lastEntry }) => state === 'good' && whose === 'ours' && lastEntry < seq) ??
    null
  );
}

function FoundBackups({ backups, elsewhere, asksWhere, onAsk, onRestored }: FoundProps) {
  const { t } = useWords();
  // Somebody may have come here to take back an import.
  const [before] = useState(backupBefore.get);
  const [meant, setMeant] = useState(before === null ? null : newestBefore(backups, before));
  useEffect(() => backupBefore.set(null), []);
  const list = useRef<HTMLDivElement>(null);
  /** The question disappears, so the focus moves to the list. */
  const answered = () => {
    setMeant(null);
    list.current?.focus();
  };
  const restore = useMutation({
    mutationFn: (file: string) =>
      client.door.restore.mutate({ file, language: shownLanguage(), ...elsewhere }),
    onSuccess: () => {
      answered();
      onRestored();
    },
  });
  return (
    <div className={part.part} ref={list} tabIndex={-1}>
      {(asksWhere || backups.some(({ state }) => state === 'locked')) && <OtherBackups onAsk={onAsk} />}
      {restore.isSuccess && <RestoredNotice restored={restore.data} />}
      <Failed what={t('Nothing was restored.')} error={restore.error} />
      {before !== null && newestBefore(backups, before) === null && (
        <Notice tone="notice" role="status" title={t('There is no backup from before that import.')} />
      )}
      {meant && (
        <RestoreQuestion
          key={meant.file}
          backup={meant}
          elsewhere={elsewhere}
          isRestoring={restore.isPending}
          onRestore={() => restore.mutate(meant.file)}
          onLeave={answered}
        />
      )}
      {backups.length === 0 ? (
        <p>{t('There is no backup yet.')}</p>
      ) : (
        <BackupTable backups={backups} onMeant={setMeant} />
      )}
    </div>
  );
}
