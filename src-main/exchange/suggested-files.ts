import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { thisDevice } from '../store/device.ts';
import { laptops } from '../store/laptops.ts';
import type { Room } from '../store/room.ts';

/**
 * Free or known names beside this room, for a form to begin with: of a copy, of a pairing file, of this laptop's shared file, and of the
 * certificate for the other laptops.
 */
export function suggestedFiles(room: Room): {
  copy: string;
  pair: string;
  shared: string;
  certificate: string;
} {
  const beside = dirname(room.file);
  const name = basename(room.file).replace(/\.room$/i, '');
  const own = thisDevice(room).id;
  const letter = laptops(room.db).find(({ device }) => device === own)?.letter ?? 'A';
  const free = (of: (number: number) => string, number: number): string => {
    const file = join(beside, of(number));
    return existsSync(file) ? free(of, number + 1) : file;
  };
  return {
    copy: free((number) => `${name}-laptop-${number}.room`, 2),
    pair: free((number) => (number === 1 ? `${name}.pair` : `${name}-${number}.pair`), 1),
    shared: join(beside, `${name}-from-${letter}.shared`),
    certificate: join(beside, `${name}-from-${letter}.destroyed`),
  };
}
