import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeAtomically } from '../../src-main/store/file/write-file.ts';
import { LAYOUTS, layoutFile } from '../fixtures/layouts.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary-room.ts';

let folder: string;
let room: string;
let register: string;

beforeEach(async () => {
  folder = temporaryFolder();
  room = join(folder, 'day.room');
  // The layout whose first columns are the same as a sample’s.
  register = join(folder, 'register.csv');
  writeFileSync(register, layoutFile(LAYOUTS[0]!));
  expect((await runCommand(['import', register, '--room', room, '--promises', 'P,L'])).code).toBe(0);
  await runCommand(['mark', '--room', room, 'KA-1']);
});

/** Somebody’s files, as they may be beside a room. */
function filesToKeep(): string[] {
  const files: [string, string | Buffer][] = [
    ['letter.docx', 'PK\x03\x04 a letter'],
    ['notes.txt', 'Ring the printer'],
    ['contract.pdf', '%PDF-1.7\n%âãÏÓ\n1 0 obj <</Producer (Printer)>> endobj'],
    ['council.csv', readFileSync(register)],
    ['other.csv', '\uFEFFElector,Name\r\n1,Evans'],
  ];
  const database = join(folder, 'mail.sqlite');
  const db = new Sqlite(database);
  db.exec('CREATE TABLE mail (text); INSERT INTO mail VALUES (1)');
  db.close();
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  return [...files.map(([name]) => join(folder, name)), database, room, register];
}

const COMMANDS: [string, (file: string) => string[]][] = [
  ['sheets', (file) => ['sheets', '--room', room, '--out', file]],
  ['export', (file) => ['export', '--room', room, '--out', file]],
  ['sample', (file) => ['sample', '--out', file, '--electors', '10']],
  ['import --save-refused', (file) => ['import', register, '--room', room, '--save-refused', file]],
];

describe.each(COMMANDS)('%s', (name, command) => {
  // The import itself is done by then.
  const refused = name.startsWith('import') ? 70 : 1;

  it('replaces no file that Committee Room did not write, and leaves nothing beside it', async () => {
    const files = filesToKeep().filter((file) => !(command(file)[1] === file));
    const before = new Map(files.map((file) => [file, readFileSync(file)]));
    const names = readdirSync(folder).sort();
    for (const file of files) {
      const { code, stderr } = await runCommand(command(file));
      expect(code, file).toBe(refused);
      expect(stderr, file).toContain('was not written by Committee Room. Choose another name.');
    }
    for (const [file, content] of before) {
      // The room itself notes what was made from it; it is still a room.
      if (file === room) expect(readFileSync(file).subarray(0, 16)).toEqual(content.subarray(0, 16));
      else expect(readFileSync(file), file).toEqual(content);
    }
    expect(readdirSync(folder).sort()).toEqual(names);
    expect((await runCommand(['check', '--room', room])).code).toBe(0);
  });

  it('does replace its own file, and an empty one', async () => {
    const file = join(folder, 'own');
    writeFileSync(file, '');
    expect((await runCommand(command(file))).code).toBe(0);
    const first = readFileSync(file);
    expect(first.length).toBeGreaterThan(20);
    expect((await runCommand(command(file))).code).toBe(0);
    expect(readFileSync(file).subarray(0, 5)).toEqual(first.subarray(0, 5));
  });

  it('refuses a folder, and a file in a folder that does not exist, in a sentence', async () => {
    mkdirSync(join(folder, 'sub'));
    for (const file of [join(folder, 'sub'), join(folder, 'none', 'x.csv')]) {
      const { code, stderr } = await runCommand(command(file));
      expect(code, file).toBe(refused);
      expect(stderr).toMatch(/is a folder, not a file|There is no folder .*none/);
    }
  });

  it('leaves a neighbouring file alone whose name a half-written file might have', async () => {
    const file = join(folder, 'out.csv');
    writeFileSync(`${file}.part`, 'mine');
    expect((await runCommand(command(file))).code).toBe(0);
    expect(readFileSync(`${file}.part`, 'utf8')).toBe('mine');
  });
});

describe('--room', () => {
  const uses: string[][] = [
    ['mark', 'KA-1'],
    ['undo', 'KA-1'],
    ['board'],
    ['check'],
    ['poll', '--polling-day', '2026-05-07'],
    ['questions'],
    ['absent', '--everyone', 'none'],
    ['sheets', '--out', 'never.pdf'],
    ['export', '--out', 'never.csv'],
  ];

  it('is refused for anything that is not a room, which stays byte for byte', async () => {
    const files = filesToKeep().filter((file) => file !== room);
    const names = readdirSync(folder).sort();
    const before = files.map((file) => readFileSync(file));
    const refuse = async ([name = '', ...rest]: string[], file: string) => {
      const { code, stderr } = await runCommand([name, ...rest, '--room', file]);
      expect(code, `${name} ${file}`).toBe(1);
      expect(stderr).toContain('is not a Committee Room file');
    };
    for (const file of files) await refuse(['mark', 'KA-1'], file);
    const [letter = ''] = files;
    for (const use of [...uses, ['import', register]]) await refuse(use, letter);
    expect(files.map((file) => readFileSync(file))).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(names);
  });

  it('for a file that does not exist makes a room only for an import', async () => {
    const file = join(folder, 'new.room');
    for (const [name = '', ...rest] of uses) {
      expect((await runCommand([name, ...rest, '--room', file])).code, name).toBe(1);
      expect(existsSync(file), name).toBe(false);
    }
  });
});

describe('a file written as a whole', () => {
  const CONTENT = Buffer.from('Elector,Name');
  const write = (file: string) => writeAtomically(file, CONTENT, 'Elector');

  it('is never written to a link, a pipe or a device', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const link = join(folder, 'link.csv');
    symlinkSync(register, link);
    const nowhere = join(folder, 'nowhere.csv');
    symlinkSync(join(folder, 'elsewhere.csv'), nowhere);
    for (const file of [pipe, link, nowhere, '/dev/null']) {
      expect(() => write(file), file).toThrow(
        'is a link or a device, not an ordinary file. Choose another name.',
      );
    }
    expect(existsSync(join(folder, 'elsewhere.csv'))).toBe(false);
  });

  it('never gets the name of a room or of a room’s own files', () => {
    writeFileSync(join(folder, 'bare'), readFileSync(room));
    const names = readdirSync(folder);
    for (const name of [
      ...[
        'day.room-wal',
        'day.room-shm',
        'day.room-journal',
        'day.room.lock',
        'day.room.part',
        'DAY.ROOM-WAL',
      ],
      ...['day.room.before-version-3', 'other.room', 'other.room-wal', 'bare-wal', 'bare.lock'],
    ]) {
      expect(() => write(join(folder, name)), name).toThrow(
        `${name} is a name that a room or its own files have. Choose another name.`,
      );
    }
    expect(readdirSync(folder)).toEqual(names);
    for (const name of ['day.room.csv', 'committee.rooms.csv', 'other-wal']) write(join(folder, name));
  });

  it('can be read by its owner alone, or by the group too if the folder is shared with one', () => {
    const own = join(folder, 'own.csv');
    writeFileSync(own, '', { mode: 0o644 });
    write(own);
    expect(statSync(own).mode & 0o777).toBe(0o600);
    const shared = join(folder, 'shared');
    mkdirSync(shared);
    chmodSync(shared, 0o2770);
    write(join(shared, 'own.csv'));
    expect(statSync(join(shared, 'own.csv')).mode & 0o777).toBe(0o660);
  });
});
