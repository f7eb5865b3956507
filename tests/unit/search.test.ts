import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { electorHistory, readJournal } from '../../src-main/journal/read-journal.ts';
import { wordsOf } from '../../src-main/paper/words.ts';
import { correctElector, electorRecord } from '../../src-main/register/by-hand.ts';
import { plainLetters } from '../../src-main/register/elector/plain-letters.ts';
import { searchElectors } from '../../src-main/register/search.ts';
import { moveSheets } from '../../src-main/sheets/issued.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { MIGRATIONS } from '../../src-main/store/schema.ts';
import { DOORSTEP_ANSWERS, enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { elector, register } from '../fixtures/register.ts';
import { sampleOf } from '../sample-size.ts';
import { importedRoom, importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

function room() {
  const made = importedRoom(
    register(
      elector('12', 'Evans', 'Siân', { vi: 'P' }),
      elector('120', 'Evans', 'Bob', { address: '5 Mill Road' }),
      elector('3', "O'Brien", 'Ann', { address: '12 Mill Road', postcode: 'ZZ9 9ZZ' }),
      elector('12', 'Łuczak', 'Zofia', { district: 'KB' }),
    ),
    { promises: ['P'] },
  );
  return made;
}

const numbers = async (made: ReturnType<typeof room>, text: string) =>
  (await searchElectors(made, text, 50)).map(({ number }) => number);

describe('the search', () => {
  it.each([
    ['KA-12', ['KA-12', 'KA-120', 'KA-3']],
    ['ka12', ['KA-12', 'KA-120']],
    ['sian', ['KA-12']],
    ['EVANS mill', ['KA-120']],
    ['obrien', ['KA-3']],
    ["o'brien", ['KA-3']],
    ['zz99', ['KA-3']],
    ['road 12', ['KA-3', 'KA-120']],
    ['', []],
    ['" OR *', []],
    ['nobody', []],
  ])('for %j finds %j', async (text, found) => {
    expect((await numbers(room(), text)).toSorted()).toEqual(found.toSorted());
  });

  it('lists an elector with the whole number first', async () => {
    expect((await numbers(room(), 'KA-12'))[0]).toBe('KA-12');
  });

  it('includes a newly imported register, and electors corrected by hand', async () => {
    const made = room();
    expect(await numbers(made, 'price')).toEqual([]);
    importText(made, register(elector('12', 'Evans', 'Siân'), elector('121', 'Price', 'Cai')), {
      removeMissing: true,
    });
    expect(await numbers(made, 'price')).toEqual(['KA-121']);
    expect((await searchElectors(made, 'obrien', 5))[0]).toMatchObject({ onRegister: false });
    const [{ id } = { id: 0 }] = await searchElectors(made, 'price', 5);
    const { number: _, ...form } = electorRecord(made, id);
    correctElector(made, id, { ...form, surname: 'Rees' }, 'Gwen');
    expect([await numbers(made, 'price'), await numbers(made, 'rees')]).toEqual([[], ['KA-121']]);
    expect(checkRoom(made)).toMatchObject({ ok: true, problems: [] });
  });

  it('finds a name in any script by any beginning of it', async () => {
    // An import takes these for no surname, and says so, if they are not written as the file writes names.
    const name = fc
      .stringMatching(/^[\p{L}\p{N}]{1,12}$/u)
      .filter((each) => !/^(?:null|nan|nat|none|nil|na)$/i.test(each));
    await fc.assert(
      fc.asyncProperty(name, fc.nat(), async (surname, cut) => {
        const made = temporaryRoom();
        importText(made, register(elector('12', surname, 'Siân')));
        const letters = [...surname.normalize()];
        const beginning = letters.slice(0, 1 + (cut % letters.length)).join('');
        expect(await numbers(made, beginning)).toEqual(['KA-12']);
        expect(await numbers(made, `${surname.toUpperCase()} sian`)).toEqual(['KA-12']);
        made.close();
      }),
      { numRuns: sampleOf(60) },
    );
  });

  it.each([
    // A small letter whose capital has another small letter; a letter at the end of a word; one that is two in
    // capitals.
    ['\u1c80ера', '\u1c80'],
    ['ΠΑΠΑΣ', 'παπας'],
    ['Παπασίδης', 'ΠΑΠΑΣ'],
    ['ᾳβγ', 'ΑΙΒ'],
    ['Groẞ', 'gross'],
    ['Işık', 'ISIK'],
  ])('finds %s by %s, and in capitals', async (surname, typed) => {
    const made = temporaryRoom();
    importText(made, register(elector('12', surname, 'Ann')));
    for (const text of [typed, typed.toUpperCase(), typed.toLowerCase(), surname.toUpperCase()])
      expect([text, await numbers(made, text)]).toEqual([text, ['KA-12']]);
  });

  it('matches every small letter and its capital, composed or not', () => {
    const folded = (text: string) => plainLetters(text).match(/[\p{L}\p{N}]+/gu);
    const differ: string[] = [];
    for (let point = 1; point <= 0x10ffff; point += 1) {
      if (point >= 0xd800 && point < 0xe000) continue;
      const letter = String.fromCodePoint(point);
      if (!/[\p{L}\p{N}]/u.test(letter)) continue;
      const forms = [letter.toUpperCase(), letter.toLowerCase(), letter.normalize('NFD')]
        .flatMap((form) => [form, form.toUpperCase()])
        .filter((form) => form !== letter);
      if (forms.some((form) => String(folded(form)) !== String(folded(letter)))) differ.push(letter);
    }
    expect(differ).toEqual([]);
  });

  it('is built again if an earlier version built it with other rules for letters', async () => {
    const old = openRoom(join(temporaryFolder(), 'old.room'), {
      create: true,
      program: 'a test',
      migrations: MIGRATIONS.slice(0, 9),
    });
    old.change(() =>
      old.db.exec(`INSERT INTO street (id, district, name, walk_order) VALUES (1, 'KA', 'High Street', 1);
                   INSERT INTO elector (district, number, suffix, surname, forename, address, postcode, street_id, house, vi, postal, promise)
                     VALUES ('KA', 12, '', 'ΠΑΠΑΣ', 'Ann', '1 High Street', '', 1, '1', '', 0, 0);
                   INSERT INTO journal (id, at, by, kind) VALUES ('a', 1000, 'a test', 'import');
                   INSERT INTO elector_search (rowid, words) VALUES (1, 'παπας');
                   INSERT INTO setting SELECT 'search_built', MAX(seq) FROM journal`),
    );
    old.close();
    const now = openRoom(old.file, { create: false, program: 'a test' });
    expect(await numbers(now, 'παπας')).toEqual(['KA-12']);
    now.close();
  });

  it('includes the electors of a room whose search was built by version 5', async () => {
    const old = openRoom(join(temporaryFolder(), 'old.room'), {
      create: true,
      program: 'a test',
      migrations: MIGRATIONS.slice(0, 5),
    });
    // An import and a search as version 5 wrote them.
    old.db.exec(`INSERT INTO street (id, district, name, walk_order) VALUES (1, 'KA', 'High Street', 1);
                 INSERT INTO elector (district, number, suffix, surname, forename, address, postcode, street_id, house, vi, postal, promise)
                   VALUES ('KA', 12, '', 'Evans', 'Siân', '1 High Street', '', 1, '1', '', 0, 0);
                 INSERT INTO journal (id, at, by, kind) VALUES ('a', 1000, 'a test', 'import');
                 INSERT INTO elector_search (rowid, words) VALUES (1, 'evans');
                 INSERT INTO setting SELECT 'search_built', MAX(seq) FROM journal`);
    old.close();
    const now = openRoom(old.file, { create: false, program: 'a test' });
    expect(await numbers(now, 'evans')).toEqual(['KA-12']);
    now.close();
  });
});

describe('the journal', () => {
  it('shows an elector’s history, and can be narrowed by kind, text and page', () => {
    const made = room();
    markNumbers(made, { text: 'KA-12 KA-77', by: 'Gwen' });
    undoNumbers(made, { text: 'KA-12', by: 'Idris' });
    const id =
      made.db
        .prepare<[], number>("SELECT id FROM elector WHERE surname = 'Evans' AND number = 12")
        .pluck()
        .get() ?? 0;
    expect(electorHistory(made, id).map(({ what, by, isUndone }) => [what, by, isUndone])).toEqual([
      ['Mark taken back', 'Idris', false],
      ['Marked off', 'Gwen', true],
      ['Register imported: 4 new, 0 changed, 0 removed', 'a test', false],
    ]);
    const all = { kind: 'all', text: '', hour: null, before: null, limit: 50 } as const;
    expect(readJournal(made, { ...all, kind: 'to look at' }).map(({ what }) => what)).toEqual([
      'Set aside: not on the register: KA-77',
    ]);
    expect(readJournal(made, { ...all, text: 'idris' })).toHaveLength(1);
    expect(readJournal(made, { ...all, text: 'siân' })).toHaveLength(2);
    expect(readJournal(made, { ...all, hour: (new Date().getHours() + 12) % 24 })).toEqual([]);
    const [newest, second] = readJournal(made, { ...all, limit: 2 });
    expect(readJournal(made, { ...all, before: second?.seq ?? 0 }).map(({ seq }) => seq)).not.toContain(
      newest?.seq,
    );
  });

  it('is Welsh line by line if Welsh is chosen, and what people entered stays as it was', async () => {
    const made = room();
    markNumbers(made, { text: 'KA-12 KA-77 KA-12 4?', by: 'Gwen' });
    undoNumbers(made, { text: 'KA-12 KA-77', by: 'Idris' });
    const { codes } = await makeSheetsAtOnce(made, {}, 'Gwen');
    moveSheets(made, codes, 'sheet out', { by: 'Gwen', runner: 'May' });
    const id = 1;
    for (const answer of [...DOORSTEP_ANSWERS, ''] as const)
      enterDoorstep(made, codes[0] ?? '', [{ electorId: id, answer }], 'Gwen');
    correctElector(
      made,
      id,
      { ...electorRecord(made, id), surname: 'Rees', note: 'dog', doNotKnock: true },
      'Gwen',
    );
    const all = { kind: 'all', text: '', hour: null, before: null, limit: 500 } as const;
    const [english, welsh] = await Promise.all(
      (['en', 'cy'] as const).map(async (language) => readJournal(made, all, (await wordsOf(language)).t)),
    );
    expect(english).toEqual(readJournal(made, all));
    expect(english?.length).toBeGreaterThan(14);
    const same = welsh?.filter(({ what }, at) => what === english?.[at]?.what);
    expect(same).toEqual([]);
    const lines = welsh?.map(({ what }) => what);
    expect(lines).toContain(`Taflen ${codes[0]}: allan gyda May`);
    expect(lines?.[0]).toBe('Cywirwyd: cyfenw Evans yw Rees nawr; nodyn: dog; peidio â churo: ie');
  });
});
