import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';

const SERVER = join(import.meta.dirname, 'day-server.ts');

/** The program as its own process, with a clock that the windows share. */
export class DayProgram {
  readonly #file: string;
  readonly #context: BrowserContext;
  #process: ChildProcess | undefined;
  #address = '';
  #now: Date;

  constructor(file: string, context: BrowserContext, now: Date) {
    this.#file = file;
    this.#context = context;
    this.#now = now;
  }

  /** The address that lets a browser in. */
  get address(): string {
    return this.#address;
  }

  /** Starts it, at the same port as before. */
  async start(): Promise<void> {
    const port = this.#address === '' ? '0' : new URL(this.#address).port;
    const child = fork(SERVER, [this.#file, port, String(this.#now.getTime())], { execArgv: [] });
    this.#process = child;
    [this.#address] = (await once(child, 'message')) as [string];
    await this.#context.clock.setFixedTime(this.#now);
  }

  /** It is this time of the day now, for the program and for every window. */
  async at(hours: number, minutes: number): Promise<void> {
    this.#now = new Date(this.#now);
    this.#now.setHours(hours, minutes, 0, 0);
    const set = once(this.#running, 'message');
    this.#running.send(this.#now.getTime());
    await set;
    await this.#context.clock.setFixedTime(this.#now);
  }

  /** As when the power goes. */
  async crash(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async end(): Promise<void> {
    await this.#end('SIGTERM');
  }

  get #running(): ChildProcess {
    if (!this.#process) throw new Error('The program has not been started.');
    return this.#process;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
