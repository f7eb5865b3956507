import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { electorHistory, readJournal } from '../../src-main/journal/read-journal.ts';
import { GUIDES } from '../../src-main/paper/guide-paper.ts';
import { PAGE } from '../../src-main/paper/page-form.ts';
import { Paper } from '../../src-main/paper/pdf.ts';
import { wordsOf } from '../../src-main/paper/words.ts';
import { sampleRegister } from '../../src-main/register/sample.ts';
import { listStreets } from '../../src-main/sheets/choose-streets.ts';
import { asCode } from '../../src-main/sheets/codes.ts';
import { fairCuts, neighboursUpTo } from '../../src-main/sheets/fair-parts.ts';
import { issuedSheets, moveSheets } from '../../src-main/sheets/issued.ts';
import { countSheets, makeSheetsAtOnce, makeSheetsInSteps } from '../../src-main/sheets/make-sheets.ts';
import { countOtherPaper, drawOtherPaper } from '../../src-main/sheets/other/other-papers.ts';
import { setCommitteeRoom } from '../../src-main/sheets/paper.ts';
import { factsFor } from '../../src-main/sheets/plan-sheets.ts';
import { changesSince, printChanges, printFresh, printSame } from '../../src-main/sheets/reprint.ts';
import { enterReturned, returnedSheet } from '../../src-main/sheets/returned.ts';
import { planRound, roundTimes } from '../../src-main/sheets/rounds.ts';
import { OTHER_PAPERS, SHEETS_BY, type SheetChoice } from '../../src-main/sheets/types.ts';
import {
  orderWalks,
  readWalks,
  removeWalk,
  saveWalk,
  suggestWalks,
  takeSuggestedWalks,
} from '../../src-main/sheets/walks.ts';
import { addToJournal, SHEET_MOVES, type SheetMove } from '../../src-main/store/journal/journal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import type { PaperChoice } from '../../src-shared/paper-look.ts';
import { warningInWords } from '../../src-shared/sheet-words.ts';
import { elector, register } from '../fixtures/register.ts';
import { markedOff } from '../marked-off.ts';
import { readItems, readPdf } from '../read-pdf.ts';
import { runCommand } from './run-command.ts';
import { importedRoom, importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

const BY = 'Gwen';
const HOUR = 60 * 60_000;

/** Streets with so many doors each, one promise per door, numbered on through the district. */
function roomOf(streets: Record<string, number>, district = 'KA'): Room {
  const room = importedRoom(register(...linesOf(streets, district)), { promises: ['P'] });
  return room;
}

function linesOf(streets: Record<string, number>, district = 'KA'): string[][] {
  let number = 0;
  return Object.entries(streets).flatMap(([street, doors]) =>
    Array.from({ length: doors }, (_, door) => {
      number += 1;
      return elector(String(number), 'Evans', 'Ann', { vi: 'P', district, address: `${door + 1} ${street}` });
    }),
  );
}

const FOUR = { 'Alma Road': 6, 'Beech Lane': 5, 'Castle Street': 4, 'Dock Road': 12 };

async function make(room: Room, choice: SheetChoice = {}) {
  const made = await makeSheetsAtOnce(room, choice, BY);
  return { ...made, text: await readPdf(made.pdf) };
}

const numbersIn = (pages: string[][]) => pages.flat().filter((text) => /^K[A-Z]-\d+$/.test(text));
const street = (room: Room, name: string) => listStreets(room).find((each) => each.street === name)?.id ?? 0;
const outstanding = (room: Room) =>
  room.db.prepare<[], number>('SELECT SUM(outstanding) FROM street').pluck().get();

describe('walks', () => {
  it('can be made, ordered, changed and deleted; a street is in one at a time', () => {
    const room = roomOf(FOUR);
    const ids = ['Alma Road', 'Beech Lane', 'Castle Street'].map((name) => street(room, name));
    const form = { note: 'Past the chapel', runner: 'Idris' };
    const one = saveWalk(room, null, { ...form, name: ' Chapel side ', streetIds: ids.slice(0, 2) }, BY);
    const two = saveWalk(room, null, { ...form, name: 'Docks', streetIds: ids.slice(1) }, BY);
    const names = () =>
      readWalks(room).walks.map(({ name, streets }) => [name, ...streets.map((each) => each.street)]);
    expect(names()).toEqual([
      ['Chapel side', 'Alma Road'],
      ['Docks', 'Beech Lane', 'Castle Street'],
    ]);
    expect(readWalks(room).free.map((each) => [each.street, each.doors])).toEqual([['Dock Road', 12]]);
    orderWalks(room, [two, one]);
    saveWalk(room, two, { ...form, name: 'Docks', streetIds: ids.slice(1).reverse() }, BY);
    expect(names()).toEqual([
      ['Docks', 'Castle Street', 'Beech Lane'],
      ['Chapel side', 'Alma Road'],
    ]);
    expect(() => saveWalk(room, null, { ...form, name: 'docks', streetIds: [] }, BY)).toThrow(/already/);
    expect(() => saveWalk(room, null, { ...form, name: ' ', streetIds: [] }, BY)).toThrow(/name/);
    removeWalk(room, one, BY);
    expect(readWalks(room).free.map((each) => each.street)).toEqual(['Alma Road', 'Dock Road']);
    expect(() => removeWalk(room, one, BY)).toThrow(/no longer/);
  });

  it('are suggested from neighbouring streets up to a number of doors, without streets that are in one already', () => {
    const room = roomOf(FOUR);
    saveWalk(room, null, { name: 'Docks', note: '', runner: '', streetIds: [street(room, 'Dock Road')] }, BY);
    expect(suggestWalks(room, 11).map(({ name, streets }) => [name, streets.length])).toEqual([
      ['Alma Road – Beech Lane', 2],
      ['Castle Street', 1],
    ]);
    expect(takeSuggestedWalks(room, 11, BY)).toBe(2);
    expect(readWalks(room)).toMatchObject({ walks: [{}, {}, {}], free: [] });
    expect(suggestWalks(room, 11)).toEqual([]);
  });

  it('stay when the register is updated', () => {
    const room = roomOf(FOUR);
    takeSuggestedWalks(room, 100, BY);
    const lines = [...linesOf(FOUR), elector('28', 'Rees', 'Nia', { vi: 'P', address: '1 Elm Close' })];
    importText(room, register(...lines), { promises: ['P'] });
    expect(readWalks(room).walks.flatMap(({ streets }) => streets.map((each) => each.street))).toEqual(
      Object.keys(FOUR),
    );
    expect(readWalks(room).free.map((each) => each.street)).toEqual(['Elm Close']);
  });

  it('become a sheet each, in their own order of streets, with directions and the runner', async () => {
    const room = roomOf(FOUR);
    const streetIds = ['Dock Road', 'Alma Road'].map((name) => street(room, name));
    saveWalk(room, null, { name: 'Harbour', note: 'Steps by the pub', runner: 'Idris', streetIds }, BY);
    const { sheets, text } = await make(room, { sheetsBy: 'walk' });
    expect(sheets).toBe(2);
    expect(text[0]).toEqual(
      expect.arrayContaining(['Harbour', 'Steps by the pub', 'Dock Road', 'Alma Road']),
    );
    expect(text[0]?.join(' ')).toContain('walk of 2 streets · for Idris');
    expect(text[0]?.indexOf('Dock Road')).toBeLessThan(text[0]?.indexOf('Alma Road') ?? 0);
    expect(text.flat()).toContain('Beech Lane – Castle Street');
    expect(new Set(numbersIn(text)).size).toBe(27);
    const only = await make(room, { walk: 'harbour', sheetsBy: 'walk' });
    expect([only.sheets, only.electors]).toEqual([1, 18]);
    await expect(make(room, { walk: 'nowhere' })).rejects.toThrow(/no walk/);
  });
});

describe('sheets of a set length', () => {
  it('split a long street into even parts, with everybody once and in order', async () => {
    const room = roomOf({ 'Long Road': 100 });
    const { sheets, text } = await make(room, { mostDoors: 40 });
    expect(sheets).toBe(3);
    expect(numbersIn(text)).toEqual(Array.from({ length: 100 }, (_, index) => `KA-${index + 1}`));
    expect(text.flat().join('\n')).toContain('part 1 of 3: 1 to 33');
  });

  it('cut any row of doors into parts of similar length, with nobody left out', () => {
    const doors = fc.array(
      fc.record({ street: fc.integer({ min: 1, max: 3 }), house: fc.constantFrom('1', '2', '') }),
      {
        minLength: 1,
        maxLength: 200,
      },
    );
    fc.assert(
      fc.property(doors, fc.integer({ min: 5, max: 60 }), (row, most) => {
        const cuts = [0, ...fairCuts(row, Math.ceil(row.length / most)), row.length];
        for (const [index, cut] of cuts.slice(1).entries()) {
          const length = cut - (cuts[index] ?? 0);
          expect(length).toBeGreaterThan(0);
          expect(length).toBeLessThanOrEqual(Math.ceil(most * 1.5));
        }
      }),
    );
  });

  it('are cut between streets if possible, then between houses, and inside a building only if they must', () => {
    const row = (length: number, of: (index: number) => { street: number; house: string }) =>
      Array.from({ length }, (_, index) => of(index));
    expect(
      fairCuts(
        row(20, (index) => ({ street: index < 9 ? 1 : 2, house: String(index) })),
        2,
      ),
    ).toEqual([9]);
    expect(
      fairCuts(
        row(20, (index) => ({ street: 1, house: index < 11 ? '1' : '2' })),
        2,
      ),
    ).toEqual([11]);
    expect(
      fairCuts(
        row(20, () => ({ street: 1, house: '1' })),
        2,
      ),
    ).toEqual([10]);
  });

  it('combine neighbouring streets of one district, and no others', () => {
    const streets = [
      { doors: 10, district: 'KA' },
      { doors: 5, district: 'KA' },
      { doors: 5, district: 'KB' },
      { doors: 90, district: 'KB' },
      { doors: 1, district: 'KB' },
    ];
    const together = neighboursUpTo(streets, 20, ({ doors }) => doors);
    expect(together.map((group) => group.map(({ doors }) => doors))).toEqual([[10, 5], [5], [90], [1]]);
  });

  it('have short neighbouring streets together on a page, each under its name, and one code for all', async () => {
    const room = roomOf({ ...FOUR, 'Elm Close': 2 });
    const { sheets, pages, codes, text } = await make(room, { sheetsBy: 'page' });
    expect([sheets, pages]).toEqual([2, 2]);
    expect(text[0]).toEqual(
      expect.arrayContaining(['Alma Road – Castle Street', 'Alma Road', 'Beech Lane', 'Castle Street']),
    );
    expect(numbersIn(text)).toEqual(Array.from({ length: 29 }, (_, door) => `KA-${door + 1}`));
    expect(returnedSheet(room, codes[0] ?? '').lines).toHaveLength(15);
  });

  it('have no page of a few names if they fit on the page before with rows a little closer', async () => {
    const room = roomOf({ 'Alma Road': 25, 'Beech Lane': 3, 'Castle Street': 25 });
    const { sheets, pages, text } = await make(room, { sheetsBy: 'page' });
    expect([sheets, pages]).toEqual([2, 2]);
    expect(text.map((page) => numbersIn([page]).length)).toEqual([28, 25]);
    const longer = await make(roomOf({ 'Long Road': 40, 'Solitary Lane': 1 }), { sheetsBy: 'page' });
    expect([longer.sheets, longer.pages]).toEqual([1, 2]);
  });

  it('have as many pages as were counted before, whatever the choice', async () => {
    const room = roomOf({ ...FOUR, 'Long Road': 47 });
    const papers: PaperChoice[] = [{}, { size: 'a5' }, { size: 'a4-landscape', large: true, cover: true }];
    for (const sheetsBy of SHEETS_BY)
      for (const paper of papers) {
        const choice = { sheetsBy, paper, ...(sheetsBy === 'street' ? { mostDoors: 10 } : {}) };
        const counted = await countSheets(room, choice);
        const { sheets, pages, electors } = await makeSheetsAtOnce(room, choice, BY);
        expect([choice, counted]).toMatchObject([choice, { sheets, pages, electors }]);
      }
    const nobody = { walk: 'Docks' };
    saveWalk(room, null, { name: 'Docks', note: '', runner: '', streetIds: [] }, BY);
    expect(await countSheets(room, nobody)).toEqual({ sheets: 0, pages: 1, electors: 0, minutes: 0 });
  });

  it('go up the odd side and down the even', async () => {
    const { text } = await make(roomOf({ 'Alma Road': 7 }), { sides: 'odd-even' });
    expect(numbersIn(text)).toEqual(['KA-1', 'KA-3', 'KA-5', 'KA-7', 'KA-6', 'KA-4', 'KA-2']);
  });

  it('are for the streets most worth a knock, if only so many are chosen', async () => {
    const room = roomOf(FOUR);
    const { sheets, electors } = await make(room, { top: 1 });
    expect([sheets, electors]).toEqual([1, 12]);
  });
});

describe('a sheet that was made', () => {
  it('is printed, goes out and comes back, and says who has it', async () => {
    const room = roomOf(FOUR);
    const { codes } = await make(room);
    expect(codes).toEqual(['1-01', '1-02', '1-03', '1-04']);
    const state = (code: string) => issuedSheets(room).find((each) => each.code === code);
    expect(state('1-01')).toMatchObject({ title: 'Alma Road', state: 'made', electors: 6, outstanding: 6 });
    moveSheets(room, ['1-01', '1 2'], 'sheet printed', { by: BY });
    moveSheets(room, ['1-01'], 'sheet out', { by: BY, runner: ' Idris ' });
    expect([state('1-01'), state('1-02')]).toMatchObject([
      { state: 'out', runner: 'Idris' },
      { state: 'printed' },
    ]);
    moveSheets(room, ['1-01'], 'sheet back', { by: BY });
    moveSheets(room, ['1-02'], 'sheet lost', { by: BY });
    expect([state('1-01'), state('1-02')]).toMatchObject([
      { state: 'back', runner: 'Idris' },
      { state: 'lost' },
    ]);
    expect(() => moveSheets(room, ['1-01', '9-99'], 'sheet out', { by: BY })).toThrow(/no sheet 9-99/);
  });

  it('counts as never made if it was not printed, and its code is not used again', async () => {
    const room = roomOf(FOUR);
    const { codes } = await make(room);
    moveSheets(room, codes, 'sheet withdrawn', { by: BY });
    expect(issuedSheets(room)).toEqual([]);
    expect(listStreets(room).map(({ lastMade }) => lastMade)).toEqual([null, null, null, null]);
    expect((await make(room)).codes[0]).toBe('1-05');
  });

  it('raises a question if it is out for more than an hour, or its street is out twice', async () => {
    const room = roomOf(FOUR);
    await make(room);
    await make(room, { street: 'Alma Road', round: 2 });
    moveSheets(room, ['1-01', '1-02'], 'sheet out', { by: BY, runner: 'Idris' });
    moveSheets(room, ['2-01'], 'sheet out', { by: BY, runner: 'Carys' });
    const { t } = await wordsOf('en');
    const warnings = (now?: number) =>
      Object.fromEntries(issuedSheets(room, now).map((sheet) => [sheet.code, warningInWords(t, sheet)]));
    expect(warnings()).toMatchObject({
      '1-01': 'Also out: sheet 2-01 with Carys.',
      '2-01': 'Also out: sheet 1-01 with Idris.',
      '1-02': '',
      '1-03': '',
    });
    expect(warnings(Date.now() + HOUR + 5 * 60_000 + 1000)).toMatchObject({
      '1-02': 'Out for 1 h 5 min.',
      '1-03': '',
    });
    moveSheets(room, ['2-01'], 'sheet back', { by: BY });
    expect(warnings()['1-01']).toBe('');
  });

  it('is found by its code however that is typed', () => {
    for (const text of ['2-07', ' 2 7', '2/07', '2.7', '02-007', '2–7', 'sheet2-07', 'Sheet 2-7'])
      expect(asCode(text)).toBe('2-07');
    expect(asCode('2-07B')).toBe('2-07b');
    expect(asCode('1-123')).toBe('1-123');
    expect(asCode('Alma')).toBe('Alma');
  });

  it('can be printed again the same, without those who voted, or as a changes slip', async () => {
    const room = roomOf(FOUR);
    const before = await make(room, { street: 'Alma Road' });
    markNumbers(room, { text: '2 5', district: 'KA', by: BY });
    const same = await readPdf(await printSame(room, '1-01', {}));
    expect(same).toEqual(before.text);
    expect(
      changesSince(room, '1-01', await wordsOf('en')).changes.map(({ number, door }) => [number, door]),
    ).toEqual([
      ['KA-2', '2 Alma Road'],
      ['KA-5', '5 Alma Road'],
    ]);
    const slip = (await readPdf(await printChanges(room, '1-01'))).flat().join('\n');
    expect(slip).toContain('Sheet 1-01: strike out 2');
    expect(slip).toContain('KA-5');
    const fresh = await printFresh(room, '1-01', {}, BY);
    expect(fresh).toMatchObject({ code: '1-01b', electors: 4 });
    expect(numbersIn(await readPdf(fresh.pdf))).toEqual(['KA-1', 'KA-3', 'KA-4', 'KA-6']);
    expect((await printFresh(room, '1-01b', {}, BY)).code).toBe('1-01c');
    markNumbers(room, { text: '1 3 4 6', district: 'KA', by: BY });
    await expect(printFresh(room, '1-01', {}, BY)).rejects.toThrow(/need not go out/);
    await expect(printSame(room, '7-77', {})).rejects.toThrow(/no sheet 7-77/);
  });

  it('looks the same whenever it is printed again, whatever is chosen since', async () => {
    const room = roomOf({ 'Alma Road': 3 });
    room.change(() => room.db.prepare("UPDATE elector SET phone = '01482 555123'").run());
    const streetIds = [street(room, 'Alma Road')];
    saveWalk(room, null, { name: 'Alma', note: '', runner: 'Idris', streetIds }, BY);
    const paper: PaperChoice = { size: 'a5', details: [], language: 'cy' };
    const before = await makeSheetsAtOnce(room, { sheetsBy: 'walk', paper }, BY);
    const usual: PaperChoice = { large: true, details: ['phone'], doorsOnly: true };
    const [same, fresh] = [
      await printSame(room, '1-01', { usual }),
      (await printFresh(room, '1-01', { usual }, BY)).pdf,
    ];
    expect(await readItems(same)).toEqual(await readItems(before.pdf));
    for (const pdf of [same, fresh, await printSame(room, '1-01b', { usual })]) {
      const [page = { items: [], width: 0, height: 0 }] = await readItems(pdf);
      const text = page.items.map((item) => item.text);
      expect([page.width > page.height, text.includes('Ann Evans'), text.includes('Cyfeiriad')]).toEqual([
        true,
        true,
        true,
      ]);
      expect(text.join('\n')).not.toContain('01482');
    }
    expect((await readPdf(await printChanges(room, '1-01', { usual }))).flat()).toContain('Cyfeiriad');
  });

  it('is printed in today’s look if it was made by a version that stored none', async () => {
    const room = roomOf({ 'Alma Road': 3 });
    const [{ id = 0 } = {}] = listStreets(room);
    const detail = {
      code: '1-01',
      round: 1,
      street: 'Alma Road',
      district: 'KA',
      streetId: id,
      electorIds: [1, 2],
    };
    room.change(() => addToJournal(room, { kind: 'sheet', by: BY, at: Date.now(), detail }));
    const printed = async (usual: PaperChoice) =>
      (await readPdf(await printSame(room, '1-01', { usual }))).flat();
    expect(await printed({})).toContain('Ann Evans');
    expect(await printed({ doorsOnly: true })).not.toContain('Ann Evans');
    await printFresh(room, '1-01', { usual: { doorsOnly: true } }, BY);
    expect((await readPdf(await printSame(room, '1-01b'))).flat()).not.toContain('Ann Evans');
  });

  it('is replaced once its new sheet is printed, and can still be entered when it comes back', async () => {
    const room = roomOf({ 'Alma Road': 6, 'Beech Lane': 2 });
    await make(room);
    const say = (move: SheetMove, ...codes: string[]) =>
      moveSheets(room, codes, move, { by: BY, runner: 'Idris' });
    const states = () =>
      Object.fromEntries(
        issuedSheets(room).map(({ code, state, replacedBy }) => [code, `${state} ${replacedBy}`]),
      );
    say('sheet out', '1-01', '1-02');
    await printFresh(room, '1-01', {}, BY);
    expect(states()).toMatchObject({ '1-01': 'out ', '1-01b': 'made ' });
    say('sheet printed', '1-01b');
    expect(states()).toEqual({ '1-01': 'replaced 1-01b', '1-01b': 'printed ', '1-02': 'out ' });
    say('sheet out', '1-01b');
    expect(issuedSheets(room, Date.now() + 2 * HOUR).map(({ code, longOut }) => [code, longOut])).toEqual([
      ['1-01', 0],
      ['1-01b', 120],
      ['1-02', 120],
    ]);
    // Answers on the old paper; after them the earlier one no longer counts.
    await printFresh(room, '1-01', {}, BY);
    say('sheet printed', '1-01c');
    expect(states()).toMatchObject({ '1-01': 'replaced 1-01c', '1-01b': 'replaced 1-01c' });
    say('sheet withdrawn', '1-01c');
    expect(states()).toMatchObject({ '1-01': 'replaced 1-01b', '1-01b': 'out ' });
    say('sheet withdrawn', '1-01b');
    expect(states()).toEqual({ '1-01': 'out ', '1-02': 'out ' });

    say('sheet printed', '1-01b');
    const [first = 0] = returnedSheet(room, '1-01').lines.map(({ electorId }) => electorId);
    enterReturned(room, '1-01', [{ electorId: first, answer: 'voted' }], BY);
    expect(returnedSheet(room, '1-01').sheet).toMatchObject({ state: 'replaced', replacedBy: '1-01b' });
    moveSheets(room, ['1-01'], 'sheet back', { by: BY });
    expect(states()).toMatchObject({ '1-01': 'back ', '1-01b': 'printed ' });
    expect(issuedSheets(room).find(({ code }) => code === '1-01b')?.outstanding).toBe(5);
    say('sheet out', '1-01');
    expect(states()).toMatchObject({ '1-01': 'out ' });
    const { t } = await wordsOf('cy');
    const all = { kind: 'sheets', text: '', hour: null, before: null, limit: 50 } as const;
    const welsh = readJournal(room, all, t);
    const both = readJournal(room, all).map(({ what }, at) => [what, welsh[at]?.what]);
    expect(both).toEqual(
      expect.arrayContaining([
        [
          'On sheet 1-01b, KA Alma Road, round 1, replacing sheet 1-01',
          'Ar daflen 1-01b, KA Alma Road, rownd 1, yn lle taflen 1-01',
        ],
        ['On sheet 1-01, KA Alma Road, round 1', 'Ar daflen 1-01, KA Alma Road, rownd 1'],
        ['Sheet 1-01: out with Idris', 'Taflen 1-01: allan gyda Idris'],
        ['Sheet 1-01: back', 'Taflen 1-01: yn ôl'],
      ]),
    );
    expect(electorHistory(room, first).map(({ what }) => what)).toContain(
      'On sheet 1-01b, KA Alma Road, round 1, replacing sheet 1-01',
    );
  });

  it('has a journal line for each thing that happens to it, in Welsh too', async () => {
    const room = roomOf({ 'Alma Road': 3 });
    await make(room);
    const { t } = await wordsOf('cy');
    for (const move of SHEET_MOVES)
      for (const runner of ['', 'Nia']) {
        moveSheets(room, ['1-01'], move, { by: BY, runner });
        const newest = { kind: 'sheets', text: '', hour: null, before: null, limit: 1 } as const;
        const [{ what = '' } = {}] = readJournal(room, newest);
        expect(what).toMatch(new RegExp(`^Sheet 1-01: ${move.slice('sheet '.length)}`));
        const [inWelsh] = readJournal(room, newest, t);
        expect(inWelsh?.what).toMatch(/^Taflen 1-01: /);
      }
  });

  it('is named on the command line with the sheet that replaced it', async () => {
    const room = roomOf({ 'Alma Road': 3 });
    await make(room);
    await printFresh(room, '1-01', {}, BY);
    moveSheets(room, ['1-01b'], 'sheet printed', { by: BY });
    room.close();
    expect((await runCommand(['issued', '--room', room.file, '--json'])).json).toMatchObject({
      sheets: [
        { code: '1-01', state: 'replaced', replacedBy: '1-01b' },
        { code: '1-01b', state: 'printed' },
      ],
    });
    expect((await runCommand(['issued', '--room', room.file])).stdout).toMatch(
      /^1-01 .* {2}replaced by 1-01b since /,
    );
  });

  it('is made with a warning about names that cannot be printed, on the command line too', async () => {
    const room = roomOf({ 'Alma Road': 3 });
    room.change(() =>
      room.db.prepare("UPDATE elector SET surname = '王', forename = '小明' WHERE number = 2").run(),
    );
    const { cutNames, text } = await make(room);
    expect(cutNames).toBe(1);
    expect(text.flat().join(' ')).toContain('(name not printable: see screen)');
    expect((await make(room, { paper: { doorsOnly: true } })).cutNames).toBe(0);
    markNumbers(room, { text: '2', district: 'KA', by: BY });
    expect((await readPdf(await printChanges(room, '1-01'))).flat().join(' ')).toContain(
      'name not printable',
    );
    expect((await make(room)).cutNames).toBe(0);
    undoNumbers(room, { text: '2', district: 'KA', by: BY });
    room.close();
    const ran = await runCommand(['sheets', '--room', room.file, '--out', join(temporaryFolder(), 'x.pdf')]);
    expect(`${ran.stdout}${ran.stderr}`).toContain('Names with letters that the paper cannot print: 1.');
  });

  it('is named by its proper code on the command line, however that was typed', async () => {
    const room = roomOf({ 'Alma Road': 3 });
    await make(room);
    room.close();
    const out = join(temporaryFolder(), 'x.pdf');
    const sheet = async (...args: string[]) =>
      (await runCommand(['sheet', ...args, '--room', room.file, '--json'])).json;
    expect(await sheet('1-1', 'fresh', '--out', out)).toMatchObject({ code: '1-01b', replaces: '1-01' });
    expect(await sheet('1/01B', 'fresh', '--out', out)).toMatchObject({ code: '1-01c', replaces: '1-01b' });
    expect(await sheet('1-1', 'same', '--out', out)).toMatchObject({ code: '1-01' });
    expect(await sheet('01-1C', 'out')).toEqual({ code: '1-01c', state: 'out' });
  });

  it('does not count if it could not be saved', async () => {
    const room = roomOf(FOUR);
    const full = () => {
      throw new Error('full');
    };
    await expect(makeSheetsAtOnce(room, {}, BY, full)).rejects.toThrow('full');
    expect(issuedSheets(room)).toEqual([]);
    await make(room, { street: 'Alma Road' });
    await expect(printFresh(room, '1-05', {}, BY, full)).rejects.toThrow('full');
    expect(issuedSheets(room)).toHaveLength(1);
  });

  it('shows its first page before the others are drawn', async () => {
    const room = roomOf(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`Street ${index}`, 2])));
    const streetIds = listStreets(room).map(({ id }) => id);
    const steps: string[] = [];
    for await (const step of makeSheetsInSteps(room, { streetIds }, BY, undefined)) {
      if (step.stage === 'first') {
        expect(issuedSheets(room)).toEqual([]);
        expect(numbersIn(await readPdf(Buffer.from(step.base64, 'base64')))).toEqual(['KA-1', 'KA-2']);
      }
      steps.push(step.stage);
    }
    expect(steps[0]).toBe('first');
    expect(steps.at(-1)).toBe('done');
  });
});

