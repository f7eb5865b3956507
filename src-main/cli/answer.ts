import { type Streams, writeError, writeOut } from '../web/standard-streams.ts';

/** A fault in the program (sysexits.h: EX_SOFTWARE), as opposed to a refusal (1) or wrong usage (2). */
export const FAULT = 70;

/**
 * Prints a command's answer and returns its exit code. If the answer could not be written, the command was still
 * done, so the code is 70; if the reader of a pipe had seen enough (`| head`), it is 0.
 */
export async function answer(text: string, { stdout, stderr }: Streams): Promise<number> {
  const failed = await writeOut(text, stdout);
  if (failed === null) return 0;
  const why = failed.isClosed ? 'the reader has gone' : failed.code;
  await writeError(
    `The command is done, but its answer could not be written (${why}). You do not need to run it again.`,
    stderr,
  );
  return failed.isClosed ? 0 : FAULT;
}
