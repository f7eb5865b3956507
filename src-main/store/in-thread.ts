import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { Message } from '../../src-shared/message.ts';
import { explainFault } from './faults.ts';
import { Refusal } from './refusal.ts';

/** Memory of a thread for what it has just made, which is soon garbage: half of what the program itself has. */
const YOUNG_MB = 24;

type Said<Answer> = { done: Answer } | { refused: Message } | { fault: unknown };

/** Runs a script in a thread of its own and returns what it answers with `answerParent`. @throws Refusal if it does. */
export async function inThread<Answer>(script: URL, asked: unknown): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Said<Answer>>();
  const thread = new Worker(script, {
    workerData: asked,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  thread.once('message', resolve);
  thread.once('error', reject);
  thread.once('exit', () => reject(new Error('A thread ended without an answer.')));
  try {
    const said = await promise;
    if ('refused' in said) throw new Refusal(said.refused);
    if ('fault' in said) throw said.fault;
    return said.done;
  } finally {
    await thread.terminate();
  }
}

/** In the thread: does what it was started for. `file` is what faults of the disk are said of. */
export function answerParent<Asked, Answer>(work: (asked: Asked) => Answer, file: (asked: Asked) => string) {
  parentPort?.postMessage(answered(work, workerData, file));
}

/** What work comes to, in words that a thread can send to another. */
export function answered<Asked, Answer>(
  work: (asked: Asked) => Answer,
  asked: Asked,
  file: (asked: Asked) => string,
): Said<Answer> {
  try {
    return { done: work(asked) };
  } catch (error) {
    const fault = explainFault(error, file(asked));
    return fault instanceof Refusal ? { refused: fault.said } : { fault };
  }
}
