import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { type Certificate, destroyRoom, inWords } from '../../src-main/backup/destroy-room.ts';
import { dropPlan } from '../../src-main/backup/destruction-plan.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { askForEnding, beforeTheEnd, readEnding, takeBackEnding } from '../../src-main/exchange/ending.ts';
import { certificateIn, keepCertificate } from '../../src-main/exchange/keep-certificate.ts';
import { shareTo } from '../../src-main/exchange/share.ts';
import { readShared, type TakenIn, takeIn } from '../../src-main/exchange/take-in.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { conflicts } from '../../src-main/journal/conflicts/conflicts.ts';
import { wordsOf } from '../../src-main/paper/words.ts';
import { destructionPlan } from '../../src-main/store/file/being-destroyed.ts';
import { addPlace } from '../../src-main/store/journal/journal.ts';
import { thisDevice } from '../../src-main/store/laptops/device.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { writeSetting } from '../../src-main/store/settings.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { english } from '../../src-shared/message.ts';
import { diesAfter } from '../fixtures/dies-at-step.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { runCommand } from './run-command.ts';
import { importedRoom, temporaryFolder } from './temporary-room.ts';
import { copyOf } from './two-rooms.ts';

hashQuickly();

const BY = 'Gwen';
const PEOPLE = Array.from({ length: 12 }, (_, at) =>
  elector(String(at + 1), `Evans${'abcdefghijkl'[at]}`, 'Ann', { vi: 'P' }),
);

type Laptop = { room: Room; passphrase: string };

/** A day on laptops A, B (Kitchen), C (Hall) and so on. */
function dayOn(...names: string[]): [first: Room, ...others: Laptop[]] {
  const first = importedRoom(register(...PEOPLE), { promises: ['P'] });
  return [first, ...names.map((name) => laptopOf(first, name))];
}

function laptopOf(from: Room, name: string, itsPassphrase = ''): Laptop {
  const made = prepareLaptop(from, join(temporaryFolder(), `${name}.room`), name, BY);
  const passphrase = made.passphrase ?? itsPassphrase;
  const room = openRoom(made.file, { create: false, program: 'a test', key: { passphrase } });
  onTestFinished(() => room.close());
  return { room, passphrase };
}

function sharedBy(from: Room): Buffer {
  const file = join(temporaryFolder(), 'day.shared');
  shareTo(from, file, BY);
  return readFileSync(file);
}

const bring = (from: Room, to: Room): TakenIn => takeIn(to, readShared(to, sharedBy(from)));
const mark = (where: Room, text: string) => markNumbers(where, { text, district: 'KA', by: BY });
const states = (room: Room) => readEnding(room)?.others.map(({ letter, state }) => `${letter} ${state}`);
const said = (room: Room) => {
  const ending = readEnding(room);
  return ending ? beforeTheEnd(ending).map(english).join(' ') : '';
};

/** Destroys a laptop's room. Returns its certificates: for people, and for the other laptops. */
function destroy(room: Room, at = new Date()): { certificate: Certificate; file: string } {
  const file = join(temporaryFolder(), 'B.destroyed');
  const certificate = destroyRoom(room, { by: 'Huw', at, certificateFile: file });
  dropPlan(room.file);
  return { certificate, file };
}

function keep(room: Room, bytes: Buffer): boolean {
  const read = certificateIn(room, bytes);
  if (!read) throw new Error('That is not a certificate.');
  keepCertificate(room, read.says, BY);
  return read.isNew;
}

