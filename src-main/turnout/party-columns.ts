import { formatNumber } from '../register/elector/elector-number.ts';

/** The columns that identify an elector in the party's own system: the first ones of every file for it. */
export const PARTY_HEADINGS = [
  'Elector Number Prefix',
  'Elector Number',
  'Elector Number Suffix',
  'Full Elector Number',
  'Surname',
  'Forename',
  'Voting Intention',
] as const;

/** The columns of `elector` that they need, in SQL. */
export const PARTY_COLUMNS =
  'elector.district, elector.number, elector.suffix, elector.surname, elector.forename, elector.vi';

export type PartyRow = {
  district: string;
  number: number;
  suffix: string;
  surname: string;
  forename: string;
  vi: string;
};

export function partyCells(row: PartyRow): string[] {
  const { district, number, suffix, surname, forename, vi } = row;
  return [district, String(number), suffix, formatNumber(row), surname, forename, vi];
}
