import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { changePassphrase } from '../../src-main/backup/change-passphrase.ts';
import { destroyReplica } from '../../src-main/backup/destroy-replica.ts';
import {
  destroyRoom,
  destroyUnopened,
  filesOf,
  goOnDestroying,
  inWords,
} from '../../src-main/backup/destroy-room.ts';
import { readPlan, writePlan } from '../../src-main/backup/destruction-plan.ts';
import { readConstituency } from '../../src-main/exchange/constituency.ts';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { askForEnding, readEnding, takeBackEnding } from '../../src-main/exchange/ending.ts';
import { certificateIn, keepCertificate } from '../../src-main/exchange/keep-certificate.ts';
import { makePairingFile } from '../../src-main/exchange/pairing-file.ts';
import { checkReplicas, inRoomOf, meetRoom } from '../../src-main/exchange/replicas.ts';
import { shareTo } from '../../src-main/exchange/share.ts';
import { readShared, type TakenIn, takeIn } from '../../src-main/exchange/take-in.ts';
import { lookBeside } from '../../src-main/exchange/take-in-beside.ts';
import { wordsOf } from '../../src-main/paper/words.ts';
import { destructionPlan } from '../../src-main/store/file/being-destroyed.ts';
import { replicaFile, replicas } from '../../src-main/store/laptops/replicas.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { looksEncrypted } from '../../src-main/store/room-key.ts';
import { writeSetting } from '../../src-main/store/settings.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { diesAfter } from '../fixtures/dies-at-step.ts';
import { planInSameThread } from '../fixtures/plan-in-same-thread.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { runCommand } from './run-command.ts';
import { importedRoom, importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

hashQuickly();

const BY = 'Gwen';
const PASSPHRASE = 'correct horse battery';

/** A committee room of two districts, with a day of its own. */
function committeeRoom(name: string, ...districts: string[]): Room {
  const people = districts.flatMap((district) =>
    Array.from({ length: 12 }, (_, at) =>
      elector(String(at + 1), `Evans${'abcdefghijkl'[at]}`, 'Ann', {
        district,
        vi: at % 3 === 0 ? '' : 'P',
        markers: at === 1 ? 'A' : '',
        address: `${at} ${at < 6 ? 'High Street' : 'Mill Lane'}`,
      }),
    ),
  );
  const room = importedRoom(register(...people), { promises: ['P'] });
  const id = createHash('sha256').update(name).digest('hex');
  room.change(() => {
    writeSetting(room, 'day_id', id.slice(0, 32));
    writeSetting(room, 'exchange_key', id);
  });
  return room;
}

/** Head office's room: with a passphrase, and no register. */
function headOffice(): Room {
  const room = temporaryRoom();
  room.setPassphrase(PASSPHRASE);
  return room;
}

const mark = (room: Room, district: string, text: string) => markNumbers(room, { text, district, by: BY });

function pairing(room: Room): { content: Buffer; words: string } {
  const file = join(temporaryFolder(), 'room.pair');
  const { words } = makePairingFile(room, { file, name: 'Head office', by: BY, readsOnly: true });
  return { content: readFileSync(file), words };
}

const meet = (office: Room, room: Room, name: string) => meetRoom(office, { ...pairing(room), name });

function sharedBy(room: Room): Buffer {
  const file = join(temporaryFolder(), 'shared');
  shareTo(room, file, BY);
  return readFileSync(file);
}

const bring = (office: Room, content: Buffer): Promise<TakenIn & { name: string | null }> =>
  inRoomOf(office, { fileName: 'day.shared', content }, (of, name) => ({
    name,
    ...takeIn(of, readShared(of, content)),
  }));

const FIGURES = [
  'electors',
  'promises',
  'postalPromises',
  'voted',
  'promisesVoted',
  'outstanding',
  'turnout',
];
const figures = (row: object) =>
  Object.fromEntries(Object.entries(row).filter(([figure]) => FIGURES.includes(figure)));

async function expectSameAsRooms(office: Room, rooms: Record<string, Room>): Promise<void> {
  const names = Object.keys(rooms).sort();
  const byRoom = await readConstituency(office, 'room');
  expect(byRoom.rows.map(({ room }) => room)).toEqual(names);
  for (const row of byRoom.rows)
    expect(figures(row), row.room).toEqual(figures(readBoard(rooms[row.room] as Room, 'street')));
  for (const by of ['district', 'street'] as const) {
    const { rows } = await readConstituency(office, by);
    const own = names.flatMap((room) =>
      readBoard(rooms[room] as Room, by).rows.map((row) => ({ room, ...row })),
    );
    expect(rows.map(({ asOf: _, laptops: __, ...row }) => row)).toEqual(own);
  }
  const sums = ['electors', 'promises', 'promisesVoted', 'outstanding'] as const;
  for (const sum of sums)
    expect(byRoom[sum]).toBe(
      Object.values(rooms).reduce((all, room) => all + readBoard(room, 'street')[sum], 0),
    );
}

it('the board has the figures of the rooms’ own boards, before and after their files came', async () => {
  const office = headOffice();
  const [alpha, bravo] = [committeeRoom('alpha', 'KA', 'KB'), committeeRoom('bravo', 'MA')];
  mark(alpha, 'KA', '2 3');
  await meet(office, alpha, 'Alpha');
  await meet(office, bravo, 'Bravo');
  await expectSameAsRooms(office, { Alpha: alpha, Bravo: bravo });
  mark(alpha, 'KB', '2 3 4 8');
  mark(bravo, 'MA', '5 6 99');
  const content = sharedBy(alpha);
  expect(await bring(office, content)).toMatchObject({ name: 'Alpha', new: 4, from: { letter: 'A' } });
  for (let time = 0; time < 2; time += 1)
    expect(await bring(office, content)).toMatchObject({ name: 'Alpha', new: 0 });
  await bring(office, sharedBy(bravo));
  await expectSameAsRooms(office, { Alpha: alpha, Bravo: bravo });
  // A later register comes with the file.
  importText(bravo, register(elector('1', 'New', 'Ann', { district: 'MC', vi: 'P' })), { promises: ['P'] });
  expect(await bring(office, sharedBy(bravo))).toMatchObject({ name: 'Bravo', register: true });
  await expectSameAsRooms(office, { Alpha: alpha, Bravo: bravo });
  expect(await checkReplicas(office)).toEqual([]);
});

it('says what would come, and of which room, and changes nothing', async () => {
  const office = headOffice();
  const alpha = committeeRoom('alpha', 'KA');
  await meet(office, alpha, 'Alpha');
  mark(alpha, 'KA', '2 3');
  const content = sharedBy(alpha);
  onTestFinished(planInSameThread());
  const look = () =>
    inRoomOf(office, { fileName: 'day.shared', content }, async (of, name) => ({
      name,
      ...(await lookBeside(of, content)),
    }));
  const board = () => readConstituency(office, 'room');
  const before = await board();
  // Two windows at once wait for each other.
  const looks = await Promise.all([look(), board(), look()]);
  expect(looks[0]).toMatchObject({ name: 'Alpha', new: 2 });
  expect(looks[2]).toMatchObject({ name: 'Alpha', new: 2 });
  expect(await board()).toEqual(before);
});

it('each room is as fresh as its laptops, and a laptop that was never heard of is named', async () => {
  const office = headOffice();
  const alpha = committeeRoom('alpha', 'KA');
  const made = prepareLaptop(alpha, join(temporaryFolder(), 'kitchen.room'), 'Kitchen', BY);
  const kitchen = openRoom(made.file, {
    create: false,
    program: 'a test',
    key: { passphrase: made.passphrase ?? '' },
  });
  onTestFinished(() => kitchen.close());
  const start = Date.now();
  await meet(office, alpha, 'Alpha');
  const [first] = (await readConstituency(office, 'room')).rows;
  expect(first?.laptops).toMatchObject([{ letter: 'A' }, { letter: 'B', name: 'Kitchen', upTo: null }]);
  expect(first?.asOf).toBeGreaterThanOrEqual(start);
  mark(kitchen, 'KA', '2');
  await bring(office, sharedBy(kitchen));
  const [second] = (await readConstituency(office, 'room')).rows;
  expect(second?.laptops.map(({ upTo }) => upTo !== null)).toEqual([true, true]);
  expect(second?.asOf).toBe(Math.min(...(second?.laptops.map(({ upTo }) => upTo ?? 0) ?? [])));
});

it('a district that two rooms have is named, and head office’s own register counts only where no room has it', async () => {
  const office = committeeRoom('office', 'KA', 'KZ');
  office.setPassphrase(PASSPHRASE);
  await meet(office, committeeRoom('alpha', 'KA', 'KB'), 'Alpha');
  await meet(office, committeeRoom('bravo', 'KB'), 'Bravo');
  const { rows, inSeveral } = await readConstituency(office, 'district');
  expect(rows.map(({ room, district }) => `${room} ${district}`)).toEqual([
    'Alpha KA',
    'Alpha KB',
    'Bravo KB',
    'test KZ',
  ]);
  expect(inSeveral).toEqual([{ district: 'KB', rooms: ['Alpha', 'Bravo'] }]);
  const part = await readConstituency(office, 'street', { room: 'Alpha', district: 'KB' });
  expect(part.rows.map(({ street }) => street)).toEqual(['High Street', 'Mill Lane']);
  expect(part.electors).toBe(12);
});

it('refuses a room without a passphrase, its own pairing file, one twice, a taken or empty name', async () => {
  const alpha = committeeRoom('alpha', 'KA');
  const plain = temporaryRoom();
  await expect(meet(plain, alpha, 'Alpha')).rejects.toThrow(/needs a passphrase/);
  const office = headOffice();
  await expect(meet(office, office, 'Self')).rejects.toThrow(/of this room itself/);
  await meet(office, alpha, 'Alpha');
  await expect(meet(office, alpha, 'Again')).rejects.toThrow(/Alpha was introduced already/);
  const bravo = committeeRoom('bravo', 'KB');
  await expect(meet(office, bravo, ' ALPHA ')).rejects.toThrow(/called ALPHA already/);
  await expect(meet(office, bravo, ' ../ ')).rejects.toThrow(/Give the room a name/);
  await expect(meetRoom(office, { ...pairing(bravo), words: 'zoo', name: 'B' })).rejects.toThrow(/8 words/);
  await meet(office, bravo, '../Bravo: the "second"');
  expect(replicas(office).map(({ name }) => name)).toEqual(['Alpha', 'Bravo the second']);
  const beside = readdirSync(dirname(office.file)).filter((name) => name.includes('replica'));
  expect(beside.sort()).toEqual(['test.room.replica Alpha', 'test.room.replica Bravo the second']);
  expect(existsSync(`${office.file}.restoring`)).toBe(false);
});

it('a shared file of a room that was not introduced stays foreign, and a spoilt one is refused', async () => {
  const office = headOffice();
  const [alpha, bravo] = [committeeRoom('alpha', 'KA'), committeeRoom('bravo', 'KB')];
  await meet(office, alpha, 'Alpha');
  await expect(bring(office, sharedBy(bravo))).rejects.toThrow(/another room/);
  const content = sharedBy(alpha);
  const before = await readConstituency(office, 'room');
  for (let at = 0; at < content.length; at += 211) {
    const altered = Buffer.from(content);
    altered.writeUInt8(altered.readUInt8(at) ^ 4, at);
    await expect(bring(office, altered)).rejects.toThrow(/not a file|not whole|another room|newer version/);
  }
  expect(await readConstituency(office, 'room')).toEqual(before);
});

it('another passphrase is that of the replicas too, and they never lose theirs', async () => {
  const office = headOffice();
  const alpha = committeeRoom('alpha', 'KA');
  await meet(office, alpha, 'Alpha');
  const file = replicaFile(office.file, 'Alpha');
  const opens = (passphrase: string) => {
    try {
      openRoom(file, { create: false, program: 'a test', key: { passphrase } }).close();
      return true;
    } catch {
      return false;
    }
  };
  expect(opens(PASSPHRASE)).toBe(true);
  // A program that was killed has left the newest entries in the log.
  const held = openRoom(file, { create: false, program: 'a test', key: { passphrase: PASSPHRASE } });
  mark(held, 'KA', '5');
  const [copied, log] = [readFileSync(file), readFileSync(`${file}-wal`)];
  held.close();
  writeFileSync(file, copied);
  writeFileSync(`${file}-wal`, log);
  expect(await changePassphrase(office, 'another fine passphrase')).toEqual([]);
  expect([opens(PASSPHRASE), opens('another fine passphrase')]).toEqual([false, true]);
  expect((await readConstituency(office, 'room')).voted).toBe(1);
  await expect(changePassphrase(office, null)).rejects.toThrow(/keeps other rooms/);
  expect(office.isEncrypted).toBe(true);
});

it('a replica that is missing or spoilt is named, and made again from the pairing file', async () => {
  const office = headOffice();
  const [alpha, bravo] = [committeeRoom('alpha', 'KA'), committeeRoom('bravo', 'KB')];
  const made = pairing(alpha);
  await meetRoom(office, { ...made, name: 'Alpha' });
  await meet(office, bravo, 'Bravo');
  const file = replicaFile(office.file, 'Alpha');
  for (const spoil of [() => rmSync(file), () => writeFileSync(file, Buffer.alloc(9000, 7))]) {
    spoil();
    const { rows, electors } = await readConstituency(office, 'room');
    expect(rows.map(({ room, trouble }) => [room, trouble !== undefined])).toEqual([
      ['Alpha', true],
      ['Bravo', false],
    ]);
    expect(electors).toBe(12);
    expect(await checkReplicas(office)).toMatchObject([expect.stringMatching(/^Alpha: /)]);
    await meetRoom(office, { ...made, name: 'Another name' });
    expect(replicas(office).map(({ name }) => name)).toEqual(['Alpha', 'Bravo']);
    expect((await readConstituency(office, 'room')).electors).toBe(24);
  }
  // Another room's file under its name is not taken for it.
  renameSync(replicaFile(office.file, 'Bravo'), file);
  expect((await readConstituency(office, 'room')).rows.map(({ trouble }) => trouble !== undefined)).toEqual([
    true,
    true,
  ]);
});

it('the destruction of head office’s room names its replicas and destroys them', async () => {
  const office = headOffice();
  await meet(office, committeeRoom('alpha', 'KA'), 'Alpha');
  const file = replicaFile(office.file, 'Alpha');
  expect(looksEncrypted(readFileSync(file))).toBe(true);
  expect(filesOf(office).files).toContain(file);
  const certificate = destroyRoom(office, { by: BY });
  expect(certificate.left).toEqual([]);
  expect(inWords(certificate, await wordsOf('en'))).toContain('test.room.replica Alpha');
  expect(readdirSync(dirname(file)).filter((name) => !name.endsWith('.destroying'))).toEqual([
    'Alpha-from-head-office.destroyed',
  ]);
});

it('its destruction answers each room with a certificate, also if it was killed', async () => {
  for (const isKilled of [false, true]) {
    const office = headOffice();
    const [alpha, bravo] = [committeeRoom('alpha', 'KA'), committeeRoom('bravo', 'KB')];
    await meet(office, alpha, 'Alpha');
    await meet(office, bravo, 'Bravo');
    const at = (name: string) => join(dirname(office.file), `${name}-from-head-office.destroyed`);
    const { file } = office;
    const before = [file, ...['Alpha', 'Bravo'].map((name) => replicaFile(file, name))].map(
      (each) => [each, readFileSync(each)] as const,
    );
    let certificate = destroyRoom(office, { by: BY });
    // The plan is there, and what it lists too, as if nothing had been removed yet.
    for (const [each, content] of isKilled ? before : []) writeFileSync(each, content);
    if (isKilled) certificate = goOnDestroying(file)?.certificate ?? certificate;
    for (const [each] of before) expect(existsSync(each)).toBe(false);
    expect(certificate.replicas).toEqual(
      ['Alpha', 'Bravo'].map((name) => ({ room: name, certificateFile: at(name), problem: null })),
    );
    for (const [room, name] of [
      [alpha, 'Alpha'],
      [bravo, 'Bravo'],
    ] as const) {
      const came = certificateIn(room, readFileSync(at(name)));
      expect(came?.says).toMatchObject({ name: 'Head office', by: BY, isDone: true, left: [] });
      if (came) keepCertificate(room, came.says, 'Huw');
      expect(readEnding(room)?.others.map(({ state }) => state)).toEqual(['destroyed']);
    }
    expect(inWords(certificate, await wordsOf('en'))).toContain(`  Bravo: ${at('Bravo')}`);
  }
});

it('a replica that does not open is destroyed all the same, and its room is named', async () => {
  const office = headOffice();
  await meet(office, committeeRoom('alpha', 'KA'), 'Alpha');
  const file = replicaFile(office.file, 'Alpha');
  writeFileSync(file, Buffer.alloc(9000, 7));
  const certificate = destroyRoom(office, { by: BY });
  expect(certificate.replicas).toMatchObject([{ room: 'Alpha', certificateFile: null }]);
  expect(inWords(certificate, await wordsOf('en'))).toContain('  Alpha: ');
  expect(existsSync(file)).toBe(false);
});

it('so does one without the passphrase, and one that was interrupted', async () => {
  const office = headOffice();
  await meet(office, committeeRoom('alpha', 'KA'), 'Alpha');
  const file = replicaFile(office.file, 'Alpha');
  const planned = writePlan(office.file, {
    by: BY,
    at: 0,
    language: 'en',
    wasOpened: true,
    files: [file, `${file}-wal`, office.file, join(dirname(file), 'other.replica Alpha')].map((each) => ({
      file: each,
      bytes: 1,
    })),
    left: [],
    unreached: [],
  });
  expect(readPlan(office.file)?.files).toEqual(planned.files.slice(0, 3));
  rmSync(`${office.file}.destroying`);
  office.close();
  expect(destroyUnopened(office.file, { by: BY }).removed.map((each) => basename(each.file))).toEqual(
    expect.arrayContaining(['test.room.replica Alpha', 'test.room']),
  );
  expect(existsSync(file)).toBe(false);
});

it('by command: introduce, meet, merge, board and check', async () => {
  const folder = temporaryFolder();
  const [office, alpha] = [headOffice(), committeeRoom('alpha', 'KA', 'KB')];
  office.close();
  alpha.close();
  const key = join(folder, 'key.txt');
  writeFileSync(key, PASSPHRASE);
  const [pair, shared] = [join(folder, 'Alpha.pair'), join(folder, 'day.shared')];
  const inOffice = ['--room', office.file, '--passphrase-file', key, '--json'];
  const introduced = await runCommand(['introduce', '--room', alpha.file, '--out', pair, '--json']);
  expect(introduced).toMatchObject({ code: 0, json: { file: pair, name: 'Head office' } });
  const { words } = introduced.json as { words: string };
  const wrong = await runCommand(['meet', pair, '--words', words.replace(/^\w+/, 'pedr'), ...inOffice]);
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('pedr') });
  const own = readBoardOf(alpha.file);
  expect(await runCommand(['meet', pair, '--words', '-', ...inOffice], words.toUpperCase())).toMatchObject({
    code: 0,
    json: { room: 'Alpha' },
  });
  await runCommand(['mark', '--room', alpha.file, '--district', 'KA', '2', '3']);
  await runCommand(['share', '--room', alpha.file, '--out', shared]);
  const merged = await runCommand(['merge', shared, ...inOffice]);
  expect(merged).toMatchObject({ code: 0, json: { room: 'Alpha', new: 2 } });
  const board = await runCommand(['board', '--by', 'room', ...inOffice]);
  expect(board.json).toMatchObject({
    electors: own.electors,
    rows: [{ room: 'Alpha', electors: own.electors, promisesVoted: 2, asOf: expect.any(Number) }],
  });
  const streets = await runCommand(['board', ...inOffice]);
  expect(streets.json).toMatchObject({
    rows: [{ room: 'Alpha', district: 'KA', street: 'High Street' }, {}, {}, {}],
  });
  expect(await runCommand(['board', '--by', 'hour', ...inOffice])).toMatchObject({ code: 1 });
  const { stdout } = await runCommand(['board', '--by', 'district', ...inOffice.slice(0, 4)]);
  expect(stdout).toMatch(/Alpha {2}KA.*at least.*Alpha: as of /s);
  expect(await runCommand(['check', ...inOffice])).toMatchObject({ json: { ok: true, problems: [] } });
  rmSync(replicaFile(office.file, 'Alpha'));
  expect(await runCommand(['check', ...inOffice])).toMatchObject({
    json: { ok: false, problems: [expect.stringMatching(/^Alpha: /)] },
  });
  // A room without others answers as ever.
  expect(await runCommand(['board', '--room', alpha.file, '--by', 'district', '--json'])).toMatchObject({
    json: { rows: [{ district: 'KA' }, { district: 'KB' }] },
  });
});

