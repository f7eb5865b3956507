import { isRoomFile } from '../web/default-room.ts';

export type Relaunch = { args: string[]; execPath?: string };

/** How to restart the program with another room. */
export function relaunchFor(file: string, argv: readonly string[], env: NodeJS.ProcessEnv): Relaunch {
  const args = [...argv.slice(1).filter((each) => !isRoomFile(each)), file];
  // An AppImage's program is in a folder that disappears when it exits.
  const { APPIMAGE } = env;
  return APPIMAGE ? { args, execPath: APPIMAGE } : { args };
}
