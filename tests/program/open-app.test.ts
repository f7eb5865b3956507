import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Ending, runElectron, WANTED_ENDS } from '../../src-main/desktop/launch/run-electron.ts';
import { openApp } from '../../src-main/open-app.ts';
import { electronPackage, writeProgram } from '../fixtures/electron-package.ts';
import { temporaryFolder } from '../unit/temporary-room.ts';

// Other systems’ signals are ordinary ends on Windows, and a script is not a program there.
const describeOnPosix = describe.skipIf(process.platform === 'win32');

const PROGRAM = join(import.meta.dirname, '../fixtures/open-app.ts');
const SERVED = 'Committee Room is at http://127.0.0.1';
const INSTEAD = 'Committee Room opens in your browser instead.';
const SHOW = `process.send('shown');`;
/** Until a signal has arrived. */
const WAIT = 'setTimeout(() => {}, 20_000);';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

type Started = {
  output(): string;
  waitFor(text: string): Promise<void>;
  /** As Ctrl-C does. */
  stop(): void;
  code: Promise<number | null>;
};

type Electron = Parameters<typeof electronPackage>[1];

/** Stand-ins for Electron’s package and the browser. */
function standIns(electron: Electron): { package_: string; env: NodeJS.ProcessEnv } {
  const browser = join(folder, 'browser');
  writeProgram(browser, `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'opened'))}, '');`);
  const package_ = electronPackage(join(folder, 'node_modules', 'electron'), electron);
  return { package_, env: { CHROME_PATH: browser, HOME: folder, XDG_CACHE_HOME: folder } };
}

const waitIn = (output: () => string) => (text: string) =>
  expect.poll(output, { timeout: 30_000 }).toContain(text);

