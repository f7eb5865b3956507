import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LineNote } from '../../src-main/register/types.ts';
import { english } from '../../src-shared/message.ts';
import { count } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './line-notes.module.css';

/** The first show what is wrong; a file misread from its first line has as many as it has lines. */
const SHOWN_FIRST = 12;
const SHOWN_AT_MOST = 2000;

type LineNotesProps = { tone: 'bad' | 'notice'; title: string; notes: LineNote[]; fileName?: string };

/** Remarks on lines of a file, each with its line number. */
export function LineNotes({ tone, title, notes, fileName }: LineNotesProps) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  if (notes.length === 0) return null;
  const shown = notes.slice(0, all ? SHOWN_AT_MOST : SHOWN_FIRST);
  return (
    <Notice tone={tone} title={title}>
      {fileName && (
        <p className={classes.file}>
          {t('Line numbers are those of {{fileName}}, its headings included.', { fileName })}
        </p>
      )}
      <ul aria-label={title}>
        {shown.map(({ line, reason }) => (
          <li key={`${line} ${english(reason)}`} className={classes.note}>
            <span className={classes.line}>{t('Line {{line}}', { line: count(line) })}</span>
            <span>{roomSays(reason)}</span>
          </li>
        ))}
      </ul>
      {shown.length < notes.length && (
        <p>{t('and {{number}} more', { number: count(notes.length - shown.length) })}</p>
      )}
      {!all && notes.length > SHOWN_FIRST && (
        <Button variant="default" size="sm" onClick={() => setAll(true)}>
          {t('Show more lines')}
        </Button>
      )}
    </Notice>
  );
}

/** The lines of a file that a person is to look at. */
export function LinesToCheck({ notes, fileName }: { notes: LineNote[]; fileName: string }) {
  const { t } = useWords();
  const title = t('{{number}} to check', { number: count(notes.length) });
  return <LineNotes tone="notice" title={title} notes={notes} fileName={fileName} />;
}
