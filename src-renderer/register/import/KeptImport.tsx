import { Button } from '@mantine/core';
import { leftDrafts } from '../../room/drafts.ts';
import { LeftDraft } from '../../room/LeftDraft.tsx';
import { Notice } from '../../shared/Notice.tsx';
import part from '../../shared/part.module.css';
import { useStore } from '../../shared/store.ts';
import { useWords } from '../../shared/use-words.ts';
import { fileInDraft } from './import-draft.ts';
import { importFlow, keptAnswers } from './import-flow.ts';

/** An import that was not finished: its answers, if the program has ended since, and those of windows that have closed. */
export function KeptImport() {
  const { t } = useWords();
  const kept = useStore(keptAnswers);
  const left = useStore(leftDrafts).filter(({ part }) => part === 'import');
  const isFree = useStore(importFlow).at === 'start' && kept === null;
  return (
    <>
      {kept && (
        <Notice
          tone="notice"
          role="status"
          title={t('{{fileName}} was not imported yet. Choose it again.', { fileName: kept.fileName })}
        >
          <p>{t('The room has kept your answers, but no copy of the file.')}</p>
          <div className={part.row}>
            <Button size="sm" variant="default" onClick={() => keptAnswers.set(null)}>
              {t('Discard the answers')}
            </Button>
          </div>
        </Notice>
      )}
      {left.map((draft) => {
        const fileName = fileInDraft(draft.typed);
        if (fileName === null) return null;
        return (
          <LeftDraft
            key={draft.window}
            drafts={[draft]}
            title={t('{{fileName}} was being imported in a window that was closed.', { fileName })}
            take={t('Go on with it here')}
            discard={t('Discard its answers')}
            isFree={isFree}
          />
        );
      })}
    </>
  );
}
