import { NativeSelect } from '@mantine/core';
import type { Message } from '../../src-shared/message.ts';
import { labelled } from './labelled.ts';
import { useWords } from './use-words.ts';
import classes from './which-poll.module.css';

type WhichPollProps<Poll extends string> = {
  /** The polls combined on the day; with fewer than two there is nothing to choose. */
  polls: readonly { value: Poll; label: Message }[];
  value: Poll | undefined;
  onChange: (poll: Poll | undefined) => void;
};

/** Chooses the promises for one of several polls on one day. */
export function WhichPoll<Poll extends string>({ polls, value, onChange }: WhichPollProps<Poll>) {
  const { t } = useWords();
  if (polls.length < 2) return null;
  return (
    <NativeSelect
      label={t('Promises for')}
      classNames={{ root: classes.poll ?? '', label: classes.label ?? '' }}
      data={[{ value: '', label: t('any of the polls') }, ...labelled(polls)]}
      value={value ?? ''}
      onChange={(event) => onChange(polls.find((each) => each.value === event.currentTarget.value)?.value)}
    />
  );
}
