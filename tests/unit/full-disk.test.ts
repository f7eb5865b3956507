import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { markedOff } from '../marked-off.ts';
import { canMount, memoryDisk } from '../memory-disk.ts';
import { runCommand } from './run-command.ts';
import { importText, temporaryFolder } from './temporary-room.ts';

hashQuickly();

const PASSPHRASE = 'tŷ ar y graig';
const KEY = { passphrase: PASSPHRASE };
const open = (file: string, create = false) => openRoom(file, { create, program: 'a test', key: KEY });

function fill(folder: string): void {
  for (let number = 0; ; number += 1) {
    try {
      writeFileSync(join(folder, `filling-${number}`), Buffer.alloc(4096));
    } catch {
      return;
    }
  }
}

/** A closed room with five marks, on a disk that has since been filled to the last block. */
function roomOnFullDisk(isEncrypted: boolean): { file: string; folder: string } {
  const folder = memoryDisk('size=8m,mode=0700');
  const file = join(folder, 'test.room');
  const room = open(file, true);
  const lines = Array.from({ length: 30 }, (_, at) => elector(String(at + 1), 'Evans', 'Ann', { vi: 'P' }));
  importText(room, register(...lines));
  if (isEncrypted) room.setPassphrase(PASSPHRASE);
  mark(room, '1-5');
  room.close();
  fill(folder);
  return { file, folder };
}

const mark = (room: Room, text: string) => markNumbers(room, { text, district: 'KA', by: '' });

describe.runIf(canMount).each([false, true])('on a full disk (encrypted: %s)', (isEncrypted) => {
  it('a room can be opened for reading and copied, refuses a change, and loses nothing', async () => {
    const { file, folder } = roomOnFullDisk(isEncrypted);
    const room = open(file);
    expect(markedOff(room)).toBe(5);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
    expect(room.fileTrouble()).toBeNull();
    const backup = await makeBackup(room, temporaryFolder());
    expect(backup.state).toBe('good');
    expect(() => mark(room, '6-30')).toThrow(/The disk is full/);
    room.close();
    for (let number = 0; existsSync(join(folder, `filling-${number}`)); number += 1)
      rmSync(join(folder, `filling-${number}`));
    const again = open(file);
    expect(markedOff(again)).toBe(5);
    mark(again, '6');
    expect(markedOff(again)).toBe(6);
    again.close();
  });

  it('a room can be destroyed from its window', async () => {
    const { file } = roomOnFullDisk(isEncrypted);
    const door = RoomDoor.open(file, { create: false, program: 'a test', key: KEY });
    expect(await door.destroy('', 'en')).not.toContain('NOT removed');
    door.close();
    expect(
      ['', '-wal', '-shm', '-lock', '.lock', '.destroying'].filter((part) => existsSync(`${file}${part}`)),
    ).toEqual([]);
  });

  it('a room can be destroyed by a command', async () => {
    const { file, folder } = roomOnFullDisk(isEncrypted);
    const certificate = join(temporaryFolder(), 'certificate.txt');
    const phrase = join(temporaryFolder(), 'passphrase.txt');
    writeFileSync(phrase, PASSPHRASE);
    const how = isEncrypted ? ['--passphrase-file', phrase] : [];
    const board = await runCommand(['board', '--room', file, '--json', ...how]);
    expect(board.stderr).toBe('');
    expect(board.code).toBe(0);
    const destroyed = await runCommand([
      'destroy',
      '--room',
      file,
      '--certificate',
      certificate,
      '--yes',
      ...how,
    ]);
    expect(destroyed.stderr).toBe('');
    expect(destroyed.code).toBe(0);
    expect(existsSync(join(folder, 'test.room'))).toBe(false);
  });
});
