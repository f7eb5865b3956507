import { basename } from 'node:path';
import { damaged } from './faults.ts';
import { connect, type RoomKey, rekey } from './room-key.ts';

/**
 * Encrypts a copy of a room anew, or leaves it plain (undefined), and sees that the new key reads all of it. The copy
 * may be lost, so nothing is kept of how it was.
 * @throws Refusal when the passphrase is too short.
 */
export function giveOtherKey(
  file: string,
  from: RoomKey | undefined,
  to: { passphrase: string } | undefined,
): void {
  const before = connect(file, from);
  try {
    // What SQLite keeps meanwhile must not lie on the disk in plain text.
    before.pragma('temp_store = MEMORY');
    before.pragma('journal_mode = MEMORY');
    rekey(before, to?.passphrase ?? null);
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
