import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { ElectionKind, PollSettings } from '../../src-main/register/elector/voting-rules.ts';
import { labelled } from '../shared/labelled.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './how-read.module.css';
import { useChoices } from './use-choices.ts';

type PollFieldsProps = {
  pollingDay: string;
  election: ElectionKind | null;
  chasePostal: boolean;
  onChange: (settings: PollSettings) => void;
};

/** Which poll the room is for: that decides who may vote. */
export function PollFields({ pollingDay, election, chasePostal, onChange }: PollFieldsProps) {
  const { t } = useWords();
  const choices = useChoices().data;
  return (
    <div className={classes.choices}>
      <TextInput
        type="date"
        label={t('Polling day')}
        size="sm"
        value={pollingDay}
        onChange={(event) => event.currentTarget.value && onChange({ pollingDay: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('Kind of election')}
        size="sm"
        data={[{ value: '', label: t('not said') }, ...labelled(choices?.elections ?? [])]}
        value={election ?? ''}
        onChange={(event) =>
          onChange({ election: (event.currentTarget.value || null) as ElectionKind | null })
        }
      />
      <Checkbox
        label={t('Postal voters on sheets too')}
        checked={chasePostal}
        onChange={(event) => onChange({ chasePostal: event.currentTarget.checked })}
      />
    </div>
  );
}