describe('the end of a day on several laptops', () => {
  it('is asked for on one, reaches each with a shared file, destroys nothing and can be taken back', () => {
    const [first, kitchen] = dayOn('Kitchen') as [Room, Laptop];
    askForEnding(first, BY);
    expect(() => askForEnding(first, BY)).toThrow(/been asked already/);
    expect(readEnding(first)?.asked).toMatchObject({ by: BY, isThis: true });
    expect(bring(first, kitchen.room).ending).toMatchObject({
      by: BY,
      isThis: false,
      laptop: { letter: 'A' },
    });
    expect(bring(first, kitchen.room)).toMatchObject({ new: 0 });
    takeBackEnding(first, BY);
    expect(() => takeBackEnding(first, BY)).toThrow(/Nobody has asked/);
    expect(bring(first, kitchen.room).ending).toBeNull();
    expect(readEnding(kitchen.room)?.asked).toBeNull();
    // Asked on both, without knowing of each other: every laptop names the same one, and it is no conflict.
    askForEnding(first, 'Ann');
    askForEnding(kitchen.room, 'Huw');
    bring(first, kitchen.room);
    bring(kitchen.room, first);
    const [here, there] = [first, kitchen.room].map((room) => readEnding(room)?.asked);
    expect(here?.by).toBe(there?.by);
    expect([here?.isThis, there?.isThis].sort()).toEqual([false, true]);
    expect(conflicts(first)).toEqual([]);
    takeBackEnding(kitchen.room, BY);
    bring(kitchen.room, first);
    expect(readEnding(first)?.asked).toBeNull();
    for (const room of [first, kitchen.room]) expect(checkRoom(room)).toMatchObject({ problems: [] });
  });

  it('first says in numbers what no other laptop is known to have', () => {
    const [first, kitchen, hall] = dayOn('Kitchen', 'Hall') as [Room, Laptop, Laptop];
    askForEnding(first, BY);
    bring(first, kitchen.room);
    expect(said(kitchen.room)).not.toContain('not known to be on another');
    mark(kitchen.room, '1 2 3');
    expect(said(kitchen.room)).toContain('3 entries of this laptop are not known to be on another one');
    // That it was written to a stick does not say that anybody has taken it in.
    const shared = sharedBy(kitchen.room);
    expect(readEnding(kitchen.room)?.notElsewhere).toBe(3);
    takeIn(hall.room, readShared(hall.room, shared));
    bring(hall.room, kitchen.room);
    expect(readEnding(kitchen.room)?.notElsewhere).toBe(0);
    // An older file does not make it less.
    bring(first, kitchen.room);
    mark(kitchen.room, '4');
    expect(said(kitchen.room)).toContain('1 entry of this laptop is not known');
    // What only a laptop has that is destroyed now is nowhere else.
    bring(kitchen.room, hall.room);
    bring(hall.room, kitchen.room);
    expect(readEnding(kitchen.room)?.notElsewhere).toBe(0);
    const { file } = destroy(hall.room);
    keep(kitchen.room, readFileSync(file));
    expect(readEnding(kitchen.room)?.notElsewhere).toBe(5);
  });

  it('each laptop answers with its certificate, and the last one names the laptop and sticks that did not', async () => {
    const [first, kitchen, hall] = dayOn('Kitchen', 'Hall') as [Room, Laptop, Laptop];
    mark(kitchen.room, '1 2');
    const stick = join(temporaryFolder(), 'kitchen.shared');
    shareTo(kitchen.room, stick, BY);
    shareTo(kitchen.room, stick, BY);
    takeIn(first, readShared(first, readFileSync(stick)));
    askForEnding(first, BY);
    bring(first, kitchen.room);
    expect(states(first)).toEqual(['B not answered', 'C not answered']);
    const { certificate, file } = destroy(kitchen.room, new Date(Date.now() + 1000));
    expect(existsSync(kitchen.room.file)).toBe(false);
    expect(inWords(certificate, await wordsOf('en'))).toContain(
      `The certificate for the other laptops: ${file}.`,
    );
    const bytes = readFileSync(file);
    expect(bytes.toString('latin1')).toMatch(/^Committee Room certificate \d+ [0-9a-f]{32}\n/);
    for (const secret of ['Kitchen', 'Huw', 'kitchen', basename(kitchen.room.file)])
      expect(bytes.toString('latin1')).not.toContain(secret);
    expect(keep(first, bytes)).toBe(true);
    expect(keep(first, bytes)).toBe(false);
    expect(states(first)).toEqual(['B destroyed', 'C not answered']);
    expect(said(first)).toBe('1 of 2 other laptops have destroyed this day. Not answered: laptop C (Hall).');
    // The others learn of it with the next file.
    bring(first, hall.room);
    expect(states(hall.room)).toEqual(['A asks', 'B destroyed']);
    // Laptop A asked, so nobody waits for its certificate.
    const end = destroyRoom(first, { by: BY });
    dropPlan(first.file);
    expect(readdirSync(dirname(first.file))).toEqual([]);
    const words = inWords(end, await wordsOf('en'));
    expect(words).toContain('Other laptops that have destroyed this day: 1 of 2');
    expect(words).toMatch(/Laptop B \(Kitchen\), on .* at \d\d:\d\d by Huw/);
    expect(words).toMatch(/NOT answered[^\r]*\r\n {2}Laptop C \(Hall\)\r\n/);
    expect(words).toMatch(/Wipe the sticks/);
    expect(words).toContain(`${stick}, written last by laptop B on`);
    // The copies that were prepared here, and the file that was shared.
    for (const each of end.others?.files ?? []) expect(words).toContain(`  ${each.file}, written last on`);
    expect(end.others?.files.map(({ what }) => what).sort()).toEqual(['copy', 'copy', 'shared', 'shared']);
    expect(words).not.toContain('Evans');
    expect(words).not.toContain('The certificate for the other laptops');
  });

  it('does not begin on a laptop whose certificate cannot be written', () => {
    const [first, { room }] = dayOn('Kitchen') as [Room, Laptop];
    askForEnding(first, BY);
    bring(first, room);
    expect(() => destroyRoom(room, { by: BY })).toThrow(/Name a file for it/);
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'holiday.jpg'), 'not ours');
    for (const file of [join(folder, 'stick', 'B.destroyed'), join(folder, 'holiday.jpg'), room.file])
      expect(() => destroyRoom(room, { by: BY, certificateFile: file })).toThrow();
    expect(existsSync(destructionPlan(room.file))).toBe(false);
    expect(checkRoom(room)).toMatchObject({ ok: true });
    expect(readFileSync(join(folder, 'holiday.jpg'), 'utf8')).toBe('not ours');
  });

  it('names a laptop that was restored from a backup as the same, unless its old file was still used', async () => {
    const [first, kitchen] = dayOn('Kitchen', 'Hall') as [Room, Laptop, Laptop];
    bring(first, kitchen.room);
    const backup = join(temporaryFolder(), 'kitchen.room');
    kitchen.room.copyTo(backup);
    const key = { passphrase: kitchen.passphrase };
    const { file } = kitchen.room;
    kitchen.room.close();
    restore(file, backup, key);
    const restored = openRoom(file, { create: false, program: 'a test', key });
    onTestFinished(() => restored.close());
    bring(restored, first);
    expect(states(first)).toEqual(['B restored', 'C not answered', 'D not answered']);
    expect(said(first)).toContain('0 of 2 other laptops have destroyed this day.');
    expect(said(first)).toContain('Laptop B (Kitchen) was restored from a backup, and is laptop D now.');
    expect(said(first)).not.toMatch(/Not answered: [^.]*laptop B/);
    const { certificate } = destroy(copyOf(first));
    const words = await wordsOf('en');
    expect(inWords(certificate, words)).toContain(
      'Laptop B (Kitchen) was restored from a backup, and is laptop D now.',
    );
    // Somebody went on with the file from before.
    const old = openRoom(backup, { create: false, program: 'a test', key });
    onTestFinished(() => old.close());
    mark(old, '3');
    bring(old, first);
    expect(states(first)).toContain('B not answered');
  });

  it('names the files that were written for others after the backup that was restored', async () => {
    const [first] = dayOn('Kitchen') as [Room, Laptop];
    const { file: backup } = await makeBackup(first, temporaryFolder());
    const stick = join(temporaryFolder(), 'day.shared');
    shareTo(first, stick, BY);
    first.close();
    restore(first.file, backup, undefined);
    const again = openRoom(first.file, { create: false, program: 'a test' });
    onTestFinished(() => again.close());
    expect(readEnding(again)?.files.map(({ file }) => file)).toContain(stick);
  });

  it('counts no row that only keeps the place of an entry', () => {
    const [first] = dayOn('Kitchen') as [Room, Laptop];
    mark(first, '1');
    const before = readEnding(first)?.notElsewhere;
    const id = first.db.prepare<[], string>('SELECT id FROM journal ORDER BY seq DESC LIMIT 1').pluck().get();
    const { number: device } = thisDevice(first);
    first.change(() => addPlace(first.db, id ?? '', { device, n: 1000, hash: Buffer.alloc(32, 1) }));
    expect(readEnding(first)?.notElsewhere).toBe(before);
  });

  it('of one laptop is as it was, and says nothing of others', async () => {
    const [alone] = dayOn();
    expect(readEnding(alone)).toBeNull();
    expect(() => askForEnding(alone, BY)).toThrow(/on one laptop/);
    const certificate = destroyRoom(alone, { by: BY });
    dropPlan(alone.file);
    expect(certificate).not.toHaveProperty('others');
    expect(inWords(certificate, await wordsOf('en'))).not.toMatch(/laptop|stick that/);
  });
});

