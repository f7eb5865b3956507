import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { ownFolder } from '../../src-main/backup/backup-name.ts';
import { knownFolders, pickFolder } from '../../src-main/backup/backup-places.ts';
import { destroyRoom, destroyUnopened, inWords } from '../../src-main/backup/destroy-room.ts';
import { dropPlan } from '../../src-main/backup/destruction-plan.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { wordsOf } from '../../src-main/paper/words.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { exportResults } from '../../src-main/turnout/export-results.ts';
import { damageFile } from '../damage-file.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { inEnglish } from './in-english.ts';
import { runCommand } from './run-command.ts';
import { importedRoom, importText, temporaryFolder } from './temporary-room.ts';

hashQuickly();

const BY = 'Gwen';

function room() {
  const lines = [elector('1', '=Evans', 'Ann', { vi: 'P' }), elector('2', 'Rees', 'Nia', { vi: 'P' })];
  const made = importedRoom(register(...lines), { promises: ['P'] });
  return made;
}

describe('the end of a room', () => {
  it('removes the file, its backups in every place and the copies beside it, and lists what it could not reach', async () => {
    const made = room();
    const [stick, lost] = [temporaryFolder(), temporaryFolder()];
    pickFolder(made, lost);
    pickFolder(made, stick);
    for (const folder of knownFolders(made)) await makeBackup(made, folder);
    const [own = ''] = knownFolders(made);
    const [backup = ''] = readdirSync(own);
    made.close();
    restore(made.file, join(own, backup), undefined);
    rmSync(lost, { recursive: true });
    writeFileSync(join(stick, 'holiday.jpg'), 'not ours');
    // Left by a program that was killed while it restored or made a backup.
    writeFileSync(`${made.file}.part`, 'half a room');
    for (const name of readdirSync(stick).filter((each) => each.endsWith('.room-backup')))
      writeFileSync(join(stick, `${name}.part`), 'half a backup');
    const again = openRoom(made.file, { create: false, program: 'a test' });
    pickFolder(again, stick);
    const certificate = destroyRoom(again, { by: BY, at: new Date(2026, 4, 8, 9, 0) });
    dropPlan(made.file);
    expect(readdirSync(dirname(made.file))).toEqual([]);
    expect(readdirSync(stick)).toEqual(['holiday.jpg']);
    expect(certificate.left).toEqual([]);
    expect(certificate.removed.length).toBeGreaterThanOrEqual(4);
    const words = inWords(certificate, await wordsOf('en'));
    for (const { file } of certificate.removed) expect(words).toContain(file);
    expect(words).toContain('was destroyed on Fri 8 May 2026 at 09:00 by Gwen');
    expect(words).not.toContain('Evans');
  });

  it('overwrites the room and each backup before it removes them', async () => {
    const made = room();
    const [own = ''] = knownFolders(made);
    const { file: backup } = await makeBackup(made, own);
    // A removed file can be read only while it is open. Windows does not remove open files.
    const held = process.platform === 'win32' ? [] : [made.file, backup].map((file) => openSync(file, 'r'));
    destroyRoom(made, { by: BY });
    const left = held.map((file) => readFileSync(file).includes('Evans'));
    for (const file of held) closeSync(file);
    expect(left).toEqual(held.map(() => false));
    expect([made.file, backup].filter((file) => existsSync(file))).toEqual([]);
  });

  it('removes the papers opened in the system’s viewer, and nothing else that is stored or linked there', async () => {
    const made = room();
    const papersFolder = join(temporaryFolder(), 'papers');
    mkdirSync(papersFolder);
    const [paper, linked, twice, other] = [
      'paper-7-1.pdf',
      'paper-7-2.pdf',
      'paper-7-3.pdf',
      'thesis.pdf',
    ].map((name) => join(papersFolder, name)) as [string, string, string, string];
    const [outside, shared] = [join(temporaryFolder(), 'a.pdf'), join(temporaryFolder(), 'b.pdf')];
    for (const file of [paper, other, outside, shared]) writeFileSync(file, 'Evans');
    symlinkSync(outside, linked);
    linkSync(shared, twice);
    made.close();
    const door = RoomDoor.open(made.file, { create: false, program: 'a test', papersFolder });
    const { files } = door.filesHeld();
    expect(files.filter((file) => file.startsWith(papersFolder))).toEqual([paper]);
    const certificate = await door.destroy(BY, 'en');
    door.close();
    expect(certificate).toContain(`${paper} (5 bytes)`);
    for (const file of [linked, twice, other]) expect(certificate).not.toContain(file);
    expect(
      [paper, other, outside, shared].map((file) => existsSync(file) && readFileSync(file, 'utf8')),
    ).toEqual([false, 'Evans', 'Evans', 'Evans']);
  });

  it('lists the folders that it could not reach', async () => {
    const made = room();
    const stick = temporaryFolder();
    pickFolder(made, stick);
    rmSync(stick, { recursive: true });
    const certificate = destroyRoom(made, { by: BY });
    expect(certificate.unreached).toEqual([stick]);
    expect(inWords(certificate, await wordsOf('en'))).toContain(
      `could not be reached. Remove them there:\r\n  ${stick}`,
    );
  });

  it('has to be confirmed twice on the command line, and leaves a certificate', async () => {
    const made = room();
    made.close();
    const paper = join(temporaryFolder(), 'certificate.txt');
    const unconfirmed = await runCommand(['destroy', '--room', made.file, '--certificate', paper]);
    expect([unconfirmed.code, existsSync(made.file), existsSync(paper)]).toEqual([1, true, false]);
    expect(unconfirmed.stderr).toContain('--yes');
    const done = await runCommand([
      'destroy',
      '--room',
      made.file,
      '--certificate',
      paper,
      '--yes',
      '--json',
    ]);
    expect(done.json).toMatchObject({ room: 'test.room', left: [] });
    expect(existsSync(made.file)).toBe(false);
    expect(readFileSync(paper, 'utf8')).toContain('was destroyed on');
  });

  it('does not begin if the certificate cannot be written', async () => {
    const made = room();
    made.close();
    const paper = join(temporaryFolder(), 'letter.txt');
    writeFileSync(paper, 'Dear Gwen');
    const ran = await runCommand(['destroy', '--room', made.file, '--certificate', paper, '--yes']);
    expect([ran.code, existsSync(made.file), readFileSync(paper, 'utf8')]).toEqual([1, true, 'Dear Gwen']);
  });
});

