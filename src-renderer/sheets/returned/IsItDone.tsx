import { Button } from '@mantine/core';
import { counted } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import { useWords } from '../../shared/use-words.ts';
import classes from './returned.module.css';
import type { SheetEntry } from './use-sheet-entry.ts';

type IsItDoneProps = Pick<SheetEntry, 'asking' | 'unseen' | 'unsaved' | 'finish' | 'done'> & {
  onGoOn: () => void;
};

/** Asks before a sheet with lines nobody has looked at is closed. */
export function IsItDone({ asking, unseen, unsaved, finish, done, onGoOn }: IsItDoneProps) {
  const { t } = useWords();
  if (!asking) return null;
  return (
    <Notice
      tone="notice"
      role="alert"
      title={t('{{lines}} not checked yet. Is the sheet done?', { lines: counted(unseen, 'line') })}
    >
      <div className={classes.row}>
        <Button size="sm" autoFocus onClick={onGoOn}>
          {t('Go on with the sheet')}
        </Button>
        <Button size="sm" variant="default" disabled={finish.isPending || unsaved > 0} onClick={done}>
          {t('It is done')}
        </Button>
      </div>
    </Notice>
  );
}
