import { basename } from 'node:path';
import type { Database } from 'better-sqlite3';
import { damaged } from './faults.ts';
import { forgetPageChecksums, sealCopy } from './file/page-checksums.ts';
import { connect, type KeyAndSalt, keyAndSalt, type RoomKey, rekey, rekeyLike } from './room-key.ts';

/**
 * Encrypts a copy of a room again with another key, or decrypts it (undefined), and checks that the new key reads all
 * of it. The copy may be lost, so its old state is not kept.
 */
export function giveOtherKey(
  file: string,
  from: RoomKey | undefined,
  to: { passphrase: string } | undefined,
): void {
  rewrite(file, from, to, (db) => rekey(db, to?.passphrase ?? null));
}

/** Gives a copy the same key as an open room, so that the room's recovery key opens it too. */
export function giveKeyOf(
  room: { db: Database; key: RoomKey },
  file: string,
  from: RoomKey | undefined,
): void {
  giveKey(keyAndSalt(room.db, room.key), file, from);
}

/** The same where the room itself is not at hand, as in a thread. */
export function giveKey(own: KeyAndSalt, file: string, from: RoomKey | undefined): void {
  rewrite(file, from, own.key, (db) => rekeyLike(db, own));
}

function rewrite(
  file: string,
  from: RoomKey | undefined,
  to: RoomKey | undefined,
  encrypt: (db: Database) => void,
): void {
  const before = connect(file, from);
  try {
    // SQLite's temporary data must not be written to disk in plain text.
    before.pragma('temp_store = MEMORY');
    before.pragma('journal_mode = MEMORY');
    forgetPageChecksums(before);
    encrypt(before);
  } finally {
    before.close();
  }
  if (!to) sealCopy(file);
  const after = connect(file, to, { readonly: true });
  try {
    if (after.pragma('integrity_check', { simple: true }) !== 'ok') throw damaged(basename(file));
  } finally {
    after.close();
  }
}