describe('a room whose passphrase and recovery key are lost', () => {
  /** A closed, encrypted room, with a backup of its own and one on a stick. */
  async function lost() {
    const made = room();
    made.setPassphrase('tŷ ar y graig');
    const stick = temporaryFolder();
    pickFolder(made, stick);
    for (const folder of knownFolders(made)) await makeBackup(made, folder);
    made.close();
    return { file: made.file, stick, own: ownFolder(made.file) };
  }

  it('is destroyed without opening it, with the copies in its own folders; the certificate says that others may remain', async () => {
    const { file, stick, own } = await lost();
    copyFileSync(file, `${file}.before-version-2`);
    writeFileSync(`${file}-wal`, 'the log');
    writeFileSync(`${file}.lock`, '{"program":');
    // Nothing is a copy because of its name alone.
    const letter = join(own, 'test 2026-05-07 21-00-00.room-backup');
    writeFileSync(
      letter,
      'Dear Gwen, this is no backup of anything, and it is long enough to be read as one. '.repeat(9),
    );
    writeFileSync(join(own, 'holiday.jpg'), 'not ours');
    const certificate = destroyUnopened(file, { by: BY, at: new Date(2026, 4, 8, 9, 0) });
    dropPlan(file);
    expect(readdirSync(dirname(file))).toEqual([basename(own)]);
    expect(readdirSync(own).sort()).toEqual(['holiday.jpg', basename(letter)]);
    expect(readdirSync(stick)).toHaveLength(1);
    expect(certificate.removed.map((each) => each.file)).toEqual(
      expect.arrayContaining([file, `${file}-wal`, `${file}.before-version-2`]),
    );
    expect(inEnglish(certificate.left)).toEqual([
      { file: letter, why: expect.stringContaining('as a room does') },
    ]);
    const words = inWords(certificate, await wordsOf('en'));
    expect(words).toContain('It was not opened');
    expect(words).toContain('look for files that end in .room-backup');
    expect(inWords(certificate, await wordsOf('cy'))).toContain('Ni chafodd ei hagor');
  });

  it('is left alone while a program has it open, and so is any file that is not an encrypted room', async () => {
    const { file } = await lost();
    const open = openRoom(file, { create: false, program: 'a test', key: { passphrase: 'tŷ ar y graig' } });
    expect(() => destroyUnopened(file, { by: BY })).toThrow(/already open in a test/);
    open.close();
    const plain = room();
    plain.close();
    expect(() => destroyUnopened(plain.file, { by: BY })).toThrow(/has no passphrase/);
    const photo = join(temporaryFolder(), 'holiday.room');
    writeFileSync(photo, 'JFIF'.repeat(100));
    expect(() => destroyUnopened(photo, { by: BY })).toThrow(/not a Committee Room file/);
    expect(() => destroyUnopened(join(temporaryFolder(), 'none.room'), { by: BY })).toThrow(
      /There is no room/,
    );
    expect([file, plain.file, photo].filter((each) => !existsSync(each))).toEqual([]);
  });

  it('has to be named and confirmed with --yes on the command line', async () => {
    const { file } = await lost();
    const paper = join(temporaryFolder(), 'certificate.txt');
    const destroy = (...more: string[]) =>
      runCommand(['destroy', '--room', file, '--certificate', paper, ...more]);
    expect((await destroy('--yes')).stderr).toContain('has a passphrase');
    expect((await destroy('--without-key', 'other.room', '--yes')).stderr).toContain(
      '--without-key "test.room"',
    );
    const unconfirmed = await destroy('--without-key', 'test.room');
    expect([unconfirmed.code, unconfirmed.stderr]).toEqual([
      1,
      expect.stringMatching(/removes 2 files.*--yes/),
    ]);
    expect([existsSync(file), existsSync(paper)]).toEqual([true, false]);
    const done = await destroy('--without-key', 'test.room', '--yes', '--json');
    expect(done.json).toMatchObject({ room: 'test.room', wasOpened: false, left: [] });
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(paper, 'utf8')).toContain('It was not opened');
  });

  it('is destroyed from the lock screen alone, and the keychain forgets its passphrase', async () => {
    const { file } = await lost();
    const forgotten: string[] = [];
    const keychain = { recall: () => null, remember: (of: string) => void forgotten.push(of) };
    const papersFolder = join(temporaryFolder(), 'papers');
    mkdirSync(papersFolder);
    const opened = join(papersFolder, 'paper-7-1.pdf');
    writeFileSync(opened, 'Evans');
    const how = { create: false, program: 'a test', papersFolder };
    const door = RoomDoor.open(file, how, keychain);
    expect(door.filesOfUnopened().files).toEqual(expect.arrayContaining([file, opened]));
    const certificate = await door.destroyUnopened(BY, 'en');
    expect(certificate).toContain('It was not opened');
    expect(certificate).toContain(`${opened} (5 bytes)`);
    expect([door.isLocked, existsSync(file), existsSync(opened), forgotten]).toEqual([
      false,
      false,
      false,
      [file],
    ]);
    const plain = RoomDoor.of(room());
    await expect(plain.destroyUnopened(BY, 'en')).rejects.toThrow(/is open/);
    plain.close();
    expect(existsSync(plain.file)).toBe(true);
  });
});

