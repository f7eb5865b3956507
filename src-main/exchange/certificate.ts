import { z } from 'zod';
import { say } from '../../src-shared/message.ts';
import { saveAtomically } from '../store/file/write-file.ts';
import type { LaptopDestroyed } from '../store/journal/journal.ts';
import { LAPTOP_DESTROYED } from '../store/journal/stored-detail.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { storedOrNull } from '../store/stored-json.ts';
import { type Seal, sealOf, sealWith, startOf, unseal } from './sealed-file.ts';

/*
 * What a laptop leaves for the others when its room goes: a small sealed file. It is written before anything is removed,
 * and says then that the destruction has begun; it is written again, with what could not be removed, once that is done.
 * Its seal is kept with the list of what to remove, so that a destruction which was killed can finish it without the room.
 */

const SEAL: z.ZodType<Seal> = z.object({ head: z.string(), salt: z.string(), key: z.string() });

/** A certificate that was begun: where it is, how it is sealed, and what it says. */
export const BEGUN: z.ZodType<Begun> = z.object({ file: z.string(), seal: SEAL, says: LAPTOP_DESTROYED });
export type Begun = { file: string; seal: Seal; says: LaptopDestroyed };

/**
 * Writes the certificate that a destruction has begun.
 * @throws Refusal if the disk refuses, or the file is somebody else's.
 */
export function beginCertificate(room: Room, file: string, says: Omit<LaptopDestroyed, 'isDone'>): Begun {
  const begun = { file, seal: sealOf(room, 'certificate'), says: { ...says, isDone: false } };
  write(begun, begun.says);
  return begun;
}

/** Writes in the same file that it is done, and what was left. @throws Refusal as `beginCertificate`. */
export function finishCertificate(begun: Begun, left: readonly string[], removed: number): void {
  write(begun, { ...begun.says, isDone: true, left: [...left], removed });
}

function write({ file, seal }: Begun, says: LaptopDestroyed): void {
  const content = sealWith(seal, JSON.stringify(says));
  saveAtomically({ file, content, ours: startOf('certificate') }, () => undefined);
}

/**
 * Reads the certificate of another laptop of this room.
 * @throws Refusal if it is anything else, or not whole.
 */
export function readCertificate(room: Room, bytes: Buffer): LaptopDestroyed {
  const read = storedOrNull(unseal(room, bytes, 'certificate'), LAPTOP_DESTROYED);
  if (read) return read;
  throw new Refusal(
    say(
      'This certificate was sealed by a laptop of this room, but its content is not understood. Nothing was changed.',
    ),
  );
}
