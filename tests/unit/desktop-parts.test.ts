import { existsSync, linkSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BrowserWindow } from 'electron';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import cy from '../../resources/words/cy.json' with { type: 'json' };
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { keepAwake, pollsAreOpen } from '../../src-main/desktop/awake.ts';
import { type MenuFacts, menuTemplate } from '../../src-main/desktop/menu.ts';
import { withEnding } from '../../src-main/desktop/other-room.ts';
import { commandAmong } from '../../src-main/desktop/packaged-command.ts';
import { forgetRooms, recentRooms, rememberRoom } from '../../src-main/desktop/recent-rooms.ts';
import { relaunchFor } from '../../src-main/desktop/relaunch.ts';
import { showStartPage } from '../../src-main/desktop/windows/window.ts';
import { fitInto, readWindowPlace, writeWindowPlace } from '../../src-main/desktop/windows/window-place.ts';
import { words } from '../../src-main/desktop/words.ts';
import { ensureNoOtherFile, isRoomFile, roomNamed } from '../../src-main/web/default-room.ts';
import { beginCall, partOf, RunningWork } from '../../src-main/web/running-work.ts';
import { asWritten, english } from '../../src-shared/message.ts';
import { temporaryFolder } from './temporary-room.ts';

// These parts decide without Electron. Their calls of Electron are tested with the built program.
const blocker = vi.hoisted(() => ({ start: vi.fn(() => 7), stop: vi.fn() }));
vi.mock('electron', () => ({ Menu: {}, app: {}, dialog: {}, powerSaveBlocker: blocker }));

describe('polls', () => {
  it.each([
    ['2026-05-07T06:59:59', false],
    ['2026-05-07T07:00:00', true],
    ['2026-05-07T21:59:59', true],
    ['2026-05-07T22:00:00', false],
    ['2026-05-06T12:00:00', false],
    ['2026-05-08T12:00:00', false],
  ])('at %s by the clock of the room: open is %s', (now, open) => {
    expect(pollsAreOpen('2026-05-07', new Date(now))).toBe(open);
  });

  it('keep the computer awake from opening to close, and no longer than the program runs', () => {
    vi.useFakeTimers({ now: new Date('2026-05-07T06:58:30') });
    onTestFinished(() => void vi.useRealTimers());
    const sleepAgain = keepAwake(() => '2026-05-07');
    expect(blocker.start).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10 * 60_000);
    expect(blocker.start).toHaveBeenCalledExactlyOnceWith('prevent-app-suspension');
    expect(blocker.stop).not.toHaveBeenCalled();
    vi.advanceTimersByTime(15 * 3_600_000);
    expect(blocker.stop).toHaveBeenCalledExactlyOnceWith(7);
    sleepAgain();
    expect([blocker.stop.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0]);
  });
});

describe('the place of the window', () => {
  const screens = [
    { x: 0, y: 0, width: 1920, height: 1040 },
    { x: -1280, y: 100, width: 1280, height: 700 },
  ];
  const savedPlace = (place: object) => {
    const file = join(temporaryFolder(), 'window.json');
    writeWindowPlace(file, { x: 0, y: 0, width: 1280, height: 860, maximised: false, ...place });
    return readWindowPlace(file, screens);
  };

  it('is used again, on a second screen too', () => {
    expect(savedPlace({ x: 100, y: 50 })).toEqual({
      x: 100,
      y: 50,
      width: 1280,
      height: 860,
      maximised: false,
    });
    expect(savedPlace({ x: -1200, y: 120, maximised: true })).toMatchObject({ x: -1200, maximised: true });
  });

  it('is forgotten if its title bar would be on no screen', () => {
    for (const away of [{ x: 1850 }, { x: 5000 }, { y: -30 }, { y: 1030 }, { x: -1200, y: 20 }]) {
      expect(savedPlace(away)).toBeNull();
    }
  });

  it('is no larger than the screen', () => {
    const wanted = { width: 1280, height: 860 };
    expect(fitInto({ width: 1366, height: 728 }, wanted)).toEqual({ width: 1280, height: 728 });
    expect(fitInto({ width: 1024, height: 1300 }, wanted)).toEqual({ width: 1024, height: 860 });
  });

  it('is forgotten if the file is missing or malformed', () => {
    const file = join(temporaryFolder(), 'window.json');
    expect(readWindowPlace(file, screens)).toBeNull();
    for (const text of ['', '{', '[]', '{"x":0,"y":0,"width":-5,"height":9,"maximised":false}', 'null']) {
      writeFileSync(file, text);
      expect(readWindowPlace(file, screens)).toBeNull();
    }
  });
});

