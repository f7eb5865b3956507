import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { type Keychain, RoomDoor } from '../api/room-door.ts';
import { Refusal } from '../store/refusal.ts';
import { isRoomFile } from '../web/default-room.ts';
import { logError } from '../web/fault-log.ts';
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
  keychain: Keychain | null;
  /** Asks when work is running. */
  mayClose: () => boolean;
  /** Starts the program with that room when it has ended. */
  thenOpen: (file: string) => void;
};

export function otherRoom({ file: present, window, keychain, mayClose, thenOpen }: Present): OtherRoom {
  const goTo = (file: string) => {
    thenOpen(file);
    app.quit();
  };
  const open = (file: string) => {
    if (resolve(file) === resolve(present)) return;
    // Looked at before the present one is left: a file that does not open must not cost anybody the room they have.
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
        title: words.t('Where is the new room to be kept?'),
        buttonLabel: words.t('Make the room'),
        defaultPath: dirname(present),
        filters: ROOMS,
      });
      if (canceled || !filePath) return;
      const file = withEnding(filePath);
      const refuse = (why: string) => dialog.showErrorBox(words.t('The new room was not made'), why);
      if (existsSync(file)) {
        refuse(
          words.t(
            'There is a file {{file}} there already. Open it with File, Open room…, or choose another name.',
            { file: basename(file) },
          ),
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

/** Every system's program knows a room by its ending. */
export function withEnding(file: string): string {
  return isRoomFile(file) ? file : `${file}.room`;
}
