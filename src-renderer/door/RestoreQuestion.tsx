import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Backup } from '../../src-main/backup/backup-places.ts';
import { client } from '../room/client.ts';
import { count, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import type { Elsewhere } from './OtherBackups.tsx';

type RestoreQuestionProps = {
  backup: Backup;
  /** The folder and passphrase it was found with, if somebody gave them. */
  elsewhere: Partial<Elsewhere>;
  isRestoring: boolean;
  onRestore: () => void;
  onLeave: () => void;
};

/** Says what a restore changes, and asks whether to go on. */
export function RestoreQuestion({
  backup,
  elsewhere,
  isRestoring,
  onRestore,
  onLeave,
}: RestoreQuestionProps) {
  const { t } = useWords();
  const later = useQuery({
    queryKey: ['later entries', backup.file],
    queryFn: () => client.door.countLater.query({ file: backup.file, ...elsewhere }),
    gcTime: 0,
  }).data;
  const buttons = useRef<HTMLDivElement>(null);
  // The figures push them down, out of a small window.
  useEffect(() => {
    if (later) buttons.current?.scrollIntoView({ block: 'nearest' });
  }, [later]);
  return (
    <Notice
      tone="notice"
      role="alert"
      title={t('Restore the backup of {{madeAt}}?', { madeAt: time(backup.madeAt) })}
    >
      <p>
        {t(
          'The room as it is now is kept under another name. Everything entered since the backup is entered again; registers imported since then have to be imported again.',
        )}
      </p>
      {later && (
        <ul>
          <li>
            {t('In the backup: {{electors}} electors, {{marks}} marked off', {
              electors: count(backup.electors),
              marks: count(backup.marks),
            })}
          </li>
          <li>{t('Entries that are entered again: {{number}}', { number: count(later.again) })}</li>
          {later.setAside > 0 && (
            <li>
              {t('Numbers that are set aside, since their electors are not in the backup: {{number}}', {
                number: count(later.setAside),
              })}
            </li>
          )}
          <li>{t('Files to import again: {{number}}', { number: count(later.imports) })}</li>
          {later.others > 0 && (
            <li>{t('Entries to do again by hand: {{number}}', { number: count(later.others) })}</li>
          )}
        </ul>
      )}
      <div className={part.row} ref={buttons}>
        <Button
          size="sm"
          // It has just been asked for.
          autoFocus
          aria-disabled={isRestoring}
          onClick={() => isRestoring || onRestore()}
        >
          {t('Restore it')}
        </Button>
        <Button size="sm" variant="default" onClick={onLeave}>
          {t('Leave the room as it is')}
        </Button>
      </div>
    </Notice>
  );
}
