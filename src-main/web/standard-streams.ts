import { fstatSync, writeFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';

/** Where a command reads input and writes its answer. A process has all three. */
export type Streams = { stdin: Readable; stdout: Writable; stderr: Writable };

/** Why a text could not be written: the reader has gone, or the system's error. */
export type NotWritten = { isClosed: boolean; code: string };

/** The error codes for a reader that has gone. */
const CLOSED = ['EPIPE', 'ECONNRESET', 'EOF', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'];

/** Writes a text and a line break to standard output. Returns null if all of it was written. */
export function writeOut(text: string, stdout: Writable = process.stdout): Promise<NotWritten | null> {
  return attempt(stdout, async () => {
    // Node's stream reports success even if a full disk took only the beginning.
    const file = fileOf(stdout);
    if (file === null) await written(stdout, `${text}\n`);
    else writeFileSync(file, `${text}\n`);
  });
}

/** The same for standard error. If that fails too, there is nowhere left to report it. */
export async function writeError(text: string, stderr: Writable = process.stderr): Promise<void> {
  await attempt(stderr, () => written(stderr, `${text}\n`));
}

/** The descriptor of the file that a stream writes to; null if it is a terminal, a pipe or not a file at all. */
function fileOf(stream: Writable): number | null {
  const fd = 'fd' in stream && typeof stream.fd === 'number' ? stream.fd : null;
  return fd !== null && fstatSync(fd).isFile() ? fd : null;
}

const guarded = new WeakSet<Writable>();

async function attempt(stream: Writable, work: () => Promise<void>): Promise<NotWritten | null> {
  // An unhandled error event would end the program, whatever it is doing.
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