describe('how far the numbers on a sheet go', () => {
  it('is the teller’s time, however late a slip comes in, and never later than it came in', () => {
    const room = importedRoom(register(elector('1', 'Evans', 'Ann'), elector('2', 'Rees', 'Nia')));
    const upTo = () => factsFor(room, { round: 1 }, new Date()).districtOf('KA').numbersInUpTo?.getTime();
    const slip = (toldAt: number) =>
      beginSlip(room, { district: 'KA', stationId: null, toldAt, teller: '', toldCount: null, by: 'Gwen' })
        .id;
    const now = Date.now();
    expect(upTo()).toBeUndefined();
    markNumbers(room, { text: 'KA-1', slipId: slip(now - 3 * 3_600_000), by: 'Gwen' });
    expect(upTo()).toBe(now - 3 * 3_600_000);
    markNumbers(room, { text: 'KA-2', slipId: slip(now + 3_600_000), by: 'Gwen' });
    expect(upTo()).toBeLessThanOrEqual(Date.now());
    expect(upTo()).toBeGreaterThanOrEqual(now);
  });
});

describe('a round', () => {
  it('has a time, which is on its sheets', async () => {
    const room = roomOf(FOUR);
    planRound(room, 3, '18:00');
    planRound(room, 4, '20:30');
    planRound(room, 4, '');
    expect(roundTimes(room)).toEqual({ 3: '18:00' });
    const { text } = await make(room, { round: 3, street: 'Alma Road' });
    expect(text.flat().join('\n')).toContain('Round 3, 18:00 · 6 electors outstanding');
    expect(() => planRound(room, 3, '25:00')).toThrow(/18:00/);
  });
});

