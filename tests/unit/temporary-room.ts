import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type AbsentChoice,
  type AbsentResult,
  importAbsentVoters,
} from '../../src-main/register/absent-voters.ts';
import type { PollSettings } from '../../src-main/register/elector/voting-rules.ts';
import { readAbsentFile, readCanvassFile, readRegisterFile } from '../../src-main/register/file/read-file.ts';
import type { ReadingChoice } from '../../src-main/register/file/text/staged-file.ts';
import { importRegister } from '../../src-main/register/import/import.ts';
import type { ImportResult } from '../../src-main/register/types.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { type InEnglish, inEnglish } from './in-english.ts';

const POLLING_DAY = '2026-05-07';

/** A folder that is removed at the end of the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'committee-room-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty room that is closed and removed at the end of the test. */
export function temporaryRoom(): Room {
  empty ??= emptyRoom();
  return roomOf(empty);
}

/** An open room with this register, imported once and copied for each later test that has the same. */
export function importedRoom(register: string | Buffer, options: Options = {}): Room {
  const key = JSON.stringify([String(register), options]);
  const made = imported.get(key);
  if (made) return roomOf(made);
  const room = temporaryRoom();
  importText(room, register, options);
  room.close();
  const bytes = readFileSync(room.file);
  if (imported.size === MOST_IMPORTED) imported.clear();
  imported.set(key, bytes);
  return roomOf(bytes);
}

const MOST_IMPORTED = 100;
const imported = new Map<string, Buffer>();

function roomOf(bytes: Buffer): Room {
  const file = join(temporaryFolder(), 'test.room');
  writeFileSync(file, bytes, { mode: 0o600 });
  // It has been checked when it was made.
  const room = openRoom(file, { create: false, program: 'a test', lookThroughLater: true });
  onTestFinished(() => room.close());
  return room;
}

/** Puts an empty room at a file. All of them have the same ids. */
export function putEmptyRoom(file: string): void {
  empty ??= emptyRoom();
  writeFileSync(file, empty, { mode: 0o600 });
}

/** The file of an empty room, made once and copied for each test: making one takes twice as long as opening one. */
let empty: Buffer | undefined;

function emptyRoom(): Buffer {
  const file = join(temporaryFolder(), 'empty.room');
  openRoom(file, { create: true, program: 'a test' }).close();
  return readFileSync(file);
}

type Options = {
  canvass?: string;
  promises?: string[];
  acceptRefused?: boolean;
  removeMissing?: boolean;
  poll?: PollSettings;
  /** How the register is read. */
  choice?: ReadingChoice;
};

/** Imports a register given as text or bytes. The result is in English. */
export function importText(
  room: Room,
  register: string | Buffer,
  options: Options = {},
): InEnglish<ImportResult> {
  return inEnglish(importMessages(room, register, options));
}

/** The same, with the messages still as data. */
export function importMessages(room: Room, register: string | Buffer, options: Options = {}): ImportResult {
  return importRegister(room, {
    ...readRegisterFile(Buffer.from(register), POLLING_DAY, options.choice),
    canvass: options.canvass === undefined ? undefined : readCanvassFile(Buffer.from(options.canvass)),
    promises: options.promises,
    poll: { pollingDay: POLLING_DAY, ...options.poll },
    acceptRefused: options.acceptRefused ?? false,
    removeMissing: options.removeMissing,
    by: 'a test',
  });
}

/** Imports a list of absent voters. The result is in English. */
export function importAbsent(
  room: Room,
  list: string,
  { fileName = 'list.csv', ...choice }: Partial<AbsentChoice> = {},
): InEnglish<AbsentResult> {
  const chosen = { otherwise: null, complete: false, confirmed: false, by: 'a test', fileName, ...choice };
  return inEnglish(
    importAbsentVoters(
      room,
      readAbsentFile(Buffer.from(list), { fileName, pollingDay: POLLING_DAY }),
      chosen,
    ),
  );
}
