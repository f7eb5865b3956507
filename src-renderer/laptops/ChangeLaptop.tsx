import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { count } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';

type Laptop = { device: string; letter: string; name: string };
type Props = { laptop: Laptop; onDone: () => void };

/** Gives a laptop another name. */
export function RenameLaptop({ laptop: { device, letter, name }, onDone }: Props) {
  const { t } = useWords();
  const by = useEnteredBy();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState(name);
  const rename = useMutation({
    mutationFn: () => client.laptops.rename.mutate({ device, name: typed, by }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [ROOM] });
      onDone();
    },
  });
  return (
    <form
      className={part.row}
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate();
      }}
    >
      <TextInput
        label={t('Another name for laptop {{letter}}', { letter })}
        maxLength={40}
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" disabled={rename.isPending || typed.trim() === ''}>
        {t('Save the name')}
      </Button>
      <Button variant="default" onClick={onDone}>
        {t('Not now')}
      </Button>
      <Failed what={t('Nothing was changed.')} error={rename.error} />
    </form>
  );
}

/** Takes a laptop off the list, once it was said what that means. */
export function TakeOffLaptop({
  laptop: { device, letter, name },
  entries,
  onDone,
}: {
  laptop: Laptop;
  entries: number;
  onDone: (isOff: boolean) => void;
}) {
  const { t } = useWords();
  const by = useEnteredBy();
  const queryClient = useQueryClient();
  const takeOff = useMutation({
    mutationFn: () => client.laptops.takeOff.mutate({ device, by }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [ROOM] });
      onDone(true);
    },
  });
  return (
    <Notice
      tone="notice"
      role="status"
      title={t('Take laptop {{letter}} ({{name}}) off the list?', { letter, name })}
    >
      <p>
        {t(
          'Its entries that are here stay: {{number}}. The board no longer waits for it. If a file of it still comes, what is in it counts.',
          { number: count(entries) },
        )}
      </p>
      <Failed what={t('Nothing was changed.')} error={takeOff.error} />
      <div className={part.row}>
        <Button disabled={takeOff.isPending} onClick={() => takeOff.mutate()}>
          {t('Take it off')}
        </Button>
        <Button variant="default" onClick={() => onDone(false)}>
          {t('Not now')}
        </Button>
      </div>
    </Notice>
  );
}

/** Puts a laptop that was taken off just now back on the list. */
export function PutBackLaptop({ laptop: { device, letter, name }, onDone }: Props) {
  const { t } = useWords();
  const by = useEnteredBy();
  const queryClient = useQueryClient();
  const putBack = useMutation({
    mutationFn: () => client.laptops.putBack.mutate({ device, by }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [ROOM] });
      onDone();
    },
  });
  return (
    <Notice
      tone="good"
      role="status"
      title={t('Laptop {{letter}} ({{name}}) is off the list.', { letter, name })}
    >
      <Failed what={t('Nothing was changed.')} error={putBack.error} />
      <Button variant="default" disabled={putBack.isPending} onClick={() => putBack.mutate()}>
        {t('Put it back')}
      </Button>
    </Notice>
  );
}
