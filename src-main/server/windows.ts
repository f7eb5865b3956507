import { setTimeout as pause } from 'node:timers/promises';
import type { RoomDoor } from '../api/room-door.ts';
import { beginCall, RunningWork, type Work } from '../web/running-work.ts';
import { type EverySecond, Presence } from './presence.ts';
import type { Closing, ToBrowserWindow } from './window-messages.ts';

/** One that follows: what it is told, and what gives it time to have read the last of it. */
export type Follower = { send(message: ToBrowserWindow): void; finish(): Promise<void> };

/** The windows that browsers have open on the room: who is there, and what they are told. */
export class Windows {
  readonly presence = new Presence();
  readonly #door: RoomDoor;
  readonly #openedAt = Date.now();
  readonly #followers = new Set<Follower>();
  /** Of each window that has begun any. */
  readonly #work = new Map<string, RunningWork>();
  /** Stops following the room and the time. */
  readonly stop: () => void;
  #unfinished: Closing['unfinished'] = [];

  constructor(door: RoomDoor, everySecond: EverySecond) {
    this.#door = door;
    const stopTicking = everySecond(() => this.presence.tick());
    const following = new AbortController();
    this.stop = () => {
      stopTicking();
      following.abort();
    };
    void this.#followRoom(following.signal);
    this.presence.watch(() => this.#tellClosing());
  }

  /** Tells a window what happens from now on. @returns what ends it. */
  follow(follower: Follower): () => void {
    const ended = this.presence.stream();
    this.#followers.add(follower);
    follower.send({ kind: 'changed' });
    follower.send({ kind: 'closing', closing: this.#closing() });
    return () => {
      if (this.#followers.delete(follower)) ended();
    };
  }

  /** A call of a window begins; null if it is not work that has to be asked about. */
  begin(window: string, path: string): Work | null {
    const known = this.#work.get(window);
    const work = known ?? new RunningWork();
    if (!known) {
      this.#work.set(window, work);
      work.watch(() => this.#tellClosing());
    }
    return beginCall(work, path);
  }

  goodbye(window: string): void {
    this.#work.delete(window);
    this.presence.goodbye(window);
  }

  /** Looks again whether sheets were made that nobody has confirmed on paper. */
  async lookAtSheets(): Promise<void> {
    const { unprintedSheets } = await import('../web/unprinted.ts');
    this.#unfinished = unprintedSheets(this.#door.openRoom, this.#openedAt);
    this.#tellClosing();
  }

  /** Tells every window that the program ends, and waits until they have it, but no longer than so many milliseconds. */
  async end(within: number): Promise<void> {
    this.stop();
    this.#tell({ kind: 'ended' });
    const finished = Promise.all([...this.#followers].map((follower) => follower.finish()));
    await Promise.race([finished, pause(within, undefined, { ref: false })]);
  }

  async #followRoom(signal: AbortSignal): Promise<void> {
    for await (const _ of this.#door.changes.stream(signal)) this.#tell({ kind: 'changed' });
  }

  #closing(): Closing {
    return {
      windows: this.presence.windows,
      work: [...this.#work].flatMap(([window, work]) =>
        work.sentences().map((sentence) => ({ window, sentence })),
      ),
      unfinished: this.#unfinished,
    };
  }

  #tellClosing(): void {
    this.#tell({ kind: 'closing', closing: this.#closing() });
  }

  #tell(message: ToBrowserWindow): void {
    for (const { send } of this.#followers) send(message);
  }
}