/** Starts the app as `npm start` does, in its own process. Each takes half a second, so there are few. */
function startProcess(
  electron: Electron,
  { args = [join(folder, 'day.room')], detached = false } = {},
): Started & { child: ChildProcess } {
  const { package_, env } = standIns(electron);
  const child = spawn(process.execPath, [PROGRAM, package_, '20000', ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    child,
    output: () => output,
    waitFor: waitIn(() => output),
    stop: () => void child.kill('SIGINT'),
    code: once(child, 'close').then(([code]) => code),
  };
}

/** Starts the app in this process. What Electron itself prints goes elsewhere. */
function start(electron: Electron, { args = [join(folder, 'day.room')], patienceMs = 20_000 } = {}): Started {
  const { package_, env } = standIns(electron);
  // In which folder the user is.
  const all = { ...env, npm_lifecycle_event: 'start', INIT_CWD: folder };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  let output = '';
  const write = ((text: string, done: () => void) => {
    output += text;
    done();
    return true;
  }) as typeof process.stdout.write;
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation(write);
  const listening = () => WANTED_ENDS.map((signal) => process.listenerCount(signal));
  const before = listening();
  const code = openApp(args, { electron: package_, patienceMs });
  const stop = () => void process.emit('SIGINT');
  onTestFinished(async () => {
    stop();
    await code;
    // This process goes on, and ends by them.
    expect(listening()).toEqual(before);
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
  return { output: () => output, waitFor: waitIn(() => output), stop, code };
}

/** Lines of an installer that does this once the browser has opened. */
function afterOpened(lines: string): string {
  const opened = JSON.stringify(join(folder, 'opened'));
  return `const waiting = setInterval(() => {
    if (!require('node:fs').existsSync(${opened})) return;
    clearInterval(waiting);
    ${lines}
  }, 20);`;
}

/** Waits until the browser is open instead, and ends it. */
async function endInBrowser(app: Started): Promise<void> {
  await app.waitFor(SERVED);
  await expect.poll(() => existsSync(join(folder, 'opened')), { timeout: 30_000 }).toBe(true);
  app.stop();
  expect(await app.code).toBe(0);
}

const CRASHES_WITHOUT_DISPLAY = `console.error('[1:ERROR:ozone_platform_x11.cc(245)] Missing X server or $DISPLAY'); process.kill(process.pid, 'SIGSEGV'); ${WAIT}`;

/** How Electron ended, if its main process does this. The rest of `npm start` is left out. */
function ended(main: string): Promise<Ending> {
  const program = join(folder, 'electron');
  writeProgram(program, main);
  return runElectron(program, join(folder, 'day.room'), () => {});
}

describeOnPosix('the end of Electron', () => {
  it.each([
    ['with a code', 'process.exit(3);', 'it ended with code 3'],
    ['by SIGSEGV', `process.kill(process.pid, 'SIGSEGV'); ${WAIT}`, 'it crashed (SIGSEGV)'],
    [
      'by a signal that nobody here sent',
      `process.kill(process.pid, 'SIGTERM'); ${WAIT}`,
      'it crashed (SIGTERM)',
    ],
  ])('is a fault after its window was shown: %s', async (_how, end, how) => {
    expect(await ended(`process.send('shown', () => { ${end} });`)).toEqual({ kind: 'fault', how });
  });

  it.each([
    ['with a code', 'process.exit(1);', 'it ended with code 1'],
    ['without a fault', 'process.exit(0);', 'it ended at once'],
    ['by SIGSEGV', `process.kill(process.pid, 'SIGSEGV'); ${WAIT}`, 'it crashed (SIGSEGV)'],
    ['without a display', CRASHES_WITHOUT_DISPLAY, 'this computer has no display'],
    [
      'without a sandbox',
      `console.error('[1:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! Update your kernel'); process.kill(process.pid, 'SIGTRAP'); ${WAIT}`,
      'this system has no sandbox that it can use',
    ],
    ['by SIGTRAP', `process.kill(process.pid, 'SIGTRAP'); ${WAIT}`, 'it crashed (SIGTRAP)'],
  ])('has a reason before its window was shown: %s', async (_how, main, reason) => {
    expect(await ended(main)).toEqual({ kind: 'not shown', reason, said: [] });
  });
});

describeOnPosix('a start in Electron', () => {
  it('gets the program’s folder and the room, and exits with 0 when its window was shown and closed', async () => {
    const args = join(folder, 'args');
    const app = startProcess({
      main: `${SHOW} require('node:fs').writeFileSync(${JSON.stringify(args)}, JSON.stringify(process.argv)); process.exit(0);`,
    });
    expect(await app.code).toBe(0);
    const [project, room] = JSON.parse(readFileSync(args, 'utf8')).slice(-2);
    expect(existsSync(join(project, 'electron.vite.config.ts'))).toBe(true);
    expect(room).toBe(join(folder, 'day.room'));
    expect(app.output()).not.toContain(SERVED);
  });

  it('has failed if Electron ends with a code after its window was shown, and no browser opens', async () => {
    const app = start({ main: `${SHOW} process.exit(3);` });
    expect(await app.code).toBe(1);
    expect(app.output()).toContain(
      'Committee Room has failed: it ended with code 3. What was entered is saved: start it again.',
    );
    expect(app.output()).not.toContain(SERVED);
  });

  it('says why and opens the browser if Electron ends before it has shown a window', async () => {
    const app = start({ main: CRASHES_WITHOUT_DISPLAY });
    await app.waitFor(`Electron could not show a window: this computer has no display. ${INSTEAD}`);
    await endInBrowser(app);
  });

  it('opens the browser if Electron’s program cannot be started at all', async () => {
    const app = start({ main: '' });
    writeFileSync(join(folder, 'node_modules', 'electron', 'dist', 'electron'), 'no program', {
      mode: 0o755,
    });
    await app.waitFor(`Electron could not show a window: it `);
    await endInBrowser(app);
  });

  it('prints Electron’s output if only that can say why', async () => {
    const app = start({ main: `console.error('something nobody has seen yet'); process.exit(1);` });
    await app.waitFor('something nobody has seen yet');
    await endInBrowser(app);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'exits with 0 after its own %s, which reaches Electron',
    async (signal) => {
      const note = join(folder, 'ended');
      const app = startProcess({
        main: `process.on('SIGTERM', () => { require('node:fs').writeFileSync(${JSON.stringify(note)}, ''); process.exit(7); });
        ${SHOW} console.log('ready'); setTimeout(() => {}, 20_000);`,
      });
      await app.waitFor('ready');
      app.child.kill(signal);
      expect(await app.code).toBe(0);
      expect(existsSync(note)).toBe(true);
    },
  );

  it('signals only Electron when a closing terminal signals the whole process group', async () => {
    const note = join(folder, 'signals');
    const app = startProcess(
      {
        main: `for (const signal of ['SIGHUP', 'SIGTERM']) process.on(signal, () => {
          require('node:fs').appendFileSync(${JSON.stringify(note)}, signal);
          setTimeout(() => process.exit(0), 200);
        });
        ${SHOW} console.log('ready'); setTimeout(() => {}, 20_000);`,
      },
      { detached: true },
    );
    await app.waitFor('ready');
    process.kill(-(app.child.pid ?? 0), 'SIGHUP');
    expect(await app.code).toBe(0);
    expect(readFileSync(note, 'utf8')).toBe('SIGTERM');
  });

  it('says so if the program was running already, and its window came to the front', async () => {
    const app = start({ main: `process.send('open already'); process.exit(0);` });
    expect(await app.code).toBe(0);
    expect(app.output()).toContain('Committee Room is already open. Its window is in front now.');
    expect(app.output()).not.toContain(SERVED);
  });

  it('is refused with the program’s sentence, and no browser opens', async () => {
    const app = start({ main: `process.send({ refused: 'day.room is already open in a test.' });` });
    expect(await app.code).toBe(1);
    expect(app.output()).toMatch(/\nday\.room is already open in a test\.\n$/);
  });

  it('does not happen with --browser', async () => {
    const app = startProcess(
      { main: `${SHOW} process.exit(0);` },
      { args: ['--browser', join(folder, 'day.room')] },
    );
    await endInBrowser(app);
  });
});

describeOnPosix('an Electron that has to be fetched', () => {
  const PUT = `const fs = require('node:fs');
    const put = () => {
      fs.writeFileSync(__dirname + '/dist/electron', '#!' + process.execPath + '\\nprocess.send("shown"); process.exit(0);', { mode: 0o755 });
      fs.writeFileSync(__dirname + '/path.txt', 'electron');
    };`;

  it('opens its window once it has arrived', async () => {
    const app = start({ install: `${PUT} put();` });
    expect(await app.code).toBe(0);
    expect(app.output()).toContain('Downloading Electron');
    expect(app.output()).not.toContain(SERVED);
  });

  it('lets the browser open meanwhile if it is slow, and is ready for the next start', async () => {
    const app = start({ install: `${PUT} ${afterOpened('put();')}` }, { patienceMs: 100 });
    await app.waitFor('Electron is still downloading. Committee Room opens in your browser in the meantime.');
    await app.waitFor('Electron is installed now. The next start opens its window.');
    await endInBrowser(app);
    const next = start({});
    expect(await next.code).toBe(0);
    expect(next.output()).not.toContain('Downloading');
  });

  it('says why it failed, even after the browser has opened', async () => {
    const app = start(
      { install: afterOpened(`throw new Error('ENOSPC: no space left on device, write');`) },
      { patienceMs: 100 },
    );
    await app.waitFor('Electron could not be downloaded: the disk is full.');
    await endInBrowser(app);
  });

  it('stops with the app, and says that the next start continues it', async () => {
    const note = join(folder, 'pid');
    const app = start(
      {
        install: `require('node:fs').writeFileSync(${JSON.stringify(note)}, String(process.pid)); setTimeout(() => {}, 60_000);`,
      },
      { patienceMs: 100 },
    );
    await expect.poll(() => existsSync(note) && readFileSync(note, 'utf8'), { timeout: 30_000 }).toBeTruthy();
    await endInBrowser(app);
    expect(app.output()).toContain('Electron is not downloaded yet. The next start continues.');
    expect(() => process.kill(Number(readFileSync(note, 'utf8')), 0)).toThrow('ESRCH');
  });

  it('gives the reason if its installer fails, and opens the browser', async () => {
    const app = start({ install: `throw new Error('getaddrinfo ENOTFOUND github.com');` });
    const reason = 'this computer is offline, or its network does not reach the server';
    await app.waitFor(`Electron could not be downloaded: ${reason}. ${INSTEAD}`);
    await endInBrowser(app);
  });

  it('does not count as installed just because its installer succeeded', async () => {
    const app = start({ install: '' });
    await app.waitFor(
      `Electron could not be downloaded: its installer ended with code 0 without installing it. ${INSTEAD}`,
    );
    await endInBrowser(app);
  });
});

describeOnPosix('the argument of npm start', () => {
  const opened = `${SHOW} require('node:fs').writeFileSync(__dirname + '/../../../room', process.argv.at(-1)); process.exit(0);`;

  it.each(['Llŷn’s 100% a#b?.ROOM', '-x.room'])('may be a room called %s', async (name) => {
    const app = start({ main: opened }, { args: [name] });
    expect(await app.code).toBe(0);
    expect(readFileSync(join(folder, 'room'), 'utf8')).toBe(join(folder, name));
    await endInBrowser(start({}, { args: ['--browser', name] }));
    expect(existsSync(join(folder, name))).toBe(true);
  });

  it.each([
    ['notes.csv', '"notes.csv" is not a room: the name of a room ends in .room.'],
    ['--brwser', '"--brwser" is not a room: the name of a room ends in .room.'],
  ])('is refused in a sentence, with the usage, if it is %s', async (name, sentence) => {
    const app = start({ main: opened }, { args: [name] });
    expect(await app.code).toBe(2);
    expect(app.output()).toBe(`${sentence}\nUsage: npm start -- [--browser] [FILE.room]\n`);
  });

  it('is one room only', async () => {
    const app = startProcess({ main: opened }, { args: ['a.room', 'b.room'] });
    expect(await app.code).toBe(2);
    expect(app.output()).toContain('Name one room at a time.');
  });

  it.each([
    ['on a stick that is not there', 'stick/day.room', 'There is no folder '],
    ['a folder', 'folder.room', 'is a folder, not a file'],
    ['not a room', 'letter.room', 'is not a Committee Room file'],
  ])('is refused in a sentence, without a stack trace, if it is %s', async (_what, name, sentence) => {
    mkdirSync(join(folder, 'folder.room'));
    writeFileSync(join(folder, 'letter.room'), 'Dear Sir or Madam, '.repeat(500));
    const app = start({ main: 'process.exit(1);' }, { args: [name] });
    expect(await app.code).toBe(1);
    expect(app.output()).toContain(sentence);
    expect(app.output()).not.toMatch(/\n\s+at |Error:/);
  });

  it('is refused in a sentence if another program has it open', async () => {
    const first = startProcess({}, { args: ['--browser', 'day.room'] });
    await first.waitFor(SERVED);
    const second = start({}, { args: ['--browser', 'day.room'] });
    expect(await second.code).toBe(1);
    expect(second.output()).toContain('day.room is already open in Committee Room in the browser');
    await endInBrowser(first);
  });
});

describeOnPosix('a browser that shows no window', () => {
  it('is reported as failed, with the address to open', async () => {
    const app = start({}, { args: ['--browser', 'day.room'] });
    writeProgram(join(folder, 'browser'), 'process.exit(1);');
    await app.waitFor(
      'The browser has failed or cannot show a window here: open this address in a browser on this computer.',
    );
    app.stop();
    expect(await app.code).toBe(0);
  });
});
