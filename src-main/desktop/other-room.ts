import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { isRoomFile } from '../default-room.ts';
import { Refusal } from '../store/refusal.ts';
import { openRoom } from '../store/room.ts';
import { words } from './words.ts';

const ROOMS = [{ name: 'Committee Room', extensions: ['room'] }];

/** Leaving the room that is open for another: the program ends and starts again with the other's file. */
export type OtherRoom = {
  /** Asks which, and opens it. */
  choose(): Promise<void>;
  /** Asks where the new room is to be kept, and opens it. */
  create(): Promise<void>;
  open(file: string): void;
};

type Present = {
  file: string;
  window: BrowserWindow;
  /** Asks when work is running. */
  mayClose: () => boolean;
};

export function otherRoom({ file: present, window, mayClose }: Present): OtherRoom {
  const leaveFor = (file: string) => {
    if (!mayClose()) return;
    app.once('will-quit', () => app.relaunch(relaunchFor(file, process.argv, process.env)));
    app.quit();
  };
  const open = (file: string) => {
    if (resolve(file) === resolve(present)) return;
    try {
      // Looked at before the present one is left: a damaged file must not cost anybody the room they have.
      openRoom(file, { create: false, program: 'the Committee Room window' }).close();
      leaveFor(file);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      dialog.showErrorBox(words.t('That room was not opened'), error.message);
    }
  };
  return {
    open,
    async choose() {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title: words.t('Open a room'),
        defaultPath: dirname(present),
        filters: ROOMS,
        properties: ['openFile'],
      });
      const [file] = filePaths;
      if (!canceled && file) open(file);
    },
    async create() {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: words.t('Where is the new room to be kept?'),
        buttonLabel: words.t('Make the room'),
        defaultPath: dirname(present),
        filters: ROOMS,
      });
      if (canceled || !filePath) return;
      const file = withEnding(filePath);
      if (existsSync(file)) {
        dialog.showErrorBox(
          words.t('The new room was not made'),
          words.t(
            'There is a file {{file}} there already. Open it with File, Open room…, or choose another name.',
            { file: basename(file) },
          ),
        );
      } else leaveFor(file);
    },
  };
}

export type Relaunch = { args: string[]; execPath?: string };

/** How the program is started again with another room. */
export function relaunchFor(file: string, argv: readonly string[], env: NodeJS.ProcessEnv): Relaunch {
  const args = [...argv.slice(1).filter((each) => !isRoomFile(each)), file];
  // An AppImage's program lies in a folder that is gone when it has ended.
  const { APPIMAGE } = env;
  return APPIMAGE ? { args, execPath: APPIMAGE } : { args };
}

/** Every system's program knows a room by its ending. */
export function withEnding(file: string): string {
  return isRoomFile(file) ? file : `${file}.room`;
}
