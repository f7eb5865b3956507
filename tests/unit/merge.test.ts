import { describe, expect, it, vi } from 'vitest';
import { carryOver, readableWork } from '../../src-main/backup/later-entries.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { conflicts } from '../../src-main/journal/conflicts/conflicts.ts';
import { entriesFor, have, mergeEntries } from '../../src-main/journal/merge.ts';
import type { SentEntry } from '../../src-main/journal/sent-entries.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { addElector, correctElector, electorRecord, removeElector } from '../../src-main/register/by-hand.ts';
import {
  moveAddress,
  renameStreet,
  streetsToCorrect,
} from '../../src-main/register/streets/street-corrections.ts';
import { issuedSheets, moveSheets } from '../../src-main/sheets/issued.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { printFresh } from '../../src-main/sheets/reprint.ts';
import { entryHash } from '../../src-main/store/journal/journal-row.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { officialFigures, saveOfficialFigure } from '../../src-main/turnout/official-figures.ts';
import { discardSetAside, numbersSetAside, settleSetAside } from '../../src-main/turnout/set-aside.ts';
import { beginSlip, changeSlip, readSlip } from '../../src-main/turnout/slips/slips.ts';
import { removeStation, saveStation, stations } from '../../src-main/turnout/stations.ts';
import { elector, register } from '../fixtures/register.ts';
import { importAbsent, importedRoom } from './temporary-room.ts';
import { copyOf, exchange, send } from './two-rooms.ts';

function room(): Room {
  const people = Array.from({ length: 12 }, (_, at) =>
    elector(String(at + 1), `Evans${at}`, 'Ann', { vi: 'P' }),
  );
  const made = importedRoom(register(...people), { promises: ['P'] });
  return made;
}

const mark = (where: Room, text: string, by = 'Ann') => markNumbers(where, { text, district: 'KA', by });
const undo = (where: Room, text: string) => undoNumbers(where, { text, district: 'KA', by: 'Ann' });
const voted = (where: Room) =>
  where.db
    .prepare<[], number>('SELECT number FROM elector WHERE voted_at IS NOT NULL ORDER BY number')
    .pluck()
    .all();
const digest = (where: Room) => {
  const { problems, digest: text } = checkRoom(where);
  expect(problems).toEqual([]);
  return text;
};

const stateOf = (where: Room, code: string) => issuedSheets(where).find((each) => each.code === code)?.state;

function expectSame(...rooms: Room[]): void {
  expect(new Set(rooms.map(digest)).size).toBe(1);
  expect(new Set(rooms.map((each) => JSON.stringify(voted(each)))).size).toBe(1);
}

