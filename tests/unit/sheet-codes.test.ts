import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { readJournal } from '../../src-main/journal/read-journal.ts';
import { Paper } from '../../src-main/paper/pdf.ts';
import { listStreets } from '../../src-main/sheets/choose-streets.ts';
import { asCode } from '../../src-main/sheets/codes.ts';
import { issuedSheets, moveSheets, sheetRecord } from '../../src-main/sheets/issued.ts';
import { makeSheetsAtOnce, makeSheetsInSteps } from '../../src-main/sheets/make-sheets.ts';
import { countOtherPaper, drawOtherPaper } from '../../src-main/sheets/other/other-papers.ts';
import { printFresh, printSame } from '../../src-main/sheets/reprint.ts';
import { returnedSheet } from '../../src-main/sheets/returned.ts';
import type { SheetChoice } from '../../src-main/sheets/types.ts';
import { addToJournal } from '../../src-main/store/journal/journal.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { elector, register } from '../fixtures/register.ts';
import { readPapers } from '../read-papers.ts';
import { sampleOf } from '../sample-size.ts';
import { runCommand } from './run-command.ts';
import { importText, putEmptyRoom, temporaryFolder } from './temporary-room.ts';

const BY = 'Gwen';
const original = Paper.prototype.newPage;
const STREETS = ['Alma Road', 'Beech Lane', 'Castle Street', 'Dock Road'];

/** A room with these streets, each with two promises or as many as are given, that can be closed and opened again. */
class RestartableRoom {
  readonly file = join(temporaryFolder(), 'day.room');
  room: Room;

  constructor(streets: readonly string[] = STREETS, doors: readonly number[] = []) {
    putEmptyRoom(this.file);
    this.room = this.#open();
    let number = 0;
    const lines = streets.flatMap((street, place) =>
      Array.from({ length: doors[place] ?? 2 }, (_, door) => {
        number += 1;
        return elector(String(number), 'Evans', 'Ann', { vi: 'P', address: `${door + 1} ${street}` });
      }),
    );
    importText(this.room, register(...lines), { promises: ['P'] });
  }

  restart(): void {
    this.room.close();
    this.room = this.#open();
  }

  #open(): Room {
    return openRoom(this.file, { create: false, program: 'a test' });
  }
}

/** The sheets in a PDF by the code in their frame, each with the numbers of its electors. */
async function papersIn(pdf: Uint8Array): Promise<Map<string, string[]>> {
  return new Map([...(await readPapers(pdf))].map(([code, { numbers }]) => [code, numbers]));
}

const linesOf = (room: Room, code: string) => returnedSheet(room, code).lines.map(({ number }) => number);
const make = (room: Room, choice: SheetChoice = {}) => makeSheetsAtOnce(room, choice, BY);
const streetIds = (room: Room) => listStreets(room).map(({ id }) => id);

