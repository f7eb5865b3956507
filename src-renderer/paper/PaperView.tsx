import { Checkbox } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import part from '../shared/part.module.css';
import { remembered } from '../shared/remembered.ts';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { PaperActions } from './PaperActions.tsx';
import classes from './paper-view.module.css';
import { usePrintCommand } from './print-command.ts';
import { printFrame } from './print-frame.ts';
import { SentPaper, useSentPaper } from './sent-paper.tsx';
import { useBlobUrl } from './use-blob-url.ts';

/** Whether this computer prints without a dialog; only the desktop window can. */
const keptStraight = remembered('print-straight', '');

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
  const bridge = window.committeeRoom;
  const isStraight = useStore(keptStraight) === 'yes';
  const sent = useSentPaper(pdf);
  // Which paper the frame has loaded: before that, the browser would print an empty page.
  const [shownUrl, setShownUrl] = useState<string | null>(null);
  const [isAwaited, setIsAwaited] = useState(false);
  const print = () => {
    if (sent.isPending) return;
    if (bridge && isStraight) sent.mutate({ bridge, to: 'printer' });
    else if (url && (shownUrl === url || !navigator.pdfViewerEnabled)) printFrame(frame.current, url);
    else setIsAwaited(true);
  };
  usePrintCommand(print);
  // The button that led here is gone: the focus moves to the paper.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={part.parts}>
      <div className={part.ends}>
        <div>
          <h2 ref={heading} tabIndex={-1} className={part.heading}>
            {title}
          </h2>
          {children}
        </div>
        <PaperActions
          fileName={fileName}
          url={url}
          isSending={sent.isPending || isAwaited}
          onPrint={print}
          onOpenViewer={bridge && (() => sent.mutate({ bridge, to: 'viewer' }))}
          back={back}
          onBack={onBack}
        />
      </div>
      {bridge && (
        <Checkbox
          size="sm"
          label={t('Print straight to the default printer, without a dialog')}
          checked={isStraight}
          onChange={(event) => keptStraight.set(event.currentTarget.checked ? 'yes' : '')}
        />
      )}
      <SentPaper sent={sent} />
      {url && (
        <iframe
          ref={frame}
          className={classes.preview}
          src={`${url}#view=FitH&navpanes=0`}
          title={t('Preview of {{title}}', { title })}
          onLoad={() => {
            setShownUrl(url);
            setIsAwaited(false);
            if (isAwaited) printFrame(frame.current, url);
          }}
        />
      )}
    </div>
  );
}
