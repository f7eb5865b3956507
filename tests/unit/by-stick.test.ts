import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { shareTo } from '../../src-main/exchange/share.ts';
import { readShared, type TakenIn, takeIn } from '../../src-main/exchange/take-in.ts';
import { planOn } from '../../src-main/exchange/take-in-plan.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { conflicts } from '../../src-main/journal/conflicts/conflicts.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { addElector, correctElector, electorRecord, removeElector } from '../../src-main/register/by-hand.ts';
import { moveSheets, sheetRecord } from '../../src-main/sheets/issued.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { setCommitteeRoom } from '../../src-main/sheets/paper.ts';
import { draftOf } from '../../src-main/store/draft/draft.ts';
import { copyInMemory } from '../../src-main/store/memory-copy.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import type { RoomKey } from '../../src-main/store/room-key.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { discardSetAside, numbersSetAside, settleSetAside } from '../../src-main/turnout/set-aside.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { setClock } from '../clock.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { sampleOf } from '../sample-size.ts';
import { importedRoom, importText, temporaryFolder } from './temporary-room.ts';
import { ORDERS_OF_THREE } from './two-rooms.ts';

hashQuickly();

const PEOPLE = Array.from({ length: 16 }, (_, at) =>
  elector(String(at + 1), `Pritchard${'abcdefghijklmnop'[at]}`, 'Morfydd', {
    vi: 'P',
    address: `${at + 1} ${at < 8 ? 'Gwyndy Terrace' : 'Penlan Crescent'}`,
  }),
);
const BY = 'Angharad';
const HOUR = 60 * 60_000;

type Laptop = { file: string; key: RoomKey | undefined };

function open({ file, key }: Laptop): Room {
  const room = openRoom(file, { create: false, program: 'a test', key });
  onTestFinished(() => room.close());
  return room;
}

const mark = (where: Room, text: string, slipId?: number) =>
  markNumbers(where, { text, district: 'KA', slipId, by: BY });

/** A room and two laptops that were prepared from it, with sheets, and a number that was set aside. */
async function threeLaptops(): Promise<{ laptops: Laptop[]; code: string }> {
  const one = importedRoom(register(...PEOPLE), { promises: ['P'] });
  const { codes } = await makeSheetsAtOnce(one, {}, BY);
  mark(one, '1 99');
  const others = ['Kitchen', 'Hall'].map((name) => {
    const { file, passphrase } = prepareLaptop(one, join(temporaryFolder(), `${name}.room`), name, BY);
    return { file, key: passphrase === undefined ? one.key : { passphrase } };
  });
  one.close();
  return { laptops: [{ file: one.file, key: undefined }, ...others], code: codes[0] ?? '' };
}

/** Each laptop says something else of the same things, by a clock that is hours from the others' and jumps. */
function workApart(rooms: readonly Room[], code: string): void {
  rooms.forEach((where, at) => {
    const [base, jump] = [Date.now() + (at - 1) * 13 * HOUR, [7, -20, 3][at] ?? 0];
    let calls = 0;
    const endClock = setClock(() => base + (calls++ % 3 === 2 ? jump * HOUR : calls));
    try {
      mark(where, `${at + 2} ${at + 3}`);
      if (at === 0) undoNumbers(where, { text: '1', district: 'KA', by: BY });
      else mark(where, '1');
      const slip = beginSlip(where, {
        district: 'KA',
        stationId: null,
        toldAt: null,
        teller: BY,
        toldCount: null,
        by: BY,
      });
      mark(where, '9 10 11 12', slip.id);
      enterDoorstep(
        where,
        code,
        [{ electorId: 5, answer: (['voted', 'out', 'refused'] as const)[at] ?? 'out' }],
        BY,
      );
      moveSheets(where, [code], 'sheet out', { by: BY, runner: `Runner ${at}` });
      setCommitteeRoom(where, `${at} Sgwâr y Farchnad`, BY);
      correctElector(
        where,
        6,
        { ...electorRecord(where, 6), phone: `01792 00012${at}`, note: `ci mawr ${at}` },
        BY,
      );
      addElector(where, { ...electorRecord(where, 6), number: `KA-${50 + at}`, surname: 'Newydd' }, BY);
      const [aside] = numbersSetAside(where);
      if (at === 0) discardSetAside(where, aside?.id ?? '', BY);
      else settleSetAside(where, aside?.id ?? '', `${at + 13}`, BY);
      if (at === 1) removeElector(where, 8, BY);
      const newest = where.db
        .prepare<[], string>("SELECT id FROM journal WHERE kind = 'number' ORDER BY seq DESC")
        .pluck()
        .get();
      if (at === 2) undoEntries(where, [newest ?? ''], BY);
    } finally {
      endClock();
    }
  });
}

function sharedBy(from: Room): Buffer {
  const file = join(temporaryFolder(), 'stick.shared');
  shareTo(from, file, BY);
  return readFileSync(file);
}

/** What the thread says that it would bring. */
function lookAt(where: Room, bytes: Buffer): TakenIn {
  const copy = draftOf(where.file, copyInMemory(where.db), undefined);
  try {
    return planOn(copy, bytes).taken;
  } finally {
    copy.close();
  }
}

/** Everything that people would compare on two screens. */
async function seen(where: Room) {
  const { problems, digest } = checkRoom(where);
  expect(problems).toEqual([]);
  const board = readBoard(where, 'street');
  const districts = readBoard(where, 'district');
  const differing = conflicts(where);
  const electors = where.db.prepare('SELECT * FROM elector ORDER BY id').all();
  const { codes } = await makeSheetsAtOnce(where, {}, BY);
  const onSheets = codes.map((code) => sheetRecord(where, code).electorIds);
  return { digest, board, districts, differing, electors, onSheets };
}

