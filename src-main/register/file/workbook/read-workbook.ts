import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Message } from '../../../../src-shared/message.ts';
import { Refusal } from '../../../store/refusal.ts';
import type { SheetAsCsv } from './workbook.ts';
import { tooMuch } from './workbook-budget.ts';

/** The thread's message. */
type Said = { read: Omit<SheetAsCsv, 'csv'> & { csv: Uint8Array } } | { refused: Message };

/** When to stop a thread. */
type Limits = {
  /** Of JavaScript's own memory. */
  megabytes: number;
  milliseconds: number;
};

/** Several times what a register of this size takes, so that a slow or busy laptop can read it too. */
function limitsFor(bytes: number): Limits {
  const size = bytes / 1_000_000;
  return { megabytes: Math.round(256 + 16 * size), milliseconds: 120_000 + 6000 * size };
}

/**
 * The same as `workbookAsCsv`, in its own thread, which is stopped if it uses more memory or time than a workbook of
 * this size can need. Numbers can be entered meanwhile.
 * @throws Refusal if the workbook is damaged, locked, empty or too large.
 */
export function readWorkbook(
  bytes: Buffer,
  { megabytes, milliseconds }: Limits = limitsFor(bytes.length),
): Promise<SheetAsCsv> {
  // Beside this file, or in the one folder of the bundle.
  const thread = new Worker(new URL(`./workbook-thread${extname(import.meta.url)}`, import.meta.url), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  return new Promise<SheetAsCsv>((resolve, reject) => {
    const clock = setTimeout(() => reject(tooMuch()), milliseconds);
    thread.once('message', (said: Said) => {
      if ('refused' in said) reject(new Refusal(said.refused));
      else resolve({ ...said.read, csv: asBuffer(said.read.csv) });
    });
    thread.once('error', (error) => reject(isOutOfMemory(error) ? tooMuch() : error));
    thread.once('exit', (code) => reject(new Error(`The thread that reads a workbook ended with ${code}.`)));
    thread.once('exit', () => clearTimeout(clock));
  }).finally(() => thread.terminate());
}

/** Buffers arrive from a thread as plain arrays of bytes. */
function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
