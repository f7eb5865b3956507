import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { WaitingForImport } from '../room/WaitingForImport.tsx';
import { Notice } from '../shared/Notice.tsx';
import classes from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';

/** Undoes what was just done, by its entries of the journal. It can be undone there for the rest of the day. */
export function UndoNow({ entries }: { entries: string[] }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const undo = useMutation({ mutationFn: () => client.journal.undo.mutate({ entries, by }) });
  if (undo.isSuccess)
    return <Notice tone="good" role="status" title={t('Undone. Everything is as it was before.')} />;
  return (
    <>
      <div className={classes.row}>
        <Button size="sm" variant="default" disabled={undo.isPending} onClick={() => undo.mutate()}>
          {t('Undo this')}
        </Button>
        <span className={classes.note}>{t('Later, you can still undo it in the journal.')}</span>
      </div>
      <Failed what={t('It cannot be undone.')} error={undo.error} />
      <WaitingForImport isPending={undo.isPending} />
    </>
  );
}
