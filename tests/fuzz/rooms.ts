import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { importRegister } from '../../src-main/register/import/import.ts';
import { sampleRegister } from '../../src-main/register/sample.ts';
import type { ImportResult } from '../../src-main/register/types.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';

export const POLLING_DAY = '2026-05-07';

/** A register without any real person, the same each time. */
export const SAMPLE = Buffer.from(sampleRegister({ electors: 60, seed: 3 }));

let rooms = 0;

/** Gives a new, empty room to `work`, and removes it afterwards in any case. */
export async function inNewRoom<Result>(
  folder: string,
  work: (room: Room) => Result | Promise<Result>,
): Promise<Result> {
  rooms += 1;
  const own = join(folder, `room-${rooms}`);
  mkdirSync(own);
  const room = openRoom(join(own, 'fuzz.room'), { create: true, program: 'a fuzzing run' });
  try {
    return await work(room);
  } finally {
    room.close();
    rmSync(own, { recursive: true, force: true });
  }
}

/** Reads a register from its bytes and imports it. @throws Refusal */
export function importBytes(
  room: Room,
  bytes: Buffer,
  { acceptRefused = true, removeMissing = false, mend = false } = {},
): ImportResult {
  return importRegister(room, {
    ...readRegisterFile(bytes, POLLING_DAY, { mend }),
    promises: ['P', 'L'],
    poll: { pollingDay: POLLING_DAY },
    acceptRefused,
    removeMissing,
    by: 'a fuzzing run',
  });
}
