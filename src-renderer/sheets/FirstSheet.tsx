import paper from '../paper/paper-view.module.css';
import { useBlobUrl } from '../paper/use-blob-url.ts';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import { MakingProgress } from './MakingNow.tsx';

/** The first sheet, to check how it looks while the others are still being made. */
export function FirstSheet({ first, done, total }: { first: Blob; done: number; total: number }) {
  const { t } = useWords();
  const url = useBlobUrl(first);
  return (
    <div className={part.parts}>
      <MakingProgress done={done} total={total} />
      {url && (
        <iframe
          className={paper.preview}
          src={`${url}#view=FitH&navpanes=0`}
          title={t('Preview of the first sheet')}
        />
      )}
    </div>
  );
}
