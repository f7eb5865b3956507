import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { entriesFor, have, type Merged, mergeEntries } from '../../src-main/journal/merge.ts';
import { becomeNewDevice } from '../../src-main/store/laptops/device.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { temporaryFolder } from './temporary-room.ts';

/**
 * A copy of an open room's file, opened: as a laptop's of its own, or by `byHand` as somebody would copy the file, so
 * that both write under one device.
 */
export function copyOf(room: Room, { byHand = false } = {}): Room {
  const file = join(temporaryFolder(), 'copy.room');
  room.copyTo(file);
  const copy = openRoom(file, { create: false, program: 'a test' });
  onTestFinished(() => copy.close());
  if (!byHand) copy.change(() => becomeNewDevice(copy));
  return copy;
}

/** Every order of three rooms. */
export const ORDERS_OF_THREE = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** `to` takes in what it lacks of `from`. */
export function send(from: Room, to: Room): Merged {
  return mergeEntries(to, JSON.parse(JSON.stringify(entriesFor(from, have(to)))));
}

/** Both have the same afterwards: a fork is only seen when each has asked. */
export function exchange(one: Room, other: Room): void {
  for (let round = 0; round < 3; round += 1) {
    send(one, other);
    send(other, one);
  }
}
