import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { counted, time } from '../shared/format.ts';
import { BackIcon, PrintIcon, SaveIcon } from '../shared/icons.tsx';
import classes from './made-sheets.module.css';
import { type Made, showingPaper } from './made-sheets.ts';
import { printFrame } from './print-frame.ts';
import { useBlobUrl } from './use-blob-url.ts';

/** The sheets made last: looked at, printed and saved. */
export function MadeSheets({ made }: { made: Made }) {
  const { sheets, pages, electors, round, fileName, at, pdf } = made;
  const heading = useRef<HTMLHeadingElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const url = useBlobUrl(pdf);
  // The button that led here is gone; the result is said and read on from.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={classes.made}>
      <div className={classes.line}>
        <div>
          <h2 ref={heading} tabIndex={-1} className={classes.heading}>
            {counted(sheets, 'sheet')} on {counted(pages, 'page')}, {counted(electors, 'elector')}
          </h2>
          <p>
            Made at {time(at)}, round {round}. Marks since then are not on the paper.
          </p>
        </div>
        <div className={classes.actions}>
          <Button
            leftSection={<PrintIcon />}
            disabled={url === null}
            onClick={() => url && printFrame(frame.current, url)}
          >
            Print
          </Button>
          {url && (
            <Button component="a" variant="default" href={url} download={fileName} leftSection={<SaveIcon />}>
              Save
            </Button>
          )}
          <Button variant="default" leftSection={<BackIcon />} onClick={() => showingPaper.set(false)}>
            Back to the streets
          </Button>
        </div>
      </div>
      {url && (
        <iframe
          ref={frame}
          className={classes.preview}
          src={`${url}#view=FitH&navpanes=0`}
          title="Preview of the knock-up sheets"
        />
      )}
    </div>
  );
}
