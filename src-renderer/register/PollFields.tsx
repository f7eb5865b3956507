import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { ElectionKind, PollSettings } from '../../src-main/register/voting-rules.ts';
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
  const choices = useChoices().data;
  return (
    <div className={classes.choices}>
      <TextInput
        type="date"
        label="Polling day"
        size="sm"
        value={pollingDay}
        onChange={(event) => event.currentTarget.value && onChange({ pollingDay: event.currentTarget.value })}
      />
      <NativeSelect
        label="Kind of election"
        size="sm"
        data={[{ value: '', label: 'not said' }, ...(choices?.elections ?? [])]}
        value={election ?? ''}
        onChange={(event) =>
          onChange({ election: (event.currentTarget.value || null) as ElectionKind | null })
        }
      />
      <Checkbox
        label="Postal voters on sheets too"
        checked={chasePostal}
        onChange={(event) => onChange({ chasePostal: event.currentTarget.checked })}
      />
    </div>
  );
}
