import { Button } from '@mantine/core';
import { useRef } from 'react';
import type { CanvassResult } from '../../../src-main/register/import/canvass-import.ts';
import { count, counted } from '../../shared/format.ts';
import { useBegunInSight } from '../../shared/in-sight.ts';
import { Notice } from '../../shared/Notice.tsx';
import part from '../../shared/part.module.css';
import { useWords } from '../../shared/use-words.ts';
import { UndoNow } from '../UndoNow.tsx';
import { CanvassChanges } from './CanvassChanges.tsx';
import { startAgain } from './import-flow.ts';
import { ToSettle } from './ToSettle.tsx';

/** What a canvass file has changed; it can be undone. */
export function CanvassDone({ fileName, result }: { fileName: string; result: CanvassResult }) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useBegunInSight(heading);
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className={part.heading}>
        {t('The canvass is in the room')}
      </h2>
      <Notice tone="good" role="status">
        <p>
          {t('{{fileName}}: {{changed}} changed. Promises gained: {{gained}}, lost: {{lost}}.', {
            fileName,
            changed: counted(result.changed, 'elector'),
            gained: count(result.gained.total),
            lost: count(result.lost.total),
          })}
        </p>
      </Notice>
      <ToSettle questions={result.questions} />
      <CanvassChanges result={result} />
      {result.entries.length > 0 && <UndoNow entries={result.entries} />}
      <div className={part.row}>
        <Button onClick={startAgain}>{t('Back to the register')}</Button>
      </div>
    </>
  );
}
