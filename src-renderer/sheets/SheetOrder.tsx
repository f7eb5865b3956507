import { Button, NumberInput, SegmentedControl } from '@mantine/core';
import { useId, useState } from 'react';
import type { DoorOrder, SheetOrder as Order, StreetChoice } from '../../src-main/sheets/types.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { useStore } from '../shared/store.ts';
import { MakingProgress } from './MakingProgress.tsx';
import { making, startMaking } from './made-sheets.ts';
import classes from './sheet-order.module.css';

const ORDERS: { value: Order; label: string }[] = [
  { value: 'walk', label: 'Walking order' },
  { value: 'street', label: 'By street name' },
];

const DOORS: { value: DoorOrder; label: string }[] = [
  { value: 'walk', label: 'As walked' },
  { value: 'worth', label: 'Most worth first' },
];

/** What to print of the streets chosen, and the button that makes it. */
export function SheetOrder({
  toPrint,
  latestRound,
}: {
  toPrint: StreetChoice[];
  latestRound: number | null;
}) {
  const [order, setOrder] = useState<Order>('walk');
  const [doors, setDoors] = useState<DoorOrder>('walk');
  const [round, setRound] = useState<number | undefined>();
  const by = useEnteredBy();
  const hasPastTurnout = (useRoomSummary().data?.elections.length ?? 0) > 0;
  const headingId = useId();
  const now = useStore(making);
  const nothing = toPrint.length === 0;
  return (
    <section className={classes.order} aria-labelledby={headingId}>
      <h2 id={headingId} className={classes.heading}>
        Sheets to make
      </h2>
      <p role="status">
        {nothing
          ? 'Tick the streets to print. Each gets a sheet of its own.'
          : `${counted(toPrint.length, 'street')}, ${counted(sum(toPrint, 'doors'), 'door')}, ${counted(sum(toPrint, 'outstanding'), 'elector')} outstanding.`}
      </p>
      <SegmentedControl
        fullWidth
        aria-label="Order of the streets"
        data={ORDERS}
        value={order}
        onChange={(value) => setOrder(value)}
      />
      {hasPastTurnout && (
        <div>
          <SegmentedControl
            fullWidth
            aria-label="Order of the doors"
            data={DOORS}
            value={doors}
            onChange={(value) => setDoors(value)}
          />
          {doors === 'worth' && (
            <p className={classes.note}>
              By past turnout: first those who vote sometimes, then those new on the register, then those who
              always vote, then those who never do.
            </p>
          )}
        </div>
      )}
      <NumberInput
        label="Round number"
        description={
          latestRound === null
            ? 'Leave empty for round 1.'
            : `Leave empty to go on with round ${latestRound}. Put ${latestRound + 1} to begin the next.`
        }
        min={1}
        max={99}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        value={round ?? ''}
        onChange={(value) => setRound(typeof value === 'number' && value > 0 ? value : undefined)}
      />
      <Button
        size="lg"
        disabled={nothing || now.at === 'making'}
        onClick={() => startMaking({ streetIds: toPrint.map(({ id }) => id), round, order, doors, by })}
      >
        Make sheets
      </Button>
      {now.at === 'making' && <MakingProgress done={now.done} total={now.total} />}
      {now.at === 'rest' && now.sentence && (
        <Notice tone="bad" role="alert" title="The sheets could not be made.">
          <p>{now.sentence}</p>
        </Notice>
      )}
    </section>
  );
}

function sum(streets: StreetChoice[], of: 'doors' | 'outstanding'): number {
  return streets.reduce((total, street) => total + street[of], 0);
}
