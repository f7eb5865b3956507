import { copyFileSync } from 'node:fs';
import { StagedFiles } from '../../src-main/register/file/text/staged-files.ts';
import { stageSample } from '../../src-main/register/file/understand.ts';
import { runImport } from '../../src-main/register/import/import-steps.ts';
import { openRoom } from '../../src-main/store/open-room.ts';

/** Where every process of a run finds the ready-made room. */
const READY_MADE = 'COMMITTEE_ROOM_TEST_ROOM';

/** Makes the room that `sampleRoom` copies: the sample register, imported as the window imports it. */
export async function makeSampleRoom(file: string): Promise<void> {
  const room = openRoom(file, { create: true, program: 'the end-to-end tests' });
  try {
    const staged = new StagedFiles();
    const { fileId } = await stageSample(staged, room, 2500);
    const choice = {
      fileId,
      meanings: { P: 'promise', L: 'promise' },
      acceptRefused: false,
      removeMissing: false,
      by: 'a test',
    } as const;
    for await (const _ of runImport(room, staged, choice, undefined));
  } finally {
    room.close();
  }
  process.env[READY_MADE] = file;
}

export function isSampleRoomMade(): boolean {
  return process.env[READY_MADE] !== undefined;
}

/** Puts a room with the sample register at a file: for `startApp`, if the import itself is not tested. */
export function sampleRoom(file: string): void {
  const made = process.env[READY_MADE];
  if (!made)
    throw new Error('The ready-made room is made before the end-to-end tests: run them with vitest.');
  copyFileSync(made, file);
}
