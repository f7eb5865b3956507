import type { Practices } from '../api/practices.ts';
import { BACK_WITHIN_S, SILENT_FOR_S } from './presence.ts';

/** A window in a practice. Its streams break if its page crashes or its browser is killed, without a goodbye. */
type Window = { practice: string; streams: number; quietSeconds: number };

/**
 * Which window is in which practice. A practice is ended when all its windows have said goodbye, or have had no stream
 * and asked nothing for ten minutes.
 */
export class PracticeWindows {
  readonly #practices: Practices;
  readonly #windows = new Map<string, Window>();
  /** For how many seconds each practice has had no window. */
  readonly #empty = new Map<string, number>();

  constructor(practices: Practices) {
    this.#practices = practices;
  }

  /** A window has asked something, in a practice or (null) in the real room. */
  heard(window: string, practice: string | null): void {
    const streams = this.#windows.get(window)?.streams ?? 0;
    if (practice === null) this.#windows.delete(window);
    else this.#windows.set(window, { practice, streams, quietSeconds: 0 });
  }

  /**
   * A window has opened a stream.
   * @returns a function that reports its end.
   */
  stream(window: string): () => void {
    this.#count(window, 1);
    return () => this.#count(window, -1);
  }

  #count(window: string, more: number): void {
    const known = this.#windows.get(window);
    if (!known) return;
    known.streams += more;
    known.quietSeconds = 0;
  }

  goodbye(window: string): void {
    this.#windows.delete(window);
  }

  /** Call it once a second while the computer is awake. */
  tick(): void {
    for (const [id, window] of this.#windows) {
      window.quietSeconds = window.streams > 0 ? 0 : window.quietSeconds + 1;
      if (window.quietSeconds >= SILENT_FOR_S) this.#windows.delete(id);
    }
    const held = new Set([...this.#windows.values()].map(({ practice }) => practice));
    for (const id of this.#practices.ids) {
      const seconds = held.has(id) ? 0 : (this.#empty.get(id) ?? 0) + 1;
      this.#empty.set(id, seconds);
      if (seconds < BACK_WITHIN_S) continue;
      this.#practices.end(id);
      this.#empty.delete(id);
    }
  }
}
