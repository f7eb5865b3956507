import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import cy from '../../resources/words/cy.json' with { type: 'json' };
import { destroyRoom, inWords } from '../../src-main/backup/destroy-room.ts';
import { GUIDES } from '../../src-main/paper/guide-paper.ts';
import { PAGE, TICK_TITLES } from '../../src-main/paper/page-form.ts';
import { drawRecoveryPaper } from '../../src-main/paper/recovery-paper.ts';
import { wordsOf } from '../../src-main/paper/words.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { drawOtherPaper } from '../../src-main/sheets/other/other-papers.ts';
import { setCommitteeRoom } from '../../src-main/sheets/paper.ts';
import { printChanges, printSame } from '../../src-main/sheets/reprint.ts';
import { OTHER_PAPERS } from '../../src-main/sheets/types.ts';
import type { Room } from '../../src-main/store/room.ts';
import { DOORSTEP_ANSWERS } from '../../src-main/turnout/doorstep.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import type { PaperChoice } from '../../src-shared/paper-look.ts';
import { elector, register } from '../fixtures/register.ts';
import { readItems, readPdf } from '../read-pdf.ts';
import { runCommand } from './run-command.ts';
import { importedRoom, temporaryFolder } from './temporary-room.ts';

const BY = 'Gwen';
const WELSH: PaperChoice = { language: 'cy', cover: true, details: ['phone', 'note', 'past', 'vi'] };
const CATALOGUE: Record<string, string> = cy;

const STREETS = ['Heol Isaf', 'Heol Uchaf', 'Stryd Ganol'];
const NAMES = ['Evans', 'Rees', 'Prys'];

function roomOf(doors: number, streets = STREETS, names = NAMES): Room {
  const lines = streets.flatMap((street, place) =>
    Array.from({ length: doors }, (_, door) =>
      elector(String(place * doors + door + 1), names[door % names.length] ?? '', 'Ann', {
        vi: 'P',
        address: `${door + 1} ${street}`,
      }),
    ),
  );
  const room = importedRoom(register(...lines), { promises: ['P'] });
  setCommitteeRoom(room, '14 Heol Fawr');
  return room;
}

const makeWelsh = (room: Room, paper: PaperChoice = WELSH) =>
  makeSheetsAtOnce(room, { paper, sheetsBy: 'walk', mostDoors: 12 }, BY);
const numbersIn = (pages: string[][]) => pages.flat().filter((text) => /^KA-\d+$/.test(text));
const wordsIn = (text: string) => text.match(/\p{L}{2,}/gu) ?? [];

/**
 * Every word that Welsh paper may have: those of the catalogue, some of them in small letters, and those of the room.
 */
const WELSH_WORDS = new Set([
  ...Object.values(CATALOGUE)
    .flatMap(wordsIn)
    .flatMap((word) => [word, word.toLowerCase()]),
  ...[...STREETS, ...NAMES, 'Ann', 'KA', 'Heol', 'Fawr', 'Littleton', 'ZZ', 'AA'].flatMap(wordsIn),
]);

const english = (pages: string[][]) =>
  [...new Set(pages.flat().flatMap(wordsIn))].filter((word) => !WELSH_WORDS.has(word));

