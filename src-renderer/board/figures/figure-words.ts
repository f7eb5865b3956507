import type { FigureName, FigureScope } from '../../../src-main/turnout/figure-types.ts';
import { words } from '../../shared/words.ts';

/** The figures, as their columns are headed. */
const FIGURES: Record<FigureName, { label: string }> = {
  electors: { label: 'Electors' },
  promises: { label: 'Promises' },
  postalPromises: { label: 'Postal promises' },
  voted: { label: 'Voted' },
  promisesVoted: { label: 'Promises voted' },
  outstanding: { label: 'Outstanding' },
  turnout: { label: 'Promises in person' },
  pastTurnout: { label: 'Usual turnout' },
};

export function figureName(figure: FigureName): string {
  return words.t(FIGURES[figure].label);
}

/** Where the electors of a figure are: `High Street, KA`. */
export function scopeName({ district, street, hour }: FigureScope): string {
  if (hour !== undefined) return words.t('the hour from {{hour}}', { hour });
  if (district === undefined) return words.t('Whole room');
  if (street === undefined) return district;
  return `${street || words.t('No street')}, ${district}`;
}
