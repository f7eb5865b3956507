import type { SheetCount, SheetStep } from '../../src-main/sheets/types.ts';
import { client } from '../room/client.ts';
import { pdfFrom } from '../shared/save-text.ts';
import { sentenceOf } from '../shared/sentence.ts';
import { Store } from '../shared/store.ts';
import { words } from '../shared/words.ts';

export type Made = SheetCount & {
  round: number;
  codes: string[];
  /** How many names the paper cannot say in full. */
  cutNames: number;
  fileName: string;
  at: number;
  pdf: Blob;
  /** Whether the paper came out of the printer; null until somebody says so. */
  isPrinted: boolean | null;
};

/** The sheets made last; kept while other screens are open, since making them again would count again. */
export const lastMadeSheets = new Store<Made | null>(null);

/** Where the paper is looked at instead of the streets, until one goes back to them: on the screen that made it. */
export type PaperPlace = 'sheets' | 'next' | 'bring';
export const showingPaper = new Store<PaperPlace | null>(null);

export type SheetOrderForm = Parameters<typeof client.sheets.make.subscribe>[0] & {
  /** When the round goes out, '' for no time. */
  time: string;
};

export type Making =
  | { at: 'rest'; failed: { place: PaperPlace; sentence: string } | null }
  /** `first` is the first sheet alone, to be looked at meanwhile. */
  | { at: 'making'; done: number; total: number; first: Blob | null };

/** Sheets being made: a store, so that the work goes on while another screen is open. */
export const making = new Store<Making>({ at: 'rest', failed: null });

let running: { unsubscribe(): void } | null = null;

/** `onMade` runs when the sheets count as made. */
export async function startMaking(
  { time, ...choice }: SheetOrderForm,
  place: PaperPlace = 'sheets',
  onMade = () => {},
): Promise<void> {
  making.set({ at: 'making', done: 0, total: choice.streetIds.length, first: null });
  try {
    if (time !== '') await client.sheets.planRound.mutate({ round: choice.round ?? 1, time });
  } catch (error) {
    fail(place, sentenceOf(error));
    return;
  }
  running = client.sheets.make.subscribe(choice, {
    onData: (step) => {
      take(step, place);
      if (step.stage === 'done') onMade();
    },
    onError: (error) => fail(place, sentenceOf(error)),
    onComplete: () => {
      if (making.get().at === 'making')
        fail(place, words.t('The work stopped before it was done. Try again.'));
    },
  });
}

/** Sheets being made do not count as made, so this can be stopped. Their codes are not used again. */
export function cancelMaking(): void {
  stop();
}

/** Why sheets could not be made is answered: something else is to be made, or the same again. */
export function forgetFailure(): void {
  const now = making.get();
  if (now.at === 'rest' && now.failed) making.set({ at: 'rest', failed: null });
}

/** The paper is there: from now on it counts as printed. */
export async function recordPrinted(by: string): Promise<void> {
  const made = lastMadeSheets.get();
  if (!made || made.codes.length === 0) return;
  await client.sheets.move.mutate({ codes: made.codes, move: 'sheet printed', by });
  lastMadeSheets.set({ ...made, isPrinted: true });
}

/** The printer failed, or the sheets are not wanted: they are as never made. */
export async function recordNotPrinted(by: string): Promise<void> {
  const made = lastMadeSheets.get();
  if (!made || made.codes.length === 0) return;
  await client.sheets.move.mutate({ codes: made.codes, move: 'sheet withdrawn', by });
  lastMadeSheets.set(null);
  showingPaper.set(null);
}

function take(step: SheetStep, place: PaperPlace): void {
  const now = making.get();
  const first = now.at === 'making' ? now.first : null;
  if (step.stage === 'first') {
    if (now.at === 'making') making.set({ ...now, first: pdfFrom(step.base64) });
    return;
  }
  if (step.stage === 'drawing') {
    making.set({ at: 'making', done: step.done, total: step.total, first });
    return;
  }
  // Stopped here, because a stream that reconnects would have the sheets made again.
  stop();
  const { stage: _, base64, ...made } = step;
  lastMadeSheets.set({ ...made, at: Date.now(), pdf: pdfFrom(base64), isPrinted: null });
  showingPaper.set(place);
}

function fail(place: PaperPlace, sentence: string): void {
  stop();
  making.set({ at: 'rest', failed: { place, sentence } });
}

function stop(): void {
  running?.unsubscribe();
  running = null;
  making.set({ at: 'rest', failed: null });
}
