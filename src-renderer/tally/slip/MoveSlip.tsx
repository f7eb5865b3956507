import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Slip } from '../../../src-main/turnout/slips/slips.ts';
import type { Resolution } from '../../../src-main/turnout/types.ts';
import { client } from '../../room/client.ts';
import { ROOM } from '../../room/query-client.ts';
import { count } from '../../shared/format.ts';
import { Failed } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { placeOf, SlipPlace, slipPlace } from './SlipPlace.tsx';
import classes from './slip.module.css';
import { useSlip } from './use-slip.ts';

/** Numbers of a slip that are looked up before it is moved. */
const LOOKED_UP = 500;

/** A slip that was entered for the wrong district: what its numbers would mean in another, and then that. */
export function MoveSlip({ slip, by, onDone }: { slip: Slip; by: string; onDone: () => void }) {
  const { t } = useWords();
  const [place, setPlace] = useState('');
  const entries = useSlip(slip.id).data?.entries ?? [];
  const text = entries.flatMap(({ settles, entered }) => (settles === null ? [entered] : [])).join('\n');
  const where = slipPlace(place);
  const preview = useQuery({
    enabled: place !== '' && text !== '',
    queryKey: [ROOM, 'resolve', text, place],
    queryFn: () =>
      client.turnout.resolve.query({
        text,
        limit: LOOKED_UP,
        ...(where.district === '' ? {} : { district: where.district }),
        ...(where.stationId === null ? {} : { stationId: where.stationId }),
      }),
  });
  const move = useMutation({
    mutationFn: () => client.turnout.moveSlip.mutate({ id: slip.id, ...where, by }),
    onSuccess: onDone,
  });
  return (
    <div className={classes.bar}>
      <SlipPlace value={place} except={placeOf(slip)} onChange={setPlace} />
      {preview.data && <p className={classes.note}>{outcome(t, preview.data.entries)}</p>}
      <Button size="sm" disabled={place === '' || move.isPending} onClick={() => move.mutate()}>
        {t('Undo its numbers and enter them there')}
      </Button>
      <Button size="sm" variant="default" onClick={onDone}>
        {t('Cancel')}
      </Button>
      <Failed what={t('The slip was not moved.')} error={preview.error ?? move.error} />
    </div>
  );
}

function outcome(t: ReturnType<typeof useWords>['t'], numbers: readonly Resolution[]): string {
  const of = (status: Resolution['status']) => numbers.filter((each) => each.status === status).length;
  const [ready, already] = [of('ready'), of('already')];
  return t('There: {{ready}} to mark off, {{already}} already, {{others}} to check.', {
    ready: count(ready),
    already: count(already),
    others: count(numbers.length - ready - already),
  });
}
