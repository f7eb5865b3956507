/** Tells every open screen that the room has changed. It carries no data: each screen asks for its own. */
export class ChangeFeed {
  #listeners = new Set<() => void>();
  #count = 0;

  announce(): void {
    this.#count += 1;
    for (const listener of this.#listeners) listener();
  }

  /** Yields the number of changes so far: at once, and then after each change until `signal` aborts. */
  async *stream(signal: AbortSignal | undefined): AsyncGenerator<number> {
    let wake = () => {};
    const listener = () => wake();
    this.#listeners.add(listener);
    signal?.addEventListener('abort', listener);
    try {
      let announced = -1;
      while (!signal?.aborted) {
        if (announced !== this.#count) {
          announced = this.#count;
          yield announced;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      this.#listeners.delete(listener);
      signal?.removeEventListener('abort', listener);
    }
  }
}
