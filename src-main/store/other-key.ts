import { basename } from 'node:path';
import { damaged } from './faults.ts';
import { connect, type RoomKey, rekey, rekeyLike } from './room-key.ts';

/**
 * Encrypts a copy of a room anew, or leaves it plain (undefined), and sees that the new key reads all of it. The copy
 * may be lost, so nothing is kept of how it was. `like` is a room that has the passphrase, and whose recovery key is
 * to open the copy too.
 * @throws Refusal when the passphrase is too short.
 */
export function giveOtherKey(
  file: string,
  from: RoomKey | undefined,
  to: { passphrase: string } | undefined,
  like?: string,
): void {
  const before = connect(file, from);
  try {
    // What SQLite keeps meanwhile must not lie on the disk in plain text.
    before.pragma('temp_store = MEMORY');
    before.pragma('journal_mode = MEMORY');
    if (to && like !== undefined) rekeyLike(before, like, to.passphrase);
    else rekey(before, to?.passphrase ?? null);
  } finally {
    before.close();
  }
  const after = connect(file, to, { readonly: true });
  try {
    if (after.pragma('integrity_check', { simple: true }) !== 'ok') throw damaged(basename(file));
  } finally {
    after.close();
  }
}
