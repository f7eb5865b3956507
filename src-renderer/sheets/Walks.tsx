import { Button, NumberInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import type { Walk, WalkStreet } from '../../src-main/sheets/walks.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { counted } from '../shared/format.ts';
import { Answered, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { FreeStreets } from './FreeStreets.tsx';
import { STREETS_DRAGGED } from './street-drag.ts';
import { WalkForm } from './WalkForm.tsx';
import classes from './walks.module.css';

/** Walks: streets that one person can cover, grouped once before the day. */
export function Walks() {
  const { t } = useWords();
  const walks = useQuery({
    queryKey: [ROOM, 'walks'],
    queryFn: ({ signal }) => client.sheets.walks.query(undefined, { signal }),
  });
  return (
    <Answered of={walks} waiting={t('Loading…')} failed={t('The walks could not be shown.')}>
      {(plan) => <WalkPlan {...plan} />}
    </Answered>
  );
}

function WalkPlan({ walks: all, free }: { walks: Walk[]; free: WalkStreet[] }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const [editing, setEditing] = useState<{ walk: Walk | null; streets: WalkStreet[] } | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const addTo = useMutation({
    mutationFn: ({ walk, ids }: { walk: Walk; ids: number[] }) => {
      const { id, name, note, runner, streets } = walk;
      const streetIds = [...new Set([...streets.map((street) => street.id), ...ids])];
      return client.sheets.saveWalk.mutate({ id, form: { name, note, runner, streetIds }, by });
    },
    onSuccess: () => setChosen(new Set()),
  });
  const order = useMutation({ mutationFn: (ids: number[]) => client.sheets.orderWalks.mutate({ ids }) });
  if (editing) {
    return <WalkForm {...editing} free={free} onDone={() => setEditing(null)} />;
  }
  const move = (place: number, to: number) => {
    const ids = all.map(({ id }) => id);
    const [moved] = ids.splice(place, 1);
    if (moved === undefined) return;
    ids.splice(to, 0, moved);
    order.mutate(ids);
  };
  const picked = free.filter(({ id }) => chosen.has(id));
  const failed = addTo.error ?? order.error;
  return (
    <div className={classes.walks}>
      <section className={classes.column} aria-label={t('Walks')}>
        <div className={classes.head}>
          <h2 className={classes.heading}>{counted(all.length, 'walk')}</h2>
          <Button
            size="sm"
            onClick={() => {
              setEditing({ walk: null, streets: picked });
              setChosen(new Set());
            }}
          >
            {picked.length === 0
              ? t('New walk…')
              : t('New walk of {{picked}}…', { picked: counted(picked.length, 'street') })}
          </Button>
        </div>
        <Failed what={t('Nothing was changed.')} error={failed} />
        {all.length === 0 && (
          <p>
            {t(
              'Tick streets and put them into a new walk, or let the register suggest walks: neighbouring numbers are neighbouring streets.',
            )}
          </p>
        )}
        <ol className={classes.list}>
          {all.map((walk, place) => (
            <OneWalk
              key={walk.id}
              walk={walk}
              picked={picked.length}
              onEdit={() => setEditing({ walk, streets: walk.streets })}
              onTake={(ids) => addTo.mutate({ walk, ids })}
              onTakePicked={() => addTo.mutate({ walk, ids: picked.map(({ id }) => id) })}
              onUp={place === 0 ? null : () => move(place, place - 1)}
              onDown={place === all.length - 1 ? null : () => move(place, place + 1)}
            />
          ))}
        </ol>
        <Suggest hasFree={free.some(({ doors }) => doors > 0)} />
      </section>
      <FreeStreets streets={free} chosen={chosen} onChoose={setChosen} />
    </div>
  );
}

type OneWalkProps = {
  walk: Walk;
  picked: number;
  onEdit: () => void;
  onTake: (ids: number[]) => void;
  onTakePicked: () => void;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
};

function OneWalk({ walk, picked, onEdit, onTake, onTakePicked, onUp, onDown }: OneWalkProps) {
  const { t } = useWords();
  const [over, setOver] = useState(false);
  const { name, note, runner, streets } = walk;
  const doors = streets.reduce((sum, street) => sum + street.doors, 0);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const ids = event.dataTransfer.getData(STREETS_DRAGGED).split(',').filter(Boolean).map(Number);
    if (ids.length > 0) onTake(ids);
  };
  return (
    <li
      className={classes.walk}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(STREETS_DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div>
        <h3 className={classes.name}>{name}</h3>
        <p className={classes.small}>
          {[counted(streets.length, 'street'), counted(doors, 'door'), runner, note]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className={classes.small}>{streets.map(({ street }) => street).join(', ')}</p>
      </div>
      <div className={classes.buttons}>
        {picked > 0 && (
          <Button
            size="xs"
            onClick={onTakePicked}
            aria-label={t('Put the {{picked}} ticked into {{name}}', {
              picked: counted(picked, 'street'),
              name,
            })}
          >
            {t('Put in {{picked}}', { picked })}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          disabled={!onUp}
          onClick={onUp ?? undefined}
          aria-label={t('Move {{name}} up', { name })}
        >
          {t('Up')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!onDown}
          onClick={onDown ?? undefined}
          aria-label={t('Move {{name}} down', { name })}
        >
          {t('Down')}
        </Button>
        <Button size="xs" variant="default" onClick={onEdit} aria-label={t('Change {{name}}', { name })}>
          {t('Change…')}
        </Button>
      </div>
    </li>
  );
}

/** Walks suggested by the order of the register, shown before they are made. */
function Suggest({ hasFree }: { hasFree: boolean }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const [doors, setDoors] = useState<number>(45);
  const look = useMutation({ mutationFn: () => client.sheets.suggestWalks.query({ mostDoors: doors }) });
  const take = useMutation({
    mutationFn: () => client.sheets.takeSuggestedWalks.mutate({ mostDoors: doors, by }),
    onSuccess: () => look.reset(),
  });
  if (!hasFree) return null;
  const failed = look.error ?? take.error;
  return (
    <div className={classes.suggest}>
      <div className={classes.row}>
        <NumberInput
          size="sm"
          label={t('Doors in a walk, at most')}
          description={t('40 to 50 are two hours of canvassing; knocking up is faster')}
          min={5}
          max={1000}
          allowDecimal={false}
          value={doors}
          onChange={(value) => setDoors(typeof value === 'number' && value >= 5 ? value : 45)}
        />
        <Button size="sm" variant="default" disabled={look.isPending} onClick={() => look.mutate()}>
          {t('Suggest walks')}
        </Button>
      </div>
      {look.data && (
        <>
          <p role="status">
            {t('{{number}} from the streets that are in no walk, in the order of the register:', {
              number: counted(look.data.length, 'walk'),
            })}
          </p>
          <ul className={classes.suggested}>
            {look.data.map(({ name, streets }) => (
              <li key={name}>
                <strong>{name}</strong>:{' '}
                {streets.map(({ street, doors: there }) => `${street} (${there})`).join(', ')}
              </li>
            ))}
          </ul>
          <div>
            <Button size="sm" disabled={take.isPending} onClick={() => take.mutate()}>
              {t('Make these walks')}
            </Button>
          </div>
        </>
      )}
      <Failed what={t('No walks were made.')} error={failed} />
    </div>
  );
}
