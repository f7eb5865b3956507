import type { PollSettings } from '../../src-main/register/elector/voting-rules.ts';

/** What was chosen of the poll, without what was not. */
export function given(
  poll: PollSettings,
): Partial<{ [Name in keyof PollSettings]: NonNullable<PollSettings[Name]> }> {
  return Object.fromEntries(Object.entries(poll).filter(([, value]) => value !== undefined));
}
