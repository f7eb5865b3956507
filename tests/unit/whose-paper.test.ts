import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src-main/journal/digest.ts';
import { exportJournal } from '../../src-main/journal/export-journal.ts';
import { moveSlip } from '../../src-main/journal/move-slip.ts';
import { readJournal } from '../../src-main/journal/read-journal.ts';
import { asCode, codesRunTogether } from '../../src-main/sheets/codes.ts';
import { issuedSheets, moveSheets, sheetRecord } from '../../src-main/sheets/issued.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { drawOtherPaper } from '../../src-main/sheets/other/other-papers.ts';
import { printFresh } from '../../src-main/sheets/reprint.ts';
import { returnedSheet } from '../../src-main/sheets/returned.ts';
import { codeIn, dayOnSquare, textOnSquare } from '../../src-main/sheets/square.ts';
import { thisDevice } from '../../src-main/store/laptops/device.ts';
import { addLaptop, addThisLaptop, laptops, ownLetter } from '../../src-main/store/laptops/laptops.ts';
import type { Room } from '../../src-main/store/room.ts';
import { writeSetting } from '../../src-main/store/settings.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { recentEntries } from '../../src-main/turnout/resolve.ts';
import { numbersSetAside } from '../../src-main/turnout/set-aside.ts';
import { readSlipName, slipName } from '../../src-main/turnout/slips/slip-name.ts';
import {
  allSlips,
  beginSlip,
  changeSlip,
  findSlips,
  type SlipForm,
} from '../../src-main/turnout/slips/slips.ts';
import { inRound, wholeDayCode } from '../../src-shared/sheet-words.ts';
import { elector, register } from '../fixtures/register.ts';
import { readPapers } from '../read-papers.ts';
import { sampleOf } from '../sample-size.ts';
import { importedRoom } from './temporary-room.ts';
import { copyOf, exchange, send } from './two-rooms.ts';

const BY = 'Gwen';
const STREETS = ['Alma Road', 'Beech Lane', 'Castle Street'];
const HEAD: SlipForm = { district: 'KA', stationId: null, toldAt: null, teller: '', toldCount: null };

function roomWithStreets(): Room {
  const lines = STREETS.flatMap((street, place) =>
    [1, 2].map((door) =>
      elector(String(place * 2 + door), 'Evans', 'Ann', { vi: 'P', address: `${door} ${street}` }),
    ),
  );
  return importedRoom(register(...lines), { promises: ['P'] });
}

/** Another laptop of a room, with a letter that the room has given it. */
function laptopOf(room: Room, name: string): Room {
  const other = copyOf(room);
  room.change(() => {
    addThisLaptop(room, BY);
    addLaptop(room, thisDevice(other).id, name, BY);
  });
  send(room, other);
  return other;
}

function twoLaptops(): [Room, Room] {
  const a = roomWithStreets();
  return [a, laptopOf(a, 'Kitchen')];
}

const begin = (room: Room, head: Partial<SlipForm> & { secondOf?: number } = {}) =>
  beginSlip(room, { ...HEAD, ...head, by: BY });
const make = async (room: Room, street = 'Alma Road', round = 1) =>
  (await makeSheetsAtOnce(room, { street, round }, BY)).codes;
const named = (room: Room, text: string) => findSlips(room, text).map(({ number }) => number);
const linesOf = (room: Room, code: string) => returnedSheet(room, code).lines.map(({ number }) => number);

