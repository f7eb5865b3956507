import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { isStillFor, takeRegisterDraft } from '../../src-main/exchange/register-draft.ts';
import { shareTo } from '../../src-main/exchange/share.ts';
import { readShared, takeIn } from '../../src-main/exchange/take-in.ts';
import { takeInBeside } from '../../src-main/exchange/take-in-beside.ts';
import { planOn } from '../../src-main/exchange/take-in-plan.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { addElector, correctElector, electorRecord, removeElector } from '../../src-main/register/by-hand.ts';
import { seeded } from '../../src-main/register/sample.ts';
import { moveSheets } from '../../src-main/sheets/issued.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { draftOf } from '../../src-main/store/draft/draft.ts';
import { newDraftFile, removeDraft } from '../../src-main/store/draft/draft-file.ts';
import { copyInMemory } from '../../src-main/store/memory-copy.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { rawKeyOf } from '../../src-main/store/room-key.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { discardSetAside, numbersSetAside, settleSetAside } from '../../src-main/turnout/set-aside.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { removeStation, saveStation, stations } from '../../src-main/turnout/stations.ts';
import { planInSameThread } from '../fixtures/plan-in-same-thread.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { sampleOf } from '../sample-size.ts';
import { importedRoom, importText, temporaryFolder } from './temporary-room.ts';

hashQuickly();

const BY = 'Gwen';
const STREETS = ['High Street', 'Low Road', 'Mid Lane'];
const person = (at: number, name = 'Ann') =>
  elector(String(at), `Evans${at}`, name, { vi: 'P', address: `${at} ${STREETS[at % 3]}` });
const PEOPLE = Array.from({ length: 12 }, (_, at) => person(at + 1));

/** A room with sheets, and another laptop's, which is encrypted. */
async function twoLaptops(): Promise<{ one: Room; two: Room; code: string }> {
  const one = importedRoom(register(...PEOPLE), { promises: ['P'] });
  const { codes } = await makeSheetsAtOnce(one, {}, BY);
  const { file, passphrase } = prepareLaptop(one, join(temporaryFolder(), 'two.room'), 'Two', BY);
  const key = passphrase === undefined ? one.key : { passphrase };
  const two = openRoom(file, { create: false, program: 'a test', key });
  onTestFinished(() => two.close());
  return { one, two, code: codes[0] ?? '' };
}

function sharedBy(from: Room): Buffer {
  const file = join(temporaryFolder(), 'shared');
  shareTo(from, file, BY);
  return readFileSync(file);
}

/** Somebody new, somebody who is gone, another name, and a number that now is another's. */
function importLater(room: Room): void {
  const later = [person(13), ...PEOPLE.slice(2, 11), person(2, 'Beth')];
  importText(room, register(...later), { promises: ['P'], removeMissing: true });
}

function state(where: Room) {
  const { problems, digest } = checkRoom(where);
  expect(problems).toEqual([]);
  const rows = (table: string) => where.db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all();
  return { digest, electors: rows('elector'), streets: rows('street'), slips: rows('slip') };
}

type Act = (room: Room) => void;

/** What may be entered at any time. With `onRegister` also what changes the register. */
function actsOf(random: () => number, code: string, onRegister: boolean): Act[] {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const number = () => String(1 + Math.floor(random() * 13));
  const elsewhere = { district: 'KA', stationId: null, toldAt: null, teller: BY, toldCount: null, by: BY };
  const form = { name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] };
  const entries = (room: Room) =>
    room.db
      .prepare<[], string>(
        `SELECT id FROM journal WHERE kind IN ('number', 'undo', 'taken back', 'doorstep', 'slip'${onRegister ? ", 'register'" : ''})`,
      )
      .pluck()
      .all();
  return [
    (room) => markNumbers(room, { text: `${number()} ${number()} 99`, district: 'KA', by: BY }),
    (room) => undoNumbers(room, { text: number(), district: 'KA', by: BY }),
    (room) => {
      const station = pick(stations(room))?.id ?? null;
      const slip = beginSlip(room, { ...elsewhere, stationId: station });
      markNumbers(room, { text: `${number()} ${number()}`, district: 'KA', slipId: slip.id, by: BY });
    },
    (room) =>
      enterDoorstep(room, code, [{ electorId: 5, answer: pick(['voted', 'out', 'refused'] as const) }], BY),
    (room) => moveSheets(room, [code], pick(['sheet out', 'sheet back'] as const), { by: BY, runner: BY }),
    (room) => {
      const aside = pick(numbersSetAside(room));
      if (random() < 0.5) settleSetAside(room, aside?.id ?? '', number(), BY);
      else discardSetAside(room, aside?.id ?? '', BY);
    },
    (room) => undoEntries(room, [pick(entries(room)) ?? ''], BY),
    (room) => {
      const station = pick(stations(room));
      if (station && random() < 0.5) removeStation(room, station.id, BY);
      else saveStation(room, station?.id ?? null, form, BY);
    },
    ...(onRegister
      ? [
          (room: Room) => {
            const id = 1 + Math.floor(random() * 12);
            const street = pick(STREETS);
            correctElector(
              room,
              id,
              { ...electorRecord(room, id), street, phone: `01792 00012${id % 10}` },
              BY,
            );
          },
          (room: Room) => addElector(room, { ...electorRecord(room, 4), number: `KA-5${number()}` }, BY),
          (room: Room) => removeElector(room, 1 + Math.floor(random() * 12), BY),
        ]
      : []),
  ];
}

