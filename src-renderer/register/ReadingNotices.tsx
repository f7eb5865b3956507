import { Button } from '@mantine/core';
import type { Understanding } from '../../src-main/register/types.ts';
import { counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { reread } from './import-flow.ts';

/** What was guessed about a file, and may be wrong. */
export function ReadingNotices({ file }: { file: Understanding }) {
  const { garbled, isMended } = file;
  return (
    <>
      {file.missing.length > 0 && (
        <Notice tone="bad" role="alert" title="Some columns are not recognised.">
          <p>
            Say below which column holds {file.missing.join(', and which ')}. If none does, it is not a
            register.
          </p>
        </Notice>
      )}
      {file.isGuessed && file.missing.length === 0 && (
        <Notice tone="notice" title="The file has no headings.">
          <p>
            What each column holds was guessed from its content. Look at the columns and the first electors
            below.
          </p>
        </Notice>
      )}
      {file.isRemembered && (
        <Notice tone="plain" title="Columns are matched as you matched them last time.">
          <p>An earlier file had the same headings. You can still change each of them below.</p>
        </Notice>
      )}
      {file.sheet !== null && file.otherSheets.length > 0 && (
        <Notice tone="notice" title={`Only the sheet “${file.sheet}” is read.`}>
          <p>
            The workbook also has: {file.otherSheets.join(', ')}. To read one of those, save it as a file of
            its own.
          </p>
        </Notice>
      )}
      {garbled && !isMended && (
        <Notice tone="notice" title={`${counted(garbled.cells, 'line')} hold garbled letters.`}>
          <p>
            Such as {garbled.example} for {garbled.mended}. They were garbled before the file came here.
          </p>
          <Button variant="default" size="sm" onClick={() => void reread('register', { mend: true })}>
            Mend them
          </Button>
        </Notice>
      )}
      {isMended && (
        <Notice tone="good" title="Garbled letters are mended.">
          <Button variant="default" size="sm" onClick={() => void reread('register', { mend: false })}>
            Leave them as they were
          </Button>
        </Notice>
      )}
    </>
  );
}