describe('the certificate of a laptop', () => {
  it('that is torn, altered, foreign or of the laptop itself is refused and changes nothing', () => {
    const [first, kitchen] = dayOn('Kitchen') as [Room, Laptop];
    const [stranger] = dayOn();
    stranger.change(() => writeSetting(stranger, 'day_id', '0'.repeat(32)));
    askForEnding(first, BY);
    bring(first, kitchen.room);
    const other = laptopOf(kitchen.room, 'Hall', kitchen.passphrase);
    const { file } = destroy(kitchen.room);
    const bytes = readFileSync(file);
    const before = checkRoom(first).digest;
    for (const length of [40, 70, 100, 130, bytes.length - 1])
      expect(() => certificateIn(first, bytes.subarray(0, length))).toThrow(/not a file|not whole/);
    for (let at = 0; at < bytes.length; at += 3) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(at) ^ 4, at);
      const read = () => certificateIn(first, altered) ?? readShared(first, altered);
      expect(read).toThrow(/not a file|not whole|another room|newer version/);
    }
    // A certificate is not a shared file under another first line, nor the other way round.
    const asShared = Buffer.from(bytes.toString('latin1').replace('certificate', 'shared file'), 'latin1');
    expect(() => readShared(first, asShared)).toThrow(/not whole/);
    expect(() => certificateIn(stranger, bytes)).toThrow(/another room/);
    const own = { ...(certificateIn(first, bytes)?.says ?? {}) } as Parameters<typeof keepCertificate>[1];
    expect(() => keepCertificate(first, { ...own, device: thisDeviceOf(first) }, BY)).toThrow(
      /this laptop itself/,
    );
    expect(checkRoom(first).digest).toBe(before);
    // A laptop of which this one has never heard leaves its certificate all the same.
    const { file: unheard } = destroy(other.room);
    expect(keep(first, readFileSync(unheard))).toBe(true);
    expect(states(first)).toEqual(['B not answered', 'C destroyed']);
  });

  it('that has only begun, or was followed by entries, does not count as an answer', () => {
    const [first, kitchen] = dayOn('Kitchen') as [Room, Laptop];
    askForEnding(first, BY);
    bring(first, kitchen.room);
    const later = sharedBy(kitchen.room);
    const { file } = destroy(kitchen.room, new Date(Date.now() - 60_000));
    const says = certificateIn(first, readFileSync(file))?.says;
    if (!says) throw new Error('That is not a certificate.');
    const begun = { ...says, isDone: false, at: says.at + 1 };
    keepCertificate(first, begun, BY);
    expect(states(first)).toEqual(['B begun']);
    keepCertificate(first, says, BY);
    keepCertificate(first, begun, BY);
    expect(states(first)).toEqual(['B destroyed']);
    takeIn(first, readShared(first, later));
    expect(states(first)).toEqual(['B heard since']);
  });

  it('is finished after a destruction that was killed at any step, and never says more than was done', async () => {
    let finished = 0;
    for (let steps = 0, isDone = false; !isDone; steps += 1) {
      const [first, { room, passphrase }] = dayOn('Kitchen') as [Room, Laptop];
      askForEnding(first, BY);
      bring(first, room);
      const file = join(temporaryFolder(), 'B.destroyed');
      isDone = !(await diesAfter(steps, () => destroyRoom(room, { by: 'Huw', certificateFile: file })));
      room.close();
      const readAgain = () => (existsSync(file) ? certificateIn(first, readFileSync(file)) : null);
      if (existsSync(room.file)) expect(readAgain()?.says.isDone ?? false).toBe(false);
      const plan = destructionPlan(room.file);
      if (existsSync(plan)) expect(readFileSync(plan, 'utf8')).not.toMatch(/Evans|KA-\d/);
      const door = RoomDoor.open(room.file, { create: false, program: 'a test', key: { passphrase } });
      const certificate = await door.certificate();
      door.close();
      if (certificate === null) continue;
      finished += 1;
      expect(certificate).toContain('The certificate for the other laptops');
      expect(readAgain()?.says).toMatchObject({ isDone: true, by: 'Huw', letter: 'B' });
      expect(existsSync(room.file)).toBe(false);
    }
    expect(finished).toBeGreaterThan(5);
  }, 240_000);

  it('that cannot be finished, because the stick was pulled out, says so on paper', async () => {
    const [first, { room, passphrase }] = dayOn('Kitchen') as [Room, Laptop];
    askForEnding(first, BY);
    bring(first, room);
    const stick = join(temporaryFolder(), 'stick');
    mkdirSync(stick);
    // Killed once the list is written: the certificate on the stick says that it has begun.
    for (let steps = 0; !existsSync(destructionPlan(room.file)); steps += 1)
      await diesAfter(steps, () =>
        destroyRoom(room, { by: 'Huw', certificateFile: join(stick, 'B.destroyed') }),
      );
    room.close();
    rmSync(stick, { recursive: true });
    const door = RoomDoor.open(room.file, { create: false, program: 'a test', key: { passphrase } });
    expect(await door.certificate()).toMatch(
      /It only says that the destruction has begun: there is no folder/i,
    );
    door.close();
  });
});

