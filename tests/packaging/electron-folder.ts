import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

/** Electron’s fuses as delivered: its marker, version 1, how many, and each on or off. */
const FUSE_WIRE = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1'),
  Buffer.from([1, 9]),
  Buffer.from('101100010', 'latin1'),
]);

/**
 * Makes a stand-in for Electron’s own folder: a program that cannot run, but has real fuses, which is all that the
 * packing reads.
 */
export function makeElectronFolder(folder: string, platform: 'linux' | 'win32' | 'darwin'): void {
  if (platform === 'darwin') {
    makeElectronApp(join(folder, 'Electron.app', 'Contents'));
    return;
  }
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome_100_percent.pak', 'resources.pak']) {
    writeFileSync(join(folder, name), 'a stand-in');
  }
  for (const name of ['en-GB.pak', 'de.pak']) writeFileSync(join(folder, 'locales', name), 'a stand-in');
  writeFileSync(join(folder, 'version'), '45.4.1');
  if (platform === 'win32')
    writeFileSync(join(folder, 'electron.exe'), withVersion(windowsProgram(FUSE_WIRE)));
  else writeFileSync(join(folder, 'electron'), FUSE_WIRE, { mode: 0o755 });
}

/** The same for macOS: a folder that is a program, with another one in it, each with a list of its properties. */
function makeElectronApp(contents: string): void {
  const helper = join(contents, 'Frameworks', 'Electron Helper.app', 'Contents');
  for (const [at, name] of [
    [contents, 'Electron'],
    [helper, 'Electron Helper'],
  ] as const) {
    mkdirSync(join(at, 'MacOS'), { recursive: true });
    writeFileSync(join(at, 'MacOS', name), 'a stand-in', { mode: 0o755 });
    writeFileSync(
      join(at, 'Info.plist'),
      `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict><key>CFBundleExecutable</key><string>${name}</string></dict></plist>`,
    );
  }
  mkdirSync(join(contents, 'Resources'));
  const framework = join(contents, 'Frameworks', 'Electron Framework.framework');
  mkdirSync(framework);
  writeFileSync(join(framework, 'Electron Framework'), FUSE_WIRE);
}

const SECTION_AT = 0x200;
const SECTION_SIZE = 0x200;
const OPTIONAL_HEADER_SIZE = 240;

/** The smallest 64-bit Windows program that tools for icons and versions can read, with `content` in it. */
function windowsProgram(content: Buffer): Buffer {
  const file = Buffer.alloc(SECTION_AT + SECTION_SIZE);
  const pe = 0x80;
  file.write('MZ', 0, 'latin1');
  file.writeUInt32LE(pe, 0x3c);
  file.write('PE\0\0', pe, 'latin1');
  const coff = pe + 4;
  file.writeUInt16LE(0x8664, coff); // x64
  file.writeUInt16LE(1, coff + 2); // one section
  file.writeUInt16LE(OPTIONAL_HEADER_SIZE, coff + 16);
  file.writeUInt16LE(0x22, coff + 18); // executable; accepts large addresses
  const optional = coff + 20;
  file.writeUInt16LE(0x20b, optional); // 64 bits
  file.writeUInt32LE(SECTION_SIZE, optional + 4); // size of the code
  file.writeUInt32LE(0x1000, optional + 16); // entry point
  file.writeUInt32LE(0x1000, optional + 20);
  file.writeBigUInt64LE(0x140000000n, optional + 24); // load address
  file.writeUInt32LE(0x1000, optional + 32); // alignment in memory
  file.writeUInt32LE(0x200, optional + 36); // and in the file
  file.writeUInt16LE(6, optional + 40); // requires Windows Vista or later
  file.writeUInt16LE(6, optional + 48);
  file.writeUInt32LE(0x2000, optional + 56); // size in memory
  file.writeUInt32LE(SECTION_AT, optional + 60); // size of all headers
  file.writeUInt16LE(2, optional + 68); // a program with windows
  file.writeUInt32LE(16, optional + 108); // directories, all empty
  const section = optional + OPTIONAL_HEADER_SIZE;
  file.write('.text', section, 'latin1');
  file.writeUInt32LE(SECTION_SIZE, section + 8);
  file.writeUInt32LE(0x1000, section + 12);
  file.writeUInt32LE(SECTION_SIZE, section + 16);
  file.writeUInt32LE(SECTION_AT, section + 20);
  file.writeUInt32LE(0x60000020, section + 36); // code, readable and executable
  content.copy(file, SECTION_AT);
  return file;
}

/** Adds the version that every Windows program has; the packing rewrites it. */
function withVersion(program: Buffer): Buffer {
  const executable = NtExecutable.from(program);
  const resources = NtExecutableResource.from(executable);
  const version = Resource.VersionInfo.createEmpty();
  version.lang = 1033;
  version.setFileVersion(45, 4, 1, 0, 1033);
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(executable);
  return Buffer.from(executable.generate());
}
