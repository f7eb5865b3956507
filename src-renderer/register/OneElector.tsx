import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { RoomSummary } from '../../src-main/api/summary.ts';
import type { ElectorRecord } from '../../src-main/register/by-hand.ts';
import type { Message } from '../../src-shared/message.ts';
import { ElectorForm, EMPTY_FORM } from '../electors/ElectorForm.tsx';
import { client } from '../room/client.ts';
import { Notice } from '../shared/Notice.tsx';
import classes from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';

/** One elector by hand: the late additions are often six names on a sheet of paper. */
export function OneElector({ room }: { room: RoomSummary }) {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState<
    { at: 'new'; number: string } | { at: 'known'; elector: ElectorRecord } | null
  >(null);
  const [done, setDone] = useState<Message | null>(null);
  const find = useMutation({
    mutationFn: (number: string) => client.register.findElector.query({ text: number }),
    onSuccess: ({ elector }) => elector && setOpen({ at: 'known', elector }),
  });
  const finish = (sentence: Message) => {
    setDone(sentence);
    setOpen(null);
    setText('');
    find.reset();
    // The next of the list can be typed at once.
    setTimeout(() => field.current?.focus());
  };
  const example = room.pollingDistricts[0]?.code ?? 'KA';
  return (
    <div className={classes.part}>
      <form
        className={classes.row}
        onSubmit={(event) => {
          event.preventDefault();
          setDone(null);
          find.mutate(text);
        }}
      >
        <TextInput
          ref={field}
          label={t('Elector number')}
          description={t('With its polling district, such as {{example}}-12 or {{example2}}-12/1', {
            example,
            example2: example,
          })}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={find.isPending || text.trim() === ''}>
          {t('Find')}
        </Button>
        <Button
          variant="default"
          onClick={() => {
            setDone(null);
            setOpen({ at: 'new', number: text });
          }}
        >
          {t('Add a new elector')}
        </Button>
      </form>
      <div role="status">{done && <Notice tone="good" title={roomSays(done)} />}</div>
      <Failed what={t('The number could not be looked up.')} error={find.error} />
      {!open && find.data?.message && (
        <Notice tone="notice" role="status" title={roomSays(find.data.message)}>
          <Button size="sm" variant="default" onClick={() => setOpen({ at: 'new', number: text })}>
            {t('Add {{text}} as a new elector', { text })}
          </Button>
        </Notice>
      )}
      {open?.at === 'new' && (
        <ElectorForm
          key="new"
          start={{ ...EMPTY_FORM, number: open.number }}
          elector={null}
          onDone={finish}
          onCancel={() => setOpen(null)}
        />
      )}
      {open?.at === 'known' && (
        <ElectorForm
          key={open.elector.id}
          start={open.elector}
          elector={open.elector}
          onDone={finish}
          onCancel={() => setOpen(null)}
        />
      )}
    </div>
  );
}
