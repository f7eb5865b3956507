import { parentPort } from 'node:worker_threads';
import { answer } from './answer.ts';
import { Planner } from './planner.ts';
import type { ToThread } from './planning.ts';

/* The code of the thread that `planning.ts` starts. */

const planner = new Planner();

parentPort?.on('message', (message: ToThread) => {
  answer(planner, message, (said) => parentPort?.postMessage(said));
});
