import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readCanvassFile, readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { importRegister } from '../../src-main/register/import.ts';
import type { ImportResult } from '../../src-main/register/types.ts';
import type { PollSettings } from '../../src-main/register/voting-rules.ts';
import { openRoom, type Room } from '../../src-main/store/room.ts';

export const POLLING_DAY = '2026-05-07';

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'committee-room-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty room that is closed and removed when the test ends. */
export function temporaryRoom(): Room {
  const room = openRoom(join(temporaryFolder(), 'test.room'), { create: true, program: 'a test' });
  onTestFinished(() => room.close());
  return room;
}

type Options = {
  canvass?: string;
  promises?: string[];
  acceptRefused?: boolean;
  removeMissing?: boolean;
  poll?: PollSettings;
};

/** Imports a register given as text or bytes. */
export function importText(room: Room, register: string | Buffer, options: Options = {}): ImportResult {
  return importRegister(room, {
    ...readRegisterFile(Buffer.from(register), POLLING_DAY),
    canvass: options.canvass === undefined ? undefined : readCanvassFile(Buffer.from(options.canvass)),
    promises: options.promises,
    poll: { pollingDay: POLLING_DAY, ...options.poll },
    acceptRefused: options.acceptRefused ?? false,
    removeMissing: options.removeMissing,
    by: 'a test',
  });
}
