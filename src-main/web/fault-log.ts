import type { TRPCError } from '@trpc/server';
import { Refusal } from '../store/refusal.ts';
import { writeError } from './standard-streams.ts';

/**
 * Logs a fault to standard error: which call, what kind, where in the code. The message is left out: it may contain
 * what was entered.
 */
export function logFault({ error, path }: { error: TRPCError; path: string | undefined }): void {
  if (error.code !== 'INTERNAL_SERVER_ERROR' || error.cause instanceof Refusal) return;
  logError(path ?? 'a call', error.cause ?? error);
}

/** The same for an error outside the calls; `where` names the part of the program. */
export function logError(where: string, error: unknown): void {
  const { name, places } = placesOf(error);
  void writeError([`A fault in ${where}: ${name}`, ...places].join('\n'));
}

/** The kind of an error and where in the code it was thrown, without its message. */
export function placesOf(error: unknown): { name: string; places: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, places: [] };
  const { name, message, stack = '' } = error;
  // A message may have lines that look like places in the code.
  const after = stack.startsWith(`${name}: ${message}`)
    ? stack.slice(name.length + 2 + message.length)
    : stack;
  return {
    name,
    places: after
      .split('\n')
      .filter((line) => /^\s+at .*(?::\d+:\d+\)?|\(native\)|<anonymous>\)?)$/.test(line)),
  };
}
