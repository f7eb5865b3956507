import { isSaidAlike, type Message, say } from '../../src-shared/message.ts';
import type { Room } from '../store/room.ts';
import { DANGERS, type Danger, type DangerKind, type Rescue } from './danger.ts';
import {
  type Battery,
  type DiskSpace,
  diskSpace,
  isNearlyEmpty,
  isNearlyFull,
  systemBattery,
} from './supplies.ts';

export type WatchOptions = {
  /** How often the room's file is checked, in milliseconds. */
  every?: number;
  /** How often the disk and the battery are checked, in milliseconds. */
  suppliesEvery?: number;
  disk?: (roomFile: string) => Promise<DiskSpace | null>;
  battery?: () => Promise<Battery | null>;
};

const NEARLY_FULL = say(
  'The disk with this room is nearly full. Delete what is not needed there, or numbers can soon no longer be saved.',
);
const NEARLY_EMPTY = say('The battery of this computer is nearly empty. Plug in the charger now.');

/**
 * Watches the open room's file, its disk and the battery. When one is in danger, every window shows a warning and a
 * backup is made, once for each time that it happens.
 */
export class RoomWatch {
  readonly #room: () => Room | null;
  readonly #rescue: (kind: DangerKind) => Promise<Rescue>;
  readonly #options: Required<Omit<WatchOptions, 'every' | 'suppliesEvery'>>;
  readonly #timers: ReturnType<typeof setInterval>[];
  readonly #dangers = new Map<DangerKind, Danger>();
  #watched: Room | null = null;
  #reported: Battery | null = null;
  #news: Message | null = null;
  #rescues: Promise<void> = Promise.resolve();
  #isStopped = false;

  /** `room` returns the open room; null for none. `rescue` makes the backup. */
  constructor(
    room: () => Room | null,
    rescue: (kind: DangerKind) => Promise<Rescue>,
    { every = 2000, suppliesEvery = 30_000, disk = diskSpace, battery = systemBattery }: WatchOptions = {},
  ) {
    this.#room = room;
    this.#rescue = rescue;
    this.#options = { disk, battery };
    // If a check fails, it is repeated next time. It must not end the program from here.
    const quietly = (look: () => unknown) => async () => {
      try {
        await look();
      } catch {}
    };
    this.#timers = [
      setInterval(
        quietly(() => this.lookAtFile()),
        every,
      ),
      setInterval(
        quietly(() => this.lookAtSupplies()),
        suppliesEvery,
      ),
    ];
    // Must not keep the program running.
    for (const timer of this.#timers) timer.unref();
  }

  /** What is in danger now. */
  dangers(): Danger[] {
    return this.#openRoom() ? DANGERS.flatMap((kind) => this.#dangers.get(kind) ?? []) : [];
  }

  /** The battery as a window's browser reports it, on systems that do not tell the program. */
  async tellBattery(battery: Battery): Promise<void> {
    this.#reported = battery;
    await this.lookAtSupplies();
  }

  lookAtFile(): void {
    const room = this.#openRoom();
    if (room?.readOnly) this.#tellNews(room, room.readOnly.news);
    else if (room) this.#set(room, 'file', room.fileTrouble()?.sentence ?? null);
  }

  async lookAtSupplies(): Promise<void> {
    const room = this.#openRoom();
    // A read-only room is not watched: nothing is entered, and nothing can be lost.
    if (!room || room.readOnly) return;
    const { disk, battery } = this.#options;
    const [space, power] = await Promise.all([disk(room.file), battery()]);
    if (this.#openRoom() !== room) return;
    if (space) this.#set(room, 'disk', isNearlyFull(space, this.#dangers.has('disk')) ? NEARLY_FULL : null);
    const known = power ?? this.#reported;
    const isEmpty = known !== null && isNearlyEmpty(known, this.#dangers.has('battery'));
    this.#set(room, 'battery', isEmpty ? NEARLY_EMPTY : null);
  }

  /** Stops, once a backup that is being made is finished. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#rescues;
  }

  /** The room that is watched. Another room starts without dangers. */
  #openRoom(): Room | null {
    const room = this.#room();
    const open = room?.isOpen ? room : null;
    if (open !== this.#watched) {
      this.#dangers.clear();
      this.#news = null;
    }
    this.#watched = open;
    return open;
  }

  /** Tells the windows to ask again when the file of a read-only room has changed. */
  #tellNews(room: Room, news: Message | null): void {
    if (isSaidAlike(news, this.#news) || this.#isStopped) return;
    this.#news = news;
    room.changes.announce();
  }

  #set(room: Room, kind: DangerKind, sentence: Message | null): void {
    if (this.#isStopped) return;
    const before = this.#dangers.get(kind);
    if (isSaidAlike(before?.sentence ?? null, sentence)) return;
    if (sentence === null) this.#dangers.delete(kind);
    else if (before) this.#dangers.set(kind, { ...before, sentence });
    else {
      this.#dangers.set(kind, { kind, sentence, isSaving: true, saved: [], problem: null });
      this.#rescues = this.#rescues.then(() => this.#save(room, kind));
    }
    room.changes.announce();
  }

  async #save(room: Room, kind: DangerKind): Promise<void> {
    const rescue = await this.#rescue(kind);
    const danger = this.#dangers.get(kind);
    if (!danger || this.#openRoom() !== room) return;
    this.#dangers.set(kind, { ...danger, ...rescue, isSaving: false });
    room.changes.announce();
  }
}
