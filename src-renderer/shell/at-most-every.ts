/** While the room keeps changing, a window refetches at most this often. */
export const REFRESH_EVERY_MS = 250;

/** For each part of the time spent on asking, so many parts of rest. */
const REST = 10;
const LONGEST_REST_MS = 3000;

/**
 * Does `work` at once, and again while `call` is called: never before the last has ended, and then after so many
 * milliseconds, or ten times as long as the work took if that is more, but three seconds at most. Ten windows that all
 * ask then leave the room time for the numbers, even on a slow computer. The last call is never left out.
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
    const began = performance.now();
    await work().catch(() => {});
    const rest = Math.min(Math.max(milliseconds, REST * (performance.now() - began)), LONGEST_REST_MS);
    await new Promise((resolve) => {
      timer = setTimeout(resolve, rest);
    });
    isRunning = false;
    if (isWanted) void run();
  };
  return {
    call() {
      isWanted = true;
      if (!isRunning) void run();
    },
    /** Work under way ends, and no more begins. */
    stop() {
      isRunning = true;
      clearTimeout(timer);
    },
  };
}
