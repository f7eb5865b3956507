import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { extractAll, listPackage, statFile } from '@electron/asar';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import { makeElectronFolder } from './electron-folder.ts';
import { FUSES, fusesOf } from './fuses.ts';

const ROOT = join(import.meta.dirname, '../..');
const BUILDER = join(ROOT, 'node_modules/electron-builder/cli.js');
const CONFIG = 'tests/packaging/stand-in-config.ts';
const SELF_TEST = join(ROOT, 'tests/fixtures/boot-no-window.ts');
const MB = 1_000_000;
/** It makes much garbage: collecting it seldom saves a tenth of the processor’s time. */
const SELDOM_COLLECT = ['--max-semi-space-size=64'];
/** On a machine that does ten other things. */
const PACKING_TAKES_MS = 300_000;

/**
 * For macOS one half of the universal program is packed. The other differs in none of our files, and joining the two
 * needs a Mac.
 */
const SYSTEMS = [
  {
    system: 'linux',
    platform: 'linux',
    folder: 'linux-unpacked',
    program: 'committee-room',
    resources: 'resources',
    databases: ['linux-x64.node'],
  },
  {
    system: 'win',
    platform: 'win32',
    folder: 'win-unpacked',
    program: 'Committee Room.exe',
    resources: 'resources',
    databases: ['win32-x64.node'],
  },
  {
    system: 'mac',
    platform: 'darwin',
    folder: 'mac',
    program: 'Committee Room.app',
    resources: 'Committee Room.app/Contents/Resources',
    databases: ['darwin-arm64.node', 'darwin-x64.node'],
  },
] as const;
type System = (typeof SYSTEMS)[number];
const [LINUX, WINDOWS, MAC] = SYSTEMS;

/** Stored beside this file; `KEEP_SIZES=1 npx vitest run tests/packaging` writes them again. */
const SIZES = join(import.meta.dirname, 'packed-sizes.json');

let folder: string;
const packed = (system: System, ...path: string[]) => join(folder, 'dist', system.folder, ...path);
const archive = (system: System) => packed(system, system.resources, 'app.asar');

/** The files of a packed program as `/out/main/main.js`. */
function filesOf(system: System): string[] {
  const files = listPackage(archive(system), { isPack: false });
  return files.map((file) => file.replaceAll('\\', '/'));
}

/** The part that a file belongs to: a package, or a folder of ours. */
function partOf(file: string): string {
  const [, name = file] =
    /^\/(node_modules\/(?:@[^/]+\/)?[^/]+|out\/[^/]+|resources\/[^/]+|docs)/.exec(file) ?? [];
  return name;
}

