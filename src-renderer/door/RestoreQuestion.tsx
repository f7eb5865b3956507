import { Button } from '@mantine/core';
import type { Backup } from '../../src-main/backup/backup-places.ts';
import { time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';

type RestoreQuestionProps = {
  backup: Backup;
  isRestoring: boolean;
  onRestore: () => void;
  onLeave: () => void;
};

/** Says what a restore changes, and asks whether to go on. */
export function RestoreQuestion({ backup, isRestoring, onRestore, onLeave }: RestoreQuestionProps) {
  const { t } = useWords();
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
      <div className={part.row}>
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
