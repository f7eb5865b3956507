import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { importRegister } from '../../src-main/register/import.ts';
import { readRegisterFile } from '../../src-main/register/staging.ts';
import { openRoom, removeRoomFiles } from '../../src-main/store/room.ts';
import { type Measured, sideBySide } from './measure.ts';

/**
 * A register file into a new room, read, understood, written, journaled and closed, beside the `sqlite3` shell's raw
 * `.import` of the same file into a new database.
 */
export async function benchImport(folder: string, register: string, electors: number): Promise<Measured> {
  const room = join(folder, 'import.room');
  const raw = join(folder, 'raw.db');
  const rounds = electors > 100_000 ? 3 : 11;
  const times = await sideBySide(
    rounds,
    () => {
      removeRoomFiles(room);
      importFile(register, room);
    },
    () => {
      rmSync(raw, { force: true });
      const { status, stderr } = spawnSync('sqlite3', [raw, `.import --csv ${register} register`], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`sqlite3 failed: ${stderr}`);
    },
  );
  rmSync(raw, { force: true });
  return {
    what: 'import',
    electors,
    ...times,
    anchorName: 'sqlite3 .import',
    ratio: times.ours / times.anchor,
    target: 4,
  };
}

/** Imports a register into a new room and closes it. */
export function importFile(register: string, file: string): void {
  const read = readRegisterFile(readFileSync(register), '2026-05-07');
  const room = openRoom(file, { create: true, program: 'a bench' });
  importRegister(room, { ...read, promises: ['P', 'L'], acceptRefused: false, by: 'a bench' });
  room.close();
}
