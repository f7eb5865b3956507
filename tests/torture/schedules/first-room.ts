import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sheetRecord } from '../../../src-main/sheets/issued.ts';
import { makeSheetsAtOnce } from '../../../src-main/sheets/make-sheets.ts';
import { beginSlip } from '../../../src-main/turnout/slips/slips.ts';
import { elector, register } from '../../fixtures/register.ts';
import { makeRoom, openTortured } from '../electors.ts';
import type { Act, Person } from './oracle.ts';

/** The room that every copy of a schedule begins with. */
export type FirstRoom = {
  bytes: Buffer;
  register: readonly Person[];
  acts: readonly Act[];
  sheets: readonly { code: string; electors: readonly number[] }[];
};

const PEOPLE = [
  ...Array.from({ length: 8 }, (_, at) => ({ district: 'KA', number: at + 1, street: 'High Street' })),
  ...Array.from({ length: 5 }, (_, at) => ({ district: 'KB', number: at + 1, street: 'Mill Lane' })),
].map((each, at) => ({
  ...each,
  markers: at % 6 === 5 ? 'A' : '',
  vi: at % 4 === 3 ? 'L' : 'P',
  dnk: at === 6 ? 'Y' : '',
}));

/** A small room with two streets, a sheet of each and a slip, made once. */
export async function firstRoom(folder: string): Promise<FirstRoom> {
  const file = join(folder, 'first.room');
  const lines = PEOPLE.map(({ district, number, street, markers, vi, dnk }) =>
    elector(String(number), `Evans${district}${number}`, 'Ann', {
      district,
      markers,
      vi,
      dnk,
      address: `${number} ${street}`,
    }),
  );
  makeRoom(file, register(...lines));
  const room = openTortured(file);
  const { codes } = await makeSheetsAtOnce(room, {}, 'Ann');
  const slip = { district: 'KA', stationId: null, toldAt: null, teller: 'May', toldCount: null };
  beginSlip(room, { ...slip, by: 'Ann' });
  const ids = new Map(
    room.db.prepare<[], [string, number]>("SELECT district || '-' || number, id FROM elector").raw().all(),
  );
  const rows = room.db.prepare<[], Facts>('SELECT address, id FROM elector').all();
  const addresses = new Map(rows.map(({ id, address }) => [id, address]));
  const people = PEOPLE.map(({ district, number, street, markers, vi, dnk }): Person => {
    const id = ids.get(`${district}-${number}`) ?? 0;
    const address = addresses.get(id) ?? '';
    const facts = {
      phone: '',
      note: '',
      vi,
      do_not_knock: dnk ? 1 : 0,
      gone: '',
      street,
      house: String(number),
    };
    return { id, district, number, markers, facts: { ...facts, address } };
  });
  const entries = room.db
    .prepare<[], Entry>(
      `SELECT journal.id, device.id AS device, at, kind, detail FROM journal JOIN device ON device.number = device
        ORDER BY seq`,
    )
    .all();
  const acts = entries.map(({ id, device, at, kind, detail }, index): Act => {
    const slipId = kind === 'slip' ? (JSON.parse(detail ?? '{}') as { slip: number }).slip : null;
    const sets = slipId === null ? [] : [{ subject: `slip ${slipId}`, value: `${detail}`, replaces: [] }];
    return { id, device, at, after: entries[index - 1]?.id ?? null, sets };
  });
  const sheets = codes.map((code) => ({ code, electors: sheetRecord(room, code).electorIds }));
  room.close();
  return { bytes: readFileSync(file), register: people, acts, sheets };
}

type Facts = { address: string; id: number };
type Entry = { id: string; device: string; at: number; kind: string; detail: string | null };
