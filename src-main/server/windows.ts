import { setTimeout as pause } from 'node:timers/promises';
import type { RoomDoor } from '../api/room-door.ts';
import { beginCall, RunningWork, type Work } from '../web/running-work.ts';
import { PracticeWindows } from './practice-windows.ts';
import { type EverySecond, Presence } from './presence.ts';
import type { Closing, ToBrowserWindow } from './window-messages.ts';

/** A window that follows messages. `finish` waits until it has read the last one. */
export type Follower = { send(message: ToBrowserWindow): void; finish(): Promise<void> };

/** The browser windows that are open on the room, and the messages to them. */
export class Windows {
  readonly presence = new Presence();
  readonly #practices: PracticeWindows;
  readonly #door: RoomDoor;
  readonly #openedAt = Date.now();
  readonly #followers = new Set<Follower>();
  /** By window, for those that have started any. */
  readonly #work = new Map<string, RunningWork>();
  /** Stops following the room and the clock. */
  readonly stop: () => void;
  #unfinished: Closing['unfinished'] = [];

  constructor(door: RoomDoor, everySecond: EverySecond) {
    this.#door = door;
    this.#practices = new PracticeWindows(door.practices);
    const stopTicking = everySecond(() => {
      this.presence.tick();
      this.#practices.tick();
    });
    const following = new AbortController();
    this.stop = () => {
      stopTicking();
      following.abort();
    };
    void this.#followRoom(following.signal);
    this.presence.watch(() => this.#sendClosing());
  }

  /**
   * Sends a window, known by its id if it has one, all messages from now on.
   * @returns a function that ends it.
   */
  follow(follower: Follower, window: string | null): () => void {
    const ended = this.presence.stream();
    const endedInPractice = window === null ? null : this.#practices.stream(window);
    this.#followers.add(follower);
    follower.send({ kind: 'changed' });
    follower.send({ kind: 'closing', closing: this.#closing() });
    return () => {
      if (!this.#followers.delete(follower)) return;
      ended();
      endedInPractice?.();
    };
  }

  /** A window starts a call; null if nobody has to ask before closing during it. */
  begin(window: string, path: string): Work | null {
    const known = this.#work.get(window);
    const work = known ?? new RunningWork();
    if (!known) {
      this.#work.set(window, work);
      work.watch(() => this.#sendClosing());
    }
    return beginCall(work, path);
  }

  /** A window has asked something, in the practice with this id or (null) in the real room. */
  heard(window: string, practice: string | null): void {
    if (this.presence.heard(window)) this.#practices.heard(window, practice);
  }

  goodbye(window: string): void {
    this.#practices.goodbye(window);
    this.#work.delete(window);
    this.presence.goodbye(window);
  }

  /** Checks again whether there are sheets that nobody has confirmed as printed. */
  async lookAtSheets(): Promise<void> {
    const { unprintedSheets } = await import('../web/unprinted.ts');
    this.#unfinished = unprintedSheets(this.#door.openRoom, this.#openedAt);
    this.#sendClosing();
  }

  /** Tells every window that the program is ending, and waits until they know, but at most `within` milliseconds. */
  async end(within: number): Promise<void> {
    this.stop();
    this.#send({ kind: 'ended' });
    const finished = Promise.all([...this.#followers].map((follower) => follower.finish()));
    await Promise.race([finished, pause(within, undefined, { ref: false })]);
  }

  async #followRoom(signal: AbortSignal): Promise<void> {
    for await (const _ of this.#door.changes.stream(signal)) this.#send({ kind: 'changed' });
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

  #sendClosing(): void {
    this.#send({ kind: 'closing', closing: this.#closing() });
  }

  #send(message: ToBrowserWindow): void {
    for (const { send } of this.#followers) send(message);
  }
}
