import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { elector, register } from '../fixtures/register.ts';
import { runCommand } from './run-command.ts';
import { importText, temporaryFolder } from './temporary-room.ts';

const PASSPHRASE = 'tŷ ar y graig';
const KEY = { passphrase: PASSPHRASE };
const open = (file: string, create = false) => openRoom(file, { create, program: 'a test', key: KEY });

/** A small disk of its own, in memory, until the test ends; null if this machine cannot have one. */
function smallDisk(): string | null {
  if (process.platform !== 'linux') return null;
  const folder = mkdtempSync(join(tmpdir(), 'committee-room-disk-'));
  const drop = () => {
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=0700', 'tmpfs', folder]).status !== 0) {
    drop();
    return null;
  }
  onTestFinished(drop);
  return folder;
}

const canMount = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'committee-room-disk-'));
  const isMounted =
    process.platform === 'linux' &&
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
  if (isMounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
  return isMounted;
})();

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
  const folder = smallDisk();
  if (folder === null) throw new Error('There is no small disk.');
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
const markedIn = (room: Room) =>
  room.db.prepare('SELECT count(*) FROM elector WHERE voted_at IS NOT NULL').pluck().get();

/** Skipped if a disk in memory cannot be mounted: only root can, and only on Linux. */
describe.runIf(canMount).each([false, true])('on a full disk (encrypted: %s)', (isEncrypted) => {
  it('a room can be opened for reading and copied, refuses a change, and loses nothing', async () => {
    const { file, folder } = roomOnFullDisk(isEncrypted);
    const room = open(file);
    expect(markedIn(room)).toBe(5);
    expect(checkRoom(room)).toEqual({ ok: true, problems: [] });
    expect(room.fileTrouble()).toBeNull();
    const backup = await makeBackup(room, temporaryFolder());
    expect(backup.state).toBe('good');
    expect(() => mark(room, '6-30')).toThrow(/The disk is full/);
    room.close();
    for (let number = 0; existsSync(join(folder, `filling-${number}`)); number += 1)
      rmSync(join(folder, `filling-${number}`));
    const again = open(file);
    expect(markedIn(again)).toBe(5);
    mark(again, '6');
    expect(markedIn(again)).toBe(6);
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
