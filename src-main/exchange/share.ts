import { basename } from 'node:path';
import { z } from 'zod';
import { entriesFor, have } from '../journal/merge.ts';
import { saveAtomically } from '../store/file/write-file.ts';
import { hasLaterRegister } from '../store/journal/register-entries.ts';
import { thisDevice } from '../store/laptops/device.ts';
import { type Heard, heardUpTo } from '../store/laptops/heard.ts';
import { addThisLaptop, laptops } from '../store/laptops/laptops.ts';
import type { Room } from '../store/room.ts';
import { noteFile } from './files-for-laptops.ts';
import { REGISTER_STATE, readRegisterState } from './register-state.ts';
import { sealOf, sealWith, startOf } from './sealed-file.ts';
import { suggestedFiles } from './suggested-files.ts';

/** Of a clock, in milliseconds since 1970: no other can be shown. */
const TIME = z.int().min(0).max(8.64e15);

/** What a shared file says: who wrote it and when, how fresh each laptop is in it, and all entries of the day. */
export const SHARED = z.object({
  device: z.string(),
  at: TIME,
  /** The last entries of each device that its laptop had. */
  have: z.record(z.string(), z.array(z.object({ n: z.number(), hash: z.string() }))),
  heard: z.record(z.string(), TIME),
  entries: z.array(z.unknown()),
  register: REGISTER_STATE.optional(),
});
export type Shared = z.infer<typeof SHARED>;

/** What was shared: how many entries, and how fresh each laptop is in it. */
export type Sharing = { file: string; entries: number; devices: Heard[] };

/**
 * Writes what this laptop knows of the day to a file for the other laptops, sealed. It is the whole day each time, so
 * that files can come in any order, and any of them be lost; and it carries on what other laptops have shared.
 * @throws Refusal if the disk refuses, or the file is somebody else's.
 */
export function shareTo(room: Room, file: string, by: string, at = Date.now()): Sharing {
  const { content, ...sharing } = seal(room, by, at);
  saveAtomically({ file, content, ours: startOf('shared file') }, () => note(room, file, at));
  return { file, ...sharing };
}

/** The same for a browser, which saves the file itself. */
export function shareContent(room: Room, by: string, at = Date.now()): Sharing & { content: Buffer } {
  const sealed = seal(room, by, at);
  const file = basename(suggestedFiles(room).shared);
  note(room, file, at);
  return { file, ...sealed };
}

function seal(room: Room, by: string, at: number) {
  // A room without other laptops may be given to one that was copied by hand.
  if (laptops(room.db).length === 0 && !room.readOnly) room.change(() => addThisLaptop(room, by));
  const { id: device } = thisDevice(room);
  const entries = entriesFor(room, {});
  const devices = heardUpTo(room, at);
  const shared: Shared = {
    device,
    at,
    have: have(room),
    heard: Object.fromEntries(
      devices.flatMap((each) => (each.upTo === null ? [] : [[each.device, each.upTo]])),
    ),
    entries,
    ...(hasLaterRegister(room.db) ? { register: readRegisterState(room) } : {}),
  };
  const content = sealWith(sealOf(room, 'shared file'), JSON.stringify(shared));
  return { content, entries: entries.length, devices };
}

function note(room: Room, file: string, at: number): void {
  if (!room.readOnly) room.change(() => noteFile(room, 'shared', file, at));
}
