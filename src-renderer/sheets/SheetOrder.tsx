import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { type RefObject, useId, useRef, useState } from 'react';
import type { DoorOrder, SheetOrder as Order, SheetsBy, StreetChoice } from '../../src-main/sheets/types.ts';
import { DOORS_ON_A_SHEET, ROUND_NUMBER } from '../../src-shared/limits.ts';
import { readTime } from '../../src-shared/read-time.ts';
import { paperOf, usePaperLook } from '../paper/paper-choice.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { type PollKind, useRoomSummary } from '../room/use-room-summary.ts';
import { counted } from '../shared/format.ts';
import { labelled } from '../shared/labelled.ts';
import part from '../shared/part.module.css';
import { remembered } from '../shared/remembered.ts';
import { useStore } from '../shared/store.ts';
import { isOddTime, TimeInput } from '../shared/TimeInput.tsx';
import { useWords } from '../shared/use-words.ts';
import { readWhole, WholeNumberInput } from '../shared/WholeNumberInput.tsx';
import { AlreadyOut } from './AlreadyOut.tsx';
import { MakingNow } from './MakingNow.tsx';
import { making, startMaking } from './made-sheets.ts';
import { PageCount } from './PageCount.tsx';
import { PaperLooks } from './PaperLooks.tsx';
import classes from './sheet-order.module.css';

const ORDERS: { value: Order; label: string }[] = [
  { value: 'walk', label: 'Walking order' },
  { value: 'street', label: 'By street name' },
];

const BY: { value: SheetsBy; label: string }[] = [
  { value: 'page', label: 'Short streets together' },
  { value: 'street', label: 'One sheet per street' },
  { value: 'walk', label: 'One sheet per walk' },
];

const DOORS: { value: DoorOrder; label: string }[] = [
  { value: 'walk', label: 'As walked' },
  { value: 'worth', label: 'Most worth first' },
];

const keptBy = remembered('sheets-by', 'page');
const keptMost = remembered('doors-a-sheet', '');

/** What to print of the streets chosen, and the button that makes it. */
export function SheetOrder({
  toPrint,
  latestRound,
  poll,
}: {
  toPrint: StreetChoice[];
  latestRound: number | null;
  /** The one of the polls of the day that the sheets are for. */
  poll: PollKind | undefined;
}) {
  const { t } = useWords();
  const [order, setOrder] = useState<Order>('walk');
  const [doors, setDoors] = useState<DoorOrder>('walk');
  const [roundTyped, setRound] = useState('');
  const [time, setTime] = useState('');
  const kept = useStore(keptBy);
  const sheetsBy = BY.find(({ value }) => value === kept)?.value ?? 'page';
  const most = useStore(keptMost);
  const mostDoors = readWhole(most, DOORS_ON_A_SHEET);
  const round = readWhole(roundTyped, ROUND_NUMBER);
  const isOdd =
    isOddTime(time) || (most !== '' && mostDoors === null) || (roundTyped !== '' && round === null);
  const [look] = usePaperLook();
  const by = useEnteredBy();
  const hasPastTurnout = (useRoomSummary().data?.elections.length ?? 0) > 0;
  const headingId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const now = useStore(making);
  const nothing = toPrint.length === 0;
  const choice = {
    streetIds: toPrint.map(({ id }) => id),
    order,
    doors,
    sides: look.sides,
    sheetsBy,
    paper: paperOf(look),
    ...(poll === undefined ? {} : { election: poll }),
    ...(round === null ? {} : { round }),
    ...(mostDoors === null ? {} : { mostDoors }),
  };
  return (
    <section className={classes.order} aria-labelledby={headingId}>
      <div className={classes.choices}>
        <h2 id={headingId} className={part.heading} ref={heading} tabIndex={-1}>
          {t('Sheets to make')}
        </h2>
        <NativeSelect
          label={t('What is one sheet')}
          data={labelled(BY)}
          value={sheetsBy}
          onChange={(event) => keptBy.set(event.currentTarget.value)}
        />
        {sheetsBy === 'page' && (
          <p className={classes.note}>
            {t('Neighbouring streets that fit on one page are one sheet, each under its name.')}
          </p>
        )}
        {sheetsBy === 'walk' && (
          <p className={classes.note}>
            {t('Your walks, from the tab Walks. Other streets are grouped with their neighbours.')}
          </p>
        )}
        <WholeNumberInput
          label={t('Doors on a sheet, at most')}
          description={t('Longer streets are split at a fair place. Leave empty for no limit.')}
          limits={DOORS_ON_A_SHEET}
          isOptional
          value={most}
          onChange={(value) => keptMost.set(value)}
        />
        <SegmentedControl
          fullWidth
          aria-label={t('Order of the streets')}
          data={labelled(ORDERS)}
          value={order}
          onChange={(value) => setOrder(value)}
        />
        {hasPastTurnout && (
          <div>
            <SegmentedControl
              fullWidth
              aria-label={t('Order of the doors')}
              data={labelled(DOORS)}
              value={doors}
              onChange={(value) => setDoors(value)}
            />
            {doors === 'worth' && (
              <p className={classes.note}>
                {t(
                  'By past turnout: first those who vote sometimes, then those new on the register, then those who always vote, then those who never do.',
                )}
              </p>
            )}
          </div>
        )}
        <div className={classes.pair}>
          <WholeNumberInput
            label={t('Round number')}
            limits={ROUND_NUMBER}
            isOptional
            value={roundTyped}
            onChange={setRound}
          />
          <TimeInput label={t('Goes out at')} value={time} onChange={setTime} />
        </div>
        <p className={classes.note}>
          {latestRound === null
            ? t('Leave the number empty for round 1.')
            : t(
                'Leave the number empty to go on with round {{latestRound}}. Put {{value}} to begin the next.',
                { latestRound, value: latestRound + 1 },
              )}
        </p>
        <PaperLooks />
        <AlreadyOut streets={toPrint} />
      </div>
      <div className={classes.foot}>
        <p role="status">
          {nothing
            ? t('Tick the streets to print.')
            : t('{{streets}}, {{doors}}, {{electors}} outstanding.', {
                streets: counted(toPrint.length, 'street'),
                doors: counted(sum(toPrint, 'doors'), 'door'),
                electors: counted(sum(toPrint, 'outstanding'), 'elector'),
              })}
          {/* The count would only keep the sheets themselves waiting. */}
          {!nothing && now.at !== 'making' && <PageCount choice={choice} />}
        </p>
        <Button
          size="lg"
          className={classes.make}
          disabled={nothing || isOdd || now.at === 'making'}
          onClick={() => startMaking({ ...choice, time: readTime(time) ?? '', by })}
        >
          {t('Make sheets')}
        </Button>
        <Button variant="default" className={classes.toChoices} onClick={() => showChoices(heading)}>
          {t('How to make them')}
        </Button>
        <MakingNow place="sheets" choice={JSON.stringify(choice)} />
      </div>
    </section>
  );
}

/** Below a long table, they are far from the button that makes the sheets. */
function showChoices(heading: RefObject<HTMLHeadingElement | null>): void {
  heading.current?.focus({ preventScroll: true });
  heading.current?.scrollIntoView();
}

function sum(streets: StreetChoice[], of: 'doors' | 'outstanding'): number {
  return streets.reduce((total, street) => total + street[of], 0);
}
