import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { addToPage, embedFont } from '../../src-main/paper/embedded-font.ts';
import { fitEnds, fitStart, wrapText } from '../../src-main/paper/fit-text.ts';
import { isInFonts, readFont, widthOf } from '../../src-main/paper/font-files.ts';
import { PAGE, TICK_TITLES } from '../../src-main/paper/page-form.ts';
import { isCutOnPaper, printable, printableName } from '../../src-main/paper/printable.ts';
import { wordsOf } from '../../src-main/paper/words.ts';
import {
  type ElectorBlock,
  type HouseholdBlock,
  layOut,
  paginate,
} from '../../src-main/sheets/page-layout.ts';
import { drawSheets, styleOf } from '../../src-main/sheets/paper.ts';
import { countsOf, headLines } from '../../src-main/sheets/sheet-head.ts';
import type { Sheet, SheetElector, SheetHousehold } from '../../src-main/sheets/types.ts';
import { PAPER_SIZES } from '../../src-shared/paper-look.ts';
import { partOf } from '../../src-shared/sheet-words.ts';
import { runAsyncSteps } from '../../src-shared/steps.ts';

const MODULES = join(import.meta.dirname, '../../node_modules');
const FONTS = join(import.meta.dirname, '../../resources/fonts');

type Item = { text: string; x: number; right: number; y: number; size: number };

/** Every letter is six tenths of its size wide: close enough to a font, and easy to calculate with. */
const STYLE = styleOf({}, '');
/** From the line under the column titles to the line above the foot, on plain A4. */
const ROWS = { top: 140, bottom: 788 };

const measure = (text: string, _face: string, size: number) => text.length * size * 0.6;

function elector(number: string, rest: Partial<SheetElector> = {}): SheetElector {
  return {
    number,
    name: 'Ann Evans',
    phone: '',
    note: '',
    lift: false,
    isMarked: false,
    past: null,
    votingIntention: '',
    onlyFor: [],
    ...rest,
  };
}

function household(label: string, ...electors: SheetElector[]): SheetHousehold {
  return { label, electors };
}

type Told = {
  street?: string;
  district?: string;
  pollingStation?: string;
  hasNoTellers?: boolean;
  numbersInUpTo?: Date | null;
};

function sheet(households: SheetHousehold[], rest: Partial<Sheet> & Told = {}): Sheet {
  const {
    street: name = 'Albert Road',
    district = 'KA',
    pollingStation = "St Mary's Hall, Church Road",
    ...others
  } = rest;
  const { hasNoTellers = false, numbersInUpTo = new Date(2026, 4, 7, 14, 5), ...more } = others;
  return {
    code: '2-07',
    title: name,
    part: null,
    note: '',
    runner: '',
    round: 2,
    roundTime: '',
    printedAt: new Date(2026, 4, 7, 14, 32),
    election: null,
    districts: [{ code: district, pollingStation, hasNoTellers, numbersInUpTo }],
    streets: [{ name, households }],
    ...more,
  };
}

/** A street whose doors have one, two, three or four electors, in turn. */
function street(electors: number, district = 'KA'): SheetHousehold[] {
  const households: SheetHousehold[] = [];
  let next = 1;
  while (next <= electors) {
    const behind = Math.min((households.length % 4) + 1, electors - next + 1);
    const people = Array.from({ length: behind }, (_, person) => elector(`${district}-${next + person}`));
    households.push(household(String(households.length * 2 + 1), ...people));
    next += behind;
  }
  return households;
}

/** The text on each page, read back from the PDF. */
async function drawAll(sheets: Sheet[], style = STYLE) {
  return runAsyncSteps(drawSheets(sheets, style));
}

async function read(
  sheets: Sheet[],
  style = STYLE,
): Promise<{ pages: Item[][]; pdf: Uint8Array; info: object }> {
  const { pdf, pages: count } = await drawAll(sheets, style);
  // pdfjs-dist takes ownership of the bytes it is given.
  const task = getDocument({ data: pdf.slice(), verbosity: 0 });
  const document = await task.promise;
  expect(document.numPages).toBe(count);
  const pages: Item[][] = [];
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent();
    pages.push(
      items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return [];
        const [x, y, size] = [item.transform[4], item.transform[5], item.transform[0]];
        return [{ text: item.str, x, right: x + item.width, y, size }];
      }),
    );
  }
  const { info } = await document.getMetadata();
  await task.destroy();
  return { pages, pdf, info };
}

