import { BackupKeeper, type KeeperOptions } from '../backup/backup-keeper.ts';
import { RoomWatch, type WatchOptions } from '../backup/room-watch.ts';
import type { Practice } from '../practice/practice.ts';
import { StagedFiles } from '../register/file/text/staged-files.ts';
import type { Room } from '../store/room.ts';
import type { RoomDoor } from './room-door.ts';

/**
 * What every call of the router works on: one room, its backups, and the files that were opened but not imported yet.
 */
export type ApiContext = {
  readonly door: RoomDoor;
  /**
   * The practice that the window is in; null in the real room.
   * @throws PracticeOver if it has ended.
   */
  readonly practice: Practice | null;
  /** Its id, to end it by. */
  readonly practiceId: string | null;
  /** The room of that practice, or the real one. */
  readonly room: Room;
  readonly staged: StagedFiles;
  readonly backups: BackupKeeper;
  readonly watch: RoomWatch;
};

export type HostOptions = { backups?: KeeperOptions | undefined; watch?: WatchOptions | undefined };

/** What a host keeps for all calls. On its own it is the context of calls on the real room. */
export type HostContext = ApiContext & {
  /** The context of a call from a window that sends the id of its practice; null sends none. */
  inPractice(id: string | null): ApiContext;
  stop(): Promise<void>;
};

/** The context of a host's calls. `room` throws while it waits for its passphrase. Backups are made until `stop`. */
export function contextOf(door: RoomDoor, { backups, watch: how }: HostOptions = {}): HostContext {
  const staged = new StagedFiles();
  const keeper = new BackupKeeper(() => door.openRoom, backups);
  const watch = new RoomWatch(
    () => door.openRoom,
    (kind) => keeper.rescue(kind),
    how,
  );
  const inPractice = (practiceId: string | null): ApiContext => ({
    door,
    staged,
    backups: keeper,
    watch,
    practiceId,
    get practice() {
      return practiceId === null ? null : door.practices.get(practiceId);
    },
    get room() {
      return this.practice?.room ?? door.room;
    },
  });
  // Its getters stay getters.
  return Object.assign(inPractice(null), {
    inPractice,
    async stop() {
      await staged.clear();
      await watch.stop();
      await keeper.stop();
    },
  });
}
