import { chmodSync, copyFileSync, existsSync, rmSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { say } from '../../src-shared/message.ts';
import { isEncryptedRoom } from '../store/file/room-file.ts';
import { moveFlushed } from '../store/file/write-file.ts';
import { replicaFile, replicas } from '../store/laptops/replicas.ts';
import { openRoom } from '../store/open-room.ts';
import { giveKeyOf } from '../store/other-key.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { type RoomKey, rawKeyOf } from '../store/room-key.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { knownFolders } from './backup-places.ts';
import { ensureGoodPassphrase } from './new-passphrase.ts';
import { copiesOf } from './room-copies.ts';
import { keysOwed, readCopy } from './whose-copy.ts';

/**
 * Sets, changes or removes (null) the passphrase of a room, its copies and its replicas of other rooms. What the copies need is recorded in the
 * room first, so that it is finished later if the program is killed or a stick is missing. Returns the copies that
 * still have the old one.
 * @throws Refusal if the passphrase is too short or too long, or is to be removed while the room keeps others.
 */
export async function changePassphrase(room: Room, passphrase: string | null): Promise<string[]> {
  if (passphrase !== null) ensureGoodPassphrase(passphrase);
  if (passphrase === null && replicas(room).length > 0) throw new Refusal(KEEPS_ROOMS);
  const { key } = room;
  // A room without encryption must not contain any keys, so copies that wait for one get it first. That some may still
  // wait is kept: if the program is killed before the encryption is removed, the next start tries again.
  if (passphrase === null) await finishCopies(room);
  const before = readSetting(room, 'keys_owed') ?? '';
  const owed =
    passphrase === null
      ? before && '[]'
      : JSON.stringify([...keysOwed(room), ...(key ? [written(room, key)] : [])]);
  if (owed !== before) room.change(() => writeSetting(room, 'keys_owed', owed));
  room.setPassphrase(passphrase);
  return await finishCopies(room);
}

const KEEPS_ROOMS = say(
  'This room keeps other rooms, which have to stay encrypted. Change the passphrase, or destroy the room after the count.',
);

function written(room: Room, key: RoomKey): string {
  const raw = rawKeyOf(room.db, key);
  return 'recoveryKey' in raw ? raw.recoveryKey : '';
}

/**
 * Gives the copies of an encrypted room its present key, if an earlier change of the passphrase did not get that far.
 * Each is rewritten beside its place, and left alone if the disk refuses. Returns those that still have the old key.
 */
export async function finishCopies(room: Room): Promise<string[]> {
  await room.settled();
  if (!room.isOpen || room.readOnly || !readSetting(room, 'keys_owed')) return [];
  const { key } = room;
  const left = key ? await giveKeyToCopies(room, key) : [];
  if (!room.isOpen || left.length > 0 || !knownFolders(room).every((folder) => existsSync(folder)))
    return left;
  // Another change of the passphrase may have begun meanwhile, with more keys to replace.
  if (room.key === key) room.change(() => writeSetting(room, 'keys_owed', ''));
  return left;
}

async function giveKeyToCopies(room: Room, key: RoomKey): Promise<string[]> {
  const own = rawKeyOf(room.db, key);
  const former = keysOwed(room).map((each) => ({ recoveryKey: each }));
  const left: string[] = [];
  const others = replicas(room).map(({ name }) => replicaFile(room.file, name));
  for (const other of others) finishLog(other, [own, ...former]);
  for (const copy of [...copiesOf(room).ours, ...others]) {
    // There may be dozens, and numbers are being entered.
    await nextTurn();
    await room.settled();
    if (!room.isOpen || room.key !== key) return [...left, copy];
    if (existsSync(copy) && !giveKey(room, key, copy, own, former)) left.push(copy);
  }
  return left;
}

/** A program that was killed has left a replica's newest entries in SQLite's log: opening it puts them into the file. */
function finishLog(replica: string, keys: readonly RoomKey[]): void {
  const key = existsSync(`${replica}-wal`) && keys.find((each) => opens(replica, each));
  if (!key) return;
  try {
    openRoom(replica, { create: false, program: 'a change of the passphrase', key }).close();
  } catch {
    // It keeps its log and its key, and is named among those left.
  }
}

/** Whether a copy already has the room's key. */
function giveKey(room: Room, key: RoomKey, copy: string, own: RoomKey, former: readonly RoomKey[]): boolean {
  const waiting = `${copy}.part`;
  try {
    const isEncrypted = isEncryptedRoom(copy);
    if (isEncrypted && opens(copy, own)) return true;
    const from = isEncrypted ? former.find((each) => opens(copy, each)) : undefined;
    // Entries in SQLite's log beside it would not be in the copy.
    if ((isEncrypted && !from) || existsSync(`${copy}-wal`)) return false;
    copyFileSync(copy, waiting);
    chmodSync(waiting, 0o600);
    giveKeyOf({ db: room.db, key }, waiting, from);
    moveFlushed(waiting, copy);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(waiting, { force: true });
  }
}

function opens(copy: string, key: RoomKey): boolean {
  try {
    return readCopy(copy, key, () => true);
  } catch {
    return false;
  }
}
