import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import { makeElectronFolder } from './electron-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const BUILDER = join(ROOT, 'node_modules/electron-builder/cli.js');
const MB = 1_000_000;

const SYSTEMS = [
  { system: 'linux', platform: 'linux', program: 'committee-room', database: 'linux-x64.node' },
  { system: 'win', platform: 'win32', program: 'Committee Room.exe', database: 'win32-x64.node' },
] as const;

let folder: string;
const packed = (system: string, ...path: string[]) => join(folder, 'dist', `${system}-unpacked`, ...path);

/** The files of a packed program as `/out/main/main.js`. */
function filesOf(system: string): string[] {
  const files = listPackage(packed(system, 'resources', 'app.asar'), { isPack: false });
  return files.map((file) => file.replaceAll('\\', '/'));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'committee-room-packed-'));
  for (const { system, platform } of SYSTEMS) {
    const electron = join(folder, `electron-${system}`);
    makeElectronFolder(electron, platform);
    await promisify(execFile)(
      process.execPath,
      [
        BUILDER,
        `--${system}`,
        'dir',
        '--x64',
        '--config',
        'electron-builder.config.ts',
        `-c.electronDist=${electron}`,
        `-c.directories.output=${join(folder, 'dist')}`,
      ],
      { cwd: ROOT },
    );
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(SYSTEMS)('the program packed for $system', ({ system, program, database }) => {
  it('holds these files of ours and these packages, and nothing else', async () => {
    const named = filesOf(system)
      .filter((file) => file !== '/node_modules')
      .map((file) => file.replace(/^(\/node_modules\/(?:@[^/]+\/)?[^/]+).*/, '$1'))
      // What the screens are cut into, and the names that their content gives them, change with every change.
      .map((file) => file.replace(/^(\/out\/renderer\/assets\/).*(\.\w+)$/, '$1*$2'))
      .map((file) => file.replace(/^(\/out\/main\/).*-[\w-]{8}(\.js)$/, '$1*$2'));
    await expect([...new Set(named)].sort().join('\n')).toMatchFileSnapshot('packed-files.txt');
  });

  it('holds no sources, tests, maps or notes', () => {
    const unwanted =
      /\.(?:map|tsx?|mts|cts|md)$|^\/(?:src-|tests|docs|packaging)|\.test\.|better-sqlite3\/(?:deps|src)/;
    // The guides are printed from the program.
    const guides = filesOf(system).filter((file) => file.startsWith('/resources/guides/'));
    expect(guides).toHaveLength(2);
    const others = filesOf(system).filter((file) => !guides.includes(file));
    expect(others.filter((file) => unwanted.test(file))).toEqual([]);
  });

  it('has the one database file of its system, beside the archive and not in it', () => {
    const loose = globSync('**/*.node', { cwd: packed(system) });
    expect(loose.map((file) => file.replaceAll('\\', '/'))).toEqual([
      `resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/${database}`,
    ]);
    expect(statSync(packed(system, loose[0]!)).size).toBeGreaterThan(MB);
    expect(filesOf(system).filter((file) => file.endsWith('.node'))).toEqual([
      `/node_modules/better-sqlite3/prebuilds/${database}`,
    ]);
  });

  it('stays small', () => {
    expect(statSync(packed(system, 'resources', 'app.asar')).size).toBeLessThan(25 * MB);
  });

  it('has every fuse set that shuts a back door', async () => {
    const wire = await getCurrentFuseWire(packed(system, program));
    const { ENABLE, DISABLE } = FuseState;
    expect({
      runAsNode: wire[FuseV1Options.RunAsNode],
      cookies: wire[FuseV1Options.EnableCookieEncryption],
      nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
      integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
      snapshot: wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot],
      fileProtocol: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
    }).toEqual({
      runAsNode: DISABLE,
      cookies: ENABLE,
      nodeOptions: DISABLE,
      inspect: DISABLE,
      integrity: ENABLE,
      onlyAsar: ENABLE,
      snapshot: DISABLE,
      fileProtocol: DISABLE,
    });
  });
});

describe('the Windows program', () => {
  it('tells its name, version and copyright, has its icon and the seal of its archive', () => {
    const executable = NtExecutable.from(readFileSync(packed('win', 'Committee Room.exe')));
    const { entries } = NtExecutableResource.from(executable);
    const [version] = Resource.VersionInfo.fromEntries(entries);
    expect(version?.getStringValues({ lang: 1033, codepage: 1200 })).toMatchObject({
      ProductName: 'Committee Room',
      ProductVersion: expect.stringContaining(about.version),
      LegalCopyright: expect.stringContaining('Committee Room authors'),
    });
    expect(Resource.IconGroupEntry.fromEntries(entries)[0]?.icons.length).toBeGreaterThan(3);
    expect(entries.map(({ type }) => type)).toContain('INTEGRITY');
  });
});
