/**
 * Calls `work` once a second while the computer is awake.
 * @returns a function that stops it.
 */
export type EverySecond = (work: () => void) => () => void;

/** A ticking timer stops while the computer sleeps, and does not depend on the clock being right. */
export const everySecond: EverySecond = (work) => {
  const timer = setInterval(work, 1000).unref();
  return () => clearInterval(timer);
};

/** Long enough for a page that is reloaded, or a window that another one opens. */
export const BACK_WITHIN_S = 15;
/**
 * For a window that left without saying goodbye: its page crashed, its browser put it to sleep, or it lost its
 * stream.
 */
export const SILENT_FOR_S = 600;

/**
 * Which browser windows are open. A window is known by its id from its first call until it says goodbye. A window
 * that left without a goodbye counts as closed when no window has had a stream or asked anything for ten minutes.
 */
export class Presence {
  readonly #open = new Set<string>();
  readonly #gone = new Set<string>();
  readonly #watchers: ((isOpen: boolean) => void)[] = [];
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

  /**
   * A window has asked something. A request that was already on its way at its goodbye does not reopen it. Returns
   * whether the window is open.
   */
  heard(window: string): boolean {
    if (this.#gone.has(window)) return false;
    this.#quietSeconds = 0;
    if (this.#open.has(window)) return true;
    this.#hadWindow = true;
    this.#open.add(window);
    this.#tell(true);
    return true;
  }

  goodbye(window: string): void {
    this.#gone.add(window);
    this.#quietSeconds = 0;
    if (this.#open.delete(window)) this.#tell(false);
  }

  /**
   * A stream has been opened; while there is one, no window counts as closed.
   * @returns a function that reports its end.
   */
  stream(): () => void {
    this.#streams += 1;
    return () => {
      this.#streams -= 1;
      this.#quietSeconds = 0;
    };
  }

  /** Call it once a second while the computer is awake. */
  tick(): void {
    if (!this.#hadWindow || this.#streams > 0) return;
    this.#quietSeconds += 1;
    if (this.#quietSeconds >= (this.#open.size === 0 ? BACK_WITHIN_S : SILENT_FOR_S))
      this.#lastClosed.resolve();
  }

  /** Calls `watcher` with true when a window has opened, with false when one has closed. */
  watch(watcher: (isOpen: boolean) => void): void {
    this.#watchers.push(watcher);
  }

  #tell(isOpen: boolean): void {
    for (const watcher of this.#watchers) watcher(isOpen);
  }
}
