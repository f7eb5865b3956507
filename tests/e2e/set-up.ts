import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSampleRoomMade, makeSampleRoom } from './sample-room.ts';

/** Before the end-to-end tests: makes a room with the sample. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  // Once for all projects of a run.
  if (isSampleRoomMade()) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'committee-room-sample-'));
  await makeSampleRoom(join(folder, 'sample.room'));
  return async () => rmSync(folder, { recursive: true, force: true });
}
