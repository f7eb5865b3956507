import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { contextOf } from '../../src-main/api/context.ts';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { router } from '../../src-main/api/router.ts';
import { ownFolder, spareFolder } from '../../src-main/backup/backup-name.ts';
import { knownFolders, pickFolder } from '../../src-main/backup/backup-places.ts';
import { inspectBackup } from '../../src-main/backup/inspect-backup.ts';
import type { WatchOptions } from '../../src-main/backup/room-watch.ts';
import { type Battery, type DiskSpace, systemBattery } from '../../src-main/backup/supplies.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { elector, register } from '../fixtures/register.ts';
import { inEnglish } from './in-english.ts';
import { importedRoom, temporaryFolder } from './temporary-room.ts';

let room: Room;
let stick: string;
let battery: Battery | null;
let space: DiskSpace;

beforeEach(() => {
  const home = temporaryFolder();
  vi.stubEnv('HOME', home);
  vi.stubEnv('USERPROFILE', home);
  stick = temporaryFolder();
  room = importedRoom(register(elector('1', 'Evans', 'Ann'), elector('2', 'Rees', 'Nia')));
  markNumbers(room, { text: '1', district: 'KA', by: 'Gwen' });
  pickFolder(room, stick);
  battery = null;
  space = { free: 50_000_000_000, room: 1_000_000 };
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** A host of the room whose watch looks only when it is asked to. */
function host(options: WatchOptions = {}) {
  const sources = { battery: async () => battery, disk: async () => space };
  const never = { every: 2_000_000, suppliesEvery: 2_000_000 };
  const context = contextOf(RoomDoor.of(room), { watch: { ...never, ...sources, ...options } });
  const caller = router.createCaller(context);
  const saved = () =>
    vi.waitFor(async () => {
      const dangers = await caller.backups.dangers();
      expect(dangers.filter(({ isSaving }) => isSaving)).toEqual([]);
      return dangers;
    });
  return { context, caller, watch: context.watch, saved };
}

const count = (folder: string) => (existsSync(folder) ? readdirSync(folder).length : 0);

describe('a room whose file disappears while it is open', () => {
  it('is reported within seconds, and saved completely in the other folders', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { caller, saved, context } = host({ every: 2000 });
    rmSync(room.file);
    let announced = 0;
    const stop = new AbortController();
    void (async () => {
      for await (const _ of room.changes.stream(stop.signal)) announced += 1;
    })();
    await vi.advanceTimersByTimeAsync(2000);
    vi.useRealTimers();
    const [danger] = await saved();
    stop.abort();
    expect(announced).toBeGreaterThan(1);
    expect(danger).toMatchObject({ kind: 'file', problem: null });
    expect(inEnglish(danger?.sentence)).toContain('test.room');
    expect(danger?.saved.map((file) => dirname(file))).toEqual([stick, ownFolder(room.file)]);
    for (const file of danger?.saved ?? [])
      expect(inspectBackup(file, undefined)).toMatchObject({ state: 'good', marks: 1, electors: 2 });
    // Once, however often it is checked.
    context.watch.lookAtFile();
    expect(await caller.backups.dangers()).toEqual([danger]);
    expect(count(stick)).toBe(1);
    await context.stop();
  });

  it('is saved in the home folder if its own folder and the chosen one are gone too', async () => {
    const { watch, saved } = host();
    renameSync(dirname(room.file), `${dirname(room.file)}-moved`);
    rmSync(stick, { recursive: true });
    watch.lookAtFile();
    const [danger] = await saved();
    rmSync(`${dirname(room.file)}-moved`, { recursive: true });
    expect(danger?.saved.map((file) => dirname(file))).toEqual([spareFolder()]);
    // Destroying the room finds it.
    expect(knownFolders(room)).toContain(spareFolder());
    expect(existsSync(dirname(room.file))).toBe(false);
  });

  it('says why if no backup can be made, and the warning goes when the file is back', async () => {
    const { watch, saved, caller } = host();
    writeFileSync(spareFolder(), 'not a folder');
    renameSync(dirname(room.file), `${dirname(room.file)}-moved`);
    rmSync(stick, { recursive: true });
    watch.lookAtFile();
    expect(inEnglish(await saved())).toMatchObject([
      { kind: 'file', saved: [], problem: expect.stringMatching(/\.$/) },
    ]);
    renameSync(`${dirname(room.file)}-moved`, dirname(room.file));
    watch.lookAtFile();
    expect(await caller.backups.dangers()).toEqual([]);
  });
});

describe('a disk that is nearly full', () => {
  it('triggers one backup in the other place, until there is space again', async () => {
    const { watch, saved, caller } = host();
    await watch.lookAtSupplies();
    expect(await caller.backups.dangers()).toEqual([]);
    space.free = 199_000_000;
    await watch.lookAtSupplies();
    const [danger] = await saved();
    expect(danger).toMatchObject({ kind: 'disk', problem: null });
    expect([count(stick), count(ownFolder(room.file))]).toEqual([1, 0]);
    // Just above the limit the warning stays, and nothing is made again.
    space.free = 210_000_000;
    await watch.lookAtSupplies();
    expect(await caller.backups.dangers()).toEqual([danger]);
    space.free = 300_000_000;
    await watch.lookAtSupplies();
    expect(await caller.backups.dangers()).toEqual([]);
    expect(count(stick)).toBe(1);
  });

  it('is one with less than twice the size of a large room', async () => {
    const { watch, saved } = host();
    space = { free: 900_000_000, room: 500_000_000 };
    await watch.lookAtSupplies();
    expect(await saved()).toMatchObject([{ kind: 'disk' }]);
  });

  it('triggers a backup beside the room if there is no other place', async () => {
    const { watch, saved } = host();
    rmSync(stick, { recursive: true });
    space.free = 100_000_000;
    await watch.lookAtSupplies();
    const [danger] = await saved();
    expect(danger?.saved.map((file) => dirname(file))).toEqual([ownFolder(room.file)]);
  });
});

describe('a battery that is nearly empty', () => {
  it('triggers one backup in every place, and is over once it is charged', async () => {
    const { watch, saved, caller } = host();
    battery = { percent: 10, discharging: true };
    await watch.lookAtSupplies();
    expect(await caller.backups.dangers()).toEqual([]);
    battery = { percent: 9, discharging: true };
    await watch.lookAtSupplies();
    expect(await saved()).toMatchObject([{ kind: 'battery', problem: null }]);
    battery = { percent: 8, discharging: true };
    await watch.lookAtSupplies();
    expect([count(stick), count(ownFolder(room.file))]).toEqual([1, 1]);
    battery = { percent: 8, discharging: false };
    await watch.lookAtSupplies();
    expect(await caller.backups.dangers()).toEqual([]);
  });

  it('is reported by a window if the system does not, and otherwise by the system', async () => {
    const { saved, caller } = host();
    await caller.backups.battery({ percent: 5, discharging: true });
    expect(await saved()).toMatchObject([{ kind: 'battery' }]);
    battery = { percent: 80, discharging: true };
    await caller.backups.battery({ percent: 5, discharging: true });
    expect(await caller.backups.dangers()).toEqual([]);
  });

  it('is read on Linux from the computer’s battery, not its mouse’s', async () => {
    const folder = temporaryFolder();
    const supply = (name: string, facts: Record<string, string>) => {
      mkdirSync(join(folder, name));
      for (const [what, value] of Object.entries(facts))
        writeFileSync(join(folder, name, what), `${value}\n`);
    };
    expect(await systemBattery(join(folder, 'none'))).toBeNull();
    supply('AC', { type: 'Mains', online: '0' });
    supply('mouse', { type: 'Battery', scope: 'Device', capacity: '3', status: 'Discharging' });
    expect(await systemBattery(folder)).toBeNull();
    supply('BAT0', { type: 'Battery', capacity: '4', status: 'Unknown' });
    supply('BAT1', { type: 'Battery', capacity: '7', status: 'Discharging' });
    expect(await systemBattery(folder)).toEqual({ percent: 7, discharging: true });
  });
});
