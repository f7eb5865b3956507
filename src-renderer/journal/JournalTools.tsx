import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { JournalKind } from '../../src-main/journal/read-journal.ts';
import { onTheHour } from '../../src-shared/time-of-day.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { labelled } from '../shared/labelled.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { saveText } from '../shared/save-text.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';

export type JournalFilter = { kind: JournalKind; text: string; hour: number | null };

const KINDS: { value: JournalKind; label: string }[] = [
  { value: 'all', label: 'everything' },
  { value: 'numbers', label: 'numbers' },
  { value: 'to look at', label: 'numbers to check' },
  { value: 'undone', label: 'marks taken back' },
  { value: 'sheets', label: 'sheets' },
  { value: 'register', label: 'the register' },
  { value: 'exports', label: 'exports' },
];

const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: onTheHour(hour) }));

type JournalToolsProps = { filter: JournalFilter; onFilter: (filter: JournalFilter) => void };

/** Which entries to show, and a button that saves all of them. */
export function JournalTools({ filter, onFilter }: JournalToolsProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const save = useMutation({
    mutationFn: async () =>
      saveText('journal.csv', (await client.journal.export.mutate({ by })).csv, 'text/csv'),
  });
  return (
    <>
      <div className={part.row}>
        <NativeSelect
          label={t('Show')}
          size="sm"
          data={labelled(KINDS)}
          value={filter.kind}
          onChange={(event) => onFilter({ ...filter, kind: event.currentTarget.value as JournalKind })}
        />
        <NativeSelect
          label={t('Hour from')}
          size="sm"
          data={[{ value: '', label: t('any') }, ...HOURS]}
          value={filter.hour ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onFilter({ ...filter, hour: value === '' ? null : Number(value) })
          }
        />
        <TextInput
          label={t('With a number, a name, or who entered it')}
          size="sm"
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        />
        <Button variant="default" size="sm" disabled={save.isPending} onClick={() => save.mutate()}>
          {t('Save all as CSV')}
        </Button>
      </div>
      <Failed what={t('It was not saved.')} error={save.error} />
      {save.isSuccess && <Notice tone="good" role="status" title={t('The whole journal is saved as CSV.')} />}
    </>
  );
}
