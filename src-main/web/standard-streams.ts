import { fstatSync, writeFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';

/** Where a command reads what is typed and writes its answer; a process has all three. */
export type Streams = { stdin: Readable; stdout: Writable; stderr: Writable };

/** Why a text could not be written: nobody reads it any more, or what the system says. */
export type NotWritten = { isClosed: boolean; code: string };

/** How the systems say that whoever read the other end has gone. */
const CLOSED = ['EPIPE', 'ECONNRESET', 'EOF', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'];

/** Writes a text and a line break to standard output. Gives null when all of it is written. */
export function writeOut(text: string, stdout: Writable = process.stdout): Promise<NotWritten | null> {
  return attempt(stdout, async () => {
    // Node's stream takes it for done when a full disk has taken only the beginning.
    const file = fileOf(stdout);
    if (file === null) await written(stdout, `${text}\n`);
    else writeFileSync(file, `${text}\n`);
  });
}

/** The same to standard error; where that cannot be written either, nobody is left to tell. */
export async function writeError(text: string, stderr: Writable = process.stderr): Promise<void> {
  await attempt(stderr, () => written(stderr, `${text}\n`));
}

/** The number of the file that a stream writes to; null when it is a terminal, a pipe or no file at all. */
function fileOf(stream: Writable): number | null {
  const fd = 'fd' in stream && typeof stream.fd === 'number' ? stream.fd : null;
  return fd !== null && fstatSync(fd).isFile() ? fd : null;
}

const guarded = new WeakSet<Writable>();

async function attempt(stream: Writable, work: () => Promise<void>): Promise<NotWritten | null> {
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

function written(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