describe('the number of a slip', () => {
  it('has no letter in a room with one laptop, nor on slips from before it had two', () => {
    const a = roomWithStreets();
    const before = [begin(a), begin(a)];
    const b = laptopOf(a, 'Kitchen');
    expect([ownLetter(a), ownLetter(b)]).toEqual(['A', 'B']);
    const [onA, onB] = [begin(a), begin(b)];
    exchange(a, b);
    for (const room of [a, b]) {
      expect(allSlips(room).map(({ number }) => number)).toEqual(expect.arrayContaining([1, 2, 'A3', 'B3']));
      expect(named(room, '2')).toEqual([before[1]?.number]);
      expect(named(room, 'a3')).toEqual([onA.number]);
      expect(named(room, 'slip B 3')).toEqual([onB.number]);
    }
  });

  it('typed without its letter means one of this laptop, then one of any other', () => {
    const [a, b] = twoLaptops();
    const c = laptopOf(a, 'Hall');
    begin(a);
    begin(b);
    begin(b);
    exchange(a, b);
    expect(named(a, '1')).toEqual(['A1']);
    expect(named(b, '1')).toEqual(['B1']);
    expect(named(a, '2')).toEqual(['B2']);
    send(a, c);
    expect(named(c, '1')).toEqual(['A1', 'B1']);
    expect(() => findSlips(a, '3')).toThrow(/There is no slip 3 in this room/);
    expect(() => findSlips(a, 'A9')).toThrow(/There is no slip A9 in this room/);
    expect(() => findSlips(a, 'Evans')).toThrow(/There is no slip Evans in this room/);
  });

  it('of another laptop says what to do until its entries have come', () => {
    const [a, b] = twoLaptops();
    begin(b);
    expect(() => findSlips(a, 'b1')).toThrow(
      'Slip B1 was entered on laptop B (Kitchen); its entries have not come here yet: merge them on Other laptops.',
    );
    exchange(a, b);
    expect(named(a, 'b1')).toEqual(['B1']);
  });

  it('stays when the slip is corrected or moved on another laptop, or entered again there', () => {
    const [a, b] = twoLaptops();
    const slip = begin(b);
    exchange(a, b);
    expect(changeSlip(a, slip.id, { toldAt: 1, teller: 'Idris', toldCount: 2, by: BY }).number).toBe('B1');
    const again = begin(a, { secondOf: slip.id });
    expect([again.number, again.secondOfNumber]).toEqual(['B1', 'B1']);
    markNumbers(a, { text: '1', slipId: slip.id, district: 'KA', by: BY });
    const moved = moveSlip(a, slip.id, { district: '', stationId: null }, BY);
    expect(moved.number).toBe('B1');
    expect(begin(a).number).toBe('A1');
    expect(named(a, 'B1')).toEqual(['B1']);
    exchange(a, b);
    expect(allSlips(b).map(({ number }) => number)).toEqual(allSlips(a).map(({ number }) => number));
  });

  it('is the same wherever the slip is named', () => {
    const [a, b] = twoLaptops();
    const slip = begin(b);
    markNumbers(b, { text: '1 99', slipId: slip.id, district: 'KA', by: BY });
    exchange(a, b);
    expect(numbersSetAside(a).map((each) => each.slip)).toEqual(['B1']);
    expect(recentEntries(a, 9).map((each) => each.slip)).toEqual(['B1', 'B1']);
    const all = { kind: 'numbers', text: '', hour: null, before: null, limit: 9 } as const;
    expect(readJournal(a, all).map(({ what, slip: on }) => on ?? what)).toEqual([
      'B1',
      'B1',
      'Head of slip B1',
    ]);
    let csv = '';
    exportJournal(a, BY, (text, record) => {
      csv = text;
      return record();
    });
    expect(csv).toMatch(/,KA-1,[^\n]*,B1,/);
  });
});

describe('the code of a sheet', () => {
  it('has no letter in a room with one laptop', async () => {
    const a = roomWithStreets();
    expect(await make(a)).toEqual(['1-01']);
    expect((await printFresh(a, '1-01', {}, BY)).code).toBe('1-01b');
    a.change(() => addThisLaptop(a, BY));
    expect(await make(a)).toEqual(['1-02']);
  });

  it('has the letter of its laptop, and goes on from the codes without one', async () => {
    const a = roomWithStreets();
    await make(a);
    const b = laptopOf(a, 'Kitchen');
    expect([await make(a), await make(b), await make(b, 'Alma Road', 2)]).toEqual([
      ['A1-02'],
      ['B1-02'],
      ['B2-01'],
    ]);
    const packs = await readPapers((await drawOtherPaper(b, { kind: 'all-day', rounds: 2, by: BY })).pdf);
    expect([...packs.keys()]).toEqual(['BW1-01/1', 'BW1-01/2']);
    expect(() => returnedSheet(b, 'w1 1')).toThrow(/BW1-01 is for the whole day.* from 1 to 2: BW1-01\/1/);
    expect(linesOf(b, 'W1 1 2')).toEqual(linesOf(b, 'bw1-01/2'));
    expect((await printFresh(b, 'BW1-01/2', {}, BY)).code).toBe('BW1-01/2b');
  });

  it('of a new sheet has the letter of the laptop that made it, if it is another', async () => {
    const a = roomWithStreets();
    await make(a);
    const b = laptopOf(a, 'Kitchen');
    await make(b, 'Beech Lane');
    exchange(a, b);
    const fresh = async (room: Room, code: string) => (await printFresh(room, code, {}, BY)).code;
    expect(await fresh(a, '1-01')).toBe('1-01A2');
    expect(await fresh(b, '1-01')).toBe('1-01B2');
    expect(await fresh(b, 'B1-02')).toBe('B1-02b');
    expect(await fresh(a, 'B1-02')).toBe('B1-02A2');
    exchange(a, b);
    expect(await fresh(a, 'b1-02a2')).toBe('B1-02A3');
    // Printed last, it replaces those that it knows of.
    moveSheets(a, ['B1-02A3'], 'sheet printed', { by: BY });
    exchange(a, b);
    const state = (code: string) => issuedSheets(b).find((sheet) => sheet.code === code)?.state;
    expect(['B1-02', 'B1-02b', 'B1-02A2', 'B1-02A3', '1-01'].map(state)).toEqual([
      'replaced',
      'replaced',
      'replaced',
      'printed',
      'made',
    ]);
  });

  it('typed without its letter means the only sheet with it', async () => {
    const [a, b] = twoLaptops();
    await make(a);
    await make(b, 'Beech Lane');
    await make(b, 'Castle Street');
    const found = (room: Room, typed: string) => sheetRecord(room, typed).code;
    expect(['1-01', '101', 'sheet 1 1', 'b1.1', 'B101'].map((typed) => found(b, typed))).toEqual([
      'B1-01',
      'B1-01',
      'B1-01',
      'B1-01',
      'B1-01',
    ]);
    exchange(a, b);
    for (const room of [a, b]) {
      expect(() => found(room, '1-01')).toThrow(
        '1-01 may mean several sheets: A1-01, B1-01. Type the code as it is printed.',
      );
      expect(found(room, '1 2')).toBe('B1-02');
      expect(moveSheets(room, ['1-02'], 'sheet out', { by: BY }).codes).toEqual(['B1-02']);
    }
  });

  it('of another laptop says what to do until its entries have come', async () => {
    const [a, b] = twoLaptops();
    await make(b);
    const message =
      'Sheet B1-01 was made on laptop B (Kitchen); its entries have not come here yet: merge them on Other laptops.';
    for (const typed of ['b1-1', 'B1-01', textOnSquare('B1-01', dayOnSquare(a))])
      expect(() => returnedSheet(a, typed)).toThrow(message);
    for (const typed of ['A1-09', 'K1-09', '1-09'])
      expect(() => returnedSheet(a, typed)).toThrow(/There is no sheet/);
    exchange(a, b);
    expect(linesOf(a, 'B1-01')).toEqual(['KA-1', 'KA-2']);
  });
});