describe('two copies of a room', () => {
  it('have the same after an exchange, and a second one changes nothing', () => {
    const one = room();
    const other = copyOf(one);
    mark(one, '1 2');
    mark(other, '2 3');
    expect(send(one, other)).toMatchObject({ new: 2, known: 0, gaps: [], conflicts: [] });
    expect(send(other, one)).toMatchObject({ new: 2, known: 0, gaps: [], conflicts: [] });
    expectSame(one, other);
    expect(voted(one)).toEqual([1, 2, 3]);
    expect(send(one, other)).toMatchObject({ new: 0 });
  });

  it('keep a mark that the other never saw when it undid its own', () => {
    const one = room();
    const other = copyOf(one);
    mark(one, '1');
    mark(other, '1');
    undo(one, '1');
    exchange(one, other);
    expectSame(one, other);
    expect(voted(one)).toEqual([1]);
    expect(conflicts(one)).toMatchObject([{ kind: 'mark', number: 'KA-1' }]);
    undo(one, '1');
    exchange(one, other);
    expectSame(one, other);
    expect(voted(other)).toEqual([]);
    expect(conflicts(other)).toEqual([]);
  });

  it('count a second telling, so that it stands when the first is undone', () => {
    const one = room();
    const first = mark(one, '1');
    expect(first.marked).toBe(1);
    const other = copyOf(one);
    expect(mark(other, '1').already).toBe(1);
    undo(one, '1');
    exchange(one, other);
    expectSame(one, other);
    expect(voted(one)).toEqual([1]);
  });

  it('show a file that was copied by hand and used twice, and lose nothing of it', () => {
    const one = room();
    mark(one, '1');
    const other = copyOf(one, { byHand: true });
    mark(one, '2');
    mark(other, '3 4');
    exchange(one, other);
    expectSame(one, other);
    expect(voted(one)).toEqual([1, 2, 3, 4]);
    mark(one, '5');
    mark(other, '6');
    const third = copyOf(one);
    exchange(one, other);
    exchange(other, third);
    expectSame(one, other, third);
    expect(Object.keys(have(one)).length).toBeGreaterThanOrEqual(3);
  });

  it('take entries in any order, and say what is missing', () => {
    const one = room();
    const other = copyOf(one);
    mark(one, '1 2 3 4');
    const sent = entriesFor(one, have(other));
    expect(mergeEntries(other, sent.slice(2))).toMatchObject({
      new: 0,
      gaps: [{ after: sent[0]!.n - 1, entries: 2 }],
    });
    expect(voted(other)).toEqual([]);
    expect(mergeEntries(other, sent.toReversed())).toMatchObject({ new: 4, gaps: [] });
    expectSame(one, other);
    expect(() => mergeEntries(other, [{ ...sent[0], n: 'x' }])).toThrow(/not entries/);
  });

  it('know what they have, also after a merge that did not last', () => {
    const one = room();
    const other = copyOf(one);
    mark(one, '1 2');
    const before = have(other);
    expect(() =>
      other.change(() => {
        send(one, other);
        expect(have(other)).toMatchObject(have(one));
        throw new Error('the power failed');
      }),
    ).toThrow('the power failed');
    expect(have(other)).toEqual(before);
    // At the places where the lost ones were.
    mark(other, '3 4 5');
    expect(send(one, other)).toMatchObject({ new: 2, known: 0, gaps: [] });
    expect(send(other, one)).toMatchObject({ new: 3, known: 0, gaps: [] });
    expect(have(other)).toEqual(have(one));
    expectSame(one, other);
  });

  it('ask again for what a damaged page lost between two entries', () => {
    for (const isForked of [false, true]) {
      const one = room();
      const backup = copyOf(one);
      const byHand = copyOf(one, { byHand: true });
      for (const number of ['1', '2', '3', '4', '5']) mark(one, number);
      mark(byHand, '6');
      if (isForked) exchange(one, byHand);
      const { entries, slips } = readableWork(one.db);
      const late = entries.filter(({ entered }) => entered === '3' || entered === '4');
      carryOver(backup, { entries: entries.filter((each) => !late.includes(each)), slips });
      expect(voted(backup)).not.toContain(3);
      expect(send(one, backup)).toMatchObject({ new: 2, gaps: [] });
      expectSame(one, backup);
    }
  });

  it('list what they say differently until a person settles it', async () => {
    const one = room();
    const { codes } = await makeSheetsAtOnce(one, {}, 'Ann');
    const code = codes[0] ?? '';
    mark(one, '77 1');
    const other = copyOf(one);
    enterDoorstep(one, code, [{ electorId: 5, answer: 'refused' }], 'Ann');
    enterDoorstep(other, code, [{ electorId: 5, answer: 'will vote' }], 'Bob');
    moveSheets(one, [code], 'sheet out', { by: 'Ann', runner: 'May' });
    moveSheets(other, [code], 'sheet out', { by: 'Bob', runner: 'Huw' });
    const [aside] = numbersSetAside(one);
    settleSetAside(one, aside?.id ?? '', '7', 'Ann');
    discardSetAside(other, aside?.id ?? '', 'Bob');
    for (const [where, by] of [
      [one, 'Ann'],
      [other, 'Bob'],
    ] as const) {
      const slip = beginSlip(where, {
        district: 'KA',
        stationId: null,
        toldAt: null,
        teller: by,
        toldCount: null,
        by,
      });
      markNumbers(where, { text: '8 9 10 11', district: 'KA', slipId: slip.id, by });
    }
    exchange(one, other);
    expectSame(one, other);
    expect(
      conflicts(one)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['door', 'set aside', 'sheet', 'slip']);
    expect(conflicts(one).find(({ kind }) => kind === 'door')).toMatchObject({ number: 'KA-5' });
    // Nobody who may not want to be knocked is knocked meanwhile.
    expect(one.db.prepare('SELECT outstanding FROM elector WHERE id = 5').pluck().get()).toBe(0);
    enterDoorstep(other, code, [{ electorId: 5, answer: 'will vote' }], 'Bob');
    moveSheets(one, [code], 'sheet back', { by: 'Ann' });
    exchange(one, other);
    expect(
      conflicts(other)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['set aside', 'slip']);
    expectSame(one, other);
  });

  it('agree whether a new sheet has replaced one that was taken out meanwhile, and see two sheets of one code', async () => {
    const one = room();
    const { codes } = await makeSheetsAtOnce(one, {}, 'Ann');
    const code = codes[0] ?? '';
    moveSheets(one, [code], 'sheet printed', { by: 'Ann' });
    const other = copyOf(one);
    mark(one, '1');
    const fresh = (await printFresh(one, code, {}, 'Ann')).code;
    moveSheets(one, [fresh], 'sheet printed', { by: 'Ann' });
    expect(stateOf(one, code)).toBe('replaced');
    moveSheets(other, [code], 'sheet out', { by: 'Bob', runner: 'May' });
    exchange(one, other);
    expect([stateOf(one, code), stateOf(other, code)]).toEqual(['out', 'out']);
    moveSheets(one, [fresh], 'sheet out', { by: 'Ann', runner: 'Huw' });
    exchange(one, other);
    expect([stateOf(one, code), stateOf(other, code)]).toEqual(['replaced', 'replaced']);
    mark(one, '2');
    await makeSheetsAtOnce(one, { round: 2 }, 'Ann');
    await makeSheetsAtOnce(other, { round: 2 }, 'Bob');
    exchange(one, other);
    expect(conflicts(other)).toMatchObject([{ kind: 'sheet', sheet: '2-01' }]);
    expectSame(one, other);
  });

  it('agree about stations, and about electors added, corrected and removed by hand', () => {
    const one = room();
    const other = copyOf(one);
    const form = { name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] };
    saveStation(one, null, form, 'Ann');
    saveStation(other, null, { ...form, districts: [] }, 'Bob');
    const record = electorRecord(one, 2);
    correctElector(one, 2, { ...record, phone: '1' }, 'Ann');
    correctElector(other, 2, { ...record, note: 'dog' }, 'Bob');
    removeElector(other, 3, 'Bob');
    const id = addElector(one, { ...record, number: 'KA-50', surname: 'New' }, 'Ann');
    mark(one, '50');
    exchange(one, other);
    expectSame(one, other);
    expect(electorRecord(other, 2)).toMatchObject({ phone: '1', note: 'dog' });
    expect(electorRecord(one, 3).onRegister).toBe(false);
    expect(electorRecord(other, id)).toMatchObject({ number: 'KA-50', surname: 'New', markedOff: true });
    expect(stations(one).map(({ name }) => name)).toEqual(['School', 'School 2']);
  });
});