describe('a damaged room', () => {
  /** A plain room with one backup, damaged in its middle, where it has its electors. */
  async function damagedRoom(): Promise<{ file: string; backup: string }> {
    const made = room();
    const many = Array.from({ length: 5000 }, (_, at) => elector(String(at + 3), 'Evans', 'Ann'));
    importText(made, register(...many));
    const { file: backup } = await makeBackup(made, ownFolder(made.file));
    const { file } = made;
    made.close();
    damageFile(file);
    return { file, backup };
  }

  it('is destroyed without opening it, with its backup, from the door and from the command line', async () => {
    const { file, backup } = await damagedRoom();
    const door = RoomDoor.open(file, { create: false, program: 'a test' });
    expect(inEnglish(door.damage)).toMatch(/damaged/);
    expect(door.filesOfUnopened().files).toEqual(expect.arrayContaining([file, backup]));
    expect(await door.destroyUnopened(BY, 'en')).toContain('It was not opened');
    expect([file, backup].filter((each) => existsSync(each))).toEqual([]);

    const other = await damagedRoom();
    const paper = join(temporaryFolder(), 'certificate.txt');
    const destroy = ['destroy', '--room', other.file, '--certificate', paper, '--yes'];
    expect((await runCommand(destroy)).stderr).toContain('is damaged');
    expect((await runCommand([...destroy, '--without-key', 'test.room', '--json'])).json).toMatchObject({
      left: [],
    });
    expect([other.file, other.backup].filter((each) => existsSync(each))).toEqual([]);
  });

  it('leaves a backup that it cannot recognise as its own, and lists it', async () => {
    const { file, backup } = await damagedRoom();
    // Its first pages no longer say which room it was.
    writeFileSync(file, readFileSync(file).fill(0xee, 0, 65536));
    const { removed, left } = destroyUnopened(file, { by: BY });
    expect(removed.map((each) => each.file)).toEqual([file]);
    expect(left.map((each) => each.file)).toEqual([backup]);
    expect(existsSync(backup)).toBe(true);
  });
});

describe('answers at the door', () => {
  it('are exported as CSV that is safe in a spreadsheet, answers taken back included', async () => {
    const made = room();
    enterDoorstep(
      made,
      '1-01',
      [
        { electorId: 1, answer: 'voted' },
        { electorId: 2, answer: 'out' },
      ],
      BY,
    );
    enterDoorstep(made, '1-01', [{ electorId: 2, answer: '' }], BY);
    let csv = '';
    expect(
      exportResults(made, BY, (text, record) => {
        csv = text;
        return record();
      }),
    ).toEqual({ rows: 3 });
    const [head, first, , third] = csv.split('\r\n');
    expect(head).toContain('At The Door,Sheet,Entered At,Entered By');
    expect(first).toMatch(/^KA,1,,KA-1,'=Evans,Ann,P,voted,1-01,\d{4}-/);
    expect(third).toMatch(/^KA,2,,KA-2,Rees,Nia,P,,1-01,/);
    made.close();
    const file = join(temporaryFolder(), 'door.csv');
    expect((await runCommand(['results', '--room', made.file, '--out', file, '--json'])).json).toEqual({
      rows: 3,
      file,
    });
  });
});
