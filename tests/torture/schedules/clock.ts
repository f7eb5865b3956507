const REAL = globalThis.Date;

/** Until `work` ends, every clock of this process says `now()`. */
export function withClock<Result>(now: () => number, work: () => Result): Result {
  globalThis.Date = class extends REAL {
    constructor(...given: unknown[]) {
      super(...((given.length === 0 ? [now()] : given) as [number]));
    }

    static override now(): number {
      return now();
    }
  } as DateConstructor;
  try {
    return work();
  } finally {
    globalThis.Date = REAL;
  }
}