describe('a sheet’s code', () => {
  it('is not used again when sheets were cancelled, made again, or the program was restarted', async () => {
    const day = new RestartableRoom(Array.from({ length: 12 }, (_, place) => `Street ${place}`));
    const cancelled = makeSheetsInSteps(day.room, { streetIds: streetIds(day.room) }, BY, undefined);
    const first = await cancelled.next();
    await cancelled.return(undefined);
    const { codes } = await make(day.room, { street: 'Street 0' });
    expect(codes).toEqual(['1-13']);
    day.restart();
    expect((await make(day.room, { street: 'Street 1' })).codes).toEqual(['1-14']);
    // Its first page was on the screen, and may have been printed from there.
    expect(first.value).toMatchObject({ stage: 'first' });
    expect(linesOf(day.room, '1-01')).toEqual(['KA-1', 'KA-2']);
    expect(issuedSheets(day.room).map(({ code }) => code)).toEqual(['1-13', '1-14']);
    moveSheets(day.room, ['1-01'], 'sheet back', { by: BY });
    expect(issuedSheets(day.room)[0]).toMatchObject({ code: '1-01', title: 'Street 0', state: 'back' });
  });

  it('is different for two windows that ask at the same time', async () => {
    const { room } = new RestartableRoom();
    const made = await Promise.all([
      make(room, { street: 'Alma Road' }),
      make(room, { street: 'Dock Road' }),
    ]);
    expect(made.flatMap(({ codes }) => codes)).toEqual(['1-01', '1-02']);
    const fresh = await Promise.all([printFresh(room, '1-01', {}, BY), printFresh(room, '1-01', {}, BY)]);
    expect(fresh.map(({ code }) => code)).toEqual(['1-01b', '1-01c']);
  });

  it('goes on after z', async () => {
    const { room } = new RestartableRoom();
    await make(room, { street: 'Alma Road' });
    room.change(() => {
      const detail = { ...sheetRecord(room, '1-01'), code: '1-01z', replaces: '1-01' };
      addToJournal(room, { kind: 'sheet', by: BY, at: 0, detail });
    });
    expect((await printFresh(room, '1-01', {}, BY)).code).toBe('1-01aa');
    expect((await printFresh(room, '1-01AA', {}, BY)).code).toBe('1-01ab');
    expect(linesOf(room, '1 1 ab')).toEqual(['KA-1', 'KA-2']);
  });

  it('follows the last in the journal, even if only what happened to a sheet is left of it', async () => {
    const { room } = new RestartableRoom();
    room.change(() => addToJournal(room, { kind: 'sheet out', by: BY, at: 0, detail: { code: '1-40' } }));
    expect((await make(room, { street: 'Alma Road' })).codes).toEqual(['1-41']);
  });

  it('that an older version gave twice is not accepted for either sheet', async () => {
    const { room } = new RestartableRoom();
    await make(room);
    room.change(() => {
      const detail = { ...sheetRecord(room, '1-02'), code: '1-01' };
      addToJournal(room, { kind: 'sheet', by: BY, at: 0, detail });
    });
    expect(() => returnedSheet(room, '1-01')).toThrow(
      /Two sheets have the code 1-01: Alma Road and Beech Lane/,
    );
    expect(linesOf(room, '1-02')).toEqual(['KA-3', 'KA-4']);
    moveSheets(room, ['1-01'], 'sheet withdrawn', { by: BY });
  });

  it('is reserved by the command line too, whether its file can be written or not', async () => {
    const day = new RestartableRoom();
    day.room.close();
    const folder = temporaryFolder();
    const sheets = (...to: string[]) =>
      runCommand(['sheets', '--room', day.file, '--json', '--out', join(folder, ...to)]);
    expect((await sheets('no such folder', 'sheets.pdf')).code).toBe(1);
    expect((await sheets('sheets.pdf')).code).toBe(0);
    day.restart();
    expect(issuedSheets(day.room).map(({ code }) => code)).toEqual(['1-05', '1-06', '1-07', '1-08']);
    expect(linesOf(day.room, '1-03')).toEqual(['KA-5', 'KA-6']);
  });

  it('with its digits run together is found if it can only be one', () => {
    const { room } = new RestartableRoom();
    const journal = (code: string) =>
      room.change(() =>
        addToJournal(room, {
          kind: 'sheet',
          by: BY,
          at: 1,
          detail: { code, round: 1, district: 'KA', street: 'Alma Road', streetId: 1, electorIds: [1] },
        }),
      );
    for (const code of ['1-01', '1-01b', '12-03', '3-112']) journal(code);
    const found = (typed: string) => sheetRecord(room, typed).code;
    expect(['101', '1 01', '1.01', ' 11 '].map(found)).toEqual(['1-01', '1-01', '1-01', '1-01']);
    expect(['101B', '1203', 'sheet3112'].map(found)).toEqual(['1-01b', '12-03', '3-112']);
    expect(() => found('901')).toThrow(/There is no sheet 901/);
    expect(() => found('1001')).toThrow(/There is no sheet/);
    journal('1-203');
    expect(() => found('1203')).toThrow(
      '1203 may mean several sheets: 1-203, 12-03. Type the code as it is printed.',
    );
  });

  it('on paper for the whole day finds its streets and round, and counts once it is recorded as out', async () => {
    // Alma Road and Beech Lane fill a page each; the others are together on the next.
    const { room } = new RestartableRoom(STREETS, [27, 27, 2, 2]);
    const draw = async () =>
      papersIn((await drawOtherPaper(room, { kind: 'all-day', rounds: 2, by: BY })).pdf);
    expect(await countOtherPaper(room, { kind: 'all-day', by: BY })).toBe(5);
    const papers = await draw();
    expect([...papers.keys()]).toEqual(['W1-01/1', 'W1-01/2', 'W1-02/1', 'W1-02/2', 'W1-03/1', 'W1-03/2']);
    expect([...(await draw()).keys()]).toEqual([...papers.keys()].map((code) => code.replace('W1', 'W2')));
    expect(issuedSheets(room)).toEqual([]);
    for (const typed of ['sheetW1-03/2', 'w1 3 2', 'W1-3/2', 'w 1-03-2'])
      expect(asCode(typed)).toBe('W1-03/2');
    expect(linesOf(room, 'w1-3/2')).toEqual(['KA-55', 'KA-56', 'KA-57', 'KA-58']);
    for (const none of ['W1-03/3', 'W3-01', 'W3-01/1', 'W1-09/1'])
      expect(() => returnedSheet(room, none)).toThrow(/There is no sheet/);
    // What the square on the paper says.
    for (const typed of ['sheetW1-03', 'w1 3'])
      expect(() => returnedSheet(room, typed)).toThrow(/W1-03 is for the whole day.* from 1 to 2: W1-03\/1/);
    moveSheets(room, ['W1-03/2'], 'sheet out', { by: BY, runner: 'Idris' });
    expect(issuedSheets(room)).toMatchObject([
      { code: 'W1-03/2', round: 2, title: 'Castle Street – Dock Road', state: 'out', runner: 'Idris' },
    ]);
    expect((await printFresh(room, 'W1-03/2', {}, BY)).code).toBe('W1-03/2b');
    expect(papers.get('W1-03/2')).toEqual((await papersIn(await printSame(room, 'W1-03/2'))).get('W1-03/2'));
  });

  it('is written in the journal in words', async () => {
    const { room } = new RestartableRoom();
    await make(room);
    await printFresh(room, '1-02', {}, BY);
    const filter = { kind: 'sheets', text: '', hour: null, before: null, limit: 99 } as const;
    expect(readJournal(room, filter).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Sheet codes 1-01 to 1-04 reserved', 'Sheet code 1-02b reserved']),
    );
  });
});