describe('a list of absent voters about hundreds of electors', () => {
  const lines = Array.from({ length: 300 }, (_, at) => `KA${at + 1}`).join('\n');
  function list(where: Room, by: string): void {
    importAbsent(where, lines, { otherwise: 'postal', by, fileName: `${by}.txt` });
  }
  function largeRoom(): Room {
    const made = importedRoom(
      register(...Array.from({ length: 300 }, (_, at) => elector(String(at + 1), 'Evans', `Ann${at}`))),
    );
    return made;
  }
  const readings = (work: () => unknown) => {
    const parse = vi.spyOn(JSON, 'parse');
    work();
    const count = parse.mock.calls.filter(([text]) => String(text).includes('"absentVoters"')).length;
    parse.mockRestore();
    return count;
  };

  it('is read a few times when it comes in, is undone and is redone, and not once for each elector', () => {
    const one = largeRoom();
    const other = copyOf(one);
    list(one, 'Ann');
    const sent = entriesFor(one, have(other));
    expect(readings(() => mergeEntries(other, sent))).toBeLessThan(10);
    expect(electorRecord(other, 300).absent).toBe('postal');
    const [first] = sent;
    let undo = '';
    expect(readings(() => (undo = undoEntries(other, [first?.id ?? ''], 'Bob')))).toBeLessThan(10);
    expect(electorRecord(other, 300).absent).toBe('');
    expect(readings(() => undoEntries(other, [undo], 'Bob'))).toBeLessThan(10);
    expect(electorRecord(other, 300).absent).toBe('postal');
    expect(digest(other)).toHaveLength(64);
  });

  it('is not a conflict if another laptop used the same from another file', () => {
    const one = largeRoom();
    const other = copyOf(one);
    list(one, 'Ann');
    list(other, 'Bob');
    const sent = entriesFor(one, have(other));
    expect(readings(() => mergeEntries(other, sent))).toBeLessThan(10);
    expect(conflicts(other)).toEqual([]);
    correctElector(one, 2, { ...electorRecord(one, 2), absent: 'proxy' }, 'Ann');
    exchange(one, other);
    expect(conflicts(other)).toMatchObject([{ kind: 'register', number: 'KA-2' }]);
  });
});