function readBoardOf(file: string): { electors: number } {
  const room = openRoom(file, { create: false, program: 'a test' });
  try {
    return readBoard(room, 'street');
  } finally {
    room.close();
  }
}

it('is asked to destroy what it has of a room, does so, and answers with a certificate of its own', async () => {
  const office = headOffice();
  const [alpha, bravo] = [committeeRoom('alpha', 'KA'), committeeRoom('bravo', 'KB')];
  await meet(office, alpha, 'Alpha');
  await meet(office, bravo, 'Bravo');
  const asked = () => replicas(office).map((replica) => [replica.name, replica.asked?.by]);
  expect(asked()).toEqual([
    ['Alpha', undefined],
    ['Bravo', undefined],
  ]);
  askForEnding(alpha, 'Huw');
  await bring(office, sharedBy(alpha));
  expect(asked()).toEqual([
    ['Alpha', 'Huw'],
    ['Bravo', undefined],
  ]);
  // A request that was taken back is gone here too.
  takeBackEnding(alpha, 'Huw');
  await bring(office, sharedBy(alpha));
  expect(asked()[0]).toEqual(['Alpha', undefined]);
  askForEnding(alpha, 'Huw');
  await bring(office, sharedBy(alpha));

  const file = join(temporaryFolder(), 'from-head-office.destroyed');
  const nowhere = join(temporaryFolder(), 'no folder', 'x.destroyed');
  await expect(destroyReplica(office, 'Alpha', { by: BY, certificateFile: nowhere })).rejects.toThrow(
    /no folder/,
  );
  await expect(destroyReplica(office, 'Charlie', { by: BY, certificateFile: file })).rejects.toThrow(
    /No room/,
  );
  expect(existsSync(replicaFile(office.file, 'Alpha'))).toBe(true);
  const certificate = await destroyReplica(office, 'alpha', { by: BY, certificateFile: file });
  expect(certificate.removed.map((each) => each.file)).toEqual([replicaFile(office.file, 'Alpha')]);
  expect(readdirSync(dirname(office.file)).filter((name) => name.includes('Alpha'))).toEqual([]);
  expect(asked()).toEqual([['Bravo', undefined]]);
  expect((await readConstituency(office, 'room')).rows.map(({ room }) => room)).toEqual(['Bravo']);

  // The room that asked names head office on its last certificate, as silent and then as done.
  const states = () => readEnding(alpha)?.others.map(({ name, state }) => `${name}: ${state}`);
  expect(states()).toEqual(['Head office: not answered']);
  const came = certificateIn(alpha, readFileSync(file));
  expect(came).toMatchObject({ isNew: true, says: { name: 'Head office', by: BY, isDone: true } });
  if (came) keepCertificate(alpha, came.says, 'Huw');
  expect(states()).toEqual(['Head office: destroyed']);
  const words = inWords(destroyRoom(alpha, { by: 'Huw' }), await wordsOf('en'));
  expect(words).toMatch(/destroyed this day: 1 of 1\r?\n {2}Laptop B \(Head office\), on .* by Gwen/);
});

