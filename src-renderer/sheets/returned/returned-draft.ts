import * as z from 'zod/mini';
import { draftOf } from '../../room/drafts.ts';
import { storedJson } from '../../shared/stored-json.ts';

const shape = z.object({
  /** '' while none is open. */
  code: z.string(),
  /** Electors whose line was skipped because nothing is on the paper. */
  passed: z.array(z.number()),
});

const NOTHING = { code: '', passed: [] };

/** The returned sheet that this window is entering. Its answers are in the room already. */
export const returnedDraft = draftOf('returned', shape, NOTHING, ({ code }) => code === '');

/** A draft as another window has stored it. */
export function readReturnedDraft(typed: string): z.infer<typeof shape> {
  return storedJson(typed, shape) ?? NOTHING;
}

export function openReturned(code: string): void {
  returnedDraft.set({ code, passed: [] });
}

export function passLine(electorId: number): void {
  returnedDraft.update(({ code, passed }) => ({ code, passed: [...new Set(passed).add(electorId)] }));
}
