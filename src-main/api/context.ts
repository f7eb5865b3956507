import { StagedFiles } from '../register/file/staged-files.ts';
import type { Room } from '../store/room.ts';
import type { RoomDoor } from './room-door.ts';

/** What every call of the router works on: one room, and the files shown to the user but not yet imported. */
export type ApiContext = { readonly door: RoomDoor; readonly room: Room; readonly staged: StagedFiles };

/** The context of a host's calls; `room` throws while it waits for its passphrase. */
export function contextOf(door: RoomDoor): ApiContext {
  const staged = new StagedFiles();
  return {
    door,
    staged,
    get room() {
      return door.room;
    },
  };
}