describe('stations and slips of several laptops', () => {
  const SCHOOL = { name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] };
  const slipAt = (stationId: number | null, by: string) => ({
    district: 'KA',
    stationId,
    toldAt: null,
    teller: by,
    toldCount: null,
    by,
  });
  const kept = (where: Room) => ({
    stations: stations(where).toSorted((a, b) => a.id - b.id),
    slips: where.db.prepare('SELECT id, station_id, second_of FROM slip ORDER BY id').all(),
  });

  it('keep a station that one removed while the other entered a slip for it', () => {
    const one = room();
    const id = saveStation(one, null, SCHOOL, 'Ann');
    const other = copyOf(one);
    const third = copyOf(one);
    removeStation(one, id, 'Ann');
    send(one, third);
    expect(stations(third)).toEqual([]);
    beginSlip(other, slipAt(id, 'Bob'));
    exchange(one, other);
    exchange(other, third);
    expectSame(one, other, third);
    expect(kept(one)).toMatchObject({ stations: [{ id, ...SCHOOL }], slips: [{ station_id: id }] });
    expect([kept(other), kept(third)]).toEqual([kept(one), kept(one)]);
  });

  it('keep a station that one removed while the other typed an official figure of it', () => {
    const one = room();
    const id = saveStation(one, null, SCHOOL, 'Ann');
    const other = copyOf(one);
    removeStation(one, id, 'Ann');
    saveOfficialFigure(other, { stationId: id, at: 1_000_000, ballots: 1, by: 'Bob' });
    exchange(one, other);
    expectSame(one, other);
    expect(kept(one).stations).toMatchObject([{ id, ...SCHOOL }]);
    expect(officialFigures(one).get(id)).toEqual([{ at: 1_000_000, ballots: 1 }]);
  });

  it('have one name and one district at the same of two stations everywhere', () => {
    const one = room();
    const other = copyOf(one);
    const first = saveStation(one, null, { ...SCHOOL, warp: true }, 'Ann');
    saveStation(other, null, SCHOOL, 'Bob');
    exchange(one, other);
    expectSame(one, other);
    expect(kept(one)).toEqual(kept(other));
    saveStation(one, first, { ...SCHOOL, name: 'Hall', districts: [] }, 'Ann');
    exchange(one, other);
    expect(kept(one)).toEqual(kept(other));
    expect(stations(one)).toMatchObject([
      { name: 'Hall', districts: [] },
      { name: 'School', districts: ['KA'] },
    ]);
  });

  it('have a slip at its station whichever comes in first', () => {
    const one = room();
    const [other, third, fourth] = [copyOf(one), copyOf(one), copyOf(one)];
    for (const number of ['1', '2', '3']) mark(one, number);
    const id = saveStation(one, null, SCHOOL, 'Ann');
    send(one, other);
    const { id: slip } = beginSlip(other, slipAt(id, 'Bob'));
    beginSlip(other, { ...slipAt(id, 'Bob'), secondOf: slip });
    // The slips have a lower place in their chain than the station.
    send(other, third);
    expect(kept(third)).toEqual(kept(other));
    const bobs = entriesFor(other, have(fourth)).filter(({ device }) => !(device in have(one)));
    expect(mergeEntries(fourth, bobs).new).toBe(2);
    expect(kept(fourth).slips).toMatchObject([{ station_id: null }, { station_id: null }]);
    send(one, fourth);
    expect(kept(fourth)).toEqual(kept(other));
  });

  it('have a slip of whoever began it, even if a correction of its head comes in first', () => {
    const one = room();
    const [other, third] = [copyOf(one), copyOf(one)];
    const { id, number, at } = beginSlip(one, slipAt(null, 'Ann'));
    send(one, other);
    changeSlip(other, id, { toldAt: null, teller: 'Cai', toldCount: 9, by: 'Bob' });
    const bobs = entriesFor(other, have(third)).filter(({ device }) => !(device in have(one)));
    expect(mergeEntries(third, bobs).new).toBe(1);
    send(one, third);
    expect(readSlip(third, id)).toMatchObject({ number, at, by: 'Ann', teller: 'Cai', toldCount: 9 });
    expect(checkRoom(third).problems).toEqual([]);
  });
});

