import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { saveText } from '../shared/save-text.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { DestroyRoom } from './DestroyRoom.tsx';
import { EndOnLaptops } from './EndOnLaptops.tsx';
import { NextRoom } from './NextRoom.tsx';

/** After the poll: save what the party keeps as files, start the next election's room, then destroy this one. */
export function EndOfDay() {
  const { t } = useWords();
  const by = useEnteredBy();
  const save = useMutation({
    mutationFn: async (what: 'marks' | 'results') => {
      const { csv, rows } =
        what === 'marks'
          ? await client.turnout.exportMarks.mutate({ by })
          : await client.turnout.exportResults.mutate({ by });
      saveText(what === 'marks' ? 'marked off.csv' : 'at the door.csv', csv, 'text/csv');
      return rows;
    },
  });
  return (
    <section className={part.part} aria-labelledby="end">
      <h2 id="end" className={part.heading}>
        {t('After the poll')}
      </h2>
      <p>
        {t('First save what the party’s own system needs. Both files are safe to open in a spreadsheet.')}
      </p>
      <div className={part.row}>
        <Button variant="default" disabled={save.isPending} onClick={() => save.mutate('marks')}>
          {t('Save who was marked off')}
        </Button>
        <Button variant="default" disabled={save.isPending} onClick={() => save.mutate('results')}>
          {t('Save what was heard at the doors')}
        </Button>
      </div>
      {save.isSuccess && (
        <Notice
          tone="good"
          role="status"
          title={t('{{data}} saved.', { data: counted(save.data, 'line') })}
        />
      )}
      <Failed what={t('It was not saved.')} error={save.error} />
      <NextRoom />
      <EndOnLaptops />
      <DestroyRoom />
    </section>
  );
}
