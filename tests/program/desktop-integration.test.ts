import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRoom } from '../../src-main/store/open-room.ts';
import { elector, register } from '../fixtures/register.ts';
import { temporaryFolder } from '../unit/temporary-room.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');

/** Runs a script that starts the built program with a stand-in for Electron. */
function boot(script: string, args: string[], userData: string) {
  return spawnSync(process.execPath, [join(FIXTURES, script), ...args], {
    encoding: 'utf8',
    env: { ...process.env, STAND_IN_USER_DATA: userData },
  });
}

describe('the built desktop program, with a stand-in for Electron,', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests below check
  let results: any;
  /** What it wrote to standard error. */
  let log: string;
  let folder: string;
  const at = (name: string) => join(folder, name);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'committee-room-manners-'));
    openRoom(at('other.room'), { create: true, program: 'a test' }).close();
    writeFileSync(at('damaged.room'), 'Dear Sir');
    writeFileSync(
      at('window.json'),
      JSON.stringify({ x: 5, y: 6, width: 900, height: 700, maximised: true }),
    );
    const { stdout, stderr } = boot(
      'boot-integration.ts',
      [at('day.room'), at('other.room'), at('damaged.room')],
      folder,
    );
    if (stdout === '') throw new Error(stderr);
    results = JSON.parse(stdout);
    log = stderr;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('remembers the room, for this user only, and tells the system', () => {
    expect(results.remembered.list).toEqual([at('day.room')]);
    expect(results.remembered.system).toEqual([at('day.room')]);
    if (process.platform !== 'win32') expect(results.remembered.mode).toBe(0o600);
  });

  it('opens its window in the last place, and remembers where it is', () => {
    expect(results.size).toEqual([900, 700]);
    expect(results.place).toEqual({ x: 30, y: 40, width: 900, height: 700, maximised: true });
  });

  it('describes itself in About, and shows the keys from the menu', () => {
    expect(results.about).toMatchObject({
      applicationName: 'Committee Room',
      applicationVersion: '0.0.0',
      version: expect.stringMatching(/^build .+, Electron .+, SQLite 3\.\d+/),
    });
    expect(results.aboutShown).toBe(1);
    expect(results.commands).toEqual(['show-keys']);
  });

  it('prints what is shown: a window of sheets itself, and its own window through the page', () => {
    expect(results.printing).toEqual([['print'], ['blob:room://window/sheets']]);
  });

  it('has its menu and its dialogs in the language of the window', () => {
    expect(results.languages).toEqual({
      welsh: ['&Ffeil', '&Golygu', 'G&weld', 'Ffe&nestr', '&Cymorth'],
      asksInWelsh: 'Peidiodd y ffenestr â gweithio.',
      english: ['&File', '&Edit', '&View', '&Window', '&Help'],
    });
  });

  it('offers to reload a page that crashed', () => {
    expect(results.reloaded).toEqual([1, 'The window stopped working.']);
  });

  it('waits for a page that hangs or, on request, reloads it without a second question', () => {
    // There was one reload before, of the page that crashed.
    expect(results.waited).toBe(1);
    expect(results.hung).toEqual([2, ['The window is not responding.']]);
  });

  it('says once that something failed in the background, and keeps running', () => {
    expect(results.background).toEqual([
      expect.stringContaining('What you just asked for may not have been done.'),
    ]);
    expect(log).toMatch(/^A fault in the program: TypeError\n +at /);
    expect(log).not.toContain('Evans');
  });

  it('asks before it closes if sheets are not confirmed as printed', () => {
    expect(results.unprinted).toEqual([
      false,
      'Sheet 1-01 was made, but nobody has confirmed that it was printed.',
    ]);
  });

  it('keeps the open room if the other is damaged, exists already, or was not chosen', () => {
    expect(results.damaged).toEqual([
      expect.stringMatching(/^damaged\.room is not a Committee Room file/),
      0,
    ]);
    expect(results.newOnOld).toEqual([expect.stringContaining('other.room is already there.'), 0]);
    expect([results.cancelled, results.secondStart]).toEqual([0, 0]);
  });

  it('asks before it interrupts an import, to close or to open another room', () => {
    expect(results.closing).toEqual([
      false,
      {
        message: 'Close Committee Room now?',
        detail: 'A register is being imported. If you close now, nothing of it is kept.',
      },
      0,
    ]);
    expect(results.keptOpen).toEqual([3, 0]);
  });

  it('answers a second start before it asks anything, because Electron ends a program that takes 20 seconds', () => {
    expect(results.askedBeforeTheSecondStartIsAnswered).toBe(0);
  });

  it('prints from memory on the default printer, and says why if it cannot', () => {
    expect(results.straight).toEqual(['', expect.stringContaining('Printing failed (no paper)')]);
    const paper = { options: { silent: true }, type: 'application/pdf', bytes: 16 };
    expect(results.printed).toEqual([paper, paper]);
    expect([results.noPaper, results.windowsAfter]).toEqual(['refused', 0]);
  });

  it('opens a paper in the system’s viewer, for this user only, and leaves no file behind', () => {
    expect(results.viewed).toEqual(['', expect.stringContaining('could not be opened')]);
    expect(results.viewedFile.text).toBe('%PDF-1.7 a paper');
    if (process.platform !== 'win32') expect(results.viewedFile.mode).toBe(0o600);
    expect([results.noPaperViewed, results.viewedAfter]).toEqual(['refused', false]);
  });

  it('asks in the system’s dialog where a file goes, and keeps its ending', () => {
    expect(results.folder).toEqual(['/stick/Day.SHARED', null]);
    expect(results.saved).toEqual(['/stick/day.shared', '/stick/Day.SHARED', null]);
  });

  it('restarts with the other room after closing this one', () => {
    expect(results.gone).toEqual([0, [{ args: [join(FIXTURES, 'boot-integration.ts'), at('other.room')] }]]);
    expect(existsSync(`${at('day.room')}.lock`)).toBe(false);
  });
});

