import type { FigureName, FigureScope } from '../../src-main/turnout/figures/figure-types.ts';
import { time } from '../shared/format.ts';
import { words } from '../shared/words.ts';

/** The figures, as their columns are headed. */
const FIGURES: Record<FigureName | 'minutes', { label: string }> = {
  electors: { label: 'Electors' },
  promises: { label: 'Promises' },
  postalPromises: { label: 'Postal promises' },
  voted: { label: 'Voted' },
  promisesVoted: { label: 'Promises voted' },
  outstanding: { label: 'Outstanding' },
  turnout: { label: 'Promises in person' },
  pastTurnout: { label: 'Usual turnout' },
  pastOfOutstanding: { label: 'Usual turnout of the outstanding' },
  numbers: { label: 'Numbers' },
  minutes: { label: 'Minutes' },
};

export function figureName(figure: FigureName | 'minutes'): string {
  return words.t(FIGURES[figure].label);
}

/** Where the electors of a figure are, and when they were marked off: `High Street, KA`. */
export function scopeName(scope: FigureScope): string {
  const [place, when] = [placeName(scope), timeName(scope)];
  if (when === null) return place ?? words.t('Whole room');
  return place === null ? when : `${place}, ${when}`;
}

function placeName({ district, street, station, walk }: FigureScope): string | null {
  const named = station ?? walk;
  if (named) return named.name;
  if (district === undefined) return null;
  return street === undefined ? district : `${street || words.t('No street')}, ${district}`;
}

function timeName({ hour, toldIn, toldBy, between }: FigureScope): string | null {
  if (toldBy !== undefined) return words.t('by the end of the hour from {{hour}}', { hour: toldBy });
  if (between) return words.t('{{from}} to {{to}}', { from: time(between[0]), to: time(between[1]) });
  const inHour = hour ?? toldIn;
  return inHour === undefined ? null : words.t('the hour from {{hour}}', { hour: inHour });
}