const texts = (page: Item[] | undefined) => (page ?? []).map(({ text }) => text);
const numbersOn = (page: Item[]) => texts(page).filter((text) => /^[A-Z]+-\d+(\/\d+)?$/.test(text));

describe('a knock-up sheet', () => {
  it('has each elector on one line: address, number, name, telephone and note', async () => {
    const evans = elector('KA-123/1', {
      name: 'Siân Evans',
      phone: '01482 555123',
      note: 'Ring twice',
      lift: true,
    });
    const { pages } = await read([sheet([household('Flat 3, 14', evans)])]);
    expect(pages).toHaveLength(1);
    for (const text of ['Flat 3, 14', 'KA-123/1', 'Siân Evans', '01482 555123 · Ring twice', 'Lift wanted']) {
      expect(texts(pages[0])).toContain(text);
    }
    const baseline = (text: string) => pages[0]?.find((item) => item.text === text)?.y;
    expect(baseline('Flat 3, 14')).toBe(baseline('KA-123/1'));
    expect(baseline('KA-123/1')).toBe(baseline('Siân Evans'));
  });

  it('says at the top where, when, how recent and how many', async () => {
    const { pages } = await read([sheet(street(3))]);
    const head = texts(pages[0]).join('\n');
    for (const text of [
      'Albert Road',
      'Polling district KA',
      "Polling station: St Mary's Hall, Church Road",
      'Round 2',
      '3 electors outstanding at 2 doors',
      'Polls close 22:00',
      'Printed Thu 7 May 2026 at 14:32',
      'Numbers in up to 14:05',
      '2-07',
      'Page 1 of 1',
    ]) {
      expect(head).toContain(text);
    }
  });

  it('writes one elector at one door in the singular', async () => {
    const { pages } = await read([sheet([household('1', elector('KA-1'))])]);
    expect(texts(pages[0]).join('\n')).toContain('1 elector outstanding at 1 door ·');
  });

  it('says so if no teller has sent numbers yet', async () => {
    const { pages } = await read([sheet(street(1), { numbersInUpTo: null })]);
    expect(texts(pages[0]).join('\n')).toContain("No tellers' numbers in yet");
  });

  it('gives the day of the numbers if they are from another day than the sheet', async () => {
    const { pages } = await read([sheet(street(1), { numbersInUpTo: new Date(2026, 4, 6, 21, 40) })]);
    expect(texts(pages[0]).join('\n')).toContain('Numbers in up to 21:40 on Wed 6 May 2026');
  });

  it('leaves the polling station out if it is not known', async () => {
    const { pages } = await read([sheet(street(1), { pollingStation: '' })]);
    expect(texts(pages[0]).join('\n')).not.toContain('Polling station');
  });

  it('repeats head, column titles and foot on every page, and counts its own pages', async () => {
    const { pages } = await read([
      sheet(street(100)),
      sheet(street(2), { street: 'Beech Lane', code: '2-08' }),
    ]);
    const albert = pages.slice(0, -1);
    expect(albert.length).toBeGreaterThan(2);
    albert.forEach((page, index) => {
      const titles = [
        'Albert Road',
        '2-07',
        'Address',
        'Number',
        'Name',
        'voted',
        'will',
        'vote',
        'out',
        'refused',
        'moved',
        'lift',
        'Notes',
      ];
      expect(texts(page)).toEqual(expect.arrayContaining(titles));
      expect(texts(page)).toContain(`Page ${index + 1} of ${albert.length}`);
      expect(texts(page)).toContain('Confidential: contains personal data. Return to the committee room.');
      expect(texts(page)).toContain("Do not take anybody's postal vote.");
    });
    expect(texts(pages.at(-1))).toEqual(expect.arrayContaining(['Beech Lane', '2-08', 'Page 1 of 1']));
  });

  it('has every outstanding elector of a street of 900 once, in order', async () => {
    const { pages } = await read([sheet(street(900))]);
    expect(pages.flatMap(numbersOn)).toEqual(Array.from({ length: 900 }, (_, number) => `KA-${number + 1}`));
  });

  it('has every elector of several streets once, in order', async () => {
    const sheets = ['KA', 'KB', 'KC'].map((district, place) =>
      sheet(street(40 + place, district), { district }),
    );
    const { pages } = await read(sheets);
    const numbers = pages.flatMap(numbersOn);
    expect(numbers).toHaveLength(123);
    expect(new Set(numbers).size).toBe(123);
  });

  it('never splits a household over two pages', async () => {
    const households = street(300);
    const { pages } = await read([sheet(households)]);
    for (const { electors } of households) {
      const on = pages.filter((page) => electors.some(({ number }) => texts(page).includes(number)));
      expect(on).toHaveLength(1);
    }
  });

  it('repeats the address of a home that is too large for a page', async () => {
    const home = household(
      'Holly House',
      ...Array.from({ length: 90 }, (_, place) => elector(`KA-${place + 1}`)),
    );
    const { pages } = await read([
      sheet([household('1', elector('KB-1')), home, household('3', elector('KB-3'))]),
    ]);
    const homePages = pages.filter((page) => texts(page).includes('Holly House'));
    expect(homePages.length).toBeGreaterThan(2);
    expect(homePages.map((page) => texts(page).includes('(continued)'))).toEqual(
      homePages.map((_, place) => place > 0),
    );
    expect(homePages.flatMap(numbersOn).filter((number) => number.startsWith('KA'))).toHaveLength(90);
  });

  it('keeps Welsh, Polish, Turkish and accented letters', async () => {
    const names = [
      'Ŵyn Ŷnyr',
      'Łukasz Żółć',
      'Şükrü Yıldız',
      "Ciarán Ó'Brien",
      'Siân Ann',
      'Zoë Müller',
      'Đorđe Ćosić',
    ];
    const households = names.map((name, place) =>
      household(`${place + 1}`, elector(`KA-${place + 1}`, { name })),
    );
    const { pages } = await read([sheet(households, { street: 'Heol Tŷ Gwyn' })]);
    expect(texts(pages[0])).toEqual(expect.arrayContaining([...names, 'Heol Tŷ Gwyn']));
  });

  it('draws a letter and a separate accent as one letter', async () => {
    const apart = 'Siân Ŵyn'.normalize('NFD');
    const { pages } = await read([sheet([household('1', elector('KA-1', { name: apart }))])]);
    expect(texts(pages[0])).toContain('Siân Ŵyn');
  });

  it('prints a letter without its accents if the fonts lack it, and never an empty box', async () => {
    expect(printable('Thị Nguyễn')).toBe('Thi Nguyen');
    expect(printable('Siân\tŴyn  Ōtāne')).toBe('Siân Ŵyn Otāne');
    const ranges = [
      [0xa1, 0x2af],
      [0x370, 0x52f],
      [0x1e00, 0x1eff],
      [0x2010, 0x2027],
      [0x2030, 0x205e],
      [0x20a0, 0x20bf],
      [0x2200, 0x2260],
      [0xfb00, 0xfb06],
      [0xff10, 0xff5a],
    ] as const;
    const letters = ranges.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, place) => String.fromCodePoint(from + place)),
    );
    const names = letters.map(printable).filter((letter) => letter !== '…');
    expect(names.length).toBeGreaterThan(600);
    const households = names.map((letter, place) =>
      household('1', elector(`KA-${place + 1}`, { name: `A${letter}A` })),
    );
    const { pages } = await read([sheet(households)]);
    const printed = pages.flatMap(texts).filter((text) => /^A.*A$/.test(text));
    expect(printed).toEqual(names.map((letter) => `A${letter}A`));
  });

  it('says so if a name is in another script, next to the number', async () => {
    const names = ['王小明', 'محمد علي', 'Δημήτρης Παπάς', 'राम शर्मा', 'Иван Петров', '😀'];
    const drawn = async (language: 'en' | 'cy') => {
      const households = names.map((name, place) => household('1', elector(`KA-${place + 1}`, { name })));
      const { pages } = await read([sheet(households)], styleOf({ language }, ''));
      return texts(pages[0]);
    };
    const sentence = (text: string[], words: RegExp) => text.join(' ').match(words)?.length;
    const english = await drawn('en');
    expect(sentence(english, /\(name not printable: see screen\)/g)).toBe(names.length);
    expect(english).toEqual(expect.arrayContaining(names.map((_, place) => `KA-${place + 1}`)));
    expect(english.join('')).not.toMatch(/[^\u0020-\u024f\u2010-\u2030]/);
    expect(sentence(await drawn('cy'), /\(ni ellir argraffu’r enw: gweler y sgrin\)/g)).toBe(names.length);
  });

  it('leaves out of a text only what it cannot print, marked with dots', () => {
    const t = (text: string) => text;
    expect(printableName('Wei 王小明', t)).toBe('Wei …');
    expect(printableName('\u200fAnn\u200f Evans', t)).toBe('Ann Evans');
    expect(printableName('Ｍary‑Jane Ｊones', t)).toBe('Mary-Jane Jones');
    expect(printableName('', t)).toBe('');
    expect(printable('Dog 🐕 barks')).toBe('Dog … barks');
    // The fonts have accents alone, and some letters of Greek as signs.
    expect(printable('Ân̂n')).toBe('Ânn');
    expect(printableName('Δμπ', t)).toBe('(name not printable: see screen)');
    expect(['Ann Evans', 'Siân', 'Nguyễn', '王', 'Wei 王'].map(isCutOnPaper)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('keeps the longest names, addresses, notes and numbers inside the page and out of the boxes', async () => {
    const long = (word: string, times: number) => Array.from({ length: times }, () => word).join(' ');
    const households = [
      household(
        'Flat 1207, The Old Sorting Office, Featherstonehaugh Wharf East, 144-148',
        elector('KD-2/2-2899/12', {
          name: 'Wilhelmina Alexandra Featherstonehaugh-Cholmondeley-Marjoribanks',
          phone: '+44 7700 900123 / 01482 555 123',
          note: long('Wants to know', 40),
          lift: true,
        }),
      ),
      household(long('Cottage', 30), elector('KA-2', { name: `${long('Maximiliana', 24)} Smith` })),
      household('W'.repeat(90), elector('KA-3', { name: 'W'.repeat(120), note: 'W'.repeat(200) })),
      household('4', elector(`${'W'.repeat(60)}-4`)),
    ];
    const crowded = {
      street: long('Marlborough', 20),
      pollingStation: long('Church Hall', 30),
      hasNoTellers: false,
      district: 'KD-2/2',
      code: '12-1234567890',
    };
    const { pages } = await read([sheet(households, crowded)]);
    const items = pages.flat();
    const name = items.find(({ text }) => text === 'Name');
    const voted = items.find(({ text }) => text === 'voted');
    for (const item of items) {
      expect(item.x, item.text).toBeGreaterThanOrEqual(PAGE.left - 0.1);
      expect(item.right, item.text).toBeLessThanOrEqual(PAGE.right + 0.1);
      const inRows = item.y < (name?.y ?? 0) - 6 && PAGE.height - item.y < ROWS.bottom;
      if (inRows) expect(item.right, item.text).toBeLessThan(voted?.x ?? 0);
      if (inRows && item.x < (name?.x ?? 0)) expect(item.right, item.text).toBeLessThan(name?.x ?? 0);
    }
    const seen = texts(items);
    expect(seen).toContain('KD-2/2-2899/12');
    expect(seen.join('')).toContain('Cholmondeley-Marjoribanks');
    expect(seen.join(' ')).toContain('… Smith');
    expect(seen.filter((text) => /^W+-?4?$/.test(text)).join('')).toContain('W-4');
  });

  it.each(PAPER_SIZES)(
    'has a house name and a surname of forty letters whole, in 9 points or more: %s',
    async (size) => {
      const house = 'Gwernymynyddcastellnewyddemlynisafuchaf';
      const surname = 'Donaudampfschifffahrtsgesellschaftskapi';
      const long = sheet([household(`Flat 3 ${house}, 7`, elector('KA-1', { name: `Ann Mary ${surname}` }))]);
      const { pages } = await read([long], styleOf({ size }, ''));
      const items = pages.flat();
      const all = texts(items).join('');
      expect(all).toContain(house);
      expect(all).toContain(surname);
      expect(all).not.toContain('…');
      expect(items.filter((item) => item.size < 9)).toEqual([]);
    },
  );

  it.each(PAPER_SIZES)('has its head and foot whole, in 9 points or more: %s', async (size) => {
    const ends: [string, string] = ['Flat 1 Cholmondeley Mansions, 14', 'Flat 12 Cholmondeley Mansions, 14'];
    const long = {
      ...sheet(street(3), {
        code: '9-99',
        street: 'Upper Saint Bartholomew’s Churchyard Passage, Newcastle Emlyn',
      }),
      part: partOf(1, 17, ends),
      runner: 'Bartholomew',
    };
    const where = 'Neuadd Goffa Penrhyndeudraeth, Stryd Fawr, LL48 6BL, telephone 01766 770 123';
    const { pages } = await read([long], styleOf({ size }, where));
    const items = pages[0] ?? [];
    expect(items.filter((item) => item.size < 9)).toEqual([]);
    const seen = texts(items).join(' ');
    for (const part of [`part 1 of 17: ${ends[0]} to ${ends[1]}`, 'for Bartholomew', where, long.title])
      expect(seen).toContain(part);
    expect(seen).not.toContain('…');
    const lines = items.filter(({ y }) => y > (items.find(({ text }) => text === 'Address')?.y ?? 0));
    for (const [place, one] of lines.entries())
      for (const other of lines.slice(place + 1)) {
        const isBeside = one.right <= other.x || other.right <= one.x;
        expect(isBeside || Math.abs(one.y - other.y) >= 9, `${one.text} / ${other.text}`).toBe(true);
      }
  });

  it.each(PAPER_SIZES)('writes a number on one line, above the name if it is long: %s', async (size) => {
    const numbers = ['KA-1', 'KA-12345/12', 'KD-2/2-2899/12', 'ABCDEFGHIJ-12345/12'];
    for (const number of numbers) {
      const people = [elector(number, { name: 'Siân Featherstonehaugh-Cholmondeley' }), elector('KA-2')];
      const { pages } = await read([sheet([household('1', ...people)])], styleOf({ size }, ''));
      const found = (text: string) => pages[0]?.find((item) => item.text === text);
      const [item, title] = [found(number), found('voted')];
      expect(item?.size).toBeGreaterThanOrEqual(11);
      expect(item?.right).toBeLessThan((title?.x ?? 0) + 3);
      const name = pages[0]?.find((each) => each.text.startsWith('Siân'));
      if (item && name && item.y === name.y) expect(item.right).toBeLessThan(name.x);
      else expect(name?.y).toBeLessThan(item?.y ?? 0);
    }
  });

  it.each(
    PAPER_SIZES.flatMap((size) =>
      (['en', 'cy'] as const).flatMap((language) =>
        [false, true].filter((large) => !large || size !== 'a5').map((large) => ({ size, language, large })),
      ),
    ),
  )('has a box for each answer, with a title of 9 points or more beside its neighbours: %o', async (look) => {
    const { pages } = await read([sheet(street(3), { code: '9-99' })], styleOf(look, ''));
    const words = await wordsOf(look.language);
    const parts = new Set(TICK_TITLES.flatMap((title) => words.t(title).split(' ')));
    const titles = (pages[0] ?? []).filter(({ text }) => text.split(' ').every((word) => parts.has(word)));
    expect(new Set(titles.flatMap(({ text }) => text.split(' ')))).toEqual(parts);
    for (const { size, text, right } of titles) {
      expect(size, text).toBeGreaterThanOrEqual(9);
      const after = titles.filter(({ y, x }) => y === titles.at(-1)?.y && x > right);
      for (const { x } of after) expect(x - right).toBeGreaterThan(1);
    }
  });

  it('prints numbers, names and addresses in 11 point or more, the rest of a line in 9 or more', async () => {
    const long = {
      name: 'Christopher Alexander Featherstone',
      phone: '01482 555123',
      note: 'Dog',
      lift: true,
    };
    const { pages } = await read([
      sheet([household('Flat 12, Wellington Court, 144', elector('KA-12', long))]),
    ]);
    const rows = pages.flat().filter(({ y }) => PAGE.height - y > ROWS.top && PAGE.height - y < ROWS.bottom);
    for (const { text, size } of rows) {
      const small = /^(Lift wanted|01482 555123 · Dog)$/.test(text);
      expect(size, text).toBeGreaterThanOrEqual(small ? 9 : 11);
    }
  });

  it('names nobody in the document’s metadata', async () => {
    const { info } = await read([sheet(street(3))]);
    expect(info).toMatchObject({ Title: 'Knock-up sheets', Creator: 'Committee Room' });
    expect(JSON.stringify(info)).not.toContain('Evans');
  });

  it('has rows closer together if that saves a page, and its pages about equally full otherwise', async () => {
    const people = (count: number) =>
      Array.from({ length: count }, (_, place) =>
        household(`${place + 1}`, elector(`KA-${place + 1}`, { phone: '01482 555123' })),
      );
    const onPages = async (count: number) =>
      (await read([sheet(people(count))])).pages.map((page) => numbersOn(page).length);
    expect(await onPages(19)).toEqual([19]);
    expect(await onPages(23)).toEqual([23]);
    expect(await onPages(26)).toEqual([13, 13]);
    expect(await onPages(61)).toEqual([21, 21, 19]);
  });

  it('is a page that says so if nobody is outstanding', async () => {
    const { pages } = await read([]);
    expect(pages).toHaveLength(1);
    expect(texts(pages[0])).toEqual(['Nobody is outstanding.']);
  });
});

describe('pages of households', () => {
  const electorBlocks = fc.array(
    fc
      .integer({ min: 24, max: 90 })
      .map((height): ElectorBlock => ({ lines: [], lift: false, isMarked: false, height })),
    { minLength: 1, maxLength: 12 },
  );
  const blocks = fc.array(
    electorBlocks.map((electors) => ({
      address: [{ text: '1', face: 'bold' as const, size: 13, x: 0, y: 16 }],
      electors,
      height: electors.reduce((sum, { height }) => sum + height, 0),
    })),
    { maxLength: 60 },
  );
  const PAGE_HEIGHT = 300;
  const pagesOf = (households: HouseholdBlock[]) =>
    paginate([{ name: null, households }], PAGE_HEIGHT, STYLE.form, '(continued)');

  it('have every elector once and in order, and none is too full', () => {
    fc.assert(
      fc.property(blocks, (households) => {
        const pages = pagesOf(households);
        expect(pages.flat().flatMap(({ electors }) => electors)).toEqual(
          households.flatMap(({ electors }) => electors),
        );
        for (const page of pages) {
          expect(page.reduce((sum, { height }) => sum + height, 0)).toBeLessThanOrEqual(PAGE_HEIGHT);
        }
      }),
    );
  });

  it('split a household only if it is too large for any page', () => {
    fc.assert(
      fc.property(blocks, (households) => {
        const pages = pagesOf(households);
        for (const whole of households.filter(({ height }) => height <= PAGE_HEIGHT)) {
          expect(pages.filter((page) => page.includes(whole))).toHaveLength(1);
        }
      }),
    );
  });

  it('are never empty, and each is full before the next begins', () => {
    fc.assert(
      fc.property(blocks, (households) => {
        const pages = pagesOf(households);
        expect(pages.length).toBeGreaterThanOrEqual(1);
        if (households.length > 0) expect(pages.every((page) => page.length > 0)).toBe(true);
        pages.slice(1).forEach((page, index) => {
          const before = (pages[index] ?? []).reduce((sum, { height }) => sum + height, 0);
          expect(before + (page[0]?.height ?? 0)).toBeGreaterThan(PAGE_HEIGHT);
        });
      }),
    );
  });

  it('lose and repeat nobody, keep inside their columns, and have no print below its size, on any paper', async () => {
    const words = await wordsOf('cy');
    const name = fc.array(fc.stringMatching(/^[A-Za-zŵâ'-]{1,18}$/), { minLength: 1, maxLength: 5 });
    const person = fc.record({
      name: name.map((parts) => parts.join(' ')),
      phone: fc.constantFrom('', '01482 555123', '+44 7700 900123 / 01482 555 123'),
      note: fc.constantFrom('', 'Ring twice', 'Wants to know '.repeat(12)),
      lift: fc.boolean(),
    });
    const door = fc.tuple(
      fc.constantFrom('1', '', 'Flat 12, Wellington Court, 144', 'Rose Cottage'),
      fc.array(person, { minLength: 1, maxLength: 40 }),
    );
    const streets = fc.array(fc.array(door, { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 3 });
    const form = fc.record({
      size: fc.constantFrom(...PAPER_SIZES),
      large: fc.boolean(),
      doorsOnly: fc.boolean(),
      rounds: fc.option(fc.constant(['', '11:00', '', '']), { nil: undefined }),
    });
    const district = fc.constantFrom('K', 'KA', 'KD-2/2', 'LONGDISTRICT');
    fc.assert(
      fc.property(streets, form, district, (plan, { size, large, doorsOnly, rounds }, code) => {
        let next = 0;
        const numbered = plan.map((doors, place) => ({
          name: `Street ${place}`,
          households: doors.map(([label, people]) =>
            household(label, ...people.map((each) => elector(`${code}-${++next}`, each))),
          ),
        }));
        const look = { size, large: large && size !== 'a5', doorsOnly, language: 'cy' } as const;
        const style = { ...styleOf(look, ''), ...(rounds ? { rounds } : {}) };
        const whole = sheet([], { streets: numbered });
        const {
          form: used,
          columns,
          rows,
          pages,
        } = layOut(whole, headLines(whole, words, size === 'a5'), style, { measure: widthOf, words });
        const blocks = pages.flat().flatMap(({ electors }) => electors);
        const numbers = blocks.flatMap(({ lines }) =>
          lines.filter(({ text }) => /^[A-Z/2-]+-\d+$/.test(text)),
        );
        expect(numbers.map(({ text }) => text)).toEqual(
          doorsOnly ? [] : Array.from({ length: next }, (_, place) => `${code}-${place + 1}`),
        );
        expect(blocks).toHaveLength(doorsOnly ? plan.flat().length : next);
        const firstBox = (columns.ticks[0] ?? 0) - used.box / 2;
        for (const { address, electors } of pages.flat()) {
          for (const line of address) {
            expect(line.x + widthOf(line.text, line.face, line.size)).toBeLessThan(
              columns.number ?? columns.name,
            );
            // `(continued)` is a detail.
            expect(line.size).toBeGreaterThanOrEqual(line.text.startsWith('(') ? 9 : 11);
          }
          for (const { lines } of electors)
            for (const { text, face, size: print, x } of lines) {
              expect(x + widthOf(text, face, print), text).toBeLessThan(firstBox);
              if (x === columns.number) expect(x + widthOf(text, face, print)).toBeLessThan(columns.name);
              expect(print).toBeGreaterThanOrEqual(9);
            }
        }
        for (const { size: print } of numbers) expect(print).toBeGreaterThanOrEqual(11);
        for (const page of pages) {
          const bottom = rows.top + page.reduce((sum, { height }) => sum + height, 0);
          expect(bottom).toBeLessThanOrEqual(rows.bottom + 0.01);
        }
        expect((columns.ticks.at(-1) ?? 0) + used.box / 2).toBeLessThanOrEqual(used.right);
      }),
      { numRuns: 30 },
    );
  });

  it('count electors and doors', async () => {
    const counted = sheet(street(10));
    const words = await wordsOf('en');
    expect(layOut(counted, headLines(counted, words, false), STYLE, { measure, words }).pages).toHaveLength(
      1,
    );
    expect(countsOf(counted)).toEqual({ electors: 10, doors: 4 });
  });
});

describe('fitting a text', () => {
  const tenLetters = { width: 10, maxLines: 2, measure: (text: string) => text.length };

  it('breaks at spaces and after hyphens, and inside a word only if it must', () => {
    expect(wrapText('Rose Cottage', tenLetters)).toEqual(['Rose', 'Cottage']);
    expect(wrapText('Lloyd-Williams', tenLetters)).toEqual(['Lloyd-', 'Williams']);
    expect(wrapText('Llanfairpwllgwyngyll', tenLetters)).toEqual(['Llanfairpw', 'llgwyngyll']);
    expect(wrapText('Gwernymyny, 7', tenLetters)).toEqual(['Gwernymyn', 'y, 7']);
  });

  it('breaks no telephone number and no range of house numbers, unless it is wider than the line', () => {
    expect(wrapText('Rose 14-18', tenLetters)).toEqual(['Rose 14-18']);
    expect(wrapText('Heol 114-118', tenLetters)).toEqual(['Heol', '114-118']);
    expect(wrapText('Tel 01407 70 12', { ...tenLetters, width: 11 })).toEqual(['Tel', '01407 70 12']);
    expect(wrapText('01407 700 123', tenLetters)).toEqual(['01407 700', '123']);
  });

  it('ends a shortened note with an ellipsis', () => {
    expect(fitStart('Knock loudly, hard of hearing', tenLetters)).toEqual(['Knock', 'loudly,…']);
  });

  it('leaves out middle names and keeps forename and surname', () => {
    expect(fitEnds('Ann Mary Jane Alexandra Evans', tenLetters)).toEqual(['Ann Mary …', 'Evans']);
  });

  it('keeps a postcode whole', () => {
    expect(fitEnds('16A Llanfair Road, Littleton, ZZ1 1AA', tenLetters)).toEqual(['16A …', 'ZZ1 1AA']);
  });

  it('keeps as much of a surname as there is room for', () => {
    expect(fitEnds('Ann Featherstonehaugh-Cholmondeley', tenLetters)).toEqual(['Feathersto', 'nehaugh-…']);
  });

  it('cuts a long first word rather than leave it out', () => {
    for (const street of ['Llanfairpwllgwyngyll Road', 'Llanfairpwllgwyngyll Mill Road'])
      expect(fitEnds(street, tenLetters)).toEqual(['Llanfairpw', 'llgw… Road']);
  });

  it('never makes a line too wide, nor more lines than allowed', () => {
    const text = fc
      .array(fc.string({ minLength: 1, maxLength: 25 }))
      .map((words) => words.join(' ').replace(/\s+/g, ' ').trim());
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: 1, max: 4 }),
        (words, width, maxLines) => {
          const box = { ...tenLetters, width, maxLines };
          for (const lines of [fitStart(words, box), fitEnds(words, box)]) {
            expect(lines.length).toBeLessThanOrEqual(maxLines);
            expect(lines.every((line) => line.length <= width)).toBe(true);
          }
          expect(wrapText(words, box).join('').replaceAll(' ', '')).toBe(words.replaceAll(' ', ''));
        },
      ),
    );
  });
});

describe('the fonts', () => {
  it('are embedded by the version of pdfkit whose private parts the program uses', async () => {
    const { version } = JSON.parse(readFileSync(join(MODULES, 'pdfkit/package.json'), 'utf8'));
    expect(version, 'Look whether src-main/paper/embedded-font.ts still says how pdfkit works.').toBe(
      '0.20.2',
    );
    const doc = new PDFDocument({ autoFirstPage: false });
    const font = embedFont(doc, 'regular', await readFont('regular'));
    const [glyphs, positions] = font.encode('AV');
    expect(glyphs).toEqual([expect.stringMatching(/^[0-9a-f]{4}$/), expect.stringMatching(/^[0-9a-f]{4}$/)]);
    expect(positions).toHaveLength(2);
    // A and V are kerned.
    expect(positions[0]?.xAdvance).toBeLessThan(positions[0]?.advanceWidth ?? 0);
    doc.addPage();
    addToPage(doc, font);
    doc.end();
    const bytes: Uint8Array[] = [];
    for await (const part of doc) bytes.push(part);
    expect(Buffer.concat(bytes).toString('latin1')).toMatch(new RegExp(`/${font.id} \\d+ 0 R`));
  });

  it.each(['Regular', 'Bold'])('say themselves which letters they have: %s', async (weight) => {
    const doc = new PDFDocument({ font: join(FONTS, `AtkinsonHyperlegibleNext-${weight}.ttf`) });
    const { _font } = doc as unknown as { _font: { font: { characterSet: number[] } } };
    const letters = _font.font.characterSet.filter((code) => code > 0 && code < 0xffff);
    expect(letters.length).toBeGreaterThan(350);
    const every = Array.from({ length: 0xfffe }, (_, code) => code + 1);
    expect(every.filter((code) => isInFonts(String.fromCharCode(code)))).toEqual(
      letters.sort((a, b) => a - b),
    );
  });
});
