import { Button } from '@mantine/core';
import { BackIcon, PrintIcon, SaveIcon } from '../shared/icons.tsx';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';

type PaperActionsProps = {
  fileName: string;
  /** Of the PDF; null until it is made. */
  url: string | null;
  isSending: boolean;
  onPrint: () => void;
  /** Undefined where the computer's viewer cannot be reached. */
  onOpenViewer: (() => void) | undefined;
  back: string;
  onBack: () => void;
};

/** What can be done with a paper: print it, save it, open it elsewhere, or go back. */
export function PaperActions(props: PaperActionsProps) {
  const { fileName, url, isSending, onPrint, onOpenViewer, back, onBack } = props;
  const { t } = useWords();
  return (
    <div className={part.row}>
      <Button leftSection={<PrintIcon />} disabled={url === null || isSending} onClick={onPrint}>
        {t('Print')}
      </Button>
      {url && (
        <>
          <Button component="a" variant="default" href={url} download={fileName} leftSection={<SaveIcon />}>
            {t('Save')}
          </Button>
          <Button component="a" variant="default" href={url} target="_blank" rel="noopener">
            {window.committeeRoom ? t('Open in a window') : t('Open in a tab')}
          </Button>
        </>
      )}
      {onOpenViewer && (
        <Button variant="default" disabled={isSending} onClick={onOpenViewer}>
          {t('Open in the computer’s PDF viewer')}
        </Button>
      )}
      <Button variant="default" leftSection={<BackIcon />} onClick={onBack}>
        {back}
      </Button>
    </div>
  );
}
