import type { DoorOrder, SheetCount, SheetOrder, SheetStep } from '../../src-main/sheets/types.ts';
import { client } from '../room/client.ts';
import { sentenceOf } from '../room/sentence.ts';
import { Store } from '../shared/store.ts';

export type Made = SheetCount & { round: number; fileName: string; at: number; pdf: Blob };

/** The sheets made last; kept while other screens are open, since making them again would count again. */
export const lastMadeSheets = new Store<Made | null>(null);

/** The paper is looked at instead of the streets, until one goes back to them. */
export const showingPaper = new Store(false);

export type SheetOrderForm = {
  streetIds: number[];
  round: number | undefined;
  order: SheetOrder;
  doors: DoorOrder;
  by: string;
};

export type Making = { at: 'rest'; sentence: string | null } | { at: 'making'; done: number; total: number };

/** Sheets being made; a store, so that the work outlasts a look at another screen. */
export const making = new Store<Making>({ at: 'rest', sentence: null });

let running: { unsubscribe(): void } | null = null;

export function startMaking({ round, ...choice }: SheetOrderForm): void {
  making.set({ at: 'making', done: 0, total: choice.streetIds.length });
  running = client.sheets.make.subscribe(
    { ...choice, ...(round === undefined ? {} : { round }) },
    {
      onData: take,
      onError: (error) => stop(sentenceOf(error)),
      onComplete: () => {
        if (making.get().at === 'making') stop('The work stopped before it was done. Try again.');
      },
    },
  );
}

/** Nothing has been counted as made while sheets are being drawn, so it can be stopped without a trace. */
export function cancelMaking(): void {
  stop(null);
}

function take(step: SheetStep): void {
  if (step.stage === 'drawing') {
    making.set({ at: 'making', done: step.done, total: step.total });
    return;
  }
  if (step.stage === 'first') return;
  // Stopped here, or a stream that mends itself would have the sheets made again.
  stop(null);
  const { stage: _, base64, ...made } = step;
  lastMadeSheets.set({ ...made, at: Date.now(), pdf: pdfFrom(base64) });
  showingPaper.set(true);
}

function stop(sentence: string | null): void {
  running?.unsubscribe();
  running = null;
  making.set({ at: 'rest', sentence });
}

function pdfFrom(base64: string): Blob {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: 'application/pdf' });
}
