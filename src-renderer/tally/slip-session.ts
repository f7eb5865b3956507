import type { Slip, SlipForm } from '../../src-main/turnout/slips.ts';
import { client } from '../room/client.ts';
import { Store } from '../shared/store.ts';

/** The slip that this window is entering; null between slips. */
export const openSlip = new Store<Slip | null>(null);

/** The slip finished last, to show what to check about it. */
export const finishedSlip = new Store<Slip | null>(null);

export async function beginSlip(form: SlipForm & { secondOf: number | null; by: string }): Promise<void> {
  finishedSlip.set(null);
  openSlip.set(await client.turnout.beginSlip.mutate(form));
}

/** Ends the slip and shows its outcome. `toldCount` is how many numbers the teller counted. */
export async function finishSlip(slip: Slip, toldCount: number | null): Promise<void> {
  const { toldAt, teller } = slip;
  finishedSlip.set(await client.turnout.changeSlip.mutate({ id: slip.id, toldAt, teller, toldCount }));
  openSlip.set(null);
}
