import { z } from 'zod';
import { type Message, say } from '../../src-shared/message.ts';

/** One piece of work; `end` is called once, whatever came of it. */
export type Work = {
  /** How far it is, from 0 to 1. */
  reach(part: number): void;
  end(): void;
};

/**
 * What must not be broken off without asking. Whatever takes time (an import, sheets, a copy of the room being
 * written) begins its work here with a sentence for the person who closes the window meanwhile.
 */
export class RunningWork {
  readonly #running = new Map<symbol, { sentence: Message; part: number | null }>();
  readonly #watchers: (() => void)[] = [];

  begin(sentence: Message): Work {
    const key = Symbol(sentence.text);
    this.#running.set(key, { sentence, part: null });
    this.#tell();
    return {
      reach: (part) => {
        if (!this.#running.has(key)) return;
        this.#running.set(key, { sentence, part: Math.min(1, Math.max(0, part)) });
        this.#tell();
      },
      end: () => {
        if (this.#running.delete(key)) this.#tell();
      },
    };
  }

  /** What is under way, in sentences, oldest first; each once. */
  sentences(): Message[] {
    const sentences = [...this.#running.values()].map(({ sentence }) => sentence);
    return [...new Map(sentences.map((each) => [each.text, each])).values()];
  }

  /** How far the work is that tells it, from 0 to 1; null when nothing is under way, or nothing says how far. */
  part(): number | null {
    const parts = [...this.#running.values()].flatMap(({ part }) => (part === null ? [] : [part]));
    return parts.length === 0 ? null : Math.min(...parts);
  }

  /** Calls `watcher` at each change of what is under way. */
  watch(watcher: () => void): void {
    this.#watchers.push(watcher);
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

/** Calls of the router that are work, by path. */
const WORK: Record<string, Message> = {
  'register.import': say('A register is being imported. If you close now, nothing of it is kept.'),
  'sheets.make': say('Knock-up sheets are being made. If you close now, they have to be made again.'),
};

/** Begins the work that a call is; null when the call is none. */
export function beginCall(work: RunningWork, path: string): Work | null {
  const sentence = WORK[path];
  return sentence === undefined ? null : work.begin(sentence);
}

const step = z.object({ done: z.number(), total: z.number().positive() });

/** How far a step of a call says it is, from 0 to 1; null when it does not say. */
export function partOf(data: unknown): number | null {
  const read = step.safeParse(data);
  return read.success ? read.data.done / read.data.total : null;
}
