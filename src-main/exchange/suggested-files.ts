import { existsSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { thisDevice } from '../store/laptops/device.ts';
import { laptops } from '../store/laptops/laptops.ts';
import type { Room } from '../store/room.ts';
import { filesForLaptops } from './files-for-laptops.ts';

/**
 * Where files for other laptops may go, for a dialog or a form to begin with: a copy, a pairing file, this laptop's
 * shared file, and the certificate for the others. On the stick that was used last if it is there now, otherwise beside
 * this room.
 */
export function suggestedFiles(room: Room): {
  copy: string;
  pair: string;
  shared: string;
  certificate: string;
  /** Where the program itself shared last, whether or not that stick is there now; null if it never did. */
  sharedLast: string | null;
} {
  // A browser says nothing of the place where it has saved a file.
  const written = filesForLaptops(room).filter(({ file }) => isAbsolute(file));
  const sharedLast = written.find(({ what }) => what === 'shared')?.file ?? null;
  const folder = [...written.map(({ file }) => dirname(file))].find(existsSync) ?? dirname(room.file);
  const name = basename(room.file).replace(/\.room$/i, '');
  const own = thisDevice(room).id;
  const letter = laptops(room.db).find(({ device }) => device === own)?.letter ?? 'A';
  const free = (of: (number: number) => string, number: number): string => {
    const file = join(folder, of(number));
    return existsSync(file) ? free(of, number + 1) : file;
  };
  return {
    copy: free((number) => `${name}-laptop-${number}.room`, 2),
    pair: free((number) => (number === 1 ? `${name}.pair` : `${name}-${number}.pair`), 1),
    shared: join(folder, `${name}-from-${letter}.shared`),
    certificate: join(folder, `${name}-from-${letter}.destroyed`),
    sharedLast,
  };
}

/** Whether a file is on the disk that has the room, and so on no stick. */
export function isOnDiskOf(room: Room, file: string): boolean {
  return statSync(dirname(file), { throwIfNoEntry: false })?.dev === statSync(room.file).dev;
}
