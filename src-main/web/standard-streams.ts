import { fstatSync, writeFileSync } from 'node:fs';

/** Why a text could not be written: nobody reads it any more, or what the system says. */
export type NotWritten = { isClosed: boolean; code: string };

/** How the systems say that whoever read the other end has gone. */
const CLOSED = ['EPIPE', 'ECONNRESET', 'EOF', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'];

/** Writes a text and a line break to standard output. Gives null when all of it is written. */
export function writeOut(text: string): Promise<NotWritten | null> {
  return attempt(process.stdout, async () => {
    // Node's stream takes it for done when a full disk has taken only the beginning.
    if (fstatSync(process.stdout.fd).isFile()) writeFileSync(process.stdout.fd, `${text}\n`);
    else await written(process.stdout, `${text}\n`);
  });
}

/** The same to standard error; where that cannot be written either, nobody is left to tell. */
export async function writeError(text: string): Promise<void> {
  await attempt(process.stderr, () => written(process.stderr, `${text}\n`));
}

const guarded = new WeakSet<NodeJS.WriteStream>();

async function attempt(stream: NodeJS.WriteStream, work: () => Promise<void>): Promise<NotWritten | null> {
  // An error that nobody listens to would end the program, whatever it is in the middle of.
  if (!guarded.has(stream)) stream.on('error', () => {});
  guarded.add(stream);
  try {
    await work();
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { isClosed: CLOSED.includes(code), code };
  }
}

function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
