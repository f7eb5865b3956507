import type { TRPCError } from '@trpc/server';
import { Refusal } from '../store/refusal.ts';

/**
 * Notes a fault of the program on standard error: which call, what kind, where in the code. Its message is left out,
 * because it may hold what was entered.
 */
export function logFault({ error, path }: { error: TRPCError; path: string | undefined }): void {
  if (error.code !== 'INTERNAL_SERVER_ERROR' || error.cause instanceof Refusal) return;
  logError(path ?? 'a call', error.cause ?? error);
}

/** The same for an error outside the calls; `where` is a part of the program. */
export function logError(where: string, { name, stack = '' }: Error): void {
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
  process.stderr.write([`A fault in ${where}: ${name}`, ...places, ''].join('\n'));
}
