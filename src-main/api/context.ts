import type { StagedFiles } from '../register/file/staged-files.ts';
import type { Room } from '../store/room.ts';

/** What every call of the router works on: one room, and the files shown to the user but not yet imported. */
export type ApiContext = { room: Room; staged: StagedFiles };
