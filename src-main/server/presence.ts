/** Calls `work` once for each second that the computer is awake. @returns what stops it. */
export type EverySecond = (work: () => void) => () => void;

/** A timer that ticks: it stands still while the computer sleeps, and knows nothing of the clock on the wall. */
export const everySecond: EverySecond = (work) => {
  const timer = setInterval(work, 1000).unref();
  return () => clearInterval(timer);
};

/** A page that is loaded again is back long before; so is a window that is opened from another. */
const BACK_WITHIN_S = 15;
/** A window that went without a word: its page crashed, its browser put it to sleep, or it lost its stream. */
const SILENT_FOR_S = 600;

/**
 * Which windows of a browser are open. A window is known by its own id from its first call until it says goodbye. One
 * that goes without a goodbye counts as closed when for ten minutes no window has had a stream or asked anything.
 */
export class Presence {
  readonly #open = new Set<string>();
  readonly #gone = new Set<string>();
  readonly #watchers: (() => void)[] = [];
  readonly #lastClosed = Promise.withResolvers<void>();
  #streams = 0;
  #quietSeconds = 0;
  #hadWindow = false;

  /** Resolves when there were windows and the last of them has closed. */
  get whenLastClosed(): Promise<void> {
    return this.#lastClosed.promise;
  }

  get windows(): number {
    return this.#open.size;
  }

  /** A window has asked something. What was on its way when it said goodbye does not bring it back. */
  heard(window: string): void {
    if (this.#gone.has(window)) return;
    this.#quietSeconds = 0;
    if (this.#open.has(window)) return;
    this.#hadWindow = true;
    this.#open.add(window);
    this.#tell();
  }

  goodbye(window: string): void {
    this.#gone.add(window);
    this.#quietSeconds = 0;
    if (this.#open.delete(window)) this.#tell();
  }

  /** A stream has been opened; no window counts as closed while there is one. @returns what says that it ended. */
  stream(): () => void {
    this.#streams += 1;
    return () => {
      this.#streams -= 1;
      this.#quietSeconds = 0;
    };
  }

  /** To be called once a second while the computer is awake. */
  tick(): void {
    if (!this.#hadWindow || this.#streams > 0) return;
    this.#quietSeconds += 1;
    if (this.#quietSeconds >= (this.#open.size === 0 ? BACK_WITHIN_S : SILENT_FOR_S))
      this.#lastClosed.resolve();
  }

  /** Calls `watcher` when a window has come or gone. */
  watch(watcher: () => void): void {
    this.#watchers.push(watcher);
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
