import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { ConflictCard } from '../../src-main/journal/conflict-words.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { count, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import classes from './laptops.module.css';

/** What laptops say differently, each with a button for what is right. Nothing if they agree. */
export function Conflicts() {
  const { t } = useWords();
  const by = useEnteredBy();
  const language = shownLanguage();
  const heading = useId();
  const list = useRef<HTMLOListElement>(null);
  /** The place of the card that was settled last. */
  const [settledAt, setSettledAt] = useState<number | null>(null);
  const found = useQuery({
    queryKey: [ROOM, 'conflicts', language],
    queryFn: () => client.conflicts.list.query({ language }),
  });
  const settle = useMutation({
    mutationFn: ({ id, choice }: { id: string; choice: string; place: number }) =>
      client.conflicts.settle.mutate({ id, choice, by }),
    onSuccess: (_, { place }) => setSettledAt(place),
    // Another window may have settled it.
    onError: () => void found.refetch(),
  });
  const { cards = [], total = 0 } = found.data ?? {};
  const next = cards[settledAt ?? 0]?.id ?? cards.at(-1)?.id;
  // The button that was pressed has gone with its card.
  useEffect(() => {
    if (settledAt === null || next === undefined) return;
    const shown = [...(list.current?.children ?? [])].find(({ id }) => id === `conflict-${next}`);
    if (shown instanceof HTMLElement) shown.focus();
  }, [settledAt, next]);
  if (found.isLoadingError)
    return (
      <Failed
        what={t('What laptops disagree about could not be read.')}
        error={found.error}
        onRetry={() => void found.refetch()}
      />
    );
  if (total === 0)
    return settledAt === null ? null : (
      <Notice tone="good" role="status" title={t('The laptops agree again.')}>
        <p>{t('Other laptops learn of it at the next exchange.')}</p>
      </Notice>
    );
  return (
    <section className={classes.conflicts} aria-labelledby={heading}>
      <h2 className={part.heading} id={heading}>
        {t('Laptops disagree: {{number}} to settle', { number: count(total) })}
      </h2>
      <p>
        {t('Until then nobody who may have voted is on a sheet. Check the paper, and say what is right.')}
      </p>
      <Failed what={t('That was not settled.')} error={settle.error} />
      <ol className={classes.cards} ref={list}>
        {cards.map((card, place) => (
          <Card
            key={card.id}
            card={card}
            isBusy={settle.isPending}
            onChoose={(choice) => settle.mutate({ id: card.id, choice, place })}
          />
        ))}
      </ol>
      {total > cards.length && <p>{t('and {{number}} more', { number: count(total - cards.length) })}</p>}
    </section>
  );
}

type CardProps = { card: ConflictCard; isBusy: boolean; onChoose: (choice: string) => void };

function Card({ card: { id, number, name, title, sides, choices }, isBusy, onChoose }: CardProps) {
  const { t } = useWords();
  const heading = useId();
  return (
    <li id={`conflict-${id}`} className={classes.card} tabIndex={-1} aria-labelledby={heading}>
      <h3 id={heading}>
        {number && (
          <>
            {number} {name}:{' '}
          </>
        )}
        {title}
      </h3>
      <ul className={classes.sides}>
        {sides.map(({ says, by }) => (
          <li key={says + by.map(({ at }) => at).join()}>
            <strong>{says}</strong>
            {by.map(({ laptop, at, by: who }) => (
              <span key={laptop + at} className={classes.who}>
                {laptop}, {time(at)}
                {who && ` ${t('by {{by}}', { by: who })}`}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <div className={classes.choices}>
        {choices.map(({ choice, label }) => (
          <Button
            key={choice}
            size="sm"
            variant="default"
            disabled={isBusy}
            aria-describedby={heading}
            onClick={() => onChoose(choice)}
          >
            {label}
          </Button>
        ))}
      </div>
    </li>
  );
}
