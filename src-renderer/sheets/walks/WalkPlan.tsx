import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Walk, WalkStreet } from '../../../src-main/sheets/walks.ts';
import { client } from '../../room/client.ts';
import { useEnteredBy } from '../../room/entered-by.ts';
import { counted } from '../../shared/format.ts';
import { Failed } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { FreeStreets } from './FreeStreets.tsx';
import { moved } from './moved.ts';
import { OneWalk } from './OneWalk.tsx';
import { SuggestedWalks } from './SuggestedWalks.tsx';
import classes from './walks.module.css';

type WalkPlanProps = {
  walks: Walk[];
  free: WalkStreet[];
  chosen: ReadonlySet<number>;
  onChoose: (chosen: ReadonlySet<number>) => void;
  onNew: (streets: WalkStreet[]) => void;
  onEdit: (walk: Walk) => void;
};

/** The walks in their order, beside the streets that are in none. */
export function WalkPlan({ walks, free, chosen, onChoose, onNew, onEdit }: WalkPlanProps) {
  const { t } = useWords();
  const addTo = useAddTo(() => onChoose(new Set()));
  const order = useMutation({ mutationFn: (ids: number[]) => client.sheets.orderWalks.mutate({ ids }) });
  const ids = walks.map(({ id }) => id);
  const picked = free.filter(({ id }) => chosen.has(id));
  return (
    <div className={classes.walks}>
      <section className={classes.column} aria-label={t('Walks')}>
        <div className={classes.head}>
          <h2 className={classes.heading}>{counted(walks.length, 'walk')}</h2>
          <Button size="sm" onClick={() => onNew(picked)}>
            {picked.length === 0
              ? t('New walk…')
              : t('New walk of {{picked}}…', { picked: counted(picked.length, 'street') })}
          </Button>
        </div>
        <Failed what={t('Nothing was changed.')} error={addTo.error ?? order.error} />
        {walks.length === 0 && <HowToBegin />}
        <ol className={classes.list}>
          {walks.map((walk, place) => (
            <OneWalk
              key={walk.id}
              walk={walk}
              picked={picked.length}
              onEdit={() => onEdit(walk)}
              onTake={(streetIds) => addTo.mutate({ walk, streetIds })}
              onTakePicked={() => addTo.mutate({ walk, streetIds: picked.map(({ id }) => id) })}
              onUp={place === 0 ? null : () => order.mutate(moved(ids, place, place - 1))}
              onDown={place === walks.length - 1 ? null : () => order.mutate(moved(ids, place, place + 1))}
            />
          ))}
        </ol>
        {free.some(({ doors }) => doors > 0) && <SuggestedWalks />}
      </section>
      <FreeStreets streets={free} chosen={chosen} onChoose={onChoose} />
    </div>
  );
}

/** Puts streets into a walk, behind those it has. */
function useAddTo(onAdded: () => void) {
  const by = useEnteredBy();
  return useMutation({
    mutationFn: ({ walk, streetIds: added }: { walk: Walk; streetIds: number[] }) => {
      const { id, name, note, runner, streets } = walk;
      const streetIds = [...new Set([...streets.map((street) => street.id), ...added])];
      return client.sheets.saveWalk.mutate({ id, form: { name, note, runner, streetIds }, by });
    },
    onSuccess: onAdded,
  });
}

function HowToBegin() {
  const { t } = useWords();
  return (
    <p>
      {t(
        'Tick streets and put them into a new walk, or let the register suggest walks: neighbouring numbers are neighbouring streets.',
      )}
    </p>
  );
}
