const OPEN = 0;
const READING = 1;
const SHUT = 2;
/** A thread that has died never leaves. */
const PATIENCE_MS = 60_000;

/** A number that threads share. */
export type SharedNumber = Int32Array<SharedArrayBuffer>;

export function sharedNumber(): SharedNumber {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Keeps a thread from reading a room's file while it is closed: some systems move or remove no file that is open.
 */
export class Gate {
  readonly shared: SharedNumber;

  constructor(shared = sharedNumber()) {
    this.shared = shared;
  }

  /** @throws GateShut if the room has been closed. */
  enter(): void {
    if (Atomics.compareExchange(this.shared, 0, OPEN, READING) !== OPEN) throw new GateShut();
  }

  leave(): void {
    Atomics.compareExchange(this.shared, 0, READING, SHUT);
    Atomics.notify(this.shared, 0);
  }

  /** Lets nobody in any more, and waits for whoever is reading. */
  shut(): void {
    if (Atomics.compareExchange(this.shared, 0, OPEN, SHUT) === READING)
      Atomics.wait(this.shared, 0, READING, PATIENCE_MS);
  }
}

/** The room was closed before it was read. */
export class GateShut extends Error {}
