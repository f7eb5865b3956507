import { NativeSelect } from '@mantine/core';
import type { Understanding } from '../../src-main/register/types.ts';
import { labelled } from '../shared/labelled.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './how-read.module.css';
import { type Rereading, reread } from './import-flow.ts';
import { useChoices } from './use-choices.ts';

/** How the text was read, which can be put right where letters or columns come out wrong. */
export function HowRead({ file }: { file: Understanding }) {
  const { t } = useWords();
  const choices = useChoices().data;
  if (!choices || file.sheet !== null) return null;
  const again = (changed: Rereading) => void reread('register', changed);
  return (
    <div className={classes.choices}>
      <NativeSelect
        label={t('Letters are written in')}
        size="sm"
        data={choices.encodings}
        value={file.encoding}
        onChange={(event) => again({ encoding: event.currentTarget.value as Understanding['encoding'] })}
      />
      <NativeSelect
        label={t('Columns are divided by')}
        size="sm"
        data={labelled(choices.delimiters)}
        value={file.delimiter}
        onChange={(event) => again({ delimiter: event.currentTarget.value as Understanding['delimiter'] })}
      />
    </div>
  );
}
