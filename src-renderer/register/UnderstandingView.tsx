import { useEffect, useRef } from 'react';
import { Figures } from '../shared/Figures.tsx';
import { count, counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { CanvassFile } from './CanvassFile.tsx';
import { CodeCounts } from './CodeCounts.tsx';
import { ColumnsTaken } from './ColumnsTaken.tsx';
import { ImportButtons } from './ImportButtons.tsx';
import type { Understood } from './import-flow.ts';
import { LineNotes } from './LineNotes.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { PromiseChoice } from './PromiseChoice.tsx';
import classes from './part.module.css';

const DELIMITERS: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

/** A file as it was understood, to be agreed to before anything is written. */
export function UnderstandingView({ flow }: { flow: Understood }) {
  const { register, canvass, sentence } = flow;
  const heading = useRef<HTMLHeadingElement>(null);
  // The buttons that led here are gone; what replaced them is said and read on from.
  useEffect(() => heading.current?.focus(), []);
  const isCanvass = register.layout === 'Canvass';
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className={classes.heading}>
        How {register.fileName} was understood
      </h2>
      {sentence && (
        <Notice tone="bad" role="alert" title="Nothing was imported.">
          <p>{sentence}</p>
        </Notice>
      )}
      {isCanvass && (
        <Notice tone="notice" title="This is a canvass file, not a register.">
          <p>Cancel and choose the register first. You can then add this file to it.</p>
        </Notice>
      )}
      <Figures
        figures={[
          { name: 'Layout', value: register.layout },
          { name: 'Lines with an elector', value: count(register.rows) },
          { name: 'Polling districts', value: count(register.pollingDistricts.length) },
          { name: 'Refused lines', value: count(register.rejected.length) },
          {
            name: 'Text',
            value: register.encoding,
            note: `columns divided by ${DELIMITERS[register.delimiter] ?? register.delimiter}`,
          },
        ]}
      />
      {!isCanvass && <PromiseChoice flow={flow} />}
      {!isCanvass && <CanvassFile canvass={canvass} reading={flow.readingCanvass} />}
      <LineNotes
        tone="bad"
        title={`${counted(register.rejected.length, 'line')} refused`}
        notes={register.rejected}
        fileName={register.fileName}
      />
      <LineNotes
        tone="notice"
        title={`${counted(register.warnings.length, 'line')} to look at`}
        notes={register.warnings}
        fileName={register.fileName}
      />
      {canvass && (
        <LineNotes
          tone="notice"
          title={`${counted(canvass.warnings.length, 'line')} of the canvass to look at`}
          notes={canvass.warnings}
          fileName={canvass.fileName}
        />
      )}
      <PreviewTable preview={register.preview} />
      <Counts title="Electors by polling district" counts={register.pollingDistricts} />
      <Counts
        title="Markers"
        counts={register.markers}
        note="Letters the register puts against electors, such as A for a postal vote."
      />
      <ColumnsTaken columns={register.columns} />
      <ImportButtons flow={flow} disabled={isCanvass} />
    </>
  );
}

function Counts({
  title,
  counts,
  note,
}: {
  title: string;
  counts: Understood['register']['markers'];
  note?: string;
}) {
  if (counts.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{title}</h3>
      {note && <p className={classes.note}>{note}</p>}
      <CodeCounts name={title} counts={counts} />
    </section>
  );
}