/** The size of each part, in whole kilobytes; without the folders, which have no size. */
function sizesOf(system: System): Record<string, number> {
  const bytes = new Map<string, number>();
  for (const file of filesOf(system)) {
    const about = statFile(archive(system), file.slice(1).split('/').join(sep), false);
    const size = 'size' in about ? about.size : 0;
    bytes.set(partOf(file), (bytes.get(partOf(file)) ?? 0) + size);
  }
  return Object.fromEntries(
    [...bytes]
      .filter(([, size]) => size > 0)
      .sort()
      .map(([part, size]) => [part, Math.ceil(size / 1000)]),
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'committee-room-packed-'));
  const electron = join(folder, 'electron');
  for (const { platform } of SYSTEMS) makeElectronFolder(join(electron, platform), platform);
  const systems = SYSTEMS.flatMap(({ system }) => [`--${system}`, 'dir']);
  // One run for all: each would check the configuration anew.
  await promisify(execFile)(
    process.execPath,
    [
      ...SELDOM_COLLECT,
      BUILDER,
      ...systems,
      '--x64',
      '--config',
      CONFIG,
      `-c.directories.output=${join(folder, 'dist')}`,
    ],
    { cwd: ROOT, env: { ...process.env, ELECTRON_FOLDER: electron } },
  );
}, PACKING_TAKES_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(SYSTEMS)('the program packed for $system', (system) => {
  it('contains these files of ours and these packages, and nothing else', async () => {
    const named = filesOf(system)
      .filter((file) => file !== '/node_modules')
      .map((file) => file.replace(/^(\/node_modules\/(?:@[^/]+\/)?[^/]+).*/, '$1'))
      // The screens’ chunks, and the names made from their contents, change with every change.
      .map((file) => file.replace(/^(\/out\/renderer\/assets\/).*(\.\w+)$/, '$1*$2'))
      .map((file) => file.replace(/^(\/out\/main\/).*-[\w-]{8}(\.js)$/, '$1*$2'));
    await expect([...new Set(named)].sort().join('\n')).toMatchFileSnapshot('packed-files.txt');
  });

  it('contains no sources, tests, maps or notes', () => {
    const unwanted =
      /\.(?:map|tsx?|mts|cts|md)$|^\/(?:src-|tests|packaging)|\.test\.|better-sqlite3\/(?:deps|src)/;
    // The guides are printed from the program.
    const guides = filesOf(system).filter((file) => file.startsWith('/docs/'));
    expect(guides).toHaveLength(10);
    const others = filesOf(system).filter((file) => !guides.includes(file));
    expect(others.filter((file) => unwanted.test(file))).toEqual([]);
  });

  it('has the database files of its system only, beside the archive and not in it', () => {
    const { databases } = system;
    const loose = globSync('**/*.node', { cwd: packed(system) });
    const prebuilds = 'node_modules/better-sqlite3/prebuilds';
    expect(loose.map((file) => file.replaceAll('\\', '/')).sort()).toEqual(
      databases.map((file) => `${system.resources}/app.asar.unpacked/${prebuilds}/${file}`),
    );
    for (const file of loose) expect(statSync(packed(system, file)).size).toBeGreaterThan(MB);
    expect(
      filesOf(system)
        .filter((file) => file.endsWith('.node'))
        .sort(),
    ).toEqual(databases.map((file) => `/${prebuilds}/${file}`));
  });

  it('is the same size as when it was last checked, part by part', () => {
    const sizes = sizesOf(system);
    const all: Record<string, Record<string, number>> = JSON.parse(readFileSync(SIZES, 'utf8'));
    if (process.env.KEEP_SIZES) {
      all[system.system] = sizes;
      writeFileSync(SIZES, `${JSON.stringify(all, null, 2)}\n`);
    }
    const kept = all[system.system] ?? {};
    expect(Object.keys(sizes)).toEqual(Object.keys(kept));
    for (const [part, size] of Object.entries(sizes)) {
      const was = kept[part] ?? 0;
      expect(Math.abs(size - was), `${part}: ${was} kB kept, ${size} kB now`).toBeLessThanOrEqual(
        Math.max(25, was * 0.1),
      );
    }
  });

  it('has every fuse set that closes a back door', async () => {
    expect(await fusesOf(packed(system, system.program))).toEqual(FUSES);
  });
});

describe('the packed program', () => {
  it('is complete: unpacked from its archive, it does the main job', async () => {
    const program = join(folder, 'taken-out');
    extractAll(archive(LINUX), program);
    const { stdout } = await promisify(execFile)(process.execPath, [SELF_TEST, '--self-test'], {
      // Far from the packages of this checkout.
      env: { ...process.env, STAND_IN_PROGRAM: program },
    });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      window: { electors: 300 },
      sheets: { isPdf: true },
    });
  });
});

describe('the Mac program', () => {
  it('opens rooms, and has its archive’s checksum', () => {
    const list = readFileSync(packed(MAC, MAC.program, 'Contents', 'Info.plist'), 'utf8');
    expect(list).toMatch(/<key>CFBundleTypeExtensions<\/key>\s*<array>\s*<string>room<\/string>/);
    expect(list).toContain('<key>ElectronAsarIntegrity</key>');
    expect(list).toContain(`<string>${about.version}</string>`);
  });
});

describe('the Windows program', () => {
  it('has its name, version, copyright and icon, and its archive’s checksum', () => {
    const executable = NtExecutable.from(readFileSync(packed(WINDOWS, WINDOWS.program)));
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
