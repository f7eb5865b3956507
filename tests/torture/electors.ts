import { readFileSync, writeFileSync } from 'node:fs';
import { checkRoom } from '../../src-main/journal/check.ts';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { StagedFiles } from '../../src-main/register/file/text/staged-files.ts';
import { stageFile } from '../../src-main/register/file/understand.ts';
import { importRegister } from '../../src-main/register/import/import.ts';
import { runImport } from '../../src-main/register/import/import-steps.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import type { RoomKey } from '../../src-main/store/room-key.ts';
import { runAsyncSteps } from '../../src-shared/steps.ts';
import { elector, register } from '../fixtures/register.ts';

const POLLING_DAY = '2026-05-07';

export const ELECTORS = 2000;

/** A register whose electors all have one surname, so that half an import would be noticed. */
export function registerOf(surname: string, electors = ELECTORS): string {
  return register(
    ...Array.from({ length: electors }, (_, index) =>
      elector(String(index + 1), surname, 'Ann', {
        vi: 'P',
        address: `${(index % 60) + 1} Street ${Math.floor(index / 60)}`,
      }),
    ),
  );
}

/** Opens an existing room. */
export function openTortured(file: string, key?: RoomKey): Room {
  return openRoom(file, { create: false, program: 'the torture', key });
}

/** The files of rooms that were made, by their registers. */
const made = new Map<string, Buffer>();

/** Makes a plain room with that register: the first by importing it, each later one as a copy. */
export function makeRoom(file: string, text = registerOf('Evans')): void {
  const ready = made.get(text);
  if (ready) {
    writeFileSync(file, ready, { flag: 'wx', mode: 0o600 });
    return;
  }
  importRoom(file, text);
  made.set(text, readFileSync(file));
}

/** Makes a plain room by importing that register. */
export function importRoom(file: string, text = registerOf('Evans')): void {
  const room = openRoom(file, { create: true, program: 'the torture' });
  importText(room, text, { acceptRefused: false });
  room.close();
}

/**
 * Imports a register with so many electors, as the only ones there are.
 * @throws Refusal if another laptop keeps the register.
 */
export function importLater(room: Room, electors: number): void {
  importText(room, registerOf('Evans', electors), { acceptRefused: true, removeMissing: true });
}

function importText(
  room: Room,
  text: string,
  choices: { acceptRefused: boolean; removeMissing?: boolean },
): void {
  importRegister(room, {
    ...readRegisterFile(Buffer.from(text), POLLING_DAY),
    promises: ['P'],
    poll: { pollingDay: POLLING_DAY },
    by: 'torture',
    ...choices,
  });
}

/** The same as a screen does it: planned in a thread beside the room, then applied. */
export async function importPlanned(room: Room, text: string): Promise<void> {
  const staged = new StagedFiles();
  const { fileId } = await stageFile(staged, room, 'register.csv', Buffer.from(text));
  const choice = { fileId, meanings: { P: 'promise' } as const, poll: { pollingDay: POLLING_DAY } };
  const others = { acceptRefused: true, removeMissing: false, by: 'torture' };
  await runAsyncSteps(runImport(room, staged, { ...choice, ...others }, undefined));
}

/** @throws Error if the room is not sound. */
export function expectSound(room: Room, after: string): void {
  const { problems } = checkRoom(room);
  if (problems.length > 0) throw new Error(`After ${after}: ${problems.join(' ')}`);
}

/** The numbers of the electors that are marked off. */
export function markedIn(room: Room): Set<number> {
  return new Set(
    room.db.prepare<[], number>('SELECT number FROM elector WHERE voted_at IS NOT NULL').pluck().iterate(),
  );
}

/** @throws Error if one of these marks is not in the room. */
export function expectMarks(room: Room, expected: Iterable<number>, after: string): void {
  const marked = markedIn(room);
  for (const number of expected)
    if (!marked.has(number)) throw new Error(`The mark of ${number} was lost after ${after}.`);
}

/** The numbers that a worker reported as marked off. */
export function marksIn(output: string): number[] {
  return [...output.matchAll(/^MARKED (\d+)$/gm)].map(([, number]) => Number(number));
}
