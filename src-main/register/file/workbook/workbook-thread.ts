import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../../store/refusal.ts';
import { workbookAsCsv } from './workbook.ts';

/* The code of the thread that `read-workbook.ts` starts. */

try {
  parentPort?.postMessage({ read: await workbookAsCsv(Buffer.from(workerData)) });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  parentPort?.postMessage({ refused: error.said });
}
