import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { BackIcon, PrintIcon, SaveIcon } from '../shared/icons.tsx';
import { useWords } from '../words/use-words.ts';
import classes from './made-sheets.module.css';
import { printFrame } from './print-frame.ts';
import { useBlobUrl } from './use-blob-url.ts';

type PaperViewProps = {
  title: string;
  fileName: string;
  pdf: Blob;
  back: string;
  onBack: () => void;
  children?: ReactNode;
};

/** A PDF to look at, print and save. */
export function PaperView({ title, fileName, pdf, back, onBack, children }: PaperViewProps) {
  const { t } = useWords();
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
            {title}
          </h2>
          {children}
        </div>
        <div className={classes.actions}>
          <Button
            leftSection={<PrintIcon />}
            disabled={url === null}
            onClick={() => url && printFrame(frame.current, url)}
          >
            {t('Print')}
          </Button>
          {url && (
            <>
              <Button
                component="a"
                variant="default"
                href={url}
                download={fileName}
                leftSection={<SaveIcon />}
              >
                {t('Save')}
              </Button>
              <Button component="a" variant="default" href={url} target="_blank" rel="noopener">
                {t('Open in a tab')}
              </Button>
            </>
          )}
          <Button variant="default" leftSection={<BackIcon />} onClick={onBack}>
            {back}
          </Button>
        </div>
      </div>
      {url && (
        <iframe
          ref={frame}
          className={classes.preview}
          src={`${url}#view=FitH&navpanes=0`}
          title={t('Preview of {{title}}', { title })}
        />
      )}
    </div>
  );
}
