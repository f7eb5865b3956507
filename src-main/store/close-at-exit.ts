/**
 * What this process has not closed. When it ends, SQLite would move the log of such a room into its file without storing
 * the checksums of the pages, and the room would be taken for damaged.
 */
const left = new Set<() => void>();

let isListening = false;

/** Has `close` called when the process ends, unless the result is called before. */
export function closeAtExit(close: () => void): () => void {
  if (!isListening) process.once('exit', closeAll);
  isListening = true;
  left.add(close);
  return () => left.delete(close);
}

function closeAll(): void {
  for (const close of left) {
    try {
      close();
    } catch {
      // The log has everything; the others are still to be closed.
    }
  }
}