describe('the square on a sheet', () => {
  it('is read on every laptop of the room, with the squares of older versions', async () => {
    const [a, b] = twoLaptops();
    await make(b);
    exchange(a, b);
    for (const square of [textOnSquare('B1-01', dayOnSquare(b)), 'sheetB1-01', 'sheet1-01'])
      expect(linesOf(a, square)).toEqual(['KA-1', 'KA-2']);
    const pack = textOnSquare('BW1-01', dayOnSquare(b));
    expect(wholeDayCode(pack)).toBe('BW1-01');
    expect(codeIn(a, inRound(pack, 2))).toBe('BW1-01/2');
  });

  it('of another room is refused, also for a sheet with the same code', async () => {
    const [here, elsewhere] = [roomWithStreets(), roomWithStreets()];
    elsewhere.change(() => writeSetting(elsewhere, 'day_id', 'another'));
    await make(here);
    const foreign = textOnSquare('1-01', dayOnSquare(elsewhere));
    for (const typed of [
      foreign,
      foreign.toLowerCase(),
      inRound(textOnSquare('W1-01', dayOnSquare(elsewhere)), 1),
    ])
      expect(() => returnedSheet(here, typed)).toThrow(
        /^This sheet is of another room: sheet W?1-01.* was not made here/i,
      );
    expect(() => moveSheets(here, [foreign], 'sheet back', { by: BY })).toThrow(/of another room/);
    expect(linesOf(here, textOnSquare('1-01', dayOnSquare(here)))).toEqual(['KA-1', 'KA-2']);
  });

  it('marks nobody off where numbers are entered', async () => {
    const room = roomWithStreets();
    for (const code of ['1-01', 'A1-01', 'KA1-01', 'BW1-02'])
      expect(markNumbers(room, { text: textOnSquare(code, dayOnSquare(room)), by: BY }).marked).toBe(0);
  });
});

it('a laptop that was given another’s letter elsewhere gets one of its own', async () => {
  const a = roomWithStreets();
  const b = laptopOf(a, 'Kitchen');
  // Both prepare a laptop without knowing of the other's.
  const [c, d] = [laptopOf(a, 'Hall'), laptopOf(b, 'Van')];
  expect([ownLetter(c), ownLetter(d)]).toEqual(['C', 'C']);
  for (const each of [b, c, d]) exchange(a, each);
  for (const each of [b, c, d]) exchange(a, each);
  const letters = [begin(c).number, begin(d).number];
  expect(letters.toSorted()).toEqual(['C1', 'D1']);
});