it('on the command line: asked, refused in numbers, destroyed with a certificate, and taken in', async () => {
  const [first, { room, passphrase }] = dayOn('Kitchen') as [Room, Laptop];
  const shared = join(temporaryFolder(), 'day.shared');
  first.close();
  const key = join(temporaryFolder(), 'key.txt');
  writeFileSync(key, passphrase);
  const here = ['--room', first.file, '--json'];
  expect((await runCommand(['end-day', ...here])).json).toMatchObject({
    asked: null,
    others: [{ letter: 'B', state: 'not answered' }],
  });
  expect((await runCommand(['end-day', '--yes', '--as', 'Gwen', ...here])).json).toMatchObject({
    asked: { by: 'Gwen', isThis: true },
  });
  expect(await runCommand(['end-day', '--yes', ...here])).toMatchObject({ code: 1 });
  expect(await runCommand(['end-day', '--yes', '--take-back', ...here])).toMatchObject({ code: 2 });
  await runCommand(['share', '--out', shared, ...here]);
  mark(room, '1 2');
  room.close();
  const there = ['--room', room.file, '--passphrase-file', key, '--json'];
  expect((await runCommand(['merge', shared, ...there])).json).toMatchObject({ ending: { by: 'Gwen' } });
  const folder = temporaryFolder();
  const paper = ['--certificate', join(folder, 'paper.txt')];
  expect((await runCommand(['destroy', ...paper, ...there])).json).toMatchObject({
    error: expect.stringMatching(
      /^0 of 1 other laptops have destroyed this day\. Laptop A .* has asked for this, and destroys its room last\. 2 entries of this laptop are not known.* This removes \d+ files? for good/,
    ),
  });
  expect(existsSync(room.file)).toBe(true);
  const destroyed = await runCommand(['destroy', ...paper, '--yes', ...there]);
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.destroyed'));
  expect(destroyed.json).toMatchObject({ others: { certificateFile: join(folder, file), problem: null } });
  expect(destroyed.stdout).not.toContain('seal');
  const take = ['merge', join(folder, file), ...here];
  expect((await runCommand([...take, '--preview'])).json).toMatchObject({
    certificate: { letter: 'B', isNew: true },
  });
  expect((await runCommand(take)).json).toMatchObject({ certificate: { isNew: true } });
  expect((await runCommand(take)).json).toMatchObject({ certificate: { isNew: false } });
  expect((await runCommand(['end-day', ...here])).json).toMatchObject({
    others: [{ letter: 'B', state: 'destroyed' }],
    files: expect.arrayContaining([expect.objectContaining({ file: shared, what: 'shared', times: 1 })]),
  });
  expect((await runCommand(['end-day', '--take-back', ...here])).json).toMatchObject({ asked: null });
});

function thisDeviceOf(room: Room): string {
  return (
    room.db.prepare<[], string>("SELECT value FROM setting WHERE name = 'device_id'").pluck().get() ?? ''
  );
}
