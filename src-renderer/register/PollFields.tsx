import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ElectionKind, PollSettings } from '../../src-main/register/elector/voting-rules.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
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

/** The poll the room is for, and who may vote at it. */
export function usePoll() {
  return useQuery({ queryKey: [ROOM, 'poll'], queryFn: () => client.register.poll.query() });
}

/** The settings of the poll that are set. */
export function settingsChosen(
  poll: PollSettings,
): Partial<{ [Name in keyof PollSettings]: NonNullable<PollSettings[Name]> }> {
  return Object.fromEntries(Object.entries(poll).filter(([, value]) => value !== undefined));
}
