import { Button } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { ConflictCard, GroupCard } from '../../src-main/journal/conflicts/conflict-words.ts';
import { AskTwice } from '../room/AskTwice.tsx';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { count, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Busy, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import classes from './laptops.module.css';

/** What laptops say differently, with a button for what is right: for all of a kind, or for each. Nothing if they agree. */
export function Conflicts() {
  const { t } = useWords();
  const language = shownLanguage();
  const heading = useId();
  const [hasSettled, setHasSettled] = useState(false);
  const section = useRef<HTMLElement>(null);
  const found = useQuery({
    queryKey: [ROOM, 'conflicts', language],
    queryFn: () => client.conflicts.list.query({ language }),
  });
  const { cards = [], groups = [], total = 0 } = found.data ?? {};
  // What is gone cannot be settled again: another window may have settled it.
  const refresh = () => void found.refetch();
  if (found.isLoadingError)
    return (
      <Failed
        what={t('What laptops disagree about could not be read.')}
        error={found.error}
        onRetry={refresh}
      />
    );
  if (total === 0)
    return hasSettled ? (
      <Notice tone="good" role="status" title={t('The laptops agree again.')}>
        <p>{t('Other laptops learn of it at the next exchange.')}</p>
      </Notice>
    ) : null;
  const inGroups = groups.reduce((sum, group) => sum + group.count, 0);
  const left = total - inGroups - cards.length;
  return (
    <section className={classes.conflicts} aria-labelledby={heading} ref={section} tabIndex={-1}>
      <h2 className={part.heading} id={heading}>
        {t('Laptops disagree: {{number}} to settle', { number: count(total) })}
      </h2>
      <p>
        {t('Until then nobody who may have voted is on a sheet. Check the paper, and say what is right.')}
      </p>
      {groups.map((group) => (
        <Group
          key={`${group.title} ${group.sides.map(({ says, laptops }) => [says, ...laptops].join()).join()}`}
          group={group}
          onSettledAll={() => {
            setHasSettled(true);
            section.current?.focus();
          }}
          onSettled={() => setHasSettled(true)}
          onFailed={refresh}
        />
      ))}
      <CardList cards={cards} onSettled={() => setHasSettled(true)} onFailed={refresh} />
      {left > 0 && <p>{t('and {{number}} more', { number: count(left) })}</p>}
    </section>
  );
}

/** Cards on a page of a group. */
const PAGE = 25;

type GroupProps = {
  group: GroupCard;
  onSettledAll: () => void;
  onSettled: () => void;
  onFailed: () => void;
};

/** Conflicts in which the same laptops say the same: settled as one, or opened to settle each. */
function Group({ group, onSettledAll, onSettled, onFailed }: GroupProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const language = shownLanguage();
  const heading = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [asked, setAsked] = useState(0);
  const { id, title, sides, choices } = group;
  const all = count(group.count);
  // Settling the last one of a page leads to the page before.
  const from = Math.min(asked, Math.floor((group.count - 1) / PAGE) * PAGE);
  const page = useQuery({
    queryKey: [ROOM, 'conflicts', 'of one kind', id, from, language],
    queryFn: () => client.conflicts.ofGroup.query({ id, from, most: PAGE, language }),
    enabled: isOpen,
    placeholderData: keepPreviousData,
  });
  const settleAll = async (choice: string) => {
    try {
      await client.conflicts.settle.mutate({ id, choice, by });
      onSettledAll();
    } catch (error) {
      onFailed();
      throw error;
    }
  };
  return (
    <section className={classes.card} aria-labelledby={heading}>
      <h3 id={heading}>{t('{{number}} of one kind: {{title}}', { number: all, title })}</h3>
      <ul className={classes.sides}>
        {sides.map(({ says, laptops }) => (
          <li key={says + laptops.join()}>
            <strong>{says}</strong>
            <span className={classes.who}>{laptops.join(', ')}</span>
          </li>
        ))}
      </ul>
      <div className={classes.choices}>
        {choices.map(({ choice, label }) => (
          <AskTwice
            key={choice}
            label={label}
            question={t('Settle all {{number}} like this?', { number: all })}
            yes={label}
            onYes={() => settleAll(choice)}
          >
            <p>{t('This settles each of them. It can be undone in the journal, as one.')}</p>
          </AskTwice>
        ))}
      </div>
      <div>
        <Button size="sm" variant="subtle" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t('Hide them') : t('Show each of them')}
        </Button>
      </div>
      {isOpen && (
        <>
          {page.isPending && <Busy>{t('Loading…')}</Busy>}
          <Failed what={t('What laptops disagree about could not be read.')} error={page.error} />
          <CardList cards={page.data ?? []} onSettled={onSettled} onFailed={onFailed} />
          {group.count > PAGE && (
            <div className={classes.choices}>
              <span>
                {t('{{first}} to {{last}} of {{number}}', {
                  first: count(from + 1),
                  last: count(Math.min(from + PAGE, group.count)),
                  number: all,
                })}
              </span>
              <Button size="sm" variant="default" disabled={from === 0} onClick={() => setAsked(from - PAGE)}>
                {t('Previous')}
              </Button>
              <Button
                size="sm"
                variant="default"
                disabled={from + PAGE >= group.count}
                onClick={() => setAsked(from + PAGE)}
              >
                {t('Next')}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}

type CardListProps = { cards: readonly ConflictCard[]; onSettled: () => void; onFailed: () => void };

/** Conflicts that are settled one by one. */
function CardList({ cards, onSettled, onFailed }: CardListProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const list = useRef<HTMLOListElement>(null);
  /** The place of the card that was settled last. */
  const [settledAt, setSettledAt] = useState<number | null>(null);
  const settle = useMutation({
    mutationFn: ({ id, choice }: { id: string; choice: string; place: number }) =>
      client.conflicts.settle.mutate({ id, choice, by }),
    onSuccess: (_, { place }) => {
      setSettledAt(place);
      onSettled();
    },
    onError: onFailed,
  });
  const next = cards[settledAt ?? 0]?.id ?? cards.at(-1)?.id;
  // The button that was pressed has gone with its card.
  useEffect(() => {
    if (settledAt === null || next === undefined) return;
    const shown = [...(list.current?.children ?? [])].find(({ id }) => id === `conflict-${next}`);
    if (shown instanceof HTMLElement) shown.focus();
  }, [settledAt, next]);
  return (
    <>
      <Failed what={t('That was not settled.')} error={settle.error} />
      {cards.length > 0 && (
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
      )}
    </>
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
