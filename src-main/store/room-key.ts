import { createHash, pbkdf2Sync } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import Sqlite, { type Database, type Options } from 'better-sqlite3';
import { Refusal } from './refusal.ts';

/** What opens an encrypted room: its passphrase, or the recovery key that was printed when it was set. */
export type RoomKey = { passphrase: string } | { recoveryKey: string };

/** A room that has a passphrase, and was opened without it or with a wrong one. */
export class RoomLocked extends Refusal {}

/** SQLite3 Multiple Ciphers' default, ChaCha20 with Poly1305: https://utelle.github.io/SQLite3MultipleCiphers/docs/ciphers/cipher_chacha20/ */
const CIPHER = 'chacha20';
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** How often that cipher hashes a passphrase. */
const ROUNDS = 64_007;
const CHECK_BYTES = 2;

const LEAST_LETTERS = 8;

/** How long to wait for another program's lock, in milliseconds. */
const PATIENCE = 2000;

/** Connects to a room's file, which is read with `key` from the first page on. */
export function connect(file: string, key: RoomKey | undefined, options: Options = {}): Database {
  const db = new Sqlite(file, { timeout: PATIENCE, ...options });
  try {
    if (key) giveKey(db, key);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function giveKey(db: Database, key: RoomKey): void {
  db.pragma(`cipher = '${CIPHER}'`);
  db.pragma(`hexkey = '${keyBytes(key).toString('hex')}'`);
}

/** The same passphrase, however the keyboard of another laptop makes its accents. */
function keyBytes(key: RoomKey): Buffer {
  if ('passphrase' in key) return Buffer.from(normal(key.passphrase));
  return Buffer.from(`raw:${readRecoveryKey(key.recoveryKey).toString('hex')}`);
}

function normal(passphrase: string): string {
  return passphrase.trim().normalize('NFKC');
}

/**
 * Encrypts a room anew under a passphrase, or leaves it plain (null). The connection must not be in WAL mode.
 * @throws Refusal when the passphrase is too short.
 */
export function rekey(db: Database, passphrase: string | null): void {
  if (passphrase === null) {
    db.pragma("rekey = ''");
    return;
  }
  if ([...normal(passphrase)].length < LEAST_LETTERS) {
    throw new Refusal(
      `A passphrase needs ${LEAST_LETTERS} letters or more: three or four words are easy to keep in mind.`,
    );
  }
  db.pragma(`cipher = '${CIPHER}'`);
  db.pragma(`hexrekey = '${keyBytes({ passphrase }).toString('hex')}'`);
}

/**
 * Whether a file may be an encrypted room: its content is as noise, but SQLite's page size and versions stand where
 * they always do, with the 32 bytes a page that the cipher needs (https://sqlite.org/fileformat2.html#the_database_header).
 */
export function looksEncrypted(header: Buffer): boolean {
  const pageSize = header.readUInt16BE(16);
  const isPowerOfTwo = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0;
  const [write = 0, read = 0, reserved, most, least, leaf] = header.subarray(18, 24);
  return (
    isPowerOfTwo && write <= 2 && read <= 2 && reserved === 32 && most === 64 && least === 32 && leaf === 32
  );
}

/** Encrypts a copy anew with the very key of its open room, salt and all, so that one recovery key opens both. */
export function rekeyLike(db: Database, room: Database, key: RoomKey): void {
  const raw = Buffer.concat([keyBytes(rawKeyOf(room, key)), Buffer.from(cipherSalt(room).toString('hex'))]);
  db.pragma(`cipher = '${CIPHER}'`);
  db.pragma(`hexrekey = '${raw.toString('hex')}'`);
}

/**
 * The recovery key of an encrypted room: the key its cipher works with, to be printed and kept elsewhere. It opens
 * the room and its backups until the passphrase is changed.
 */
export function recoveryKey(file: string, passphrase: string): string {
  return written(cipherKey(file, passphrase).key);
}

function written(key: Buffer): string {
  return grouped(inLetters(Buffer.concat([key, checkOf(key)])));
}

function hashed(passphrase: string, salt: Buffer): Buffer {
  return pbkdf2Sync(normal(passphrase), salt, ROUNDS, KEY_BYTES, 'sha256');
}

const rawKeys = new WeakMap<Database, RoomKey>();

/** The key that an open room's cipher works with: its copies open with it without the passphrase being worked out again. */
export function rawKeyOf(db: Database, key: RoomKey): RoomKey {
  if ('recoveryKey' in key) return key;
  const known = rawKeys.get(db);
  if (known) return known;
  const raw = { recoveryKey: written(hashed(key.passphrase, cipherSalt(db))) };
  rawKeys.set(db, raw);
  return raw;
}

/** The salt of an open encrypted room. Opening its file besides would drop SQLite's locks on it. */
export function cipherSalt(db: Database): Buffer {
  return Buffer.from(String(db.pragma('cipher_salt', { simple: true })), 'hex');
}

/** The salt stands where a plain file has SQLite's header. */
function cipherKey(file: string, passphrase: string): { key: Buffer; salt: Buffer } {
  const salt = Buffer.alloc(SALT_BYTES);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, salt, 0, SALT_BYTES, 0);
  } finally {
    closeSync(handle);
  }
  return { key: hashed(passphrase, salt), salt };
}

/** Crockford's base 32: no letter is taken for a figure, nor a figure for a letter. */
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

/** @throws Refusal when it is mistyped. */
function readRecoveryKey(text: string): Buffer {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
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

const MISTYPED =
  'That is not a whole recovery key. Compare it with the paper, group by group, and type it again.';
