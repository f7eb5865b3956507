import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { StreetChoice } from '../../src-main/sheets/types.ts';
import { byName } from '../../src-shared/by-name.ts';
import { BEST_STREETS } from '../../src-shared/limits.ts';
import { PollShown } from '../figures/poll-shown.ts';
import { moveByArrow } from '../figures/row-arrows.ts';
import { client } from '../room/client.ts';
import type { PollKind } from '../room/use-room-summary.ts';
import { counted } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { remembered } from '../shared/remembered.ts';
import { SortableTable } from '../shared/SortableTable.tsx';
import { readSort, writeSort } from '../shared/sorting.ts';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { readWhole, WholeNumberInput } from '../shared/WholeNumberInput.tsx';
import { streetColumns } from './street-columns.tsx';
import classes from './street-table.module.css';

const kept = remembered('sheets-sort', 'outstanding desc');

type StreetTableProps = {
  streets: StreetChoice[];
  /** The one of the polls of the day that the sheets are for. */
  poll: PollKind | undefined;
  chosen: ReadonlySet<number>;
  onChoose: (chosen: ReadonlySet<number>) => void;
};

/** Streets with somebody outstanding, to be ticked for printing. */
export function StreetTable({ streets, poll, chosen, onChoose }: StreetTableProps) {
  const { t } = useWords();
  const [district, setDistrict] = useState('');
  const shown = useMemo(
    () => streets.filter((street) => district === '' || street.district === district),
    [streets, district],
  );
  const districts = useMemo(
    () => [...new Set(streets.map((street) => street.district))].toSorted(byName),
    [streets],
  );
  const choose = (ids: number[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    onChoose(next);
  };
  const columns = streetColumns(
    chosen,
    (id, on) => choose([id], on),
    streets.some(({ walk }) => walk !== ''),
  );
  const ticked = shown.filter(({ id }) => chosen.has(id)).length;
  return (
    <div className={part.parts}>
      <div className={part.ends}>
        <NativeSelect
          classNames={{ root: part.beside ?? '', label: part.besideLabel ?? '' }}
          label={t('Polling district')}
          value={district}
          onChange={(event) => setDistrict(event.currentTarget.value)}
          data={[{ value: '', label: t('All districts') }, ...districts]}
        />
        <Checkbox
          label={t('Select all {{shown}} shown', { shown: counted(shown.length, 'street') })}
          checked={ticked === shown.length && ticked > 0}
          indeterminate={ticked > 0 && ticked < shown.length}
          onChange={() =>
            choose(
              shown.map(({ id }) => id),
              ticked < shown.length,
            )
          }
        />
        <WalkChooser streets={streets} onChoose={(ids) => onChoose(new Set(ids))} />
        <Best poll={poll} onBest={(ids) => onChoose(new Set(ids))} />
      </div>
      <PollShown value={poll}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows move among the figures of its rows */}
        <div onKeyDown={moveByArrow}>
          <SortableTable
            caption={t('Streets with promises outstanding')}
            columns={columns}
            rows={shown}
            rowKey={({ id }) => id}
            sort={readSort(useStore(kept), columns)}
            onSort={(sort) => kept.set(writeSort(sort))}
          />
        </div>
      </PollShown>
    </div>
  );
}

/** Ticks the streets where a knock is likely to gain most, by the rule of "where next". */
function Best({ poll, onBest }: { poll: PollKind | undefined; onBest: (ids: number[]) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState('10');
  const top = readWhole(typed, BEST_STREETS);
  const best = useMutation({
    mutationFn: (wanted: number) => client.sheets.best.query({ top: wanted, election: poll }),
    onSuccess: onBest,
  });
  return (
    <div className={part.beside}>
      <WholeNumberInput
        size="sm"
        className={classes.bestNumber}
        label={t('How many of the best streets')}
        hidesLabel
        limits={BEST_STREETS}
        value={typed}
        onChange={setTyped}
      />
      <Button
        size="sm"
        variant="default"
        disabled={best.isPending || top === null}
        onClick={() => top !== null && best.mutate(top)}
      >
        {t('Tick the {{top}} most worth a knock', { top: top ?? '' })}
      </Button>
    </div>
  );
}

/** Ticks the streets of one walk. */
function WalkChooser({ streets, onChoose }: { streets: StreetChoice[]; onChoose: (ids: number[]) => void }) {
  const { t } = useWords();
  const walks = [...new Set(streets.map(({ walk }) => walk))].filter((walk) => walk !== '').toSorted(byName);
  if (walks.length === 0) return null;
  return (
    <NativeSelect
      classNames={{ root: part.beside ?? '', label: part.besideLabel ?? '' }}
      label={t('Select a walk')}
      value=""
      onChange={(event) => {
        const { value } = event.currentTarget;
        if (value !== '') onChoose(streets.filter(({ walk }) => walk === value).map(({ id }) => id));
      }}
      data={[{ value: '', label: t('Choose…') }, ...walks]}
    />
  );
}
