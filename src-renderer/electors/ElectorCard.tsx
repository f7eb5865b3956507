import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { JournalLine } from '../../src-main/journal/read-journal.ts';
import type { ElectorRecord, PastOfElector } from '../../src-main/register/by-hand.ts';
import type { Message } from '../../src-shared/message.ts';
import { HistoryLines } from '../journal/HistoryLines.tsx';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { Answered, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import { ElectorFacts } from './ElectorFacts.tsx';
import { ElectorForm } from './ElectorForm.tsx';
import { statusInWords } from './elector-words.ts';
import classes from './electors.module.css';

type ElectorCardProps = {
  id: number;
  /** Another number each time an elector is opened, who then gets the focus. */
  opening: number;
  onLeave: () => void;
};

/** All that is known of one elector, and everything that was done. */
export function ElectorCard({ id, opening, onLeave }: ElectorCardProps) {
  const { t } = useWords();
  const language = shownLanguage();
  const card = useQuery({
    queryKey: [ROOM, 'elector', id, language],
    queryFn: () => client.electors.card.query({ id, language }),
  });
  return (
    <Answered of={card} waiting={t('Loading…')} failed={t('The elector could not be shown.')}>
      {(shown) => <Card card={shown} opening={opening} onLeave={onLeave} />}
    </Answered>
  );
}

type CardProps = {
  card: { elector: ElectorRecord; past: PastOfElector; history: JournalLine[] };
} & Omit<ElectorCardProps, 'id'>;

function Card({ card: { elector, past, history }, opening, onLeave }: CardProps) {
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  const [done, setDone] = useState<Message | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened again, it takes the focus again
  useEffect(() => heading.current?.focus(), [opening]);
  const mark = useMark(() => setDone(null));
  const name = [elector.number, elector.forename, elector.surname].filter(Boolean).join(' ');
  const onEscape = (event: KeyboardEvent) => {
    // Leaving while editing would lose what was typed.
    if (event.key !== 'Escape' || editing) return;
    event.preventDefault();
    onLeave();
  };
  const stopEditing = () => {
    setEditing(false);
    heading.current?.focus();
  };
  const remark = done ?? mark.data?.entries[0]?.message;
  return (
    <section className={classes.card} aria-label={name} onKeyDown={onEscape}>
      <h2 className={classes.heading} ref={heading} tabIndex={-1}>
        {name}
      </h2>
      <p className={classes.standing}>{statusInWords(elector, history)}</p>
      <div role="status">{remark && <Notice tone={done ? 'good' : 'notice'} title={roomSays(remark)} />}</div>
      <Failed what={t('That was not done.')} error={mark.error} />
      {editing ? (
        <ElectorForm
          start={elector}
          elector={elector}
          onDone={(sentence) => {
            setDone(sentence);
            stopEditing();
          }}
          onCancel={stopEditing}
        />
      ) : (
        <>
          <Actions
            elector={elector}
            isMarking={mark.isPending}
            onMark={() => mark.mutate(elector)}
            onCorrect={() => {
              setDone(null);
              setEditing(true);
            }}
          />
          <ElectorFacts elector={elector} past={past} />
        </>
      )}
      <History lines={history} />
    </section>
  );
}

type ActionsProps = {
  elector: ElectorRecord;
  isMarking: boolean;
  onMark: () => void;
  onCorrect: () => void;
};

function Actions({ elector: { onRegister, markedOff }, isMarking, onMark, onCorrect }: ActionsProps) {
  const { t } = useWords();
  return (
    <div className={classes.ways}>
      {onRegister && (
        <Button
          size="sm"
          variant="default"
          // Not `disabled`, which would lose the focus.
          aria-disabled={isMarking}
          onClick={() => isMarking || onMark()}
        >
          {markedOff ? t('Take the mark back') : t('Mark off')}
        </Button>
      )}
      <Button size="sm" variant="default" onClick={onCorrect}>
        {t('Correct…')}
      </Button>
    </div>
  );
}

/** Marks an elector off, or undoes the mark. */
function useMark(onSuccess: () => void) {
  const by = useEnteredBy();
  return useMutation({
    mutationFn: ({ number, markedOff }: ElectorRecord) => {
      const input = { text: number, by, commandId: crypto.randomUUID() };
      return markedOff ? client.turnout.undo.mutate(input) : client.turnout.mark.mutate(input);
    },
    onSuccess,
  });
}

function History({ lines }: { lines: JournalLine[] }) {
  const { t } = useWords();
  return (
    <>
      <h3 className={classes.heading}>{t('History')}</h3>
      {lines.length === 0 ? <p>{t('Nothing was done yet.')}</p> : <HistoryLines lines={lines} ofOne />}
    </>
  );
}
