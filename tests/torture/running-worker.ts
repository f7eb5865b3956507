import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The output of a process until it ended. */
export type Ran = { output: string /** It was still running when it was killed. */; isKilled: boolean };

/** A process that works on a room until it is done or is killed, and reports line by line what is safe. */
export class RunningWorker {
  readonly #child: ChildProcess;
  readonly #ended: Promise<[code: number | null, signal: string | null]>;
  #output = '';
  #complained = '';
  #onLine: () => void = () => {};

  constructor(args: readonly string[], script = join(import.meta.dirname, 'worker.ts')) {
    this.#child = spawn(process.execPath, [script, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd: join(import.meta.dirname, '../..'),
    });
    // It may be killed before it has read what is sent to it.
    this.#child.stdin?.on('error', () => {});
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
      this.#onLine();
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#complained += text;
    });
    // Only then has all its output been read.
    this.#ended = once(this.#child, 'close') as Promise<[number | null, string | null]>;
  }

  get output(): string {
    return this.#output;
  }

  /** Gives it a line to read. */
  send(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** Resolves when its output is enough, or it has ended. */
  async until(isEnough: (output: string) => boolean): Promise<void> {
    const enough = new Promise<void>((resolve) => {
      this.#onLine = () => {
        if (isEnough(this.#output)) resolve();
      };
      this.#onLine();
    });
    await Promise.race([enough, this.#ended]);
  }

  /** Kills it after this many milliseconds unless it has ended by then. @throws Error if it failed instead. */
  async kill(after = 0): Promise<Ran> {
    const stop = new AbortController();
    await Promise.race([wait(after, undefined, { signal: stop.signal }).catch(() => {}), this.#ended]);
    stop.abort();
    this.#child.kill('SIGKILL');
    return this.end();
  }

  /** Waits until it has ended. @throws Error if it failed. */
  async end(): Promise<Ran> {
    const [code, signal] = await this.#ended;
    if (code !== 0 && signal !== 'SIGKILL')
      throw new Error(`The worker failed (${code ?? signal}): ${this.#complained}`);
    return { output: this.#output, isKilled: signal === 'SIGKILL' };
  }
}

/** Kills workers at any moment of their work, however fast the computer is. */
export class RandomKills {
  readonly #kinds = new Map<string, { longest: number; isMeasured: boolean }>();
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * Runs a job and kills it at a random moment. How long a job of its kind takes is not known until one has ended by
   * itself: until then it is guessed, first by half of what it took to start, then twice as long each time.
   */
  async run(kind: string, args: readonly string[]): Promise<Ran> {
    const started = performance.now();
    const worker = new RunningWorker(args);
    // Starting Node is not part of what may be lost.
    await worker.until((output) => output !== '');
    const began = performance.now();
    const { longest, isMeasured } = this.#kinds.get(kind) ?? {
      longest: (began - started) / 2,
      isMeasured: false,
    };
    const ran = await worker.kill(this.#random() * longest);
    const took = performance.now() - began;
    if (!ran.isKilled)
      this.#kinds.set(kind, { longest: isMeasured ? Math.max(longest, took) : took, isMeasured: true });
    else if (!isMeasured) this.#kinds.set(kind, { longest: longest * 2, isMeasured });
    return ran;
  }
}
