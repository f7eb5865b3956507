import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { say } from '../../src-shared/message.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { roomIds } from '../store/room-ids.ts';
import { MIGRATIONS } from '../store/schema.ts';
import { readSetting } from '../store/settings.ts';

/*
 * The file that laptops of one room give each other on a stick: a line in the clear, and the rest sealed with the room's
 * exchange key. AES-256-GCM of the runtime's own OpenSSL has one tag over the whole file and that line, so that a file
 * which was cut, changed or put together from two is refused whole. SQLite's encrypted file would be checked page by
 * page, and only the pages that are read.
 */

/** How every shared file begins. */
export const SHARED_START = 'Committee Room shared file ';

/** The version of the room's schema, so that an older program knows that it cannot read the file, and the room's day. */
const FIRST_LINE = /^Committee Room shared file (\d{1,6}) ([0-9a-f]{32})\n/;

const CIPHER = 'aes-256-gcm';
const [SALT, NONCE, TAG, KEY] = [32, 12, 16, 32];
/** Ten times what the largest room shares. */
const MOST_BYTES = 1_000_000_000;

/** Seals text with the room's key. Each file has a key of its own, made from it and a random salt. */
export function sealFor(room: Room, text: string): Buffer {
  const head = Buffer.from(`${SHARED_START}${MIGRATIONS.length} ${roomIds(room).day}\n`);
  const [salt, nonce] = [randomBytes(SALT), randomBytes(NONCE)];
  const cipher = createCipheriv(CIPHER, keyOf(room, salt), nonce, { authTagLength: TAG }).setAAD(head);
  const content = [cipher.update(gzipSync(text, { level: 1 })), cipher.final()];
  return Buffer.concat([head, salt, nonce, cipher.getAuthTag(), ...content]);
}

/**
 * Reads a shared file of this room.
 * @throws Refusal for anything else: another kind of file, another room's, a newer version's, or one that is not whole.
 */
export function unseal(room: Room, bytes: Buffer): string {
  const first = firstLine(bytes);
  if (!first) throw new Refusal(NOT_SHARED);
  const [line, version, day] = first;
  if (Number(version) > MIGRATIONS.length) throw new Refusal(NEWER);
  if (day !== roomIds(room).day) throw new Refusal(FOREIGN);
  const rest = bytes.subarray(line.length);
  if (rest.length < SALT + NONCE + TAG) throw new Refusal(NOT_WHOLE);
  const [salt, nonce] = [rest.subarray(0, SALT), rest.subarray(SALT, SALT + NONCE)];
  const tag = rest.subarray(SALT + NONCE, SALT + NONCE + TAG);
  const cipher = createDecipheriv(CIPHER, keyOf(room, salt), nonce, { authTagLength: TAG })
    .setAAD(bytes.subarray(0, line.length))
    .setAuthTag(tag);
  const opened = cipher.update(rest.subarray(SALT + NONCE + TAG));
  try {
    cipher.final();
  } catch (error) {
    throw new Refusal(NOT_WHOLE, { cause: error });
  }
  return gunzipSync(opened, { maxOutputLength: MOST_BYTES }).toString();
}

/** The day that a shared file is of; null for another kind of file. */
export function sharedDay(bytes: Buffer): string | null {
  return firstLine(bytes)?.[2] ?? null;
}

const firstLine = (bytes: Buffer) => FIRST_LINE.exec(bytes.toString('latin1', 0, SHARED_START.length + 50));

function keyOf(room: Room, salt: Buffer): Buffer {
  const key = Buffer.from(readSetting(room, 'exchange_key') ?? '', 'hex');
  if (key.length !== KEY) throw new Error('A room without an exchange key was opened.');
  return Buffer.from(hkdfSync('sha256', key, salt, 'shared file', KEY));
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
const NOT_WHOLE = say(
  'This file is not whole, or was sealed with another key. Nothing was changed. Share it again on the other laptop, and wait until it says that the file is on the stick.',
);