describe('a returned sheet', () => {
  it('lists its lines in order, and records an answer for each, separate from the tellers’ marks', async () => {
    const room = roomOf({ 'Alma Road': 6 });
    await make(room);
    const ids = returnedSheet(room, '1 1').lines.map(({ electorId }) => electorId);
    const answers = ['voted', 'will vote', 'out', 'refused', 'moved', 'lift'] as const;
    enterReturned(
      room,
      '1-01',
      ids.map((electorId, index) => ({ electorId, answer: answers[index] ?? '' })),
      BY,
    );
    expect(returnedSheet(room, '1-01').lines.map(({ number, answer }) => [number, answer])).toEqual(
      answers.map((answer, index) => [`KA-${index + 1}`, answer]),
    );
    expect(markedOff(room)).toBe(0);
    expect(outstanding(room)).toBe(3);
    const { text } = await make(room, { round: 2 });
    expect(numbersIn(text)).toEqual(['KA-2', 'KA-3', 'KA-6']);
    expect(text.flat()).toContain('Lift wanted');
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
    moveSheets(room, ['1-01'], 'sheet back', { by: BY });
    expect(issuedSheets(room).find(({ code }) => code === '1-01')?.state).toBe('back');
  });

  it('is not confused with electors of a district named 1, whose numbers look like its code', async () => {
    const room = roomOf({ 'Alma Road': 3, 'Beech Lane': 2 }, '1');
    expect((await make(room)).codes).toEqual(['1-01', '1-02']);
    const marked = (text: string) =>
      markNumbers(room, { text, by: BY }).entries.map(({ status, elector }) => [status, elector?.number]);
    expect(marked('1-2')).toEqual([['marked', '1-2']]);
    expect(marked('1-02')).toEqual([['already', '1-2']]);
    // What a scanner types from a sheet’s square code if numbers are being entered.
    expect(marked('sheet1-01')).toEqual([['unknown', undefined]]);
    expect(returnedSheet(room, 'sheet1-02').lines.length).toBe(2);
    expect(returnedSheet(room, '1-2').lines.map(({ number }) => number)).toEqual(['1-4', '1-5']);
    moveSheets(room, ['1-2'], 'sheet back', { by: BY });
    expect(issuedSheets(room).map(({ code, state, outstanding }) => [code, state, outstanding])).toEqual([
      ['1-01', 'made', 2],
      ['1-02', 'back', 2],
    ]);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it('allows an answer to be taken back, and numbers can still be marked off meanwhile', async () => {
    const room = roomOf({ 'Alma Road': 3 });
    await make(room);
    const [first = 0] = returnedSheet(room, '1-01').lines.map(({ electorId }) => electorId);
    enterReturned(room, '1-01', [{ electorId: first, answer: 'voted' }], BY);
    markNumbers(room, { text: '1', district: 'KA', by: BY });
    expect(outstanding(room)).toBe(2);
    enterReturned(room, '1-01', [{ electorId: first, answer: '' }], BY);
    expect(outstanding(room)).toBe(2);
    undoNumbers(room, { text: '1', district: 'KA', by: BY });
    expect(outstanding(room)).toBe(3);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
    expect(() => enterReturned(room, '1-01', [{ electorId: 999, answer: 'out' }], BY)).toThrow(
      /not in this room/,
    );
    expect(() => enterReturned(room, '5-01', [{ electorId: first, answer: 'out' }], BY)).toThrow(/no sheet/);
  });

  it('fails the room’s check if the column and the journal differ', async () => {
    const room = roomOf({ 'Alma Road': 3 });
    addToJournal(room, {
      kind: 'doorstep',
      by: BY,
      electorId: 1,
      entered: 'refused',
      detail: { code: '1-01' },
    });
    expect(checkRoom(room).problems.join()).toContain('another doorstep answer');
  });
});

describe('the other papers', () => {
  it.each(OTHER_PAPERS)('can be drawn for an empty room, or are refused in words: %s', async (kind) => {
    const room = temporaryRoom();
    if (kind === 'pads') await expect(drawOtherPaper(room, { kind })).rejects.toThrow(/Import the register/);
    else expect((await readPdf((await drawOtherPaper(room, { kind })).pdf)).length).toBe(1);
  });

  it('name every promise, and cross out no number without a reason', async () => {
    const room = roomOf(FOUR);
    const lists = await readPdf((await drawOtherPaper(room, { kind: 'street-lists' })).pdf);
    expect(numbersIn(lists)).toHaveLength(27);
    const day = await readPdf((await drawOtherPaper(room, { kind: 'all-day' })).pdf);
    expect(numbersIn(day)).toHaveLength(27);
    expect(day[0]).toEqual(expect.arrayContaining(['Who has which sheet', 'W1-01', 'W1-02', 'Round 4']));
    expect(day[1]).toEqual(
      expect.arrayContaining(['Number grid · Polling district KA', '1', '27', 'Dock Road', 'W1-02']),
    );
    const labels = await readPdf((await drawOtherPaper(room, { kind: 'labels' })).pdf);
    expect(labels.flat().filter((text) => text === 'Ann Evans')).toHaveLength(27);
    expect(labels).toHaveLength(2);
    const summary = (await readPdf((await drawOtherPaper(room, { kind: 'streets' })).pdf)).flat();
    expect(summary).toEqual(expect.arrayContaining(['Polling district KA', ...Object.keys(FOUR)]));
  });

  it('put short streets on one page, and name every street of a sheet', async () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRST'];
    const lanes = letters.flatMap((letter) => [`${letter}ethel Lane`, `${letter}orth Lane`]);
    const room = roomOf(Object.fromEntries(lanes.map((lane) => [lane, 1])));
    const lists = await readPdf((await drawOtherPaper(room, { kind: 'street-lists' })).pdf);
    expect(numbersIn(lists)).toHaveLength(40);
    expect(lists).toHaveLength(3);
    const [table = []] = await readPdf((await drawOtherPaper(room, { kind: 'all-day' })).pdf);
    const named = table.join(' ').replaceAll(/\s+/g, ' ');
    expect(lanes.filter((lane) => !named.includes(lane))).toEqual([]);
  });

  it('have the whole name of a street in the number grid, however long it is', async () => {
    const streets = [
      'Elm Row',
      'Cardinal Newman Street',
      'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Rd',
    ];
    const room = roomOf(Object.fromEntries(streets.map((street) => [street, 12])));
    const day = await readPdf((await drawOtherPaper(room, { kind: 'all-day' })).pdf);
    const grid = day.find((page) => page.some((text) => text.startsWith('Number grid')));
    expect(grid).toEqual(expect.arrayContaining([...streets, '1', '36']));
  });

  it('keep room for an address beside long numbers', async () => {
    const district = 'LLANFAIR-PG-12';
    const room = importedRoom(register(...linesOf({ 'Alma Road': 3 }, district)), { promises: ['P'] });
    room.db.exec('UPDATE elector SET lift = 1');
    const text = (await readPdf((await drawOtherPaper(room, { kind: 'lifts' })).pdf)).flat().join(' ');
    for (const door of [1, 2, 3]) expect(text).toContain(`${door} Alma Road, Littleton, ZZ1 1AA`);
  });

  it('of the whole day say what to write in each round, and strike out whoever has voted already', async () => {
    const room = roomOf({ 'Alma Road': 3 });
    const rules = vi.spyOn(Paper.prototype, 'rule');
    onTestFinished(() => rules.mockRestore());
    const struck = async () => {
      rules.mockClear();
      const { pdf } = await drawOtherPaper(room, { kind: 'all-day' });
      return {
        pdf,
        struck: rules.mock.calls.filter(([, , , thick]) => thick === 1.2 || thick === 1.4).length,
      };
    };
    const before = await struck();
    markNumbers(room, { text: '2', district: 'KA', by: BY });
    // In the grid, and the number and the name on the sheet.
    expect((await struck()).struck - before.struck).toBe(3);
    const [, , sheet = { items: [] }] = await readItems(before.pdf);
    const texts = sheet.items.map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['Round 1', 'Round 2', 'Round 3', 'Round 4', 'W1-01']));
    const head = texts.join('\n');
    expect(head).toContain('tick the box of anyone who says they have voted');
    expect(head).toContain('W will vote, O out, R refused, M moved, L lift');
    expect(head).toContain('W1-01/1, W1-01/2, W1-01/3, W1-01/4');
    for (const { text, size } of sheet.items)
      expect(size, text).toBeGreaterThanOrEqual(/^KA-|^Ann/.test(text) ? 11 : 9);
  });

  it('have as many pages as were counted before, whatever the kind', async () => {
    const room = roomOf({ ...FOUR, 'Long Road': 60 });
    for (const choice of [
      ...OTHER_PAPERS.map((kind) => ({ kind })),
      { kind: 'pads', hourly: false, district: 'KA' } as const,
      { kind: 'all-day', paper: { size: 'a5', language: 'cy' } } as const,
    ]) {
      const counted = await countOtherPaper(room, choice);
      const { pages } = await drawOtherPaper(room, choice);
      expect([choice, counted]).toEqual([choice, pages]);
    }
  });

  it('for the whole day are at most 20 pages for 1,000 electors', async () => {
    const room = temporaryRoom();
    importText(room, sampleRegister({ electors: 1000, seed: 1 }), { promises: ['P', 'L'] });
    expect(await countOtherPaper(room, { kind: 'all-day' })).toBeLessThanOrEqual(20);
  });

  it('for the whole day put fourteen and more streets of one door on a page', async () => {
    const letters = [...'ABCDEFGHIJ'];
    const names = letters.flatMap((first) =>
      letters.map((second) => `${first}${second.toLowerCase()}an Road`),
    );
    const room = roomOf(Object.fromEntries(names.map((name) => [name, 1])));
    const pages = await readPdf((await drawOtherPaper(room, { kind: 'all-day' })).pdf);
    const sheets = pages.filter((page) => page.includes('Address') && page.includes('Round 4'));
    const doors = sheets.map((page) => numbersIn([page]).length);
    expect(doors.reduce((sum, each) => sum + each)).toBe(names.length);
    expect(Math.min(...doors.slice(0, -1))).toBeGreaterThanOrEqual(14);
  });

  it.each(
    GUIDES.flatMap((kind) => [
      { kind, language: 'en' as const, file: `${kind}.md` },
      { kind, language: 'cy' as const, file: `${kind}.cy.md` },
    ]),
  )('include the guide $file, with every line of its text on one page', async ({ kind, language, file }) => {
    const drawn = await drawOtherPaper(temporaryRoom(), { kind, paper: { language } });
    const [page = { items: [], height: 0 }, ...more] = await readItems(drawn.pdf);
    expect(more).toEqual([]);
    const text = readFileSync(join(import.meta.dirname, `../../docs/${file}`), 'utf8');
    const words = (part: string) =>
      part
        .replace(/^(?:#+|-) |^\|[ |-]*$|^\| | (?:____ )?\|$/gm, '')
        .replaceAll(' | ', ' ')
        .split(/\s+/)
        .filter(Boolean);
    const drawnWords = page.items.flatMap((item) => words(item.text));
    expect(drawnWords.filter((word) => word !== '•')).toEqual(words(text));
    for (const { y, right, size } of page.items) {
      expect(page.height - y).toBeLessThanOrEqual(PAGE.bottom);
      expect(right).toBeLessThanOrEqual(PAGE.right + 0.1);
      // People read it in bad light.
      expect(size).toBeGreaterThanOrEqual(10);
    }
  });

  it('include tellers’ pads of 44 boxes, a page an hour or blank', async () => {
    const room = roomOf(FOUR);
    const hourly = await readPdf((await drawOtherPaper(room, { kind: 'pads', district: 'KA' })).pdf);
    expect(hourly).toHaveLength(15);
    expect(hourly[0]).toEqual(expect.arrayContaining(['Teller’s pad · Polling district KA', '44']));
    expect(hourly[14]?.join(' ')).toContain('From 21:00 to 22:00');
    const blank = await readPdf((await drawOtherPaper(room, { kind: 'pads', hourly: false, pages: 2 })).pdf);
    expect(blank).toHaveLength(2);
    await expect(drawOtherPaper(room, { kind: 'pads', district: 'QQ' })).rejects.toThrow(/QQ/);
  });

  it('never break an elector number over two lines', async () => {
    const room = roomOf({ 'Alma Road': 2 }, 'LONGISH-2/2');
    room.change(() => room.db.prepare("UPDATE elector SET doorstep = 'lift', suffix = '1234'").run());
    for (const kind of ['street-lists', 'lifts', 'all-day'] as const) {
      const text = (await readPdf((await drawOtherPaper(room, { kind })).pdf)).flat();
      expect(text, kind).toContain('LONGISH-2/2-1/1234');
    }
  });

  it('have commas in large figures', async () => {
    const { counted } = await wordsOf('en');
    expect(counted(2500, 'elector')).toBe('2,500 electors');
  });

  it('list who needs a lift, according to the register or the door', async () => {
    const room = roomOf({ 'Alma Road': 3 });
    await make(room);
    const [first = 0] = returnedSheet(room, '1-01').lines.map(({ electorId }) => electorId);
    enterReturned(room, '1-01', [{ electorId: first, answer: 'lift' }], BY);
    const text = (await readPdf((await drawOtherPaper(room, { kind: 'lifts' })).pdf)).flat();
    expect(text).toContain('Lifts: 1 wanted');
    expect(numbersIn([text])).toEqual(['KA-1']);
  });

  it('say where the committee room is, on every sheet', async () => {
    const room = roomOf({ 'Alma Road': 3 });
    setCommitteeRoom(room, ' 14 Station Road ');
    expect((await make(room)).text.flat()).toContain('Committee room: 14 Station Road');
  });
});
