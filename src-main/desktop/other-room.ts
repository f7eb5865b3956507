import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { type Keychain, RoomDoor } from '../api/room-door.ts';
import { Refusal } from '../store/refusal.ts';
import { isRoomFile } from '../web/default-room.ts';
import { logError } from '../web/fault-log.ts';
import { words } from './words.ts';

const ROOMS = [{ name: 'Committee Room', extensions: ['room'] }];

/** Switching to another room: the program exits and restarts with the other file. */
export type OtherRoom = {
  /** Asks which room, and opens it. */
  choose(): Promise<void>;
  /** Asks where to keep the new room, and opens it. */
  create(): Promise<void>;
  open(file: string): void;
};

type Present = {
  file: string;
  window: BrowserWindow;
  keychain: Keychain | null;
  /** Asks if work is running. */
  mayClose: () => boolean;
  /** Restarts the program with that room after it has exited. */
  thenOpen: (file: string) => void;
};

export function otherRoom({ file: present, window, keychain, mayClose, thenOpen }: Present): OtherRoom {
  const goTo = (file: string) => {
    thenOpen(file);
    app.quit();
  };
  const open = (file: string) => {
    if (resolve(file) === resolve(present)) return;
    // Checked before the present room is closed: nobody must lose their room to a file that does not open.
    const why = whyNotOpened(file, { create: false, keychain });
    if (why !== null) dialog.showErrorBox(words.t('That room was not opened'), why);
    else if (mayClose()) goTo(file);
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
        title: words.t('Where do you want to keep the new room?'),
        buttonLabel: words.t('Create the room'),
        defaultPath: dirname(present),
        filters: ROOMS,
      });
      if (canceled || !filePath) return;
      const file = withEnding(filePath);
      const refuse = (why: string) => dialog.showErrorBox(words.t('The new room was not made'), why);
      if (existsSync(file)) {
        refuse(
          words.t('{{file}} is already there. Open it with File, Open room…, or choose another name.', {
            file: basename(file),
          }),
        );
      } else if (mayClose()) {
        const why = whyNotOpened(file, { create: true, keychain });
        if (why === null) goTo(file);
        else refuse(why);
      }
    },
  };
}

/**
 * Why there would be nothing to show behind this file, in a sentence; null when there is a room, one that waits for
 * its passphrase, or a damaged one with backups.
 */
function whyNotOpened(file: string, { create, keychain }: Looked): string | null {
  try {
    const door = RoomDoor.open(file, { create, program: 'the Committee Room window' }, keychain);
    try {
      const { damage } = door;
      return damage !== null && door.backups({}).length === 0 ? words.say(damage) : null;
    } finally {
      door.close();
    }
  } catch (error) {
    if (error instanceof Refusal) return words.say(error.said);
    logError('opening another room', error);
    return words.t('{{file}} could not be opened. Check that it is a room and that you may change it.', {
      file: basename(file),
    });
  }
}

type Looked = { create: boolean; keychain: Keychain | null };

/** Every system recognises a room by its ending. */
export function withEnding(file: string): string {
  return isRoomFile(file) ? file : `${file}.room`;
}
