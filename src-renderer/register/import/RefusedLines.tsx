import { Button } from '@mantine/core';
import type { LineNote } from '../../../src-main/register/types.ts';
import { client } from '../../room/client.ts';
import { counted } from '../../shared/format.ts';
import { saveText } from '../../shared/save-text.ts';
import { useWords } from '../../shared/use-words.ts';
import { LineNotes } from '../LineNotes.tsx';

type RefusedLinesProps = { fileId: string; fileName: string; rejected: LineNote[] };

/** The lines that cannot be imported, and why. They can be saved, to send back to the sender of the file. */
export function RefusedLines({ fileId, fileName, rejected }: RefusedLinesProps) {
  const { t } = useWords();
  if (rejected.length === 0) return null;
  const save = async () => {
    const csv = await client.register.refused.mutate({ fileId, rejected });
    saveText(`refused lines of ${fileName.replace(/\.\w+$/, '')}.csv`, csv, 'text/csv');
  };
  return (
    <>
      <LineNotes
        tone="bad"
        title={t('{{rejected}} refused', { rejected: counted(rejected.length, 'line') })}
        notes={rejected}
        fileName={fileName}
      />
      <div>
        <Button variant="default" size="sm" onClick={() => void save()}>
          {t('Save the refused lines as CSV')}
        </Button>
      </div>
    </>
  );
}
