import type { ColumnMap } from './headings.ts';

/** What a register cannot do without, in words; empty when it has all. */
export function missingFromRegister({ at, address }: ColumnMap): string[] {
  const missing: string[] = [];
  if (at.number === undefined && at.fullNumber === undefined) missing.push('the elector number');
  if (at.surname === undefined && at.fullName === undefined) missing.push("the elector's name");
  if (address.length === 0 && at.street === undefined) missing.push('the address');
  return missing;
}

/** What a canvass file cannot do without: who it is about, by number or by name and address, and some answer. */
export function missingFromCanvass({ at, address, pastIntentions }: ColumnMap): string[] {
  const missing: string[] = [];
  const hasNumber = at.number !== undefined || at.fullNumber !== undefined;
  const hasName = at.surname !== undefined || at.fullName !== undefined;
  const hasAddress = address.length > 0 || at.street !== undefined || at.postcode !== undefined;
  if (!hasNumber && !(hasName && hasAddress)) missing.push('the elector number');
  if (
    at.votingIntention === undefined &&
    at.phone === undefined &&
    at.note === undefined &&
    at.lift === undefined &&
    at.doNotKnock === undefined &&
    pastIntentions.length === 0
  ) {
    missing.push('the voting intention');
  }
  return missing;
}

/** What a list of absent voters cannot do without. */
export function missingFromAbsentList({ at }: ColumnMap): string[] {
  return at.number === undefined && at.fullNumber === undefined ? ['the elector number'] : [];
}
