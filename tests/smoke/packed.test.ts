import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FUSES, fusesOf } from '../packaging/fuses.ts';
import { asOrdinaryUser, type HowToRun, packProgram, runProgram } from './packed-program.ts';
import { electron, isRoot } from './real-electron.ts';

const PACKING_TAKES_MS = 300_000;
const SANDBOX_OFF = ['--no-sandbox'];

/**
 * A room with 300 electors, in which a number was marked off and a sheet was made, as the window’s page shows it too.
 */
const PASSED = {
  ok: true,
  room: { imported: 300, marked: true, sound: true },
  window: { electors: 300 },
  sheets: { isPdf: true },
  fault: null,
};

describe.skipIf(!electron)('the program packed with the real Electron and its fuses', () => {
  let folder: string;
  let program: string;
  let ordinary: HowToRun;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'committee-room-packed-'));
    program = await packProgram(electron ?? '', join(folder, 'dist'));
    ordinary = isRoot ? asOrdinaryUser(folder) : { cwd: folder };
  }, PACKING_TAKES_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  it('has every fuse set that closes a back door', async () => {
    expect(await fusesOf(program)).toEqual(FUSES);
  });

  it('passes its self-test as an ordinary user, with the sandbox on', async () => {
    const { stdout, code } = await runProgram(program, ['--self-test'], ordinary);
    expect(JSON.parse(stdout)).toMatchObject(PASSED);
    expect(code).toBe(0);
  }, 150_000);

  it.skipIf(!isRoot)(
    'passes its self-test as root, which has no sandbox',
    async () => {
      const { stdout, code } = await runProgram(program, [...SANDBOX_OFF, '--self-test'], { cwd: folder });
      expect(JSON.parse(stdout)).toMatchObject(PASSED);
      expect(code).toBe(0);
    },
    150_000,
  );

  it('runs commands', async () => {
    const run = async (...args: string[]) => {
      const { stdout, stderr, code } = await runProgram(program, [...args, '--json'], ordinary);
      expect(code, stderr).toBe(0);
      return JSON.parse(stdout);
    };
    await run('sample', '--out', 'sample.csv', '--electors', '200');
    expect(await run('import', 'sample.csv', '--room', 'day.room')).toMatchObject({ imported: 200 });
    expect(await run('mark', '--room', 'day.room', 'KA-1')).toMatchObject({ marked: 1 });
    expect(await run('check', '--room', 'day.room')).toMatchObject({ ok: true });
  }, 300_000);

  it.skipIf(process.platform !== 'linux')(
    'runs commands without a display',
    async () => {
      const env = { ...ordinary.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
      const args = ['sample', '--out', 'no-display.csv', '--electors', '200', '--json'];
      const ran = await runProgram(program, args, { ...ordinary, env });
      expect([ran.code, ran.signal], ran.stderr).toEqual([0, null]);
      expect(JSON.parse(ran.stdout)).toMatchObject({ rows: 200 });
    },
    150_000,
  );

  it('runs no other code in its place', async () => {
    const code = join(ordinary.cwd, 'code.cjs');
    const trace = join(ordinary.cwd, 'it-ran');
    writeFileSync(code, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '')`);
    const ran = await runProgram(program, ['sample', '--out', 'other.csv', '--json'], {
      ...ordinary,
      env: { ...ordinary.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${code}` },
    });
    expect(ran.code, ran.stderr).toBe(0);
    expect(existsSync(join(ordinary.cwd, 'other.csv'))).toBe(true);
    expect(existsSync(trace)).toBe(false);
  }, 150_000);
});
