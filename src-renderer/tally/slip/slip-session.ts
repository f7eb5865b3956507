import * as z from 'zod/mini';
import type { Slip, SlipForm } from '../../../src-main/turnout/slips/slips.ts';
import { client } from '../../room/client.ts';
import { draftOf } from '../../room/drafts.ts';
import { Store } from '../../shared/store.ts';

/** The slip that this window is entering; null between slips. */
export const openSlip = new Store<Slip | null>(null);

/** Which slip that is, so that the window goes on with it when its page is loaded again. */
const draft = draftOf(
  'slip',
  z.object({ id: z.nullable(z.number()) }),
  { id: null },
  ({ id }) => id === null,
);

openSlip.subscribe(() => {
  const id = openSlip.get()?.id ?? null;
  if (draft.get().id !== id) draft.set({ id });
});

draft.subscribe(() => {
  const { id } = draft.get();
  if (id !== null && id !== openSlip.get()?.id) void goOnWithSlip(id);
});

/** Whether all slips are shown instead of the field. */
export const showSlips = new Store(false);

/** The slip finished last, to show what to check about it. */
export const finishedSlip = new Store<Slip | null>(null);

/** The room did not answer, or was locked. */
const TRIED_AGAIN_AFTER_MS = 5000;

/** Goes on with a slip that was begun before. It is forgotten only if the room has no such slip. */
async function goOnWithSlip(id: number): Promise<void> {
  let slips: Slip[];
  try {
    slips = await client.turnout.slips.query();
  } catch {
    setTimeout(() => {
      // Another may have been begun meanwhile.
      if (draft.get().id === id && openSlip.get() === null) void goOnWithSlip(id);
    }, TRIED_AGAIN_AFTER_MS);
    return;
  }
  const slip = slips.find((each) => each.id === id) ?? null;
  const isOpen = slip?.state === 'open';
  finishedSlip.set(isOpen ? null : slip);
  openSlip.set(isOpen ? slip : null);
}

/**
 * Keeps the slip of this window as the room has it: another window may have moved, finished or undone it, and the next
 * numbers must not go to where it was.
 */
export function followSlip(now: Slip): void {
  const open = openSlip.get();
  if (open?.id !== now.id) return;
  if (now.state === 'open') {
    if (open.district !== now.district || open.stationId !== now.stationId) openSlip.set(now);
    return;
  }
  openSlip.set(null);
  finishedSlip.set(now);
}

/** Opens a slip again that was finished, or goes on with one that another window has left. */
export async function openAgain(
  { id, toldAt, teller, toldCount, gaveNothing }: Slip,
  by: string,
): Promise<void> {
  const head = { id, toldAt, teller, toldCount, gaveNothing };
  finishedSlip.set(null);
  openSlip.set(await client.turnout.changeSlip.mutate({ ...head, isOpen: true, by }));
}

export async function beginSlip(form: SlipForm & { secondOf: number | null; by: string }): Promise<void> {
  finishedSlip.set(null);
  openSlip.set(await client.turnout.beginSlip.mutate(form));
}

/** Ends the slip, with what the teller counted, and shows its outcome. */
export async function finishSlip(
  { id, toldAt, teller }: Slip,
  counted: Pick<Slip, 'toldCount' | 'gaveNothing'>,
): Promise<void> {
  finishedSlip.set(await client.turnout.changeSlip.mutate({ id, toldAt, teller, ...counted, isOpen: false }));
  openSlip.set(null);
}