describe('the start page', () => {
  const windowThatFails = {
    loadURL: () => Promise.reject(new Error('ERR_FAILED (-2)')),
  } as unknown as BrowserWindow;

  it('that fails to load is a fault, unless the window is closing', async () => {
    await expect(showStartPage(windowThatFails, () => false)).rejects.toThrow('ERR_FAILED');
    await expect(showStartPage(windowThatFails, () => true)).resolves.toBeUndefined();
  });
});

describe('recent rooms', () => {
  it('are listed newest first, each once, at most eight, and only those that still exist', () => {
    const folder = temporaryFolder();
    const list = join(folder, 'user', 'recent.json');
    const rooms = Array.from({ length: 10 }, (_, index) => join(folder, `${index}.room`));
    for (const room of rooms) {
      writeFileSync(room, '');
      rememberRoom(list, room);
    }
    rememberRoom(list, rooms[4]!);
    rememberRoom(list, join(folder, 'gone.room'));
    expect(recentRooms(list)).toEqual([4, 9, 8, 7, 6, 5, 3].map((index) => rooms[index]));
    if (process.platform !== 'win32') expect(statSync(list).mode & 0o777).toBe(0o600);
    forgetRooms(list);
    expect([recentRooms(list), readFileSync(list, 'utf8')]).toEqual([[], '[]']);
    expect(existsSync(`${list}.part`)).toBe(false);
  });

  it('are listed once if one file is spelled in two ways, and twice if these are two files', () => {
    const folder = temporaryFolder();
    const list = join(folder, 'rooms.json');
    const spelled = (name: string) => ['NFC', 'NFD'].map((form) => join(folder, name.normalize(form)));
    const [one = '', same = ''] = spelled('tŷ.room');
    writeFileSync(one, '');
    linkSync(one, same);
    const two = spelled('môr.room');
    for (const each of two) writeFileSync(each, '');
    for (const each of [one, same, ...two]) rememberRoom(list, each);
    expect(recentRooms(list)).toEqual([two[1], two[0], same]);
  });
});

describe('running work', () => {
  it('is reported: what is running, how far it is, and when it has ended', () => {
    const work = new RunningWork();
    const seen: (number | null)[] = [];
    work.watch(() => seen.push(work.part()));
    const first = beginCall(work, 'register.import');
    const second = work.begin(asWritten('A copy of the room is being written.'));
    expect(work.sentences().map(english)).toEqual([
      expect.stringMatching(/^A register is being imported/),
      'A copy of the room is being written.',
    ]);
    first?.reach(partOf({ stage: 'writing', done: 30, total: 120 }) ?? 0);
    first?.reach(7);
    first?.end();
    first?.end();
    first?.reach(0.5);
    second.end();
    expect(seen).toEqual([null, null, 0.25, 1, null, null]);
    expect(work.sentences()).toEqual([]);
  });

  it('does not include work that only reads', () => {
    const work = new RunningWork();
    expect(beginCall(work, 'room.changes')).toBeNull();
    expect(beginCall(work, 'register.survey')).toBeNull();
    expect(partOf({ stage: 'done', result: {} })).toBeNull();
    expect(partOf({ done: 1, total: 0 })).toBeNull();
  });
});

