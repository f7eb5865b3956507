import fc from 'fast-check';
import { checkRoom } from '../../src-main/journal/check.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';

/** One thing that is fuzzed: it makes up an input, runs the program on it, and checks what must hold. */
export type Target = {
  name: string;
  /** What must hold, in a sentence. */
  holds: string;
  /** How many inputs are tried with one seed before the next. */
  runsPerSeed: number;
  /** `folder` is empty, and removed afterwards. */
  property(folder: string): fc.IAsyncProperty<unknown>;
};

export type Tried = { inputs: number; lastSeed: number };

/** A fault that was found, with everything needed to repeat it. */
export class Found extends Error {
  override readonly name = 'Found';
}

/** When to stop: after a time, with one input at least however busy the computer is, or after a number of inputs. */
type Limit = { milliseconds: number } | { inputs: number };

/** Tries a target with one seed after another, up to the limit. @throws Found at the first input that breaks the rule. */
export async function fuzz(
  target: Target,
  folder: string,
  options: { seed: number; onRun?: (seed: number, run: number) => void } & Limit,
): Promise<Tried> {
  const until = 'milliseconds' in options ? performance.now() + options.milliseconds : Infinity;
  const most = 'inputs' in options ? options.inputs : Infinity;
  let inputs = 0;
  let { seed } = options;
  for (; ; seed += 1) {
    const left = until - performance.now();
    if (inputs >= most || (left <= 0 && inputs > 0)) return { inputs, lastSeed: seed - 1 };
    let run = 0;
    const property = target.property(folder);
    const check = await fc.check(
      counted(property, () => options.onRun?.(seed, ++run)),
      {
        seed,
        numRuns: left > 0 ? Math.min(target.runsPerSeed, most - inputs) : 1,
        ...(left > 0 && left < Infinity ? { interruptAfterTimeLimit: left } : {}),
        endOnFailure: false,
      },
    );
    inputs += check.numRuns;
    if (check.failed && check.counterexample !== null) {
      const { counterexamplePath: path, errorInstance: error } = check;
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      throw new Found(
        `${target.name}, seed ${seed}, path ${path}: ${why}\nInput: ${shown(check.counterexample)}`,
      );
    }
  }
}

/** An input in a form that can be put into a test. */
function shown(input: unknown): string {
  if (Buffer.isBuffer(input)) return `Buffer.from('${input.toString('base64')}', 'base64')`;
  if (Array.isArray(input)) return `[${input.map(shown).join(', ')}]`;
  return fc.stringify(input);
}

/** Announces each run before it begins, so that one that never ends can be named. */
function counted(property: fc.IAsyncProperty<unknown>, onRun: () => void): fc.IAsyncProperty<unknown> {
  return new Proxy(property, {
    get(of, name) {
      const value = Reflect.get(of, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (name === 'run') onRun();
        return Reflect.apply(value, of, args);
      };
    },
  });
}

/** Returns undefined if the program refused with a sentence for people; passes on any other error. */
export function unlessRefused<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    sentenceOf(error);
    return undefined;
  }
}

/** The same for asynchronous work. */
export async function unlessRefusedLater<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    sentenceOf(error);
    return undefined;
  }
}

function sentenceOf(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
  must(/^["“‘'(\p{L}\p{N}]/u.test(error.message), `a refusal is a sentence, not "${error.message}"`);
}

/** @throws if it is not true. */
export function must(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(`It must hold that ${what}.`);
}

/** Longer than anything that a person waits for; shorter than a hang. */
const SLOW_MS = 5000;

/** Runs work, and fails if it takes unreasonably long. */
export function inTime<Result>(what: string, work: () => Result, most = SLOW_MS): Result {
  const start = performance.now();
  const result = work();
  const took = performance.now() - start;
  must(took < most, `${what} takes less than ${most} ms, not ${Math.round(took)}`);
  return result;
}

export function mustBeSound(room: Room): void {
  const { ok, problems } = checkRoom(room);
  must(ok, `the room is sound, but: ${problems.join(' ')}`);
}

const TABLES = ['elector', 'street', 'journal', 'setting', 'election', 'question', 'station', 'slip'];

/** Everything in the room, as text that can be compared. */
export function contentsOf({ db }: Room): string {
  return JSON.stringify(TABLES.map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1`).raw().all()));
}
