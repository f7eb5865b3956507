import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LineNote } from '../../src-main/register/types.ts';
import { count } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import classes from './line-notes.module.css';

/** The first show what is wrong; a file misread from its first line has as many as it has lines. */
const SHOWN_FIRST = 12;
const SHOWN_AT_MOST = 2000;

type LineNotesProps = { tone: 'bad' | 'notice'; title: string; notes: LineNote[]; fileName?: string };

/** Remarks on lines of a file, each with its line number. */
export function LineNotes({ tone, title, notes, fileName }: LineNotesProps) {
  const [all, setAll] = useState(false);
  if (notes.length === 0) return null;
  const shown = notes.slice(0, all ? SHOWN_AT_MOST : SHOWN_FIRST);
  return (
    <Notice tone={tone} title={title}>
      {fileName && (
        <p className={classes.file}>Line numbers are those of {fileName}, its headings included.</p>
      )}
      <ul aria-label={title}>
        {shown.map(({ line, reason }) => (
          <li key={`${line} ${reason}`} className={classes.note}>
            <span className={classes.line}>Line {count(line)}</span>
            <span>{reason}</span>
          </li>
        ))}
      </ul>
      {shown.length < notes.length && <p>and {count(notes.length - shown.length)} more</p>}
      {!all && notes.length > SHOWN_FIRST && (
        <Button variant="default" size="sm" onClick={() => setAll(true)}>
          Show more lines
        </Button>
      )}
    </Notice>
  );
}
