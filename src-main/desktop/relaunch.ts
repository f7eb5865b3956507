import { isRoomFile } from '../web/default-room.ts';

export type Relaunch = { args: string[]; execPath?: string };

/** How the program is started again with another room. */
export function relaunchFor(file: string, argv: readonly string[], env: NodeJS.ProcessEnv): Relaunch {
  const args = [...argv.slice(1).filter((each) => !isRoomFile(each)), file];
  // An AppImage's program lies in a folder that is gone when it has ended.
  const { APPIMAGE } = env;
  return APPIMAGE ? { args, execPath: APPIMAGE } : { args };
}
