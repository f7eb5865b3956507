import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { JournalLine } from '../../src-main/journal/read-journal.ts';
import type { ElectorRecord, PastOfElector } from '../../src-main/register/by-hand.ts';
import { HistoryLines } from '../journal/HistoryLines.tsx';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { Answered, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage, words } from '../shared/words.ts';
import { ElectorForm } from './ElectorForm.tsx';
import classes from './electors.module.css';

type ElectorCardProps = {
  id: number;
  /** Another number each time somebody is opened, who then gets the focus. */
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
    <Answered of={card} waiting={t('Looking up…')} failed={t('The elector could not be shown.')}>
      {(shown) => <Card key={id} card={shown} opening={opening} onLeave={onLeave} />}
    </Answered>
  );
}

type CardProps = {
  card: { elector: ElectorRecord; past: PastOfElector; history: JournalLine[] };
} & Omit<ElectorCardProps, 'id'>;

function Card({ card: { elector, past, history }, opening, onLeave }: CardProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const [editing, setEditing] = useState(false);
  const [done, setDone] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened again, it takes the focus again
  useEffect(() => heading.current?.focus(), [opening]);
  const mark = useMutation({
    mutationFn: ({ number, markedOff }: ElectorRecord) => {
      const input = { text: number, by, commandId: crypto.randomUUID() };
      return markedOff ? client.turnout.undo.mutate(input) : client.turnout.mark.mutate(input);
    },
    onSuccess: () => setDone(''),
  });
  const name = [elector.number, elector.forename, elector.surname].filter(Boolean).join(' ');
  const onEscape = (event: KeyboardEvent) => {
    // Whoever is correcting would lose their place.
    if (event.key !== 'Escape' || editing) return;
    event.preventDefault();
    onLeave();
  };
  const remark = mark.data?.entries[0]?.message;
  return (
    <section className={classes.card} aria-label={name} onKeyDown={onEscape}>
      <h2 className={classes.heading} ref={heading} tabIndex={-1}>
        {name}
      </h2>
      <p className={classes.standing}>{standingInWords(elector, history)}</p>
      <div role="status">
        {done && <Notice tone="good" title={done} />}
        {!done && remark && <Notice tone="notice" title={roomSays(remark)} />}
      </div>
      <Failed what={t('That was not done.')} error={mark.error} />
      {editing ? (
        <ElectorForm
          start={elector}
          elector={elector}
          onDone={(sentence) => {
            setDone(sentence);
            setEditing(false);
            heading.current?.focus();
          }}
          onCancel={() => {
            setEditing(false);
            heading.current?.focus();
          }}
        />
      ) : (
        <>
          <div className={classes.ways}>
            {elector.onRegister && (
              <Button
                size="sm"
                variant="default"
                // Not `disabled`, which would drop the focus.
                aria-disabled={mark.isPending}
                onClick={() => mark.isPending || mark.mutate(elector)}
              >
                {elector.markedOff ? t('Take the mark back') : t('Mark off')}
              </Button>
            )}
            <Button
              size="sm"
              variant="default"
              onClick={() => {
                setDone('');
                setEditing(true);
              }}
            >
              {t('Correct…')}
            </Button>
          </div>
          <Facts facts={factsOf(elector)} />
          <Past past={past} />
        </>
      )}
      <h3 className={classes.heading}>{t('History')}</h3>
      {history.length === 0 ? <p>{t('Nothing was done yet.')}</p> : <HistoryLines lines={history} ofOne />}
    </section>
  );
}

function Past({ past: { votes, intentions } }: { past: PastOfElector }) {
  const { t } = useWords();
  return (
    <>
      {votes.length > 0 && <h3 className={classes.heading}>{t('Past elections')}</h3>}
      <Facts facts={votes.map(({ election, what }) => [election, roomSays(what)])} />
      {intentions.length > 0 && <h3 className={classes.heading}>{t('Earlier voting intentions')}</h3>}
      <Facts facts={intentions.map(({ label, code }) => [label, code])} />
    </>
  );
}

type Fact = readonly [name: string, value: string];

function Facts({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(([, value]) => value !== '');
  if (known.length === 0) return null;
  return (
    <dl className={classes.facts}>
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{words.t(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `Promise. Marked off at 14:05 by Gwen.` */
function standingInWords(elector: ElectorRecord, history: readonly JournalLine[]): string {
  const mark = history.find(({ status }) => status === 'marked');
  const marked = mark
    ? mark.by === ''
      ? words.t('Marked off at {{at}}.', { at: time(mark.at) })
      : words.t('Marked off at {{at}} by {{by}}.', { at: time(mark.at), by: mark.by })
    : words.t('Marked off.');
  return [
    elector.promise ? words.t('Promise.') : words.t('No promise.'),
    elector.markedOff ? marked : words.t('Not marked off.'),
    elector.removedAt !== null &&
      words.t('No longer on the register since {{at}}.', { at: time(elector.removedAt) }),
  ]
    .filter(Boolean)
    .join(' ');
}

const NO_SHEET: Record<string, string> = {
  anonymous: 'an anonymous elector',
  'no address': 'the register gives no street',
  moved: 'moved away',
  deceased: 'deceased',
  'do not knock': 'the canvass says not to knock',
  'not entitled': 'may not vote at this election',
  'too young': 'too young on polling day',
  proxy: 'votes by proxy',
  postal: 'votes by post',
};

function factsOf(elector: ElectorRecord): Fact[] {
  const { keptOff, doNotKnock, lift } = elector;
  return [
    ['Address', elector.address],
    ['Postcode', elector.postcode],
    ['Voting intention', elector.votingIntention],
    ['Postal vote', elector.postal ? words.t('yes') : ''],
    ['Markers', elector.markers],
    ['On no sheet', words.t(NO_SHEET[keptOff] ?? (doNotKnock ? 'asked not to be knocked' : keptOff))],
    ['Telephone', elector.phone],
    ['Note', elector.note],
    ['Lift wanted', lift ? words.t('yes') : ''],
  ];
}
