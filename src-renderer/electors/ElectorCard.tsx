import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { HistoryLines } from '../journal/HistoryLines.tsx';
import { ElectorForm } from '../register/ElectorForm.tsx';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { sentenceOf } from '../room/sentence.ts';
import { Notice } from '../shared/Notice.tsx';
import { Busy, Failed } from '../shared/states.tsx';
import classes from './electors.module.css';

/** All that is known of one elector, and everything that was done. */
export function ElectorCard({ id }: { id: number }) {
  const by = useEnteredBy();
  const [editing, setEditing] = useState(false);
  const [done, setDone] = useState('');
  const card = useQuery({
    queryKey: [ROOM, 'elector', id],
    queryFn: () => client.electors.card.query({ id }),
  });
  const mark = useMutation({
    mutationFn: ({ number, markedOff }: { number: string; markedOff: boolean }) => {
      const input = { text: number, by, commandId: crypto.randomUUID() };
      return markedOff ? client.turnout.undo.mutate(input) : client.turnout.mark.mutate(input);
    },
  });
  if (card.isPending) return <Busy>Looking up…</Busy>;
  if (card.isError) {
    return (
      <Failed what="The elector could not be shown." error={card.error} onRetry={() => void card.refetch()} />
    );
  }
  const { elector, past, history } = card.data;
  const facts: [string, string][] = [
    ['Address', elector.address],
    ['Postcode', elector.postcode],
    ['Voting intention', [elector.votingIntention, elector.promise && '(promise)'].filter(Boolean).join(' ')],
    ['Markers', elector.markers],
    ['On no sheet', elector.keptOff],
    ['Telephone', elector.phone],
    ['Note', elector.note],
    [
      'Wishes',
      [elector.lift && 'lift wanted', elector.doNotKnock && 'do not knock'].filter(Boolean).join(', '),
    ],
    ...past.votes.map(({ election, what }): [string, string] => [election, what]),
    ...past.intentions.map(({ label, code }): [string, string] => [label, code]),
  ];
  return (
    <section className={classes.card} aria-label={`${elector.number} ${elector.forename} ${elector.surname}`}>
      <h2 className={classes.heading}>
        {elector.number} {elector.forename} {elector.surname}
      </h2>
      <p>
        {elector.onRegister
          ? elector.markedOff
            ? 'Marked off.'
            : 'Not marked off.'
          : 'No longer on the register.'}
      </p>
      <div role="status">{done && <Notice tone="good" title={done} />}</div>
      {mark.isError && (
        <Notice tone="bad" role="alert" title="That was not done.">
          <p>{sentenceOf(mark.error)}</p>
        </Notice>
      )}
      {editing ? (
        <ElectorForm
          start={elector}
          elector={elector}
          onDone={(sentence) => {
            setDone(sentence);
            setEditing(false);
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <>
          <div className={classes.ways}>
            {elector.onRegister && (
              <Button
                size="sm"
                variant="default"
                disabled={mark.isPending}
                onClick={() => mark.mutate(elector)}
              >
                {elector.markedOff ? 'Take the mark back' : 'Mark off'}
              </Button>
            )}
            <Button size="sm" variant="default" onClick={() => setEditing(true)}>
              Correct…
            </Button>
          </div>
          <dl className={classes.facts}>
            {facts
              .filter(([, value]) => value !== '')
              .map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
        </>
      )}
      <h3 className={classes.heading}>History</h3>
      {history.length === 0 ? <p>Nothing was done yet.</p> : <HistoryLines lines={history} />}
    </section>
  );
}
