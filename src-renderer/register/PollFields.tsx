import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Poll } from '../../src-main/api/poll.ts';
import type { ElectionKind } from '../../src-main/register/elector/elections.ts';
import type { PollSettings } from '../../src-main/register/elector/voting-rules.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { DateInput } from '../shared/DateInput.tsx';
import { labelled } from '../shared/labelled.ts';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import { useChoices } from './use-choices.ts';

type PollFieldsProps = {
  pollingDay: string;
  elections: readonly ElectionKind[];
  onChange: (settings: PollSettings) => void;
};

/** Which poll the room is for: that decides who may vote. */
export function PollFields({ pollingDay, elections, onChange }: PollFieldsProps) {
  const { t } = useWords();
  const kinds = labelled(useChoices().data?.elections ?? []);
  return (
    <div className={part.row}>
      <DateInput
        label={t('Polling day')}
        iso={pollingDay}
        onChange={(day) => onChange({ pollingDay: day })}
      />
      <Checkbox.Group
        label={t('Kind of election')}
        description={t('Tick every poll of that day: several if they are combined.')}
        size="sm"
        value={[...elections]}
        onChange={(chosen) =>
          onChange({ elections: kinds.flatMap(({ value }) => (chosen.includes(value) ? [value] : [])) })
        }
      >
        <div className={part.line}>
          {kinds.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </div>
      </Checkbox.Group>
    </div>
  );
}

type ChasePostalProps = { chasePostal: boolean; onChange: (settings: PollSettings) => void };

/** Whether those who vote by post are knocked up as well. */
export function ChasePostal({ chasePostal, onChange }: ChasePostalProps) {
  const { t } = useWords();
  return (
    <Checkbox
      label={t('Postal voters on sheets too')}
      checked={chasePostal}
      onChange={(event) => onChange({ chasePostal: event.currentTarget.checked })}
    />
  );
}

/** The poll the room is for, and who may vote at it. */
export function usePoll() {
  return useQuery({ queryKey: [ROOM, 'poll'], queryFn: () => client.register.poll.query() });
}

/** The kinds of the polls that the room is for. */
export function electionsOf({ polls: all }: Poll): ElectionKind[] {
  return all.flatMap(({ election }) => election ?? []);
}

/** The settings of the poll that are set. */
export function settingsChosen(
  poll: PollSettings,
): Partial<{ [Name in keyof PollSettings]: NonNullable<PollSettings[Name]> }> {
  return Object.fromEntries(Object.entries(poll).filter(([, value]) => value !== undefined));
}
