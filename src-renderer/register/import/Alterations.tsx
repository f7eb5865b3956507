import { Button } from '@mantine/core';
import type { Understanding } from '../../../src-main/register/types.ts';
import { counted } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import part from '../../shared/part.module.css';
import { useWords } from '../../shared/use-words.ts';
import { answerAlterations } from './import-flow.ts';

type AlterationsProps = {
  doubtful: NonNullable<Understanding['doubtful']>;
  /** Lines that have its letter, once the whole file was read. */
  lines?: number;
};

/** Asks whether a column says whom the file adds, changes or deletes: then it is not a whole register. */
export function Alterations({ doubtful: { heading, values }, lines }: AlterationsProps) {
  const { t } = useWords();
  const title =
    lines === undefined
      ? t('What does the column “{{heading}}” say? It has only {{values}}.', {
          heading,
          values: values.join(', '),
        })
      : t('The column “{{heading}}” has {{values}} on {{lines}}.', {
          heading,
          values: values.join(', '),
          lines: counted(lines, 'line'),
        });
  return (
    <Notice tone="notice" title={title}>
      <p>
        {t(
          'It may say whom the file adds, changes or deletes. Then the file is not a whole register, and nobody else is removed.',
        )}
      </p>
      <div className={part.row}>
        <Button variant="default" size="sm" onClick={() => void answerAlterations(true)}>
          {t('It says who is added, changed or deleted')}
        </Button>
        <Button variant="default" size="sm" onClick={() => void answerAlterations(false)}>
          {t('It says something else')}
        </Button>
      </div>
    </Notice>
  );
}
