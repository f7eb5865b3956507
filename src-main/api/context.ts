import { BackupKeeper, type KeeperOptions } from '../backup/backup-keeper.ts';
import { RoomWatch, type WatchOptions } from '../backup/room-watch.ts';
import { StagedFiles } from '../register/file/staged-files.ts';
import type { Room } from '../store/room.ts';
import type { RoomDoor } from './room-door.ts';

/**
 * What every call of the router works on: one room, its backups, and the files that were opened but not imported yet.
 */
export type ApiContext = {
  readonly door: RoomDoor;
  readonly room: Room;
  readonly staged: StagedFiles;
  readonly backups: BackupKeeper;
  readonly watch: RoomWatch;
};

export type HostOptions = { backups?: KeeperOptions | undefined; watch?: WatchOptions | undefined };

/** The context of a host's calls. `room` throws while it waits for its passphrase. Backups are made until `stop`. */
export function contextOf(
  door: RoomDoor,
  { backups, watch: how }: HostOptions = {},
): ApiContext & { stop(): Promise<void> } {
  const staged = new StagedFiles();
  const keeper = new BackupKeeper(() => door.openRoom, backups);
  const watch = new RoomWatch(
    () => door.openRoom,
    (kind) => keeper.rescue(kind),
    how,
  );
  return {
    door,
    staged,
    backups: keeper,
    watch,
    get room() {
      return door.room;
    },
    async stop() {
      await staged.clear();
      await watch.stop();
      await keeper.stop();
    },
  };
}
