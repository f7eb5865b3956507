const REAL = globalThis.Date;

/** From now on every clock of this process says `now()`. Returns what ends that. */
export function setClock(now: () => number): () => void {
  globalThis.Date = class extends REAL {
    constructor(...given: unknown[]) {
      super(...((given.length === 0 ? [now()] : given) as [number]));
    }

    static override now(): number {
      return now();
    }
  } as DateConstructor;
  return () => {
    globalThis.Date = REAL;
  };
}

/** Until `work` ends, every clock of this process says `now()`. */
export function withClock<Result>(now: () => number, work: () => Result): Result {
  const end = setClock(now);
  try {
    return work();
  } finally {
    end();
  }
}