describe('a room file among a program’s arguments', () => {
  it('is the last that ends in .room or .ROOM and is not a switch', () => {
    const args = ['app', '--file=a.room', 'b.room', 'C.ROOM', 'register.csv'];
    expect(roomNamed(args, '/home/ann')).toMatch(/[\\/]ann[\\/]C\.ROOM$/);
    expect(roomNamed(['app', '--file=a.room'], '/home/ann')).toBeNull();
    expect(isRoomFile('room')).toBe(false);
  });

  it.each([
    ['begins with a dash', '-x.room', '/home/ann/-x.room'],
    ['begins with a dash, in this folder', './-x.room', '/home/ann/-x.room'],
    ['begins with two dashes', '--x.room', '/home/ann/--x.room'],
    ['has a dash and =, in this folder', './-a=b.room', '/home/ann/-a=b.room'],
    ['has spaces', '/mnt/My stick/polling day.room', '/mnt/My stick/polling day.room'],
    ['has accents', '/mnt/Llŷn – é.room', '/mnt/Llŷn – é.room'],
    ['has % and #', '/mnt/100%20 #1.room', '/mnt/100%20 #1.room'],
    ['is an address', 'file:///mnt/My%20stick/100%25%20%231.room', '/mnt/My stick/100% #1.room'],
    ['is an address that cannot be read', 'file:///mnt/100%.room', '/home/ann/file:/mnt/100%.room'],
  ])('is opened as it is when its name %s', (_title, named, file) => {
    expect(roomNamed(['--no-sandbox', named], '/home/ann')).toBe(resolve(file));
    expect(() => ensureNoOtherFile(['--no-sandbox', named])).not.toThrow();
  });

  it('is the only kind a program opens; for another file it says so', () => {
    for (const named of ['/mnt/register.csv', 'file:///mnt/register.csv', './register.csv']) {
      expect(roomNamed([named], '/home/ann')).toBeNull();
      expect(() => ensureNoOtherFile(['--no-sandbox', named])).toThrow(
        /^register\.csv is not a room: the name of a room ends in \.room\./,
      );
    }
    for (const args of [[], ['--no-sandbox'], ['register.csv', 'a.room']]) {
      expect(() => ensureNoOtherFile(args)).not.toThrow();
    }
  });

  it('is waited for, with a sentence, if its stick is not there', () => {
    const file = join(temporaryFolder(), 'stick', 'day.room');
    for (const create of [true, false]) {
      expect(() => RoomDoor.open(file, { create, program: 'a test' })).toThrow(
        /^There is no folder .*stick for the room\. If it is on a stick, plug the stick in and try again/,
      );
    }
  });

  it('replaces the room that was open when the program restarts', () => {
    const argv = ['/opt/committee-room', '--no-sandbox', '/home/ann/old.room'];
    expect(relaunchFor('/home/ann/new.room', argv, {})).toEqual({
      args: ['--no-sandbox', '/home/ann/new.room'],
    });
    expect(relaunchFor('/n.room', argv, { APPIMAGE: '/home/ann/cr.AppImage' })).toMatchObject({
      execPath: '/home/ann/cr.AppImage',
    });
  });

  it('gets its extension if a person leaves it out', () => {
    expect([withEnding('/a/day'), withEnding('/a/day.room'), withEnding('/a/DAY.ROOM')]).toEqual([
      '/a/day.room',
      '/a/day.room',
      '/a/DAY.ROOM',
    ]);
  });
});

describe('a command among a program’s arguments', () => {
  it('is a bare word, after Chromium’s switches', () => {
    expect(commandAmong(['mark', '--room', 'a.room', 'KA-1'])).toEqual(['mark', '--room', 'a.room', 'KA-1']);
    expect(commandAmong(['--no-sandbox', 'check', '--room', 'a.room'])).toEqual([
      'check',
      '--room',
      'a.room',
    ]);
  });

  it('is not what a system opens a program with', () => {
    for (const args of [[], ['--squirrel-firstrun'], ['day.room'], ['/home/ann/day'], ['C:\\day'], ['r.csv']])
      expect(commandAmong(args)).toBeNull();
  });
});

