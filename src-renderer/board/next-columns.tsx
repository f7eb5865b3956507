import { Checkbox } from '@mantine/core';
import type { NextPlace } from '../../src-main/sheets/next-places.ts';
import type { FigureScope } from '../../src-main/turnout/figures/figure-types.ts';
import { OpenFigure } from '../figures/OpenFigure.tsx';
import type { Column } from '../shared/SortableTable.tsx';
import { words } from '../shared/words.ts';
import { hasSheet, NEXT_FORM } from './next-choice.ts';
import { reasonOf } from './next-reason.ts';

type Ticks = {
  streets: ReadonlySet<number>;
  /** Those that come first when sorted by tick: a row must not jump away while it is ticked. */
  together: ReadonlySet<number>;
  choose: (place: NextPlace, on: boolean) => void;
};

/** The table of where to knock next. With `showsScore`, also what the rule makes of each place. */
export function nextColumns(
  { streets, together, choose }: Ticks,
  { showsScore, byWalk }: { showsScore: boolean; byWalk: boolean },
): Column<NextPlace>[] {
  const held = (place: NextPlace, by: ReadonlySet<number>) =>
    place.streetIds.filter((id) => by.has(id)).length;
  return [
    {
      id: 'tick',
      heading: 'Print',
      kind: 'tick',
      value: (place) => (held(place, together) > 0 ? 0 : 1),
      cell: (place) => {
        const count = held(place, streets);
        return (
          <Checkbox
            form={NEXT_FORM}
            aria-label={words.t('Print {{street}}, {{district}}', {
              street: place.name,
              district: place.district,
            })}
            checked={count === place.streetIds.length}
            indeterminate={count > 0 && count < place.streetIds.length}
            onChange={(event) => choose(place, event.currentTarget.checked)}
          />
        );
      },
    },
    {
      id: 'district',
      heading: 'District',
      kind: 'code',
      value: ({ district }) => district,
      cell: ({ district }) => district,
    },
    {
      id: 'street',
      heading: byWalk ? 'Street or walk' : 'Street',
      names: true,
      value: ({ name }) => name,
      cell: (place) => (
        <OpenFigure figure={null} scope={scopeOf(place)} isInRow>
          {place.name}
        </OpenFigure>
      ),
    },
    {
      id: 'minutes',
      heading: 'Minutes',
      kind: 'figure',
      value: ({ minutes }) => minutes,
      cell: (place) => (
        <OpenFigure figure="minutes" scope={scopeOf(place)} isInRow>
          {Math.round(place.minutes)}
        </OpenFigure>
      ),
    },
    {
      id: 'why',
      heading: 'Why',
      value: ({ outstanding }) => -outstanding,
      cell: (place) => <Why place={place} />,
    },
    ...(showsScore ? SCORE : []),
  ];
}

function Why({ place }: { place: NextPlace }) {
  const { who, voted, done } = reasonOf(place);
  return (
    <>
      <OpenFigure figure="outstanding" scope={scopeOf(place)} isInRow>
        {who}
      </OpenFigure>
      {voted && `, ${voted}`}, {hasSheet(place) ? <strong>{done}</strong> : done}
    </>
  );
}

function scopeOf({ walkId, name, district }: NextPlace): FigureScope {
  return walkId === null ? { district, street: name } : { walk: { id: walkId, name } };
}

const SCORE: Column<NextPlace>[] = [
  {
    id: 'past',
    heading: 'Their usual turnout',
    kind: 'figure',
    value: ({ pastTurnout }) => pastTurnout ?? -1,
    cell: (place) =>
      place.pastTurnout === null ? (
        words.t('not known')
      ) : (
        <OpenFigure figure="pastOfOutstanding" scope={scopeOf(place)} isInRow>
          {`${place.pastTurnout}%`}
        </OpenFigure>
      ),
  },
  {
    id: 'votes',
    heading: 'Votes an hour',
    kind: 'figure',
    value: ({ votesPerHour }) => votesPerHour,
    cell: (place) => (
      <OpenFigure figure="minutes" scope={scopeOf(place)} isInRow>
        {place.votesPerHour.toFixed(1)}
      </OpenFigure>
    ),
  },
];