function someOf(acts: readonly Act[], room: Room, random: () => number): void {
  for (let step = 0; step < 6; step += 1)
    try {
      acts[Math.floor(random() * acts.length)]?.(room);
    } catch (error) {
      // A person may not do everything at any time.
      if (!(error instanceof Refusal)) throw error;
    }
}

it.each(Array.from({ length: sampleOf(60) }, (_, at) => at + 1))(
  'a later register leaves what was entered while it was compared, and both laptops agree (seed %i)',
  async (seed) => {
    const random = seeded(seed);
    const { one, two, code } = await twoLaptops();
    const day = actsOf(random, code, true);
    for (const room of [one, two]) someOf(day, room, random);
    importLater(one);
    someOf(day, one, random);

    const bytes = sharedBy(one);
    const draft = newDraftFile(two.file);
    onTestFinished(() => removeDraft(draft, true));
    const key = two.key && rawKeyOf(two.db, two.key);
    const copy = draftOf(two.file, copyInMemory(two.db), key);
    const { register: comes } = planOn(copy, bytes, draft);
    copy.close();
    if (!comes) throw new Error('No register came.');
    someOf(actsOf(random, code, false), two, random);
    // An undo may have been of a correction.
    if (!isStillFor(two, comes)) return;
    two.changeFrom(draft, () => takeRegisterDraft(two, comes));

    state(two);
    for (const [from, to] of [
      [two, one],
      [one, two],
    ] as const)
      takeIn(to, readShared(to, sharedBy(from)));
    expect(state(two)).toEqual(state(one));
  },
);

it('a later register is copied in one transaction, with its import, and not read again', async () => {
  onTestFinished(planInSameThread());
  const { one, two } = await twoLaptops();
  markNumbers(one, { text: '3 4', district: 'KA', by: BY });
  importLater(one);
  markNumbers(one, { text: '13', district: 'KA', by: BY });
  markNumbers(two, { text: '5', district: 'KA', by: BY });
  const bytes = sharedBy(one);
  const [change, copied] = [vi.spyOn(two, 'change'), vi.spyOn(two, 'changeFrom')];
  expect(await takeInBeside(two, bytes)).toMatchObject({ register: true });
  expect([change.mock.calls.length, copied.mock.calls.length]).toEqual([0, 1]);
  takeIn(one, readShared(one, sharedBy(two)));
  expect(state(two)).toEqual(state(one));
  expect(await takeInBeside(two, bytes)).toMatchObject({ new: 0, register: false });
});

it('many entries come in parts before a later register, and those after it with it', async () => {
  onTestFinished(planInSameThread());
  const { one, two } = await twoLaptops();
  for (let n = 0; n < 500; n += 1) markNumbers(one, { text: '3 4 5 6 7', district: 'KA', by: BY });
  importLater(one);
  markNumbers(one, { text: '13', district: 'KA', by: BY });
  const copied = vi.spyOn(two, 'changeFrom');
  const taken = await takeInBeside(two, sharedBy(one));
  expect(taken).toMatchObject({ register: true, byLaptop: [{ letter: 'A', new: taken.new }] });
  expect(taken.new).toBeGreaterThan(2500);
  expect(copied).toHaveBeenCalledOnce();
  expect(state(two)).toEqual(state(one));
});
