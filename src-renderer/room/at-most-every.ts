/** How soon after one another a window asks again, when the room keeps changing. */
export const REFRESH_EVERY_MS = 250;

/**
 * Does `work` at once, and then again while `call` is called: never before the last of it has ended, and never sooner
 * than so many milliseconds after it began. The last call is never left out.
 */
export function atMostEvery(
  milliseconds: number,
  work: () => Promise<unknown>,
): { call(): void; stop(): void } {
  let isRunning = false;
  let isWanted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = async () => {
    isRunning = true;
    isWanted = false;
    const pause = new Promise((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.allSettled([work(), pause]);
    isRunning = false;
    if (isWanted) void run();
  };
  return {
    call() {
      isWanted = true;
      if (!isRunning) void run();
    },
    /** What is under way ends; nothing begins after it. */
    stop() {
      isRunning = true;
      clearTimeout(timer);
    },
  };
}
