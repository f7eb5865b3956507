import { type Message, say } from '../../../../src-shared/message.ts';
import type { ColumnMap } from './headings.ts';

/** Columns that a register lacks and needs; empty if it has all. */
export function missingFromRegister({ at, address }: ColumnMap): Message[] {
  const missing: Message[] = [];
  if (at.number === undefined && at.fullNumber === undefined) missing.push(say('the elector number'));
  if (at.surname === undefined && at.fullName === undefined) missing.push(say("the elector's name"));
  if (address.length === 0 && at.street === undefined) missing.push(say('the address'));
  return missing;
}

/**
 * Columns that a canvass file lacks and needs: who it is about, by number or by name and address, and some answer.
 */
export function missingFromCanvass({
  at,
  address,
  phones,
  knocks,
  gone,
  pastIntentions,
}: ColumnMap): Message[] {
  const missing: Message[] = [];
  const hasNumber = at.number !== undefined || at.fullNumber !== undefined;
  const hasName = at.surname !== undefined || at.fullName !== undefined;
  const hasAddress = address.length > 0 || at.street !== undefined || at.postcode !== undefined;
  if (!hasNumber && !(hasName && hasAddress)) missing.push(say('the elector number'));
  if (
    at.votingIntention === undefined &&
    at.note === undefined &&
    at.lift === undefined &&
    phones.length + knocks.length + gone.length + pastIntentions.length === 0
  ) {
    missing.push(say('the voting intention'));
  }
  return missing;
}

/** Columns that a list of absent voters lacks and needs. */
export function missingFromAbsentList({ at }: ColumnMap): Message[] {
  return at.number === undefined && at.fullNumber === undefined ? [say('the elector number')] : [];
}
