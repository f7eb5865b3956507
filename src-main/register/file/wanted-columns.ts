import { type Message, say } from '../../../src-shared/message.ts';
import type { ColumnMap } from './headings.ts';

/** What a register cannot do without; empty when it has all. */
export function missingFromRegister({ at, address }: ColumnMap): Message[] {
  const missing: Message[] = [];
  if (at.number === undefined && at.fullNumber === undefined) missing.push(say('the elector number'));
  if (at.surname === undefined && at.fullName === undefined) missing.push(say("the elector's name"));
  if (address.length === 0 && at.street === undefined) missing.push(say('the address'));
  return missing;
}

/** What a canvass file cannot do without: who it is about, by number or by name and address, and some answer. */
export function missingFromCanvass({ at, address, pastIntentions }: ColumnMap): Message[] {
  const missing: Message[] = [];
  const hasNumber = at.number !== undefined || at.fullNumber !== undefined;
  const hasName = at.surname !== undefined || at.fullName !== undefined;
  const hasAddress = address.length > 0 || at.street !== undefined || at.postcode !== undefined;
  if (!hasNumber && !(hasName && hasAddress)) missing.push(say('the elector number'));
  if (
    at.votingIntention === undefined &&
    at.phone === undefined &&
    at.note === undefined &&
    at.lift === undefined &&
    at.doNotKnock === undefined &&
    pastIntentions.length === 0
  ) {
    missing.push(say('the voting intention'));
  }
  return missing;
}

/** What a list of absent voters cannot do without. */
export function missingFromAbsentList({ at }: ColumnMap): Message[] {
  return at.number === undefined && at.fullNumber === undefined ? [say('the elector number')] : [];
}
