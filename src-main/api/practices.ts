import { randomUUID } from 'node:crypto';
import { type Message, say } from '../../src-shared/message.ts';
import type { Entered, Practice } from '../practice/practice.ts';
import type { ChangeFeed } from '../store/change-feed.ts';
import { Refusal } from '../store/refusal.ts';

/** A call for a practice that has ended. It must never reach the real room. */
export class PracticeOver extends Refusal {}

/** The practices of a door, each by its id, which the window that started it sends with every call. */
export class Practices {
  readonly #changes: ChangeFeed;
  readonly #running = new Map<string, Practice>();
  /** What was entered in those that have ended. */
  readonly #ended = new Map<string, Entered>();

  /** `changes` is the feed that every window follows. */
  constructor(changes: ChangeFeed) {
    this.#changes = changes;
  }

  get ids(): string[] {
    return [...this.#running.keys()];
  }

  /** @returns the id of the new practice. */
  async start(how: ConstructorParameters<typeof Practice>[1]): Promise<string> {
    // Loaded on demand: it makes and imports a register, which is only needed here.
    const { Practice } = await import('../practice/practice.ts');
    const id = randomUUID();
    this.#running.set(id, new Practice(this.#changes, how));
    return id;
  }

  /** @throws PracticeOver if it has ended, or there never was one with this id. */
  get(id: string): Practice {
    const practice = this.#running.get(id);
    if (practice) return practice;
    throw new PracticeOver(inWords(this.#ended.get(id)));
  }

  /** Removes a practice with everything in it. Its windows are told at their next call. */
  end(id: string): void {
    const practice = this.#running.get(id);
    if (!practice) return;
    this.#running.delete(id);
    this.#ended.set(id, practice.entered());
    practice.end();
    this.#changes.announce();
  }

  endAll(): void {
    for (const id of this.ids) this.end(id);
  }
}

function inWords(entered: Entered | undefined): Message {
  const { numbers, slips, answers, sheets } = entered ?? NOTHING;
  const what = [
    numbers > 0 && say('{{count}} numbers', { count: numbers }, '{{count}} number'),
    slips > 0 && say('{{count}} slips', { count: slips }, '{{count}} slip'),
    answers > 0 && say('{{count}} answers at the door', { count: answers }, '{{count}} answer at the door'),
    sheets > 0 && say('{{count}} sheets', { count: sheets }, '{{count}} sheet'),
  ].filter((each) => each !== false);
  return what.length === 0
    ? say('The practice has ended. Nothing of it is in your room.')
    : say('Entered or made in the practice: {{what}}. Nothing of it is in your room.', { what });
}

const NOTHING: Entered = { numbers: 0, slips: 0, answers: 0, sheets: 0 };
