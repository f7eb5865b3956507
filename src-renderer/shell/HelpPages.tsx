import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { showPaper } from '../paper/shown-paper.ts';
import { client } from '../room/client.ts';
import { openScreen } from '../room/use-screen.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import classes from './help-sheet.module.css';

const PAGES = [
  { kind: 'managers-guide', title: 'The manager’s page' },
  { kind: 'tellers-and-runners', title: 'For tellers and runners' },
  { kind: 'data-protection', title: 'Record of processing' },
] as const;

/** The guides in the language of the window, shown on Sheets like other paper. Calls `onOpened` when one is shown. */
export function HelpPages({ onOpened }: { onOpened: () => void }) {
  const { t } = useWords();
  const open = useMutation({
    mutationFn: async ({ kind, title }: (typeof PAGES)[number]) => {
      const { fileName, base64 } = await client.sheets.other.query({
        kind,
        paper: { language: shownLanguage() },
      });
      showPaper(t(title), fileName, base64);
    },
    onSuccess: () => {
      openScreen('sheets');
      onOpened();
    },
  });
  return (
    <>
      <div className={classes.pages}>
        {PAGES.map((page) => (
          <Button
            key={page.kind}
            size="sm"
            variant="default"
            disabled={open.isPending}
            onClick={() => open.mutate(page)}
          >
            {t(page.title)}
          </Button>
        ))}
      </div>
      <Failed what={t('It could not be created.')} error={open.error} />
    </>
  );
}