describe('the menu', () => {
  const actions = () => ({
    openRoom: vi.fn(),
    openRecent: vi.fn(),
    forgetRecent: vi.fn(),
    newRoom: vi.fn(),
    print: vi.fn(),
    showKeys: vi.fn(),
    showAbout: vi.fn(),
  });
  const facts: MenuFacts = { platform: 'win32', isPackaged: true, recent: [] };
  type Item = ReturnType<typeof menuTemplate>[number];
  const inside = (item: Item | undefined): Item[] => (Array.isArray(item?.submenu) ? item.submenu : []);
  const all = (items: Item[]): Item[] => items.flatMap((item) => [item, ...all(inside(item))]);

  it('begins and ends with what each system expects', () => {
    const windows = menuTemplate(facts, actions());
    const mac = menuTemplate({ ...facts, platform: 'darwin' }, actions());
    expect(windows.map(({ role, label }) => role ?? label)).toEqual([
      '&File',
      'editMenu',
      '&View',
      'windowMenu',
      'help',
    ]);
    expect(mac[0]).toMatchObject({ role: 'appMenu' });
    expect(inside(windows[0]).at(-1)).toMatchObject({ role: 'quit' });
    expect(inside(mac[1]).at(-1)).toMatchObject({ role: 'close' });
  });

  it('is in Welsh from top to bottom if the window is, with no key letter twice in a menu', async () => {
    await words.use('cy');
    onTestFinished(() => words.use('en'));
    const welsh = menuTemplate({ ...facts, recent: ['/r/c.room'] }, actions());
    const english = new Set(Object.keys(cy).filter((key) => !Object.values(cy).includes(key)));
    const labels = all(welsh).flatMap(({ label }) => label ?? []);
    expect(labels.length).toBeGreaterThan(25);
    expect(labels.filter((label) => english.has(label))).toEqual([]);
    const letters = (items: Item[]) =>
      items.flatMap(({ label }) => /&(\w)/.exec(label ?? '')?.[1]?.toLowerCase() ?? []);
    for (const language of ['cy', 'en'] as const) {
      await words.use(language);
      const bar = menuTemplate(facts, actions());
      for (const items of [bar, ...bar.map(inside)]) {
        const used = letters(items);
        expect(
          used.filter((letter, at) => used.indexOf(letter) !== at),
          language,
        ).toEqual([]);
      }
    }
  });

  it('has no developer tools in a packaged program', () => {
    const roles = (isPackaged: boolean) =>
      all(menuTemplate({ ...facts, isPackaged }, actions())).map(({ role }) => role);
    expect(roles(true)).not.toContain('toggleDevTools');
    expect(roles(false)).toContain('toggleDevTools');
  });

  it('lists recent rooms by name, and opens them', () => {
    const did = actions();
    const items = all(menuTemplate({ ...facts, recent: ['/r/A & B.room', '/r/c.room'] }, did));
    const click = (label: string) => items.find((item) => item.label === label)?.click;
    (click('A && B.room') as (() => void) | undefined)?.();
    expect(did.openRecent).toHaveBeenCalledExactlyOnceWith('/r/A & B.room');
    (click('Clear recent') as (() => void) | undefined)?.();
    expect(did.forgetRecent).toHaveBeenCalledOnce();
  });

  it('uses no key twice, and none that the screens use', () => {
    const keys = (platform: NodeJS.Platform) =>
      all(menuTemplate({ ...facts, platform }, actions())).flatMap(({ accelerator }) => accelerator ?? []);
    expect(keys('win32')).toEqual(['CmdOrCtrl+O', 'CmdOrCtrl+N', 'CmdOrCtrl+P', 'F1']);
    expect(keys('darwin')).toEqual(['CmdOrCtrl+O', 'CmdOrCtrl+N', 'CmdOrCtrl+P', 'Cmd+?']);
  });
});