it.each(['the same register', 'a later register'])(
  'three laptops say the same after sticks in any of the six orders, by clocks 26 hours apart: %s',
  async (which) => {
    const { laptops, code } = await threeLaptops();
    const day = laptops.map(open);
    workApart(day, code);
    if (which === 'a later register') {
      const later = [...PEOPLE.slice(1), elector('17', 'Hwyr', 'Morfydd', { vi: 'P' })];
      importText(day[0] as Room, register(...later), { promises: ['P'] });
      mark(day[0] as Room, '17');
    }
    for (const room of day) room.close();

    const all = [];
    for (const order of ORDERS_OF_THREE.slice(
      -sampleOf(ORDERS_OF_THREE.length, which === 'a later register' ? 3 : 2),
    )) {
      const folder = temporaryFolder();
      const rooms = laptops.map(({ file, key }, at) => {
        const copy = join(folder, `${at}.room`);
        copyFileSync(file, copy);
        return open({ file: copy, key });
      });
      const old: Buffer[] = [];
      for (let news = 1; news > 0; ) {
        news = 0;
        for (const from of order) {
          const bytes = sharedBy(rooms[from] as Room);
          old.push(bytes);
          for (const to of order) {
            if (to === from) continue;
            const where = rooms[to] as Room;
            // The look takes longer than what it foretells.
            const foretold = all.length === 0 ? lookAt(where, bytes) : null;
            const taken = takeIn(where, readShared(where, bytes));
            if (foretold) expect({ ...foretold, devices: [] }).toEqual({ ...taken, devices: [] });
            news += taken.new;
          }
        }
      }
      // In the first order, each of them a second and a third time, in another order.
      const before = rooms.map((room) => checkRoom(room).digest);
      for (const bytes of all.length === 0 ? [...old, ...old.toReversed()] : [])
        for (const room of rooms)
          expect(takeIn(room, readShared(room, bytes))).toMatchObject({ new: 0, register: false });
      if (all.length === 0) expect(rooms.map((room) => checkRoom(room).digest)).toEqual(before);
      for (const room of rooms) {
        all.push(await seen(room));
        room.close();
      }
    }
    expect(all[0]?.differing.length).toBeGreaterThan(4);
    expect(all[0]?.onSheets.flat().length).toBeGreaterThan(3);
    for (const each of all) expect(each).toEqual(all[0]);
  },
  120_000,
);

it('no byte of a shared file is of a name, a number, a street, a note or anybody who entered something', async () => {
  const { laptops, code } = await threeLaptops();
  const rooms = laptops.map(open);
  workApart(rooms, code);
  const [one, two] = rooms as [Room, Room];
  importText(one, register(...PEOPLE.slice(1), elector('17', 'Hwyr', 'Morfydd', { vi: 'P' })), {
    promises: ['P'],
  });
  takeIn(two, readShared(two, sharedBy(one)));
  const secrets = secretsOf(two);
  expect(secrets.length).toBeGreaterThan(100);
  const bytes = sharedBy(two);
  const first = bytes.indexOf('\n') + 1;
  expect(bytes.subarray(0, first).toString()).toMatch(/^Committee Room shared file \d+ [0-9a-f]{32}\n$/);
  for (const secret of secrets)
    for (const [encoding, form] of formsOf(secret))
      expect(bytes.includes(form) ? `${secret} in ${encoding}` : null).toBeNull();
  // The search finds what is there.
  expect(formsOf('Committee Room').some(([, form]) => bytes.includes(form))).toBe(true);
  // What repeats would be told by how well the file can be packed.
  expect(new Set(bytes.subarray(first)).size).toBeGreaterThan(250);
});

/** Long enough that chance does not make them: six letters are in a file of this length once in a million. */
const SHORTEST = 5;

/** Every text of the room, whole and by its words, apart from the two ids that stand in the first line. */
function secretsOf(room: Room): string[] {
  const texts = new Set<string>();
  const tables = room.db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'elector_search%'",
    )
    .pluck()
    .all();
  for (const table of tables)
    for (const row of room.db.prepare<[], unknown[]>(`SELECT * FROM "${table}"`).raw().iterate())
      for (const value of row) {
        if (typeof value !== 'string' && typeof value !== 'number') continue;
        texts.add(String(value));
        for (const word of String(value).split(/[^\p{L}\p{N}]+/u)) texts.add(word);
      }
  const day = room.db.prepare<[], string>("SELECT value FROM setting WHERE name = 'day_id'").pluck().get();
  return [...texts].filter((text) => text.length >= SHORTEST && text !== day);
}

/** The text as it might stand in a file: also as hexadecimal digits, and in base64 from each of its three places. */
function formsOf(text: string): [string, Buffer][] {
  const bytes = Buffer.from(text);
  const wide = Buffer.from(text, 'utf16le');
  const base64 = [0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '');
    // The first and the last letters have bits of what is beside it.
    return padded.slice(shift === 0 ? 0 : shift + 1, (bytes.length + shift) % 3 === 0 ? undefined : -1);
  });
  return [
    ['UTF-8', bytes],
    ['Latin-1', Buffer.from(text, 'latin1')],
    ['UTF-16', wide],
    ['UTF-16 from the other end', Buffer.from(wide).swap16()],
    ['hexadecimal digits', Buffer.from(bytes.toString('hex'))],
    ...base64.map((form) => ['base64', Buffer.from(form)] satisfies [string, Buffer]),
  ];
}
