import type { Restored } from '../../src-main/backup/restore.ts';
import { counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { useWords } from '../shared/use-words.ts';

type RestoredNoticeProps = { restored: Pick<Restored, 'carried' | 'left' | 'keptAs'> };

/** What a restore brought back, what has to be done again, and where the room as it was is kept. */
export function RestoredNotice({ restored: { carried, left, keptAs } }: RestoredNoticeProps) {
  const { t } = useWords();
  return (
    <Notice tone="good" role="status" title={t('The room holds what the backup held.')}>
      <p>
        {counted(carried, 'later entry entered again.', 'later entries entered again.')}{' '}
        {left.length > 0 &&
          t('{{number}} could not be restored. They are listed under Safety: do these again.', {
            number: counted(left.length, 'import or correction', 'imports and corrections'),
          })}{' '}
        {keptAs && t('The room as it was is kept as {{keptAs}}.', { keptAs })}
      </p>
    </Notice>
  );
}
