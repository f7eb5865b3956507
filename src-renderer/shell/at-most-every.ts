/** How soon after one another a window asks again, when the room keeps changing. */
export const REFRESH_EVERY_MS = 250;

/** Of the time, one part for asking and so many for rest. */
const REST = 10;
const LONGEST_REST_MS = 3000;

/**
 * Does `work` at once, and then again while `call` is called: never before the last of it has ended, and then after so
 * many milliseconds, or ten times as long as it took where that is more, three seconds at most. So ten windows that all
 * ask leave the room time for the numbers, however slow the computer is. The last call is never left out.
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
    /** What is under way ends; nothing begins after it. */
    stop() {
      isRunning = true;
      clearTimeout(timer);
    },
  };
}
