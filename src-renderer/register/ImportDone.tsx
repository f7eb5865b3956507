import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ImportResult } from '../../src-main/register/types.ts';
import { addressOf } from '../room/use-screen.ts';
import { Figures } from '../shared/Figures.tsx';
import { count, counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import classes from './choose-file.module.css';
import { startAgain } from './import-flow.ts';
import { LineNotes } from './LineNotes.tsx';
import part from './part.module.css';

/** What the import did, and the next step of the day. */
export function ImportDone({ result }: { result: ImportResult }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className={part.heading}>
        The register is in the room
      </h2>
      <Notice tone="good" role="status">
        <p>
          {counted(result.imported, 'elector')} imported, {count(result.updated)} updated,{' '}
          {count(result.unchanged)} unchanged, {count(result.removed)} removed.
        </p>
      </Notice>
      <Figures
        figures={[
          { name: 'Electors', value: count(result.electors) },
          { name: 'Promises', value: count(result.promises) },
          { name: 'Postal voters', value: count(result.postal) },
          { name: 'Streets', value: count(result.streets) },
          { name: 'Polling districts', value: count(result.pollingDistricts) },
          { name: 'Lines in the file', value: count(result.rows), note: result.layout },
        ]}
      />
      <div className={classes.ways}>
        <Button component="a" href={addressOf('tally')}>
          Go to Tally
        </Button>
        <Button component="a" href={addressOf('sheets')} variant="default">
          Print knock-up sheets
        </Button>
        <Button variant="default" onClick={startAgain}>
          Back to the register
        </Button>
      </div>
      {result.questions > 0 && (
        <Notice tone="notice" title={`${counted(result.questions, 'question')} to settle.`}>
          <p>
            The import would not guess who some people are. Go back to the register and choose “To settle”.
          </p>
        </Notice>
      )}
      <Changed title="added" electors={result.added} total={result.imported} />
      <Changed title="changed" electors={result.changed} total={result.updated} />
      <Changed title="removed" electors={result.gone} total={result.removed} />
      <LineNotes
        tone="bad"
        title={`${counted(result.rejected.length, 'line')} refused`}
        notes={result.rejected}
      />
      <LineNotes
        tone="notice"
        title={`${counted(result.warnings.length, 'thing')} to look at`}
        notes={result.warnings}
      />
    </>
  );
}

function Changed({
  title,
  electors,
  total,
}: {
  title: string;
  electors: ImportResult['added'];
  total: number;
}) {
  if (electors.length === 0) return null;
  return (
    <details>
      <summary>
        {counted(total, 'elector')} {title}
      </summary>
      <ul>
        {electors.map(({ number, name, what }) => (
          <li key={number}>
            {number} {name}
            {what && `: ${what}`}
          </li>
        ))}
        {total > electors.length && <li>and {count(total - electors.length)} more</li>}
      </ul>
    </details>
  );
}
