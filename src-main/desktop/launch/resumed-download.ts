import { createWriteStream, mkdirSync, openAsBlob, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';

type Fetch = typeof globalThis.fetch;

const MB = 1_000_000;

/**
 * A `fetch` for a large file that continues after an interruption, in this run or an earlier one, as long as data
 * arrives. The part that has arrived is kept in `folder`, for the caller to remove. Verify the file with a checksum:
 * this function cannot know whether it has changed meanwhile. `tell` gets the progress: "43 of 112 MB". It goes on
 * `goOnAfterMs` after an interruption.
 */
export function resumedDownload(
  plain: Fetch,
  folder: string,
  tell: (progress: string) => void,
  goOnAfterMs: number,
): Fetch {
  return async (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input);
    mkdirSync(folder, { recursive: true });
    const part = join(folder, `${basename(address.pathname)}.part`);
    for (;;) {
      const had = sizeOf(part);
      try {
        const response = await plain(
          address,
          had > 0 ? { ...init, headers: { range: `bytes=${had}-` } } : init,
        );
        const isWhole = response.status === 416 && totalOf(response) === had;
        if (response.status === 416 && !isWhole) {
          rmSync(part);
          continue;
        }
        if (!response.ok && !isWhole) return response;
        if (!isWhole) await receive(response, part, tell);
        return new Response(await openAsBlob(part));
      } catch (error) {
        const arrived = sizeOf(part) - had;
        if (arrived <= 0) {
          // The installer prints the message alone, without the cause, which has the reason.
          throw new Error(`${address.host}: ${messageWithCause(error)}`, { cause: error });
        }
        await pause(goOnAfterMs);
      }
    }
  };
}

/** Appends to the part that is here; starts over if the server only sends the whole file. */
async function receive(response: Response, part: string, tell: (progress: string) => void): Promise<void> {
  const goesOn = response.status === 206;
  const total = totalOf(response);
  let bytes = goesOn ? sizeOf(part) : 0;
  let shown = '';
  await pipeline(
    Readable.from(response.body ?? []),
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        yield chunk;
        bytes += chunk.length;
        const progress = `${Math.floor(bytes / MB)}${total === null ? '' : ` of ${Math.ceil(total / MB)}`} MB`;
        if (progress !== shown) tell(progress);
        shown = progress;
      }
    },
    createWriteStream(part, { flags: goesOn ? 'a' : 'w' }),
  );
  if (total !== null && bytes < total) throw new Error('the connection was lost');
}

/** The size of the whole file in bytes, if the server says it. */
function totalOf({ headers }: Response): number | null {
  const total = headers.get('content-range')?.split('/')[1] ?? headers.get('content-length');
  return total && /^\d+$/.test(total) ? Number(total) : null;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function messageWithCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? ` (${error.code})` : '';
  return `${error.message}${code}${error.cause === undefined ? '' : `, ${messageWithCause(error.cause)}`}`;
}
