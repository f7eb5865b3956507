import type { Practices } from '../api/practices.ts';
import { BACK_WITHIN_S } from './presence.ts';

/** Which window is in which practice. A practice whose windows have all said goodbye is ended. */
export class PracticeWindows {
  readonly #practices: Practices;
  /** The practice of each window that is in one. */
  readonly #practiceOf = new Map<string, string>();
  /** For how many seconds each practice has had no window. */
  readonly #empty = new Map<string, number>();

  constructor(practices: Practices) {
    this.#practices = practices;
  }

  /** A window has asked something, in a practice or (null) in the real room. */
  heard(window: string, practice: string | null): void {
    if (practice === null) this.#practiceOf.delete(window);
    else this.#practiceOf.set(window, practice);
  }

  goodbye(window: string): void {
    this.#practiceOf.delete(window);
  }

  /** Call it once a second while the computer is awake. */
  tick(): void {
    const held = new Set(this.#practiceOf.values());
    for (const id of this.#practices.ids) {
      const seconds = held.has(id) ? 0 : (this.#empty.get(id) ?? 0) + 1;
      this.#empty.set(id, seconds);
      if (seconds < BACK_WITHIN_S) continue;
      this.#practices.end(id);
      this.#empty.delete(id);
    }
  }
}
