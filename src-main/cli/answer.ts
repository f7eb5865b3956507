import { type Streams, writeError, writeOut } from '../web/standard-streams.ts';

/** As sysexits.h has it: a fault of the program, neither a refusal (1) nor wrong usage (2). */
export const FAULT = 70;

/**
 * Writes what a command has to say once it is done, and gives its exit code. An answer that could not be written does
 * not mean that nothing was done: 70 says so, and where the reader of a pipe has seen enough (`| head`) it is 0.
 */
export async function answer(text: string, { stdout, stderr }: Streams): Promise<number> {
  const failed = await writeOut(text, stdout);
  if (failed === null) return 0;
  const why = failed.isClosed ? 'nobody reads it any more' : failed.code;
  await writeError(
    `The command is done. Only its answer could not be written (${why}): do not run it again for that.`,
    stderr,
  );
  return failed.isClosed ? 0 : FAULT;
}
