import { copyFileSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { say } from '../../../src-shared/message.ts';
import { explainFault, NotARoom, RoomDamaged } from '../../store/faults.ts';
import { isNoRoomYet, realFile } from '../../store/file/room-file.ts';
import { NewerVersion, openRoom } from '../../store/open-room.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { type RoomKey, RoomLocked } from '../../store/room-key.ts';
import { openPairingFile } from '../pairing-file.ts';

/** What the lock on the new room says. */
export const JOINING = 'the joining of another laptop’s day';

/** The copy of another room: a file, or what a window has sent of one, or a pairing file with its words. */
export type CopyOfRoom =
  | { path: string; key: RoomKey | undefined }
  | { fileName: string; content: Uint8Array; key: RoomKey | undefined }
  | { content: Uint8Array; words: string };

/**
 * Puts the copy to `to`, a name that only the program uses, and opens it there. The copy itself stays as it is.
 * @throws Refusal if there is none, or it is not whole, or nothing opens it.
 */
export function openCopy(copy: CopyOfRoom, to: string): Room {
  if ('words' in copy) return openPairingFile(Buffer.from(copy.content), copy.words, to);
  if ('content' in copy)
    return opened(copy.fileName, copy.key, to, () =>
      writeFileSync(to, copy.content, { mode: 0o600, flag: 'wx' }),
    );
  const file = realFile(copy.path);
  if (isNoRoomYet(file))
    throw new Refusal(
      say('There is no room at {{file}}. Check the name, or plug the USB stick in.', { file }),
    );
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    throw new Refusal(
      say('{{file}} is open in a program. Close it there, and try again.', { file: basename(file) }),
    );
  return opened(basename(file), copy.key, to, () => copyFileSync(file, to));
}

function opened(fileName: string, key: RoomKey | undefined, to: string, put: () => void): Room {
  try {
    put();
    return openRoom(to, { create: false, program: JOINING, key });
  } catch (error) {
    if (error instanceof RoomLocked)
      throw new Refusal(
        say(
          'That passphrase does not open {{file}}. It was shown on the other laptop when the copy was made; if that room has a passphrase, it is the same.',
          { file: fileName },
        ),
        { cause: error },
      );
    if (error instanceof NewerVersion)
      throw new Refusal(
        say('{{file}} is from a newer version of Committee Room. Install that version on this laptop too.', {
          file: fileName,
        }),
        { cause: error },
      );
    if (error instanceof NotARoom || error instanceof RoomDamaged)
      throw new Refusal(
        say('{{file}} is not a copy of a room, or not all of it is there. Have it made again.', {
          file: fileName,
        }),
        { cause: error },
      );
    throw explainFault(error, fileName);
  }
}
