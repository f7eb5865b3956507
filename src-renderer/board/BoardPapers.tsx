import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { BoardBy } from '../../src-main/turnout/types.ts';
import { paperOf, usePaperLook } from '../paper/paper-choice.ts';
import { client } from '../room/client.ts';
import type { PollKind } from '../room/use-room-summary.ts';
import part from '../shared/part.module.css';
import { saveBase64, saveText } from '../shared/save-text.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';

/** Buttons that save the board as CSV, and as a page of paper. */
export function BoardPapers({ by, poll }: { by: BoardBy; poll: PollKind | undefined }) {
  const { t } = useWords();
  const [look] = usePaperLook();
  const csv = useMutation({
    mutationFn: async () =>
      saveText(`board by ${by}.csv`, await client.turnout.boardCsv.query({ by, election: poll }), 'text/csv'),
  });
  const paper = useMutation({
    mutationFn: async () => {
      const { language } = paperOf(look);
      const { fileName, base64 } = await client.sheets.other.query({
        kind: 'status',
        election: poll,
        paper: { language },
      });
      saveBase64(fileName, base64, 'application/pdf');
    },
  });
  const failed = csv.error ?? paper.error;
  return (
    <div className={part.row}>
      <Button variant="default" size="sm" disabled={csv.isPending} onClick={() => csv.mutate()}>
        {t('Save as CSV')}
      </Button>
      <Button variant="default" size="sm" disabled={paper.isPending} onClick={() => paper.mutate()}>
        {t('Save as one page')}
      </Button>
      <Failed what={t('It was not saved.')} error={failed} />
    </div>
  );
}
