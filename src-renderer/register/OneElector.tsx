import { Button, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { type Ref, useRef, useState } from 'react';
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

/** The elector whose form is open. */
type Open = { at: 'new'; number: string } | { at: 'known'; elector: ElectorRecord };

type Find = { number: string };

/** One elector by hand: the late additions are often six names on a sheet of paper. */
export function OneElector({ room }: { room: RoomSummary }) {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const form = useForm<Find>({ initialValues: { number: '' } });
  const [open, setOpen] = useState<Open | null>(null);
  const [done, setDone] = useState<Message | null>(null);
  const find = useMutation({
    mutationFn: ({ number }: Find) => client.register.findElector.query({ text: number }),
    onSuccess: ({ elector }) => elector && setOpen({ at: 'known', elector }),
  });
  const { number } = form.values;
  const addNew = () => setOpen({ at: 'new', number });
  const finish = (sentence: Message) => {
    setDone(sentence);
    setOpen(null);
    form.reset();
    find.reset();
    // The next of the list can be typed at once.
    setTimeout(() => field.current?.focus());
  };
  return (
    <div className={classes.part}>
      <FindElector
        form={form}
        field={field}
        example={room.pollingDistricts[0]?.code ?? 'KA'}
        isPending={find.isPending}
        onFind={(wanted) => {
          setDone(null);
          find.mutate(wanted);
        }}
        onNew={() => {
          setDone(null);
          addNew();
        }}
      />
      <div role="status">{done && <Notice tone="good" title={roomSays(done)} />}</div>
      <Failed what={t('The number could not be looked up.')} error={find.error} />
      {!open && find.data?.message && (
        <Notice tone="notice" role="status" title={roomSays(find.data.message)}>
          <Button size="sm" variant="default" onClick={addNew}>
            {t('Add {{text}} as a new elector', { text: number })}
          </Button>
        </Notice>
      )}
      {open && <OpenElector open={open} onDone={finish} onCancel={() => setOpen(null)} />}
    </div>
  );
}

type FindElectorProps = {
  form: UseFormReturnType<Find>;
  field: Ref<HTMLInputElement>;
  /** The code of a polling district, to show how a number is written. */
  example: string;
  isPending: boolean;
  onFind: (wanted: Find) => void;
  onNew: () => void;
};

function FindElector({ form, field, example, isPending, onFind, onNew }: FindElectorProps) {
  const { t } = useWords();
  return (
    <form className={classes.row} onSubmit={form.onSubmit(onFind)}>
      <TextInput
        ref={field}
        label={t('Elector number')}
        description={t('With its polling district, such as {{example}}-12 or {{example2}}-12/1', {
          example,
          example2: example,
        })}
        {...form.getInputProps('number')}
      />
      <Button type="submit" disabled={isPending || form.values.number.trim() === ''}>
        {t('Find')}
      </Button>
      <Button variant="default" onClick={onNew}>
        {t('Add a new elector')}
      </Button>
    </form>
  );
}

type OpenElectorProps = { open: Open; onDone: (done: Message) => void; onCancel: () => void };

function OpenElector({ open, ...on }: OpenElectorProps) {
  if (open.at === 'new') {
    return <ElectorForm key="new" start={{ ...EMPTY_FORM, number: open.number }} elector={null} {...on} />;
  }
  const { elector } = open;
  return <ElectorForm key={elector.id} start={elector} elector={elector} {...on} />;
}
