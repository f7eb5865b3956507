import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { thisDevice } from '../store/device.ts';
import { laptops } from '../store/laptops.ts';
import type { Room } from '../store/room.ts';

/**
 * Free or known names beside this room, for a form to begin with: of a copy, of this laptop's shared file, and of the
 * certificate for the other laptops.
 */
export function suggestedFiles(room: Room): { copy: string; shared: string; certificate: string } {
  const beside = dirname(room.file);
  const name = basename(room.file).replace(/\.room$/i, '');
  const own = thisDevice(room).id;
  const letter = laptops(room.db).find(({ device }) => device === own)?.letter ?? 'A';
  let number = 2;
  while (existsSync(join(beside, `${name}-laptop-${number}.room`))) number += 1;
  return {
    copy: join(beside, `${name}-laptop-${number}.room`),
    shared: join(beside, `${name}-from-${letter}.shared`),
    certificate: join(beside, `${name}-from-${letter}.destroyed`),
  };
}