it('no laptop has a letter that is read as a digit or as the day’s', () => {
  const room = roomWithStreets();
  room.change(() => {
    for (let at = 0; at < 60; at += 1) addLaptop(room, `device ${at}`, 'Hall', BY);
  });
  const letters = laptops(room.db).map(({ letter }) => letter);
  expect(new Set(letters).size).toBe(60);
  expect(letters.slice(7, 10)).toEqual(['H', 'J', 'K']);
  expect(letters.slice(21, 26)).toEqual(['Y', 'Z', 'AA', 'AB', 'AC']);
  expect(letters.join('')).not.toMatch(/[IOW]/);
});

const letterOfLaptop = fc.stringMatching(/^[A-HJ-NP-VX-Z]{1,2}$/);
const letter = fc.oneof(fc.constant(''), letterOfLaptop);
const end = fc.oneof(
  fc.constant(''),
  fc.stringMatching(/^[b-z]$/),
  fc.tuple(letterOfLaptop, fc.integer({ min: 2, max: 40 })).map(([of, place]) => `${of}${place}`),
);
const place = fc.integer({ min: 1, max: 300 }).map((each) => String(each).padStart(2, '0'));
const ofRound = fc
  .tuple(letter, fc.integer({ min: 1, max: 99 }), place, end)
  .map(([of, round, at, last]) => `${of}${round}-${at}${last}`);
const ofDay = fc
  .tuple(letter, fc.integer({ min: 1, max: 99 }), place, fc.integer({ min: 1, max: 9 }), end)
  .map(([of, pack, at, round, last]) => `${of}W${pack}-${at}/${round}${last}`);
const way = fc.constantFrom<(code: string) => string>(
  (code) => code,
  (code) => code.toLowerCase(),
  (code) => code.toUpperCase(),
  (code) => code.replace(/[-/]/g, ' '),
  (code) => code.replace(/[-/]/g, '.').toLowerCase(),
  (code) => ` sheet ${code.replace('-0', '-')} `,
  (code) => code.replace(/^[A-Z]+/, (letters) => `${letters} `),
);

describe('what is on paper', () => {
  it('means the same however it is typed', () => {
    const room = roomWithStreets();
    const day = dayOnSquare(room);
    fc.assert(
      fc.property(fc.oneof(ofRound, ofDay), way, (code, typed) => {
        expect(asCode(codeIn(room, typed(code)))).toBe(code);
        expect(asCode(codeIn(room, textOnSquare(code, day)))).toBe(code);
        if (!code.includes('W')) expect(codesRunTogether(code.replace('-', ''))).toContain(code);
      }),
    );
    fc.assert(
      fc.property(letter, fc.integer({ min: 1, max: 9999 }), (of, number) => {
        const name = String(slipName({ letter: of, number }));
        for (const typed of [
          name,
          name.toLowerCase(),
          `slip ${name}`,
          `${of} ${number}`,
          `${of}-00${number}`,
        ])
          expect(readSlipName(typed)).toEqual({ letter: of, number });
      }),
    );
  });

  it('is never twice the same, whatever laptops number and when they exchange it', async () => {
    const step = fc.record({
      on: fc.nat({ max: 2 }),
      with: fc.nat({ max: 2 }),
      what: fc.constantFrom('slip', 'slip', 'sheets', 'fresh', 'pack', 'exchange'),
      pick: fc.nat({ max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
        const a = roomWithStreets();
        begin(a);
        await make(a);
        const laptop = [a, laptopOf(a, 'Kitchen'), laptopOf(a, 'Hall')];
        const papers = new Set<string | number>([1, '1-01']);
        const take = (each: string | number) => {
          expect([each, papers.has(each)]).toEqual([each, false]);
          papers.add(each);
        };
        for (const { on, with: other, what, pick } of steps) {
          const [room, partner] = [laptop[on]!, laptop[other]!];
          const issued = issuedSheets(room);
          if (what === 'slip') take(begin(room).number);
          if (what === 'sheets') for (const code of await make(room, STREETS[pick % 3])) take(code);
          if (what === 'fresh')
            take((await printFresh(room, issued[pick % issued.length]!.code, {}, BY)).code);
          if (what === 'pack') {
            const { pdf } = await drawOtherPaper(room, { kind: 'all-day', rounds: 1, by: BY });
            for (const code of (await readPapers(pdf)).keys()) take(code);
          }
          if (what === 'exchange' && room !== partner) exchange(room, partner);
        }
        for (const each of [1, 2, 1, 2]) exchange(a, laptop[each]!);
        for (const room of laptop) {
          expect(digestOf(room.db)).toBe(digestOf(a.db));
          expect(allSlips(room).map(({ number }) => number)).toEqual(allSlips(a).map(({ number }) => number));
          for (const name of papers) {
            if (typeof name === 'number' || !name.includes('-'))
              expect(named(room, String(name))).toEqual([name]);
            else expect(linesOf(room, name)).toEqual(linesOf(a, name));
          }
        }
      }),
      { numRuns: sampleOf(9) },
    );
  });
});
