import { NativeSelect } from '@mantine/core';
import type { ElectionKind } from '../../src-main/register/elector/elections.ts';
import type { Message } from '../../src-shared/message.ts';
import { labelled } from './labelled.ts';
import { useWords } from './use-words.ts';

type WhichPollProps = {
  /** The polls combined on the day; with fewer than two there is nothing to choose. */
  polls: readonly { value: ElectionKind; label: Message }[];
  value: ElectionKind | undefined;
  onChange: (poll: ElectionKind | undefined) => void;
};

/** Chooses the promises for one of several polls on one day. */
export function WhichPoll({ polls, value, onChange }: WhichPollProps) {
  const { t } = useWords();
  if (polls.length < 2) return null;
  return (
    <NativeSelect
      label={t('Promises for')}
      size="sm"
      data={[{ value: '', label: t('any of the polls') }, ...labelled(polls)]}
      value={value ?? ''}
      onChange={(event) => onChange(polls.find((each) => each.value === event.currentTarget.value)?.value)}
    />
  );
}
