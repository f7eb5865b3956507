import { z } from 'zod';
import { type Message, say } from '../../src-shared/message.ts';

/** One piece of work. Call `end` once, whether it succeeded or failed. */
export type Work = {
  /** Progress, from 0 to 1. */
  reach(part: number): void;
  end(): void;
};

/**
 * Work that must not be interrupted without asking. Anything slow (an import, sheets, a copy of the room) starts its
 * work here, with a sentence for the person who closes the window meanwhile.
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

  /** Sentences about the work that is running, oldest first, without repeats. */
  sentences(): Message[] {
    const sentences = [...this.#running.values()].map(({ sentence }) => sentence);
    return [...new Map(sentences.map((each) => [each.text, each])).values()];
  }

  /** Progress of the work that reports it, from 0 to 1; null if nothing is running or nothing reports it. */
  part(): number | null {
    const parts = [...this.#running.values()].flatMap(({ part }) => (part === null ? [] : [part]));
    return parts.length === 0 ? null : Math.min(...parts);
  }

  /** Calls `watcher` whenever the running work changes. */
  watch(watcher: () => void): void {
    this.#watchers.push(watcher);
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

/** The router's calls that are such work, by path. */
const WORK: Record<string, Message> = {
  'register.import': say('A register is being imported. If you close now, nothing of it is kept.'),
  'sheets.make': say('Knock-up sheets are being made. If you close now, they have to be made again.'),
};

/** Starts the work of a call; null if the call is not such work. */
export function beginCall(work: RunningWork, path: string): Work | null {
  const sentence = WORK[path];
  return sentence === undefined ? null : work.begin(sentence);
}

const step = z.object({ done: z.number(), total: z.number().positive() });

/** The progress that a step reports, from 0 to 1; null if it reports none. */
export function partOf(data: unknown): number | null {
  const read = step.safeParse(data);
  return read.success ? read.data.done / read.data.total : null;
}
