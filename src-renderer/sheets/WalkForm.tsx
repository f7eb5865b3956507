import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Walk, WalkStreet } from '../../src-main/sheets/walks.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { counted } from '../shared/format.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './walks.module.css';

type WalkFormProps = {
  walk: Walk | null;
  /** Those to begin with, in their order. */
  streets: WalkStreet[];
  free: WalkStreet[];
  onDone: () => void;
};

/** One walk: its name, how to get there, who takes it, and its streets in their order. */
export function WalkForm({ walk, streets: first, free, onDone }: WalkFormProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const [name, setName] = useState(walk?.name ?? first[0]?.street ?? '');
  const [note, setNote] = useState(walk?.note ?? '');
  const [runner, setRunner] = useState(walk?.runner ?? '');
  const [streets, setStreets] = useState(first);
  const save = useMutation({
    mutationFn: () => {
      const form = { name, note, runner, streetIds: streets.map(({ id }) => id) };
      return client.sheets.saveWalk.mutate({ id: walk?.id ?? null, form, by });
    },
    onSuccess: onDone,
  });
  const remove = useMutation({
    mutationFn: (id: number) => client.sheets.removeWalk.mutate({ id, by }),
    onSuccess: onDone,
  });
  const failed = save.error ?? remove.error;
  const others = [...free, ...(walk?.streets ?? [])].filter(
    ({ id }) => !streets.some((each) => each.id === id),
  );
  const swap = (place: number, to: number) => {
    const next = [...streets];
    const [moved] = next.splice(place, 1);
    if (moved) next.splice(to, 0, moved);
    setStreets(next);
  };
  return (
    <form
      className={classes.form}
      aria-label={walk ? t('Change {{name}}', { name: walk.name }) : t('New walk')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={classes.row}>
        <TextInput
          // The form has just been asked for.
          autoFocus
          label={t('Name of the walk')}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('Who usually takes it')}
          maxLength={80}
          value={runner}
          onChange={(event) => setRunner(event.currentTarget.value)}
        />
      </div>
      <TextInput
        label={t('How to get there')}
        description={t(
          'Printed at the top of its sheets, such as: park behind the chapel, steps to the upper row',
        )}
        maxLength={300}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <ol className={classes.ordered} aria-label={t('Streets of the walk, in their order')}>
        {streets.map(({ id, street, district, doors }, place) => (
          <li key={id} className={classes.orderedStreet}>
            <span>
              {place + 1}. {street}, {district}: {counted(doors, 'door')}
            </span>
            <span className={classes.buttons}>
              <Button
                size="xs"
                variant="default"
                aria-label={t('Move {{street}} up', { street })}
                disabled={place === 0}
                onClick={() => swap(place, place - 1)}
              >
                {t('Up')}
              </Button>
              <Button
                size="xs"
                variant="default"
                aria-label={t('Move {{street}} down', { street })}
                disabled={place === streets.length - 1}
                onClick={() => swap(place, place + 1)}
              >
                {t('Down')}
              </Button>
              <Button
                size="xs"
                variant="default"
                aria-label={t('Take {{street}} out', { street })}
                onClick={() => setStreets(streets.filter((each) => each.id !== id))}
              >
                {t('Take out')}
              </Button>
            </span>
          </li>
        ))}
      </ol>
      <NativeSelect
        label={t('Add a street')}
        value=""
        onChange={(event) => {
          const added = others.find(({ id }) => id === Number(event.currentTarget.value));
          if (added) setStreets([...streets, added]);
        }}
        data={[
          { value: '', label: t('Choose a street that is in no walk') },
          ...others.map(({ id, street, district, doors }) => ({
            value: String(id),
            label: `${street}, ${district} (${doors})`,
          })),
        ]}
      />
      <Failed what={t('Nothing was changed.')} error={failed} />
      <div className={classes.row}>
        <Button type="submit" disabled={save.isPending}>
          {t('Save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('Cancel')}
        </Button>
        {walk && (
          <Button variant="default" disabled={remove.isPending} onClick={() => remove.mutate(walk.id)}>
            {t('Delete this walk')}
          </Button>
        )}
      </div>
    </form>
  );
}
