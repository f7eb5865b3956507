import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { PaperView } from '../paper/PaperView.tsx';
import { useEnteredBy } from '../room/entered-by.ts';
import { counted, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { type Made, recordNotPrinted, recordPrinted, showingPaper } from './made-sheets.ts';

/**
 * The sheets made last: looked at, printed and saved; they count as printed only when somebody says so. `back` is where
 * they were made, if not from the streets.
 */
export function MadeSheets({ made, back }: { made: Made; back?: string }) {
  const { t } = useWords();
  const { sheets, pages, electors, round, cutNames, fileName, at, pdf } = made;
  return (
    <PaperView
      title={t('{{sheets}} on {{pages}}, {{electors}}', {
        sheets: counted(sheets, 'sheet'),
        pages: counted(pages, 'page'),
        electors: counted(electors, 'elector'),
      })}
      fileName={fileName}
      pdf={pdf}
      back={back ?? t('Back to the streets')}
      onBack={() => showingPaper.set(null)}
    >
      <p>
        {t('Made at {{at}}, round {{round}}. Marks since then are not on the paper.', {
          at: time(at),
          round,
        })}
      </p>
      {cutNames > 0 && (
        <Notice
          tone="notice"
          role="status"
          title={t('{{names}} letters that the paper cannot print.', {
            names: counted(cutNames, 'name has', 'names have'),
          })}
        >
          <p>{t('The number is beside each: look it up under Electors before the sheet goes out.')}</p>
        </Notice>
      )}
      {sheets > 0 && <Printed isPrinted={made.isPrinted} />}
    </PaperView>
  );
}

function Printed({ isPrinted }: { isPrinted: boolean | null }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const printed = useMutation({ mutationFn: () => recordPrinted(by) });
  const not = useMutation({ mutationFn: () => recordNotPrinted(by) });
  const failed = printed.error ?? not.error;
  if (isPrinted) return <p role="status">{t('Printed. Record who takes each one under “Out and back”.')}</p>;
  return (
    <>
      <div className={part.line}>
        <span>{t('Did it all print?')}</span>
        <Button size="sm" variant="default" disabled={printed.isPending} onClick={() => printed.mutate()}>
          {t('Yes, printed')}
        </Button>
        <Button size="sm" variant="default" disabled={not.isPending} onClick={() => not.mutate()}>
          {t('No, take the sheets back')}
        </Button>
      </div>
      <Failed what={t('That was not noted.')} error={failed} />
    </>
  );
}
