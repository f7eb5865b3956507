import { createHash, pbkdf2, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { promisify } from 'node:util';
import Sqlite, { type Database, type Options as SqliteOptions } from 'better-sqlite3';
import { say } from '../../src-shared/message.ts';
import { isReadOnly } from './file/read-only.ts';
import { Refusal } from './refusal.ts';

/** What opens an encrypted room: its passphrase, or the recovery key that was printed when it was set. */
export type RoomKey = { passphrase: string } | { recoveryKey: string };

/** The room has a passphrase, and was opened without it or with a wrong one. */
export class RoomLocked extends Refusal {}

/** SQLite3 Multiple Ciphers' default, ChaCha20 with Poly1305: https://utelle.github.io/SQLite3MultipleCiphers/docs/ciphers/cipher_chacha20/ */
const CIPHER = 'chacha20';
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/**
 * How often a passphrase is hashed to make the cipher's key: one number for each version of the format, newest first.
 * The last is the cipher's own default, which earlier programs used; such a room gets the newest when its passphrase
 * is next set.
 */
const ROUNDS = [210_000, 64_007] as const;
const NEWEST_ROUNDS = ROUNDS[0];
const CHECK_BYTES = 2;

/** `isAlone` keeps out every other connection, even of this process. */
type Options = SqliteOptions & { isAlone?: boolean };

/** How long to wait for another program's lock, in milliseconds. */
export const PATIENCE = 2000;

/**
 * Connects to a room's file, which is read with `key` from the first page on.
 * @throws SQLite's SQLITE_NOTADB if a passphrase does not open it.
 */
export function connect(file: string, key: RoomKey | undefined, options: Options = {}): Database {
  if (!key) return connectRaw(file, null, options);
  if ('recoveryKey' in key) return connectRaw(file, readRecoveryKey(key.recoveryKey), options);
  const salt = saltOf(file);
  const fitting = fittingRounds.get(nameOf(key.passphrase, salt));
  if (fitting) return connectRaw(file, hashed(key.passphrase, salt, fitting), options);
  return connectByTrial(file, key.passphrase, salt, options);
}

function connectByTrial(file: string, passphrase: string, salt: Buffer, options: Options): Database {
  for (const rounds of ROUNDS) {
    const db = connectRaw(file, hashed(passphrase, salt, rounds), options);
    try {
      db.pragma('schema_version');
      fittingRounds.set(nameOf(passphrase, salt), rounds);
      return db;
    } catch (error) {
      // Another fault (another program has it, it is damaged) says nothing about the key, and is reported to the next
      // caller.
      if (!isWrongKey(error)) return db;
      db.close();
      if (rounds === ROUNDS.at(-1)) throw error;
    }
  }
  throw new Error('There is no way to hash a passphrase.');
}

function isWrongKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_NOTADB';
}

