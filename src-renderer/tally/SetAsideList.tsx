import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type RefObject, useRef, useState } from 'react';
import type { NumberSetAside } from '../../src-main/turnout/set-aside.ts';
import { client } from '../room/client.ts';
import { count, counted, time } from '../shared/format.ts';
import { roomSays } from '../shared/room-says.ts';
import { ShowAll } from '../shared/ShowAll.tsx';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { pastedLines } from './pasted-lines.ts';
import classes from './set-aside.module.css';
import { useAfterLine } from './use-after-line.ts';
import { useNumbersSetAside } from './use-numbers-set-aside.ts';

/** So many are shown above what was entered last; all of them when they are asked for. */
const SHOWN = 2;

/** The id of the heading, to lead to. */
export const SET_ASIDE = 'numbers-set-aside';

/** Numbers set aside, because they could not be marked off: kept until they are corrected, tried again or discarded. */
export function SetAsideList({ by, field }: { by: string; field: RefObject<HTMLElement | null> }) {
  const { t } = useWords();
  const numbers = useNumbersSetAside();
  const { heading, afterLine } = useAfterLine(numbers.data?.length ?? 0, field);
  const [showsAll, setShowsAll] = useState(false);
  const retry = useMutation({ mutationFn: () => client.turnout.retrySetAside.mutate({ by }) });
  if (!numbers.data || numbers.data.length === 0) return null;
  return (
    <section className={classes.setAside} aria-labelledby={SET_ASIDE}>
      <h2 id={SET_ASIDE} ref={heading} tabIndex={-1} className={classes.heading}>
        {t('{{number}} set aside', { number: counted(numbers.data.length, 'number') })}
      </h2>
      <p className={classes.note}>
        {t(
          'Numbers that were not on the register are tried again automatically when you update it. The others wait for you.',
        )}
      </p>
      <div>
        <Button variant="default" size="sm" disabled={retry.isPending} onClick={() => retry.mutate()}>
          {t('Try these again now')}
        </Button>
      </div>
      <div role="status">
        {retry.data &&
          t('{{found}} found, {{left}} left.', {
            found: count(retry.data.settled.length),
            left: count(retry.data.left),
          })}
      </div>
      <ul className={classes.list}>
        {(showsAll ? numbers.data : numbers.data.slice(0, SHOWN)).map((entry) => (
          <li key={entry.id}>
            <OneSetAside entry={entry} by={by} onDone={afterLine} />
          </li>
        ))}
      </ul>
      {numbers.data.length > SHOWN && (
        <ShowAll all={numbers.data.length} showsAll={showsAll} onChange={setShowsAll} />
      )}
    </section>
  );
}

type OneSetAsideProps = { entry: NumberSetAside; by: string; onDone: (line: Element | null) => void };

function OneSetAside({ entry, by, onDone }: OneSetAsideProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const line = useRef<HTMLFormElement>(null);
  const onSuccess = () => onDone(line.current);
  const settle = useMutation({
    mutationFn: (number: string) => client.turnout.settleSetAside.mutate({ id: entry.id, number, by }),
    onSuccess,
  });
  const discard = useMutation({
    mutationFn: () => client.turnout.discardSetAside.mutate({ id: entry.id, by }),
    onSuccess,
  });
  const failed = settle.error ?? discard.error;
  const where = [
    entry.district,
    entry.slip !== null && t('slip {{slipId}}', { slipId: entry.slip }),
    time(entry.at),
    entry.by,
  ];
  return (
    <form
      ref={line}
      className={classes.line}
      onSubmit={(event) => {
        event.preventDefault();
        settle.mutate(text);
      }}
    >
      <p>
        <strong>{entry.entered}</strong> {where.filter(Boolean).join(', ')}
      </p>
      <p className={classes.note}>{roomSays(entry.message)}</p>
      <div className={classes.ways}>
        {entry.near.map(({ number, name }) => (
          <Button key={number} size="compact-md" variant="default" onClick={() => settle.mutate(number)}>
            {t('It was {{number}} {{name}}', { number, name: roomSays(name) })}
          </Button>
        ))}
        <TextInput
          aria-label={t('Correct number for {{entered}}', { entered: entry.entered })}
          placeholder={t('Correct number')}
          size="xs"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          {...pastedLines(setText)}
        />
        <Button type="submit" size="compact-md" disabled={text.trim() === '' || settle.isPending}>
          {t('Mark off')}
        </Button>
        <Button
          size="compact-md"
          variant="default"
          disabled={discard.isPending}
          onClick={() => discard.mutate()}
        >
          {t('Discard')}
        </Button>
      </div>
      <Failed what={t('That was not done.')} error={failed} />
    </form>
  );
}
