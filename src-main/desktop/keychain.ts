import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, safeStorage } from 'electron';
import { z } from 'zod';
import type { Keychain } from '../api/room-door.ts';
import { nfc } from '../store/room-name.ts';
import { logError } from '../web/fault-log.ts';
import { readUserFile } from './user-file.ts';
import { words } from './words.ts';

const kept = z.record(z.string(), z.base64());

/**
 * Passphrases encrypted with the operating system's own key, by room; null if the system has no such place, or only
 * one that anybody could read.
 */
export function keychain(): Keychain | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null;
  const file = join(app.getPath('userData'), 'passphrases.json');
  return {
    recall(room) {
      const held = read(file)[nfc(room)];
      if (held === undefined) return null;
      try {
        return safeStorage.decryptString(Buffer.from(held, 'base64'));
      } catch {
        // Stored by another user of the computer, or before the system was reinstalled.
        return null;
      }
    },
    remember(room, passphrase) {
      const { [nfc(room)]: before, ...others } = read(file);
      if (passphrase === null && before === undefined) return;
      try {
        const all =
          passphrase === null
            ? others
            : { ...others, [nfc(room)]: safeStorage.encryptString(passphrase).toString('base64') };
        writeFileSync(file, JSON.stringify(all), { mode: 0o600 });
      } catch (error) {
        logError('the keychain', error);
        sayNotDone(file, passphrase);
      }
    },
  };
}

function sayNotDone(file: string, passphrase: string | null): void {
  if (passphrase === null) {
    dialog.showErrorBox(
      words.t('The passphrase is still saved on this computer'),
      words.t('It could not be removed from {{file}}. Remove that file yourself.', { file }),
    );
  } else {
    dialog.showErrorBox(
      words.t('The passphrase was not saved on this computer'),
      words.t('Type it when you open the room again. Everything else was done.'),
    );
  }
}

/** By the rooms' names in the form used for comparing. */
function read(file: string): Record<string, string> {
  const entries = Object.entries(readUserFile(file, kept) ?? {});
  return Object.fromEntries(entries.map(([room, held]) => [nfc(room), held]));
}
