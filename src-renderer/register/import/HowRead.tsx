import { NativeSelect } from '@mantine/core';
import type { Understanding } from '../../../src-main/register/types.ts';
import { labelled } from '../../shared/labelled.ts';
import part from '../../shared/part.module.css';
import { useWords } from '../../shared/use-words.ts';
import { words } from '../../shared/words.ts';
import { useChoices } from '../use-choices.ts';
import { type Rereading, reread } from './import-flow.ts';

/** How the text was read. It can be changed if letters or columns come out wrong. */
export function HowRead({ file }: { file: Understanding }) {
  const { t } = useWords();
  const choices = useChoices().data;
  if (!choices || file.sheets.length > 0) return null;
  const again = (changed: Rereading) => void reread('register', changed);
  return (
    <div className={part.row}>
      <NativeSelect
        label={t('Text encoding')}
        size="sm"
        data={choices.encodings.map((value) => ({ value, label: encodingName(value) }))}
        value={file.encoding}
        onChange={(event) => again({ encoding: event.currentTarget.value as Understanding['encoding'] })}
      />
      <NativeSelect
        label={t('Column separator')}
        size="sm"
        data={labelled(choices.delimiters)}
        value={file.delimiter}
        onChange={(event) => again({ delimiter: event.currentTarget.value as Understanding['delimiter'] })}
      />
    </div>
  );
}

/** An encoding's name stays as it is in every language; that of a file with two of them is a phrase. */
export function encodingName(encoding: string): string {
  return encoding === 'UTF-8 and Windows-1252' ? words.t('UTF-8 and Windows-1252') : encoding;
}
