import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SlipDifferences as Differences } from '../../../src-main/turnout/slips/slip-differences.ts';
import type { SlipEntry } from '../../../src-main/turnout/slips/slip-entries.ts';
import type { Slip } from '../../../src-main/turnout/slips/slips.ts';
import { client } from '../../room/client.ts';
import { time } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import { roomSays } from '../../shared/room-says.ts';
import { Failed } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import classes from './slip.module.css';

type SlipDifferencesProps = { slip: Slip; differences: Differences; by: string };

/** Numbers that only one of the two times of entering a slip has, each to be kept or taken back. */
export function SlipDifferences({ slip, differences, by }: SlipDifferencesProps) {
  const { t } = useWords();
  const { onlyFirst, onlySecond, kept } = differences;
  const isOver = onlyFirst.length + onlySecond.length === 0;
  if (isOver && kept.length === 0)
    return <Notice tone="good" title={t('Both times the same numbers were entered.')} />;
  return (
    <Notice
      tone={isOver ? 'good' : 'bad'}
      title={
        isOver
          ? t('Nothing differs any more between the two times.')
          : t('It differs from the first time. Check both against the paper.')
      }
    >
      <ul className={classes.differences}>
        {onlyFirst.map((entry) => (
          <Difference key={entry.id} slip={slip} entry={entry} when={t('only the first time')} by={by} />
        ))}
        {onlySecond.map((entry) => (
          <Difference key={entry.id} slip={slip} entry={entry} when={t('only the second time')} by={by} />
        ))}
        {kept.map((each) => (
          <Kept key={each.id} kept={each} by={by} />
        ))}
      </ul>
    </Notice>
  );
}

/** A number that was kept, by whom and when. */
function Kept({ kept: { id, number, by: who, at }, by }: { kept: Differences['kept'][number]; by: string }) {
  const { t } = useWords();
  const ask = useMutation({ mutationFn: () => client.journal.undo.mutate({ entries: [id], by }) });
  return (
    <li className={classes.bar}>
      <span>
        <strong>{number}</strong> {[t('kept'), time(at), who].filter(Boolean).join(', ')}
      </span>
      <Button
        size="compact-md"
        variant="default"
        aria-label={t('Decide about {{number}} again', { number })}
        disabled={ask.isPending}
        onClick={() => ask.mutate()}
      >
        {t('Decide again')}
      </Button>
      <Failed what={t('That was not done.')} error={ask.error} />
    </li>
  );
}

type DifferenceProps = { slip: Slip; entry: SlipEntry; when: string; by: string };

function Difference({ slip, entry, when, by }: DifferenceProps) {
  const { t } = useWords();
  const { id, entered, elector } = entry;
  const number = elector?.number ?? entered;
  const takeBack = useMutation({
    mutationFn: async () => {
      if (elector)
        await client.turnout.undo.mutate({ text: number, telling: id, by, commandId: crypto.randomUUID() });
      else await client.turnout.discardSetAside.mutate({ id, by });
    },
  });
  const keep = useMutation({
    mutationFn: async () => {
      if (slip.secondOf !== null)
        await client.turnout.keepDifference.mutate({ first: slip.secondOf, second: slip.id, entry: id, by });
    },
  });
  return (
    <li className={classes.bar}>
      <span>
        <strong>{number}</strong> {elector && roomSays(elector.name)}, {when}
      </span>
      <Button
        size="compact-md"
        aria-label={t('Take back {{number}}', { number })}
        disabled={takeBack.isPending}
        onClick={() => takeBack.mutate()}
      >
        {t('Take back')}
      </Button>
      <Button
        size="compact-md"
        variant="default"
        aria-label={t('Keep {{number}}', { number })}
        disabled={keep.isPending}
        onClick={() => keep.mutate()}
      >
        {t('Keep')}
      </Button>
      <Failed what={t('That was not done.')} error={takeBack.error ?? keep.error} />
    </li>
  );
}