describe('Welsh paper', () => {
  it('has everybody on a sheet once, and no English but the names of streets and people', async () => {
    const pages = await readPdf((await makeWelsh(roomOf(15))).pdf);
    expect(numbersIn(pages)).toEqual(Array.from({ length: 45 }, (_, door) => `KA-${door + 1}`));
    expect(english(pages)).toEqual([]);
    const text = pages.flat();
    for (const each of ['Cyfeiriad', 'Rhif', 'Enw', 'wedi', 'bydd', 'allan', 'gwrthod', 'lifft', 'Nodiadau'])
      expect(text).toContain(each);
    expect(text).toContain('Tudalen 1 o 1');
    expect(text.join('\n')).toMatch(/rhan 1 o 2: 1 i 8/);
  });

  it('leaves the names of streets and people as they are, whatever they look like', async () => {
    const room = roomOf(2, ['Notes', 'Outstanding', 'Street'], ['{{round}}', '$t(Notes)']);
    const text = (await readPdf((await makeWelsh(room)).pdf)).flat();
    expect(text).toEqual(
      expect.arrayContaining(['Notes – Street', 'Outstanding', 'Ann {{round}}', 'Ann $t(Notes)', 'Nodiadau']),
    );
  });

  it('counts as Welsh does', async () => {
    const room = roomOf(2);
    const [, second = []] = await readPdf((await makeWelsh(room)).pdf);
    expect(second.join('\n')).toContain('6 etholwr ar ôl wrth 6 drws');
    markNumbers(room, { text: '3 4 5 6', district: 'KA', by: BY });
    const text = (await readPdf((await makeWelsh(room)).pdf)).flat().join('\n');
    expect(text).toContain('2 etholwr ar ôl wrth 2 ddrws');
  });

  it.each(OTHER_PAPERS.filter((kind) => !GUIDES.some((guide) => guide === kind)))(
    'for %s has no English, and stays inside its margins',
    async (kind) => {
      const room = roomOf(6);
      markNumbers(room, { text: '2', district: 'KA', by: BY });
      room.change(() => room.db.prepare("UPDATE elector SET doorstep = 'lift' WHERE number = 3").run());
      const { pdf, fileName } = await drawOtherPaper(room, { kind, rounds: 2, paper: WELSH });
      const pages = await readItems(pdf);
      expect(english(pages.map(({ items }) => items.map(({ text }) => text)))).toEqual([]);
      expect(fileName).toMatch(/^[\w' ]+\.pdf$/);
      for (const { text, x, right, y, size } of pages.flatMap(({ items }) => items)) {
        expect(size, text).toBeGreaterThanOrEqual(9);
        expect(x, text).toBeGreaterThanOrEqual(20);
        expect(right, text).toBeLessThanOrEqual(PAGE.right + 5);
        expect(y, text).toBeGreaterThan(20);
        expect(text).not.toMatch(/…$/);
      }
    },
  );

  it('includes the recovery key, the changes slip and the certificate', async () => {
    const words = await wordsOf('cy');
    const room = roomOf(3);
    await makeWelsh(room);
    markNumbers(room, { text: '2', district: 'KA', by: BY });
    const slip = await readPdf(await printChanges(room, '1-01'));
    expect(slip.flat()).toContain('Taflen 1-01: croeswch allan 1');
    expect(english(slip)).toEqual([]);
    const key = (await readPdf(await drawRecoveryPaper('x.room', 'AAAA-BBBB', words))).flat();
    expect(key).toContain('Allwedd adfer');
    expect(key.join('\n')).not.toMatch(/passphrase|Printed/);
    const certificate = inWords(destroyRoom(room, { by: BY, at: new Date(2026, 4, 8, 9, 0) }), words);
    expect(certificate).toMatch(/^Tystysgrif dinistrio\r\n/);
    expect(certificate).toContain('ar Gwe 8 Mai 2026 am 09:00 gan Gwen');
  });

  it('is journaled like English paper but for its language, and the same sheet can be printed in the other language', async () => {
    const journaled = (room: Room) =>
      room.db
        .prepare<[], string>(
          "SELECT json_remove(detail, '$.numbersInUpTo', '$.look.language') FROM journal WHERE kind = 'sheet'",
        )
        .pluck()
        .all();
    const [welsh, plain] = [roomOf(15), roomOf(15)];
    const { codes } = await makeWelsh(welsh);
    await makeWelsh(plain, { ...WELSH, language: 'en' });
    expect(journaled(welsh)).toEqual(journaled(plain));
    const [code = ''] = codes;
    expect((await readPdf(await printSame(welsh, code, { language: 'en' }))).flat().join('\n')).toContain(
      'part 1 of 2: 1 to 8',
    );
    expect(english(await readPdf(await printSame(welsh, code)))).toEqual([]);
  });

  it('says its language in the document, for screen readers', async () => {
    const languageOf = async (paper: PaperChoice) => {
      const { pdf } = await makeWelsh(roomOf(1), paper);
      return /\/Lang \((.*?)\)/.exec(Buffer.from(pdf).toString('latin1'))?.[1];
    };
    expect(await languageOf(WELSH)).toBe('cy');
    expect(await languageOf({})).toBe('en-GB');
  });

  it('can be chosen on the command line; an unknown language is refused', async () => {
    const room = roomOf(2);
    room.close();
    const file = join(temporaryFolder(), 'x.pdf');
    const exitCode = async (...args: string[]) =>
      (await runCommand([...args, '--room', room.file, '--out', file])).code;
    expect(await exitCode('sheets', '--language', 'cy')).toBe(0);
    expect(readFileSync(file, 'latin1')).toContain('/Lang (cy)');
    expect(await exitCode('paper', 'status', '--language', 'cy')).toBe(0);
    expect(await exitCode('sheet', '1-01', 'same', '--language', 'cy')).toBe(0);
    expect(await exitCode('sheets', '--language', 'fr')).toBe(2);
  });
});

describe('the words of paper', () => {
  it('exist for every box to tick, answer, day and month', async () => {
    for (const title of [...TICK_TITLES, ...DOORSTEP_ANSWERS]) expect(CATALOGUE).toHaveProperty(title);
    const [welsh, plain] = [await wordsOf('cy'), await wordsOf('en')];
    const days = Array.from({ length: 12 * 7 }, (_, place) => new Date(2026, place % 12, 1 + (place % 7)));
    const inEnglish = days.flatMap((day) => wordsIn(plain.day(day)));
    expect(new Set(inEnglish).size).toBe(7 + 12);
    for (const word of inEnglish) expect(Object.keys(CATALOGUE)).toContain(word);
    expect(welsh.day(new Date(2026, 4, 7))).toBe('Iau 7 Mai 2026');
    expect(plain.day(new Date(2026, 4, 7))).toBe('Thu 7 May 2026');
  });
});
