import type { ImportResult, ImportStep, Understanding } from '../../src-main/register/types.ts';
import { client } from '../room/client.ts';
import { sentenceOf } from '../room/sentence.ts';
import { Store } from '../shared/store.ts';
import { readBase64 } from './base64.ts';

/** Files shown and not yet imported, with what was chosen about them. */
export type Understood = {
  at: 'understood';
  register: Understanding;
  canvass: Understanding | null;
  /** Name of the canvass file being read. */
  readingCanvass: string | null;
  /** Voting intentions that are to count as a promise. */
  promises: readonly string[];
  /** What went wrong with the last step, for people. */
  sentence: string | null;
};

export type Importing = {
  at: 'importing';
  from: Understood;
  step: Exclude<ImportStep, { stage: 'done' }> | null;
};

export type Flow =
  | { at: 'start' }
  | { at: 'staging'; fileName: string }
  | { at: 'refused'; fileName: string; sentence: string }
  | Understood
  | Importing
  | { at: 'done'; result: ImportResult };

/** The import outlives the screen, so that looking at the board does not stop it. */
export const importFlow = new Store<Flow>({ at: 'start' });

const SAMPLE_NAME = 'the sample register';
const SAMPLE_ELECTORS = 2500;
const SAMPLE_PROMISES = ['P', 'L'];

let running: { unsubscribe(): void } | null = null;

export function chooseRegister(file: File): Promise<void> {
  return stage(file.name, async () => {
    const register = await stageFile(file);
    const { promiseCodes } = await client.room.summary.query();
    return { register, promises: promiseCodes };
  });
}

export function chooseSample(): Promise<void> {
  return stage(SAMPLE_NAME, async () => {
    const register = await client.register.stageSample.mutate({ electors: SAMPLE_ELECTORS });
    const inFile = new Set(register.votingIntentions.map(({ code }) => code));
    return { register, promises: SAMPLE_PROMISES.filter((code) => inFile.has(code)) };
  });
}

export async function chooseCanvass(file: File): Promise<void> {
  changeUnderstood({ readingCanvass: file.name, sentence: null });
  try {
    const canvass = await stageFile(file);
    changeUnderstood({ canvass, readingCanvass: null });
  } catch (error) {
    changeUnderstood({ readingCanvass: null, sentence: sentenceOf(error) });
  }
}

export function leaveCanvassOut(): void {
  changeUnderstood({ canvass: null, sentence: null });
}

export function countAsPromise(code: string, counts: boolean): void {
  const flow = importFlow.get();
  if (flow.at !== 'understood') return;
  const others = flow.promises.filter((each) => each !== code);
  changeUnderstood({ promises: counts ? [...others, code] : others });
}

export function startAgain(): void {
  importFlow.set({ at: 'start' });
}

export function runImport(acceptRefused: boolean, by: string): void {
  const from = importFlow.get();
  if (from.at !== 'understood') return;
  const { register, canvass, promises } = from;
  const failed = (sentence: string) => {
    stopRunning();
    importFlow.set({ ...from, sentence });
  };
  importFlow.set({ at: 'importing', from, step: null });
  running = client.register.import.subscribe(
    {
      fileId: register.fileId,
      ...(canvass ? { canvassId: canvass.fileId } : {}),
      promises: [...promises],
      acceptRefused,
      by,
    },
    {
      onData: (step) => {
        if (step.stage !== 'done') {
          importFlow.set({ at: 'importing', from, step });
          return;
        }
        // Stopped here, or a stream that mends itself would ask for the import again.
        stopRunning();
        importFlow.set({ at: 'done', result: step.result });
      },
      onError: (error) => failed(sentenceOf(error)),
      onComplete: () => {
        if (importFlow.get().at === 'importing') failed('The import stopped before it was done. Try again.');
      },
    },
  );
}

/** Nothing has been written while the file is being read, so it can be stopped without a trace. */
export function cancelImport(): void {
  const flow = importFlow.get();
  if (flow.at !== 'importing' || flow.step?.stage === 'writing') return;
  stopRunning();
  importFlow.set({ ...flow.from, sentence: null });
}

async function stage(
  fileName: string,
  read: () => Promise<Pick<Understood, 'register' | 'promises'>>,
): Promise<void> {
  importFlow.set({ at: 'staging', fileName });
  try {
    const { register, promises } = await read();
    importFlow.set({
      at: 'understood',
      register,
      canvass: null,
      readingCanvass: null,
      promises,
      sentence: null,
    });
  } catch (error) {
    importFlow.set({ at: 'refused', fileName, sentence: sentenceOf(error) });
  }
}

async function stageFile(file: File): Promise<Understanding> {
  return client.register.stage.mutate({ name: file.name.slice(-255), base64: await readBase64(file) });
}

function changeUnderstood(change: Partial<Omit<Understood, 'at'>>): void {
  importFlow.update((flow) => (flow.at === 'understood' ? { ...flow, ...change } : flow));
}

function stopRunning(): void {
  running?.unsubscribe();
  running = null;
}