describe('an elector on several laptops', () => {
  const kept = (where: Room) =>
    where.db
      .prepare(
        `SELECT elector.id, number, phone, voted_at, doorstep, removed_at IS NULL AS is_on, by_hand, register_says,
                street.name AS street, house
           FROM elector JOIN street ON street.id = street_id ORDER BY 1`,
      )
      .all();
  const rename = (where: Room, from: string, to: string) =>
    renameStreet(where, streetsToCorrect(where).find(({ name }) => name === from)?.id ?? 0, to, 'Bob');

  it('is as a third said before the addition came in: facts, street, answer and mark', () => {
    const one = room();
    const [other, third] = [copyOf(one), copyOf(one)];
    const id = addElector(one, { ...electorRecord(one, 2), number: 'KA-50', surname: 'New' }, 'Ann');
    send(one, other);
    correctElector(other, id, { ...electorRecord(other, id), phone: '99' }, 'Bob');
    rename(other, electorRecord(other, id).street, 'New Road');
    enterDoorstep(other, '1-01', [{ electorId: id, answer: 'refused' }], 'Bob');
    mark(other, '50');
    const bobs = entriesFor(other, have(third)).filter(({ device }) => !(device in have(one)));
    expect(mergeEntries(third, bobs).new).toBe(4);
    expect(numbersSetAside(third)).toHaveLength(1);
    send(one, third);
    expectSame(other, third);
    expect(kept(third)).toEqual(kept(other));
    expect(electorRecord(third, id)).toMatchObject({ phone: '99', street: 'New Road', markedOff: true });
  });

  it('lives where a correction says, though another laptop renamed the street, in any order', () => {
    const one = room();
    const other = copyOf(one);
    const street = electorRecord(one, 2).street;
    rename(one, street, 'New Road');
    correctElector(other, 2, { ...electorRecord(other, 2), street: 'Elm' }, 'Bob');
    const [correction] = entriesFor(other, have(one));
    moveAddress(other, 3, { street: 'Elm', house: '3', flat: '' }, 'Bob');
    exchange(one, other);
    expect(kept(other)).toEqual(kept(one));
    expect([2, 3, 4].map((id) => electorRecord(one, id).street)).toEqual(['Elm', 'Elm', 'New Road']);
    rename(one, 'Elm', 'Elm Road');
    undoEntries(one, [correction?.id ?? ''], 'Ann');
    exchange(one, other);
    expect(kept(other)).toEqual(kept(one));
    expect([2, 3, 4].map((id) => electorRecord(other, id).street)).toEqual([
      'New Road',
      'Elm Road',
      'New Road',
    ]);
    expectSame(one, other);
  });
});

it('a mark of somebody whose number another laptop gave to somebody else is a conflict, until it is entered', () => {
  const one = room();
  const other = copyOf(one);
  const added = (where: Room) =>
    addElector(where, { ...electorRecord(where, 2), number: 'KA-50', surname: 'New' }, 'Ann');
  const waiting = added(one) > added(other) ? one : other;
  mark(waiting, '50');
  exchange(one, other);
  expect(conflicts(one)).toMatchObject([{ kind: 'register', number: 'KA-50' }]);
  expect(conflicts(other)).toEqual(conflicts(one));
  mark(one, '50');
  exchange(one, other);
  expect(conflicts(other)).toEqual([]);
  expectSame(one, other);
});

describe('entries that no laptop writes', () => {
  /** At the end of a device that nobody knows, each with the hash that it should have. */
  function made(like: SentEntry, changes: readonly Partial<SentEntry>[]): SentEntry[] {
    let before: Buffer | null = null;
    return changes.map((change, place) => {
      const { hash: _, ...said } = { ...like, id: `made-${place}`, ...change };
      const { device: __, n: ___, ...content } = said;
      before = entryHash('f'.repeat(32), place + 1, before, content);
      return { ...said, device: 'f'.repeat(32), n: place + 1, hash: before.toString('hex') };
    });
  }

  it.each<[string, Partial<SentEntry>[]]>([
    ['undoes itself', [{ undoes: '["made-0"]' }]],
    ['undoes what undoes it', [{ undoes: '["made-1"]' }, { undoes: '["made-0"]' }]],
    ['replaces itself by way of another', [{ instead_of: '["made-1"]' }, { undoes: '["made-0"]' }]],
    ['names a laptop without its letter', [{ kind: 'laptop', detail: '{"device":"f"}' }]],
    ['has a setting without a value', [{ kind: 'setting', detail: '{"setting":"committee_room"}' }]],
    ['has a detail that is not JSON', [{ detail: '{' }]],
    ['has no detail where its kind has one', [{ kind: 'slip', detail: null }]],
    ['undoes a text', [{ undoes: 'made-0' }]],
    ['has an empty id', [{ id: '' }]],
    ['has an outcome that there is not', [{ status: 'perhaps' }]],
  ])('are refused, and change nothing: one that %s', (_, changes) => {
    const one = room();
    mark(one, '1');
    const [like] = entriesFor(one, {}).slice(-1);
    const before = digest(one);
    expect(() => mergeEntries(one, made(like as SentEntry, changes))).toThrow(/not entries/);
    expect(digest(one)).toBe(before);
    expect(mergeEntries(one, made(like as SentEntry, [{}]))).toMatchObject({ new: 1 });
  });
});
