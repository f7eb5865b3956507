import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { NextPlace } from '../../src-main/sheets/next-places.ts';
import type { KnockWeights } from '../../src-main/turnout/figures/where-next.ts';
import { MINUTES_EACH, PEOPLE } from '../../src-shared/limits.ts';
import { paperOf, usePaperLook } from '../paper/paper-choice.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import type { PollKind } from '../room/use-room-summary.ts';
import { counted } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { WholeNumberInput } from '../shared/WholeNumberInput.tsx';
import { MakingNow } from '../sheets/MakingNow.tsx';
import { forgetFailure, making, startMaking } from '../sheets/made-sheets.ts';
import { AskAboutOut } from './AskAboutOut.tsx';
import { ForHowMany } from './ForHowMany.tsx';
import classes from './next.module.css';
import {
  asForPeople,
  chosenOf,
  hasSheet,
  isTooShort,
  minutesTyped,
  NEXT_FORM,
  peopleTyped,
  ticked,
} from './next-choice.ts';

type PrintForPeopleProps = {
  places: readonly NextPlace[];
  weights: KnockWeights;
  /** Those ticked. */
  streets: ReadonlySet<number>;
  /** Whether somebody has changed what is suggested. */
  isOwn: boolean;
  poll: PollKind | undefined;
  onTick: (streets: ReadonlySet<number>) => void;
  onTickBest: () => void;
  bar: React.RefCallback<HTMLFormElement>;
  button: React.RefObject<HTMLButtonElement | null>;
};

/** For how many people, for how long, and the button that makes the sheets of what is ticked and shows them. */
export function PrintForPeople({
  places,
  weights,
  streets,
  isOwn,
  poll,
  onTick,
  onTickBest,
  bar,
  button,
}: PrintForPeopleProps) {
  const { t } = useWords();
  const [look] = usePaperLook();
  const by = useEnteredBy();
  const now = useStore(making);
  const [people, minutes] = [useStore(peopleTyped), useStore(minutesTyped)];
  const forPeople = asForPeople(people, minutes, weights);
  const offered = new Set(places.flatMap(({ streetIds }) => streetIds));
  // A street leaves the list when its last promise is marked off; it is then no longer to be printed.
  const streetIds = [...streets].filter((id) => offered.has(id));
  const taken = chosenOf(places, streets).filter(hasSheet);
  // What was asked about, so that the question goes when the ticks change.
  const [asked, setAsked] = useState<string | null>(null);
  const isAsking = asked === String(streetIds) && taken.length > 0;
  const id = useId();
  const choiceOf = (ids: number[]) =>
    forPeople && {
      streetIds: ids,
      order: 'walk' as const,
      sides: look.sides,
      forPeople,
      paper: paperOf(look),
      ...(poll === undefined ? {} : { election: poll }),
    };
  const isReady = forPeople !== null && streetIds.length > 0 && now.at !== 'making';
  const make = (ids: number[]) => {
    const choice = choiceOf(ids);
    setAsked(null);
    if (choice && ids.length > 0)
      void startMaking({ ...choice, time: '', by }, 'next', () => ticked.set(null));
  };
  return (
    <form
      ref={bar}
      id={NEXT_FORM}
      className={classes.print}
      aria-label={t('Sheets to make')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        forgetFailure();
        if (taken.length > 0) setAsked(String(streetIds));
        else make(streetIds);
      }}
    >
      <div className={part.line}>
        <WholeNumberInput
          size="sm"
          className={classes.number}
          label={t('People')}
          limits={PEOPLE}
          saysLimits={false}
          value={people}
          onChange={(text) => peopleTyped.set(text)}
        />
        <WholeNumberInput
          size="sm"
          className={classes.number}
          label={t('Minutes each')}
          limits={MINUTES_EACH}
          saysLimits={false}
          value={minutes}
          onChange={(text) => minutesTyped.set(text)}
        />
        <Button ref={button} type="submit" size="md" disabled={!isReady} aria-describedby={id}>
          {forPeople && streetIds.length > 0
            ? t('Print {{streets}} for {{people}} for {{minutes}}', {
                streets: counted(streetIds.length, 'street'),
                people: counted(forPeople.people, 'person', 'people'),
                minutes: counted(forPeople.minutes, 'minute'),
              })
            : t('Print')}
        </Button>
        <div id={id} className={classes.sums}>
          <ForHowMany
            choice={choiceOf(streetIds)}
            people={forPeople?.people ?? 0}
            isTooShort={isTooShort(minutes, weights)}
            minutesToReach={weights.minutesToReach}
            hasTicks={streetIds.length > 0}
          />
          <div className={part.line}>
            {isOwn && (
              <Button size="compact-sm" variant="subtle" onClick={onTickBest}>
                {t('Tick the best')}
              </Button>
            )}
            {streetIds.length > 0 && (
              <Button size="compact-sm" variant="subtle" onClick={() => onTick(new Set())}>
                {t('Untick all')}
              </Button>
            )}
          </div>
        </div>
      </div>
      {isAsking && (
        <AskAboutOut
          taken={taken}
          all={streetIds.length}
          onAll={() => make(streetIds)}
          onOthers={() => {
            const without = new Set(taken.flatMap((place) => place.streetIds));
            make(streetIds.filter((each) => !without.has(each)));
          }}
          others={streetIds.length - countIn(streetIds, taken)}
          onCancel={() => {
            setAsked(null);
            button.current?.focus();
          }}
        />
      )}
      <MakingNow place="next" choice={JSON.stringify([isOwn && [...streets], people, minutes, poll, look])} />
    </form>
  );
}

function countIn(streetIds: readonly number[], places: readonly NextPlace[]): number {
  const there = new Set(places.flatMap((place) => place.streetIds));
  return streetIds.filter((id) => there.has(id)).length;
}
