import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { type Shared, shareTo } from '../../src-main/exchange/share.ts';
import { readShared } from '../../src-main/exchange/take-in.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { addElector, correctElector, electorRecord, removeElector } from '../../src-main/register/by-hand.ts';
import { sampleRegister } from '../../src-main/register/sample.ts';
import { renameStreet, streetsToCorrect } from '../../src-main/register/streets/street-corrections.ts';
import { moveSheets } from '../../src-main/sheets/issued.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { setCommitteeRoom } from '../../src-main/sheets/paper.ts';
import { saveWalk } from '../../src-main/sheets/walks.ts';
import { keepRegisterHere } from '../../src-main/store/laptops/laptops.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { numbersSetAside, settleSetAside } from '../../src-main/turnout/set-aside.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { importBytes, SAMPLE } from './rooms.ts';

const BY = 'a fuzzing run';

/** A laptop's room, and what another laptop has shared with it: the second file has a later register. */
export type TwoLaptops = { room: Buffer; files: Buffer[]; contents: Shared[] };

/** Made once in a folder. */
export function twoLaptops(folder: string): Promise<TwoLaptops> {
  const ready = made.get(folder) ?? makeBoth(folder);
  made.set(folder, ready);
  return ready;
}

const made = new Map<string, Promise<TwoLaptops>>();

async function makeBoth(folder: string): Promise<TwoLaptops> {
  const room = openRoom(join(folder, 'one.room'), { create: true, program: BY });
  importBytes(room, SAMPLE);
  const { codes } = await makeSheetsAtOnce(room, {}, BY);
  const { file, passphrase } = prepareLaptop(room, join(folder, 'two.room'), 'Kitchen', BY);
  const key = passphrase === undefined ? undefined : { passphrase };
  const other = openRoom(file, { create: false, program: BY, key });
  for (const [at, each] of [room, other].entries()) work(each, codes[0] ?? '', at);
  const shared = [share(other, folder)];
  other.change(() => keepRegisterHere(other, BY));
  importBytes(other, Buffer.from(sampleRegister({ electors: 64, seed: 3 })));
  shared.push(share(other, folder));
  const contents = shared.map((bytes) => readShared(room, bytes));
  other.close();
  room.close();
  return { room: readFileSync(room.file), files: shared, contents };
}

/** An entry of every kind. */
function work(room: Room, code: string, at: number): void {
  const marks = (text: string, slipId?: number) =>
    markNumbers(room, { text, district: 'KA', slipId, by: BY });
  marks(`KA-${at + 1}, KA-${at + 2}, KA-999`);
  undoNumbers(room, { text: `KA-${at + 1}`, district: 'KA', by: BY });
  const form = { name: 'School', place: `${at}`, warp: false, districts: ['KA'], shifts: [] };
  const stationId = saveStation(room, null, form, BY);
  const head = { district: 'KA', stationId, toldAt: null, teller: BY, toldCount: null, by: BY };
  marks('KA-11, KA-12, KA-13, KA-14', beginSlip(room, head).id);
  enterDoorstep(room, code, [{ electorId: 5, answer: at === 0 ? 'out' : 'refused' }], BY);
  moveSheets(room, [code], 'sheet out', { by: BY, runner: `Runner ${at}` });
  setCommitteeRoom(room, `${at} High Street`, BY);
  correctElector(room, 6, { ...electorRecord(room, 6), phone: `0179200000${at}` }, BY);
  addElector(room, { ...electorRecord(room, 6), number: 'KA-950', surname: 'New' }, BY);
  removeElector(room, 7 + at, BY);
  const [street] = streetsToCorrect(room);
  renameStreet(room, street?.id ?? 0, `Road ${at}`, BY);
  saveWalk(room, null, { name: 'Hill', note: '', runner: '', streetIds: [street?.id ?? 0] }, BY);
  const [aside] = numbersSetAside(room);
  if (at === 1) settleSetAside(room, aside?.id ?? '', 'KA-20', BY);
  const last = room.db.prepare<[], string>('SELECT id FROM journal ORDER BY seq DESC').pluck().get();
  undoEntries(room, [last ?? ''], BY);
}

function share(room: Room, folder: string): Buffer {
  const file = join(folder, 'shared');
  shareTo(room, file, BY);
  return readFileSync(file);
}