describe('an uncaught fault of the desktop program', () => {
  it('is shown to the person and, without what was entered, written to the log; the room is closed', () => {
    const folder = temporaryFolder();
    const { stdout, stderr } = boot('boot-fault.ts', [join(folder, 'day.room')], folder);
    expect(JSON.parse(stdout)).toEqual({
      open: true,
      closed: false,
      errors: [expect.stringContaining('Every number that was marked off is safe in the room file.')],
      code: 1,
    });
    expect(stderr).toMatch(/^A fault in the program: TypeError\n +at /);
    expect(stderr).not.toContain('Evans');
  });
});

describe('the commands of the packaged program, with a stand-in for Electron,', () => {
  /** What a terminal would show. */
  const run = (args: string[], input = '') => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(FIXTURES, 'boot-no-window.ts'), ...args],
      // The stand-in cannot start a second process; tests/smoke starts one without a display.
      { encoding: 'utf8', input, env: { ...process.env, DISPLAY: ':0' } },
    );
    return { status, stdout, stderr };
  };

  it('are those of the command line: a register is imported, numbers are read from standard input, one document is printed', () => {
    const folder = temporaryFolder();
    const at = (name: string) => join(folder, name);
    const lines = Array.from({ length: 200 }, (_, place) => elector(String(place + 1), 'Evans', 'Ann'));
    writeFileSync(at('r.csv'), register(...lines));
    expect(run(['import', at('r.csv'), '--room', at('d.room'), '--promises', 'P', '--json'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('"imported":200'),
      stderr: '',
    });
    const marked = run(['mark', '--room', at('d.room'), '-', '--json'], 'KA-1\nKA-2\nKA-9999\n');
    expect([marked.status, JSON.parse(marked.stdout)]).toMatchObject([0, { marked: 2, unknown: 1 }]);
  });

  it('end like those of the command line, and use the program’s own name', () => {
    const missing = run(['check', '--room', join(temporaryFolder(), 'none.room')]);
    expect([missing.status, missing.stdout]).toEqual([1, '']);
    const wrong = run(['knock']);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toMatch(
      /There is no command "knock"\.\n\n.*\n +"node(?:\.exe)?" import REGISTER\.csv/,
    );
    expect(wrong.stderr).not.toContain('npm run');
  });
});

describe('the self-test of the packaged program, with a stand-in for Electron,', () => {
  it('does the main job, prints the result, and exits with 0', () => {
    const { stdout, stderr, status } = boot('boot-no-window.ts', ['--self-test'], '');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      versions: {
        app: '0.0.0',
        build: expect.stringMatching(/./),
        electron: 'none',
        node: process.versions.node,
        chromium: 'none',
        sqlite: expect.stringMatching(/^3\.\d+\.\d+$/),
      },
      room: { imported: 300, marked: true, sound: true },
      window: { electors: 300 },
      sheets: { bytes: expect.any(Number), isPdf: true },
      fault: null,
    });
    expect(status).toBe(0);
  });

  it('says what failed, and exits with 1', () => {
    const { stdout, status } = spawnSync(
      process.execPath,
      [join(FIXTURES, 'boot-no-window.ts'), '--self-test'],
      // The page loads without what the preload should have given it.
      { encoding: 'utf8', env: { ...process.env, STAND_IN_NO_BRIDGE: '1' } },
    );
    const results = JSON.parse(stdout);
    expect(results).toMatchObject({ ok: false, room: { imported: 300 }, window: null, sheets: null });
    expect(results.fault).toMatch(/reading 'request'/);
    expect(status).toBe(1);
  });
});