type Action =
  | { type: 'make' | 'fail'; street: number; round: number }
  | { type: 'cancel' | 'restart' | 'restore' | 'whole day' }
  | { type: 'fresh' | 'same' | 'withdraw'; sheet: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    type: fc.constantFrom('make', 'fail'),
    street: fc.nat({ max: STREETS.length - 1 }),
    round: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({ type: fc.constantFrom('cancel', 'restart', 'restore', 'whole day') }),
  fc.record({ type: fc.constantFrom('fresh', 'same', 'withdraw'), sheet: fc.nat({ max: 9 }) }),
);

describe('the papers of a day', () => {
  it('each have a unique code and find their own people, whatever is made, cancelled, restarted or restored', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 9 }), async (actions) => {
        const day = new RestartableRoom();
        const folder = temporaryFolder();
        const { file: backup } = await makeBackup(day.room, folder);
        /** Every paper that a printer may have printed. */
        const papers = new Map<string, string[]>();
        const made = new Set<string>();
        const take = async (pdf: Uint8Array) => {
          for (const [code, people] of await papersIn(pdf)) {
            expect(papers.has(code)).toBe(false);
            papers.set(code, people);
          }
        };
        for (const each of actions) {
          const { room } = day;
          const code = 'sheet' in each ? [...made][each.sheet % made.size] : undefined;
          if (each.type === 'make' || each.type === 'fail') {
            let pdf: Uint8Array | undefined;
            const making = makeSheetsAtOnce(
              room,
              { street: STREETS[each.street], round: each.round },
              BY,
              (saved, record) => {
                pdf = saved;
                if (each.type === 'fail') throw new Error('full');
                return record();
              },
            );
            for (const newCode of (await making.catch(() => null))?.codes ?? []) made.add(newCode);
            if (pdf) await take(pdf);
          } else if (each.type === 'cancel') {
            const cancelled = makeSheetsInSteps(room, { streetIds: streetIds(room) }, BY, undefined);
            await cancelled.next();
            await cancelled.return(undefined);
          } else if (each.type === 'restart') {
            day.restart();
          } else if (each.type === 'restore') {
            room.close();
            restore(day.file, backup, undefined);
            day.restart();
          } else if (each.type === 'whole day') {
            await take((await drawOtherPaper(room, { kind: 'all-day', rounds: 1, by: BY })).pdf);
          } else if (code === undefined) {
            // Nothing has been made yet.
          } else if (each.type === 'fresh') {
            const fresh = await printFresh(room, code, {}, BY);
            made.add(fresh.code);
            await take(fresh.pdf);
          } else if (each.type === 'same') {
            const same = await papersIn(await printSame(room, code));
            expect(same).toEqual(new Map([[code, papers.get(code)]]));
          } else {
            moveSheets(room, [code], 'sheet withdrawn', { by: BY });
            made.delete(code);
          }
        }
        for (const [code, people] of papers) expect([code, linesOf(day.room, code)]).toEqual([code, people]);
        expect(new Set(issuedSheets(day.room).map(({ code }) => code))).toEqual(made);
      }),
      { numRuns: sampleOf(12) },
    );
  });
});

describe('a long paper', () => {
  it('is drawn while numbers are entered', async () => {
    const day = new RestartableRoom(Array.from({ length: 30 }, (_, place) => `Street ${place}`));
    const newPage = vi.spyOn(Paper.prototype, 'newPage');
    onTestFinished(() => newPage.mockRestore());
    for (const [place, kind] of (['all-day', 'street-lists', 'labels', 'pads'] as const).entries()) {
      const done: string[] = [];
      const begun = new Promise<void>((begin) => {
        newPage.mockImplementationOnce(function (this: Paper, size) {
          begin();
          return original.call(this, size);
        });
      });
      const paper = drawOtherPaper(day.room, { kind }).then(() => done.push('paper'));
      await begun;
      // The way a window’s call arrives.
      await nextTurn();
      const { marked } = markNumbers(day.room, { text: `KA-${place + 1}`, by: BY });
      done.push(`${marked} marked`);
      await paper;
      expect([kind, ...done]).toEqual([kind, '1 marked', 'paper']);
    }
  });
});