function connectRaw(file: string, key: Buffer | null, options: Options): Database {
  const { isAlone = false, ...others } = options;
  const db = new Sqlite(file, { timeout: PATIENCE, ...others });
  try {
    // Only has an effect before anything is read.
    if (isAlone) db.pragma('locking_mode = EXCLUSIVE');
    if (key) {
      db.pragma(`cipher = '${CIPHER}'`);
      db.pragma(`hexkey = '${rawKey(key)}'`);
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The cipher never gets a passphrase itself: it would take one that begins with `raw:` for a key. */
function rawKey(key: Buffer, salt: Buffer = Buffer.alloc(0)): string {
  return Buffer.from(`raw:${key.toString('hex')}${salt.toString('hex')}`).toString('hex');
}

/**
 * Hashes a passphrase off the main thread, so that connecting to the file afterwards is fast. Nothing is hashed for a
 * recovery key, or for a missing file. The file must not be open: see `cipherSalt`.
 */
export async function hashAhead(file: string, key: RoomKey): Promise<void> {
  if (!('passphrase' in key)) return;
  let salt: Buffer;
  try {
    salt = saltOf(file);
  } catch {
    return;
  }
  const { passphrase } = key;
  const fitting = fittingRounds.get(nameOf(passphrase, salt));
  for (const rounds of fitting ? [fitting] : ROUNDS) {
    const name = nameOf(passphrase, salt, rounds);
    const hash =
      known.get(name) ?? (await promisify(pbkdf2)(normal(passphrase), salt, rounds, KEY_BYTES, 'sha256'));
    keep(name, hash);
    // To try it on a read-only room, SQLite would put a file beside it.
    if (!isReadOnly(file) && !isRefused(file, hash)) return;
  }
}

/** Whether a key is wrong for a file. Any other fault is reported when the file is opened. */
function isRefused(file: string, key: Buffer): boolean {
  let db: Database | undefined;
  try {
    // No need to wait for a program that has locked the file.
    db = connectRaw(file, key, { readonly: true, timeout: 0 });
    db.pragma('schema_version');
    return false;
  } catch (error) {
    return isWrongKey(error);
  } finally {
    db?.close();
  }
}

/** Hashed once for all connections to a file and its copies, which have its salt. */
function hashed(passphrase: string, salt: Buffer, rounds: number): Buffer {
  const name = nameOf(passphrase, salt, rounds);
  const key = known.get(name) ?? pbkdf2Sync(normal(passphrase), salt, rounds, KEY_BYTES, 'sha256');
  keep(name, key);
  return key;
}

/** Keys by the passphrase and salt that they were made from. */
const known = new Map<string, Buffer>();
/** The rounds of the files that a passphrase has opened, by passphrase and salt. */
const fittingRounds = new Map<string, number>();
const MOST_KNOWN = 100;

function keep(name: string, key: Buffer): void {
  // The one used last is removed last.
  known.delete(name);
  known.set(name, key);
  const [oldest = ''] = known.keys();
  if (known.size > MOST_KNOWN) known.delete(oldest);
}

function nameOf(passphrase: string, salt: Buffer, rounds = 0): string {
  return createHash('sha256').update(`${rounds} `).update(salt).update(normal(passphrase)).digest('hex');
}

/** The same passphrase, however another laptop's keyboard encodes accents. */
function normal(passphrase: string): string {
  return passphrase.trim().normalize('NFKC');
}

/** Encrypts a room again under a passphrase, or decrypts it (null). The connection must not be in WAL mode. */
export function rekey(db: Database, passphrase: string | null): void {
  if (passphrase === null) {
    db.pragma("rekey = ''");
    return;
  }
  const salt = randomBytes(SALT_BYTES);
  encrypt(db, hashed(passphrase, salt, NEWEST_ROUNDS), salt);
}

function encrypt(db: Database, key: Buffer, salt: Buffer): void {
  db.pragma(`cipher = '${CIPHER}'`);
  db.pragma(`hexrekey = '${rawKey(key, salt)}'`);
}

/**
 * Whether a file may be an encrypted room: its contents look random, but SQLite's page size and versions are in their
 * usual places, with the 32 bytes per page that the cipher needs
 * (https://sqlite.org/fileformat2.html#the_database_header).
 */
export function looksEncrypted(header: Buffer): boolean {
  const pageSize = header.readUInt16BE(16);
  const isPowerOfTwo = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0;
  const [write = 0, read = 0, reserved, most, least, leaf] = header.subarray(18, 24);
  return (
    isPowerOfTwo && write <= 2 && read <= 2 && reserved === 32 && most === 64 && least === 32 && leaf === 32
  );
}

/** An open room's own key and salt. A file that has both opens with the room's passphrase and recovery key. */
export type KeyAndSalt = { key: RoomKey; salt: Uint8Array };

/** `key` is what the room was opened with. */
export function keyAndSalt(room: Database, key: RoomKey): KeyAndSalt {
  return { key: rawKeyOf(room, key), salt: cipherSalt(room) };
}

/** Encrypts a copy again with the same key and salt as its open room, so that one recovery key opens both. */
export function rekeyLike(db: Database, { key, salt }: KeyAndSalt): void {
  encrypt(db, bytesOf(db, key), Buffer.from(salt));
}

/**
 * The recovery key of a closed encrypted file: the cipher's key, to be printed and kept elsewhere. It opens the room
 * and its backups until the passphrase is changed.
 */
export function recoveryKey(file: string, passphrase: string): string {
  return written(cipherKey(file, passphrase));
}

/** The same for an open room, whose file must not be opened again: see `cipherSalt`. */
export function recoveryKeyOf(room: Database, passphrase: string): string {
  return written(bytesOf(room, { passphrase }));
}

function written(key: Buffer): string {
  return grouped(inLetters(Buffer.concat([key, checkOf(key)])));
}

/** The key that an open room's cipher uses. It opens the copies without hashing the passphrase again. */
export function rawKeyOf(db: Database, key: RoomKey): RoomKey {
  return 'recoveryKey' in key ? key : { recoveryKey: written(bytesOf(db, key)) };
}

type OpenFile = { file: string; db: Database; key: RoomKey | undefined };

/** Attaches the file of an open room to another room's connection, whatever the keys of the two are. */
export function attachRoom(db: Database, name: string, { file, db: room, key }: OpenFile): void {
  attachFile(db, name, file, key && rawKeyOf(room, key));
}

/** Attaches a file to a connection with another key, or none. `key` is as from `rawKeyOf`. */
export function attachFile(db: Database, name: string, file: string, key: RoomKey | undefined): void {
  if (key) db.pragma(`cipher = '${CIPHER}'`);
  const raw = key ? `raw:${bytesOf(db, key).toString('hex')}` : '';
  db.prepare(`ATTACH ? AS ${name} KEY ?`).run(file, raw);
}

function bytesOf(room: Database, key: RoomKey): Buffer {
  if ('recoveryKey' in key) return readRecoveryKey(key.recoveryKey);
  const salt = cipherSalt(room);
  return hashed(key.passphrase, salt, fittingRounds.get(nameOf(key.passphrase, salt)) ?? NEWEST_ROUNDS);
}

/** Whether a passphrase or recovery key is that of an open room, which was opened with `held`. */
export async function opensToo(room: Database, held: RoomKey, typed: RoomKey): Promise<boolean> {
  const own = bytesOf(room, held);
  if ('recoveryKey' in typed) return timingSafeEqual(readRecoveryKey(typed.recoveryKey), own);
  const salt = cipherSalt(room);
  for (const rounds of ROUNDS) {
    const hash = await promisify(pbkdf2)(normal(typed.passphrase), salt, rounds, KEY_BYTES, 'sha256');
    if (timingSafeEqual(hash, own)) return true;
  }
  return false;
}

/** The salt of an open encrypted room. Opening its file again would release SQLite's locks on it. */
function cipherSalt(db: Database): Buffer {
  return Buffer.from(String(db.pragma('cipher_salt', { simple: true })), 'hex');
}

/**
 * The key that a passphrase makes for a room's file.
 * @throws SQLite's SQLITE_NOTADB if it does not open it.
 */
function cipherKey(file: string, passphrase: string): Buffer {
  const salt = saltOf(file);
  const name = nameOf(passphrase, salt);
  if (!fittingRounds.has(name)) connectByTrial(file, passphrase, salt, { readonly: true }).close();
  return hashed(passphrase, salt, fittingRounds.get(name) ?? NEWEST_ROUNDS);
}

/** The salt of a closed encrypted file: it is where other files have SQLite's header. */
export function saltOf(file: string): Buffer {
  const salt = Buffer.alloc(SALT_BYTES);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, salt, 0, SALT_BYTES, 0);
  } finally {
    closeSync(handle);
  }
  return salt;
}

/** Crockford's base 32, in which no letter can be mistaken for a digit. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 5;

function inLetters(bytes: Buffer): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      text += LETTERS[(held >> (bits - 5)) & 31];
      bits -= 5;
    }
  }
  return bits === 0 ? text : text + LETTERS[(held << (5 - bits)) & 31];
}

function grouped(text: string): string {
  return (text.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
}

function checkOf(key: Buffer): Buffer {
  return createHash('sha256').update(key).digest().subarray(0, CHECK_BYTES);
}

/** @throws Refusal if it is mistyped. */
function readRecoveryKey(text: string): Buffer {
  const plain = text
    .toUpperCase()
    .replace(/[\s\p{C}\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  let bits = 0;
  let held = 0;
  const bytes: number[] = [];
  for (const letter of plain) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) throw new RoomLocked(MISTYPED);
    held = ((held << 5) | value) & 0xffff;
    bits += 5;
    if (bits >= 8) {
      bytes.push((held >> (bits - 8)) & 255);
      bits -= 8;
    }
  }
  const key = Buffer.from(bytes.slice(0, KEY_BYTES));
  const check = Buffer.from(bytes.slice(KEY_BYTES, KEY_BYTES + CHECK_BYTES));
  if (key.length !== KEY_BYTES || !check.equals(checkOf(key))) throw new RoomLocked(MISTYPED);
  return key;
}

const MISTYPED = say(
  'That is not a whole recovery key. Compare it with the paper, group by group, and type it again.',
);