it('a destruction of what it has of a room that was killed is finished when it is asked for again', async () => {
  const office = headOffice();
  const alpha = committeeRoom('alpha', 'KA');
  await meet(office, alpha, 'Alpha');
  askForEnding(alpha, 'Huw');
  await bring(office, sharedBy(alpha));
  const [file, certificateFile] = [
    replicaFile(office.file, 'Alpha'),
    join(temporaryFolder(), 'from-head-office.destroyed'),
  ];
  for (let steps = 0; !existsSync(destructionPlan(file)); steps += 1)
    await diesAfter(steps, () => destroyReplica(office, 'Alpha', { by: BY, certificateFile }));
  expect(replicas(office)).toMatchObject([{ name: 'Alpha', asked: { by: 'Huw' } }]);
  await destroyReplica(office, 'Alpha', { by: BY, certificateFile });
  expect([existsSync(file), existsSync(destructionPlan(file)), replicas(office)]).toEqual([false, false, []]);
  expect(certificateIn(alpha, readFileSync(certificateFile))?.says.isDone).toBe(true);
});

it('on the command line: merged, refused in numbers, destroyed with both certificates', async () => {
  const office = headOffice();
  const alpha = committeeRoom('alpha', 'KA');
  await meet(office, alpha, 'Alpha');
  askForEnding(alpha, 'Huw');
  const folder = temporaryFolder();
  const [shared, key] = [join(folder, 'day.shared'), join(folder, 'key.txt')];
  writeFileSync(shared, sharedBy(alpha));
  writeFileSync(key, PASSPHRASE);
  office.close();
  const here = ['--room', office.file, '--passphrase-file', key, '--json'];
  expect((await runCommand(['merge', shared, ...here])).json).toMatchObject({
    room: 'Alpha',
    ending: { by: 'Huw' },
  });
  const paper = ['--certificate', join(folder, 'paper.txt')];
  expect(await runCommand(['destroy', '--of', 'Alpha', ...paper, ...here])).toMatchObject({ code: 1 });
  expect((await runCommand(['destroy', ...paper, ...here])).stderr).toContain(
    `A certificate for each of these rooms is written to ${folder}: Alpha.`,
  );
  const done = await runCommand(['destroy', '--of', 'Alpha', '--yes', '--as', BY, ...paper, ...here]);
  expect(done).toMatchObject({
    code: 0,
    json: { others: { certificateFile: join(folder, 'Alpha-from-head-office.destroyed') } },
  });
  expect(readFileSync(join(folder, 'paper.txt'), 'utf8')).toMatch(/Alpha was destroyed on .* by Gwen/);
  expect(await runCommand(['destroy', '--of', 'Alpha', '--yes', ...paper, ...here])).toMatchObject({
    code: 1,
  });
});
