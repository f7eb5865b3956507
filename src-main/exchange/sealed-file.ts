import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Message, say } from '../../src-shared/message.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { roomIds } from '../store/room-ids.ts';
import { MIGRATIONS } from '../store/schema.ts';
import { readSetting } from '../store/settings.ts';

/*
 * The files that laptops of one room give each other on a stick: a line in the clear, and the rest sealed with the room's
 * exchange key. AES-256-GCM of the runtime's own OpenSSL has one tag over the whole file and that line, so that a file
 * which was cut, changed or put together from two is refused whole. SQLite's encrypted file would be checked page by
 * page, and only the pages that are read.
 */

/** What is in such a file: what a laptop knows of the day, or that it has destroyed its room. */
export type SealedKind = 'shared file' | 'certificate';

/** How every file of a kind begins. */
export function startOf(kind: SealedKind): string {
  return `Committee Room ${kind} `;
}

/** The version of the room's schema, so that an older program knows that it cannot read the file, and the room's day. */
const REST_OF_LINE = /^(\d{1,6}) ([0-9a-f]{32})\n/;
const LONGEST_LINE = 100;

const CIPHER = 'aes-256-gcm';
const [SALT, NONCE, TAG, KEY] = [32, 12, 16, 32];
/** Ten times what the largest room shares. */
const MOST_BYTES = 1_000_000_000;

/** Seals one file and opens nothing else, so that it can be kept where the room's key must not be. */
export type Seal = { head: string; salt: string; key: string };

/** A seal for a file of this room. Each has a key of its own, made from the room's and a random salt. */
export function sealOf(room: Room, kind: SealedKind): Seal {
  const salt = randomBytes(SALT);
  return {
    head: `${startOf(kind)}${MIGRATIONS.length} ${roomIds(room).day}\n`,
    salt: salt.toString('hex'),
    key: keyOf(room, kind, salt).toString('hex'),
  };
}

/** Seals text. */
export function sealWith({ head: line, salt, key }: Seal, text: string): Buffer {
  const head = Buffer.from(line);
  const nonce = randomBytes(NONCE);
  const options = { authTagLength: TAG };
  const cipher = createCipheriv(CIPHER, Buffer.from(key, 'hex'), nonce, options).setAAD(head);
  const content = [cipher.update(gzipSync(text, { level: 1 })), cipher.final()];
  return Buffer.concat([head, Buffer.from(salt, 'hex'), nonce, cipher.getAuthTag(), ...content]);
}

/** Whether the file begins as those of this kind do. */
export function isSealed(bytes: Buffer, kind: SealedKind): boolean {
  return bytes.toString('latin1', 0, startOf(kind).length) === startOf(kind);
}

/**
 * Reads a sealed file of this room.
 * @throws Refusal for anything else: another kind of file, another room's, a newer version's, or one that is not whole.
 */
export function unseal(room: Room, bytes: Buffer, kind: SealedKind): string {
  const first = firstLine(bytes, kind);
  if (!first) throw new Refusal(NOT_SHARED);
  const [line, version, day] = first;
  if (Number(version) > MIGRATIONS.length) throw new Refusal(NEWER);
  if (day !== roomIds(room).day) throw new Refusal(FOREIGN);
  const head = startOf(kind).length + line.length;
  const rest = bytes.subarray(head);
  if (rest.length < SALT + NONCE + TAG) throw new Refusal(NOT_WHOLE[kind]);
  const [salt, nonce] = [rest.subarray(0, SALT), rest.subarray(SALT, SALT + NONCE)];
  const tag = rest.subarray(SALT + NONCE, SALT + NONCE + TAG);
  const cipher = createDecipheriv(CIPHER, keyOf(room, kind, salt), nonce, { authTagLength: TAG })
    .setAAD(bytes.subarray(0, head))
    .setAuthTag(tag);
  const opened = cipher.update(rest.subarray(SALT + NONCE + TAG));
  try {
    cipher.final();
  } catch (error) {
    throw new Refusal(NOT_WHOLE[kind], { cause: error });
  }
  return gunzipSync(opened, { maxOutputLength: MOST_BYTES }).toString();
}

/** The day that a sealed file is of, whatever its kind; null for any other file. */
export function dayOfSealed(bytes: Buffer): string | null {
  return (firstLine(bytes, 'shared file') ?? firstLine(bytes, 'certificate'))?.[2] ?? null;
}

/** The rest of the first line; null if the file does not begin as this kind does. */
function firstLine(bytes: Buffer, kind: SealedKind): RegExpExecArray | null {
  const { length } = startOf(kind);
  if (!isSealed(bytes, kind)) return null;
  return REST_OF_LINE.exec(bytes.toString('latin1', length, length + LONGEST_LINE));
}

function keyOf(room: Room, kind: SealedKind, salt: Buffer): Buffer {
  const key = Buffer.from(readSetting(room, 'exchange_key') ?? '', 'hex');
  if (key.length !== KEY) throw new Error('A room without an exchange key was opened.');
  return Buffer.from(hkdfSync('sha256', key, salt, kind, KEY));
}

const NOT_SHARED = say(
  'This is not a file that another laptop has shared. On that laptop, choose “Share” on Other laptops, and bring the file that it writes.',
);
const NEWER = say(
  'This file is from a newer version of Committee Room. Nothing was changed. Install that version on this laptop too, and take the file in again.',
);
const FOREIGN = say(
  'This file is of another room. Nothing was changed. Only laptops that were prepared from that room can take it in, and a head office to which it was introduced.',
);
const NOT_WHOLE: Record<SealedKind, Message> = {
  'shared file': say(
    'This file is not whole, or was sealed with another key. Nothing was changed. Share it again on the other laptop, and wait until it says that the file is on the stick.',
  ),
  certificate: say(
    'This certificate is not whole, or was sealed with another key. Nothing was changed, and its laptop has not answered. Copy it again from where that laptop wrote it.',
  ),
};
