import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { shareTo } from '../../src-main/exchange/share.ts';
import { readShared, takeIn } from '../../src-main/exchange/take-in.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';

/** How the names of shared files end, and of rooms that were made for another laptop. */
const SHARED = '.shared';
const MADE = '.made.room';

/** What a laptop does with a stick, which is a folder that all laptops see. */
export type StickJob = { name: string; folder: string };

/** The shared files on a stick, in the order of their names. */
export function sharedOn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(SHARED))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * Shares the day, takes in a file of anybody's, old ones and its own among them, or prepares another laptop. Says what
 * it begins before it begins, and what is safe afterwards. @throws Error if a damaged file is taken.
 */
export function exchangeByStick(
  room: Room,
  { name, folder }: StickJob,
  random: () => number,
  say: (line: string) => void,
): void {
  const way = random();
  const number = Math.floor(random() * 1e9);
  if (way < 0.35) {
    say('SHARING');
    shareTo(room, join(folder, `${name}-${number}${SHARED}`), name);
    say('SHARED');
    return;
  }
  if (way < 0.4) {
    say('COPYING');
    prepareLaptop(room, join(folder, `${name}-${number}${MADE}`), `${number}`, name);
    say('COPIED');
    return;
  }
  const all = sharedOn(folder);
  const pick = () => readFileSync(all[Math.floor(random() * all.length)] ?? '');
  if (all.length === 0) return;
  const bytes = pick();
  if (random() < 0.3) {
    ensureRefused(room, damaged(bytes, pick(), random));
    return;
  }
  const shared = readShared(room, bytes);
  say('MERGING');
  takeIn(room, shared);
  if (random() < 0.2 && takeIn(room, shared).new > 0) throw new Error('A file brought something twice.');
}

/** Cut, with one byte changed, or put together from two. */
function damaged(bytes: Buffer, other: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * bytes.length);
  const way = random();
  if (way < 0.4) return bytes.subarray(0, at);
  if (way < 0.8 || other.equals(bytes)) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ (1 + Math.floor(random() * 255)), at);
    return changed;
  }
  // Past the line in the clear, which is the same in both.
  const from = 100 + Math.floor(random() * (Math.min(bytes.length, other.length) - 100));
  return Buffer.concat([bytes.subarray(0, from), other.subarray(from)]);
}

function ensureRefused(room: Room, bytes: Buffer): void {
  try {
    readShared(room, bytes);
  } catch (error) {
    if (error instanceof Refusal) return;
    throw error;
  }
  throw new Error(`A damaged file was read: ${bytes.toString('base64')}`);
}
