import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What a process said before it was gone. */
export type Ran = { said: string /** It was still running when it was killed. */; isKilled: boolean };

/** A process that works on a room until it has done its work or is killed, and says line by line what is safe. */
export class RunningWorker {
  readonly #child: ChildProcess;
  readonly #gone: Promise<[code: number | null, signal: string | null]>;
  #said = '';
  #complained = '';
  #onLine: () => void = () => {};

  constructor(args: readonly string[], script = join(import.meta.dirname, 'worker.ts')) {
    this.#child = spawn(process.execPath, [script, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: join(import.meta.dirname, '../..'),
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
      this.#onLine();
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#complained += text;
    });
    // Only then has all been read that it said.
    this.#gone = once(this.#child, 'close') as Promise<[number | null, string | null]>;
  }

  get said(): string {
    return this.#said;
  }

  /** Comes true when what it has said is enough, or it is gone. */
  async until(isEnough: (said: string) => boolean): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      this.#onLine = () => {
        if (isEnough(this.#said)) resolve();
      };
      this.#onLine();
    });
    await Promise.race([heard, this.#gone]);
  }

  /** Kills it, so long after now (milliseconds) unless it is gone by then. @throws Error when it failed instead. */
  async kill(after = 0): Promise<Ran> {
    const stop = new AbortController();
    await Promise.race([wait(after, undefined, { signal: stop.signal }).catch(() => {}), this.#gone]);
    stop.abort();
    this.#child.kill('SIGKILL');
    return this.end();
  }

  /** Waits until it is gone. @throws Error when it failed. */
  async end(): Promise<Ran> {
    const [code, signal] = await this.#gone;
    if (code !== 0 && signal !== 'SIGKILL')
      throw new Error(`The worker failed by itself (${code ?? signal}): ${this.#complained}`);
    return { said: this.#said, isKilled: signal === 'SIGKILL' };
  }
}

/** Kills workers at any moment of their work, however fast the computer is. */
export class Paces {
  readonly #longest = new Map<string, number>();
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Runs a job and kills it at a random moment; the first of its kind is left to end, which tells how long one takes. */
  async run(kind: string, args: readonly string[]): Promise<Ran> {
    const worker = new RunningWorker(args);
    // Starting Node is no part of what may be lost.
    await worker.until((said) => said !== '');
    const longest = this.#longest.get(kind);
    if (longest !== undefined) return worker.kill(this.#random() * longest);
    const began = performance.now();
    const ran = await worker.end();
    this.#longest.set(kind, performance.now() - began);
    return ran;
  }
}
