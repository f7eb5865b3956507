import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SlipEntry } from '../../src-main/turnout/slips.ts';
import { client } from '../room/client.ts';
import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './slip.module.css';

type Differences = { onlyFirst: readonly SlipEntry[]; onlySecond: readonly SlipEntry[] };

/** Numbers that only one of the two times of entering a slip has, each to be kept or taken back. */
export function SlipDifferences({ differences, by }: { differences: Differences; by: string }) {
  const { t } = useWords();
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const left = ({ id }: SlipEntry) => !kept.has(id);
  const first = differences.onlyFirst.filter(left);
  const second = differences.onlySecond.filter(left);
  const keep = (id: string) => setKept((before) => new Set(before).add(id));
  if (first.length + second.length === 0) {
    return <Notice tone="good" title={t('Nothing differs any more between the two times.')} />;
  }
  return (
    <Notice tone="bad" title={t('It differs from the first time. Check both against the paper.')}>
      <ul className={classes.differences}>
        {first.map((entry) => (
          <Difference key={entry.id} entry={entry} when={t('only the first time')} by={by} onKeep={keep} />
        ))}
        {second.map((entry) => (
          <Difference key={entry.id} entry={entry} when={t('only the second time')} by={by} onKeep={keep} />
        ))}
      </ul>
    </Notice>
  );
}

type DifferenceProps = { entry: SlipEntry; when: string; by: string; onKeep: (id: string) => void };

function Difference({ entry, when, by, onKeep }: DifferenceProps) {
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
        onClick={() => onKeep(id)}
      >
        {t('Keep')}
      </Button>
      <Failed what={t('That was not done.')} error={takeBack.error} />
    </li>
  );
}
