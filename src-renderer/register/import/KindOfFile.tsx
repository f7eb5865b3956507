import { SegmentedControl } from '@mantine/core';
import type { Understanding } from '../../../src-main/register/types.ts';
import { useRoomSummary } from '../../room/use-room-summary.ts';
import { Notice } from '../../shared/Notice.tsx';
import part from '../../shared/part.module.css';
import { useWords } from '../../shared/use-words.ts';
import { reread } from './import-flow.ts';

/** Whether a file is a register or a canvass; a person chooses if it could be both. */
export function KindOfFile({ file }: { file: Understanding }) {
  const { t } = useWords();
  const hasRegister = (useRoomSummary().data?.electors ?? 0) > 0;
  const isCanvass = file.kind === 'canvass';
  return (
    <>
      {file.mayBeBoth && hasRegister && (
        <div className={part.row}>
          <SegmentedControl
            aria-label={t('What the file is')}
            data={[
              { value: 'register', label: t('The register') },
              { value: 'canvass', label: t('A canvass') },
            ]}
            value={file.kind}
            onChange={(kind) => void reread('register', { as: kind === 'canvass' ? 'canvass' : 'register' })}
          />
          <p className={part.note}>
            {isCanvass
              ? t('Only answers, telephone numbers and notes are used.')
              : t('Electors are added, changed and removed as in the file.')}
          </p>
        </div>
      )}
      {isCanvass && hasRegister && (
        <Notice tone="plain" title={t('This is a canvass file.')}>
          <p>
            {t(
              'Its answers are added to the electors of the room. Nobody is added to the register or removed from it.',
            )}
          </p>
        </Notice>
      )}
      {isCanvass && !hasRegister && (
        <Notice tone="notice" title={t('This is a canvass file, not a register.')}>
          <p>{t('Cancel and choose the register first. You can then add this file to it.')}</p>
        </Notice>
      )}
    </>
  );
}
