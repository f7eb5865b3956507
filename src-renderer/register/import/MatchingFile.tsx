import { Button } from '@mantine/core';
import type { Understanding } from '../../../src-main/register/types.ts';
import { client } from '../../room/client.ts';
import { ChooseFileButton } from '../../shared/ChooseFileButton.tsx';
import part from '../../shared/part.module.css';
import { saveText } from '../../shared/save-text.ts';
import { useWords } from '../../shared/use-words.ts';
import { applyMatchingFile } from './import-flow.ts';

/** Keeps how the columns were matched, for another room or another year's file of the same council. */
export function MatchingFile({ file }: { file: Understanding }) {
  const { t } = useWords();
  const save = async () => {
    const text = await client.register.mappingFile.query({ fileId: file.fileId });
    saveText('columns.json', text, 'application/json');
  };
  return (
    <div className={part.row}>
      <Button variant="default" size="sm" onClick={() => void save()}>
        {t('Save this matching…')}
      </Button>
      <ChooseFileButton accept=".json" onFile={(chosen) => void applyMatchingFile(chosen)}>
        {(props) => (
          <Button {...props} variant="default" size="sm">
            {t('Use a saved matching…')}
          </Button>
        )}
      </ChooseFileButton>
      <p className={part.note}>{t('The next file with these headings will be matched the same way.')}</p>
    </div>
  );
}
