import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import jsqr from 'jsqr';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageForm } from '../../src-main/paper/page-form.ts';
import { drawCover } from '../../src-main/sheets/cover-list.ts';
import { drawSheets, styleOf } from '../../src-main/sheets/paper.ts';
import type { Sheet, SheetHousehold } from '../../src-main/sheets/types.ts';
import { LANGUAGE_IDS } from '../../src-shared/languages.ts';
import type { PaperChoice } from '../../src-shared/paper-look.ts';
import { PAPER_SIZES } from '../../src-shared/paper-look.ts';
import { runAsyncSteps } from '../../src-shared/steps.ts';
import { sharedWindow } from '../browser/browser.ts';
import { type PdfItem, readItems } from '../read-pdf.ts';

const KEPT = join(import.meta.dirname, '../kept-pages');
const require = createRequire(import.meta.url);

const NAMES = ['Siân Ŵyn', 'Łukasz Żółć', 'Ann Evans', 'Christopher Featherstonehaugh-Cholmondeley', 'Bo Li'];

function sheet(doors: number, rest: Partial<Sheet> = {}): Sheet {
  const households = Array.from({ length: doors }, (_, door): SheetHousehold => {
    const behind = Array.from({ length: (door % 3) + 1 }, (_, person) => ({
      number: `KA-${door * 3 + person + 1}`,
      name: NAMES[(door + person) % NAMES.length] ?? '',
      phone: person === 0 ? '01482 555123' : '',
      note: door % 4 === 0 ? 'Use the side door' : '',
      lift: door === 2,
      past: { votes: 2, polls: 3 },
      votingIntention: 'P',
      isMarked: false,
      onlyFor: [],
    }));
    return { label: door % 5 === 4 ? 'Flat 3, Rose House, 14' : String(door + 1), electors: behind };
  });
  return {
    code: '2-07',
    title: 'Albert Road',
    part: null,
    note: '',
    runner: '',
    round: 2,
    roundTime: '18:00',
    printedAt: new Date(2026, 4, 7, 14, 32),
    election: null,
    districts: [
      {
        code: 'KA',
        pollingStation: "St Mary's Hall, Church Road",
        hasNoTellers: false,
        numbersInUpTo: new Date(2026, 4, 7, 14, 5),
      },
    ],
    streets: [{ name: 'Albert Road', households }],
    ...rest,
  };
}

const walk = (doors: number) => {
  const { streets, districts } = sheet(doors);
  const [half = { name: '', households: [] }] = streets;
  const [first] = districts;
  return sheet(doors, {
    title: 'Harbour side',
    note: 'Steps by the pub',
    runner: 'Idris',
    districts: first ? [first, { ...first, code: 'KB', numbersInUpTo: null }] : [],
    streets: [
      { name: 'Albert Road', households: half.households.slice(0, doors / 2) },
      { name: 'Beech Lane', households: half.households.slice(doors / 2) },
    ],
  });
};

async function draw(
  sheets: Sheet[],
  choice: PaperChoice,
  day = '',
): Promise<{ pdf: Uint8Array; form: PageForm }> {
  const style = styleOf(choice, '14 Station Road, Littleton', day);
  const drawing = drawSheets(sheets, style, async (paper) => {
    if (choice.cover) await drawCover(paper, sheets);
  });
  return { pdf: (await runAsyncSteps(drawing)).pdf, form: style.form };
}

const SIZES: PaperChoice[] = PAPER_SIZES.flatMap((size): PaperChoice[] =>
  size === 'a5' ? [{ size }] : [{ size }, { size, large: true }],
);
const LOOKS = SIZES.flatMap((size): PaperChoice[] => [
  size,
  { ...size, details: ['phone', 'note', 'past', 'vi'] },
  { ...size, doorsOnly: true },
]).flatMap((look): PaperChoice[] => LANGUAGE_IDS.map((language) => ({ ...look, language })));

/** Doors of a walk that needs two pages in every look. */
const LONG = 30;

/** Texts that collide: closer to each other than the height of small letters. */
function overlapping(items: readonly PdfItem[]): string[][] {
  return items.flatMap((one, index) =>
    items
      .slice(index + 1)
      .filter(
        ({ x, right, y }) => Math.abs(y - one.y) < one.size / 2 && x < one.right - 0.1 && right > one.x + 0.1,
      )
      .map((other) => [one.text, other.text]),
  );
}

describe.each(LOOKS)('paper %o', (look) => {
  it('has everybody once, in order, inside the margins and out of the boxes', async () => {
    const { pdf, form } = await draw([walk(LONG), sheet(3, { code: '2-08' })], look);
    const pages = await readItems(pdf);
    const ofWalk = pages.filter(({ items }) => items.some(({ text }) => text === '2-07'));
    expect(ofWalk.length).toBeGreaterThan(1);
    const shift = form.width < 500 ? form.width : 0;
    const numbers: string[] = [];
    for (const { items, width, height } of pages) {
      expect(overlapping(items), 'texts that run into one another').toEqual([]);
      expect([width, height]).toEqual(
        [shift === 0 ? form.width : shift * 2, form.height].map((each) => expect.closeTo(each, 1)),
      );
      for (const { text, x, right, y, size } of items) {
        const half = shift > 0 && x > shift ? shift : 0;
        expect(x - half, text).toBeGreaterThanOrEqual(form.left - 0.1);
        expect(right - half, text).toBeLessThanOrEqual(form.right + 0.1);
        expect(height - y, text).toBeGreaterThan(form.top - 2);
        expect(height - y, text).toBeLessThanOrEqual(form.bottom + 0.1);
        // The program’s own texts are never cut off; a long note may be.
        if (!text.includes('Use')) expect(text).not.toMatch(/…$/);
        expect(size, text).toBeGreaterThanOrEqual(9);
        if (/^KA-\d+$/.test(text)) {
          numbers.push(text);
          expect(size).toBeGreaterThanOrEqual(11);
        }
      }
    }
    if (look.doorsOnly) {
      expect(numbers).toEqual([]);
      expect(JSON.stringify(pages)).not.toContain('Evans');
    } else {
      const expected = [walk(LONG), sheet(3)].flatMap(({ streets }) =>
        streets.flatMap(({ households }) =>
          households.flatMap(({ electors }) => electors.map(({ number }) => number)),
        ),
      );
      expect(numbers).toEqual(expected);
    }
  });
});

describe('a page', () => {
  it('of a walk has each street above its doors, and again on the next page', async () => {
    const { pdf } = await draw([walk(40)], { size: 'a5' });
    const text = (await readItems(pdf)).flatMap(({ items }) => items.map((item) => item.text));
    expect(text.filter((each) => each === 'Beech Lane')).toHaveLength(1);
    expect(text).toContain('Albert Road (continued)');
    expect(text).toContain('Steps by the pub');
    expect(text.join('\n')).toContain('KA numbers in up to 14:05; KB no tellers');
  });

  it('embeds its fonts', async () => {
    const { pdf } = await draw([sheet(5)], {});
    const raw = Buffer.from(pdf).toString('latin1');
    expect(raw.match(/\/FontFile2 /g)).toHaveLength(2);
    expect(raw).not.toMatch(/\/BaseFont \/(?:Helvetica|Times|Courier)/);
  });

  it('with the list of sheets gives a long name a second line instead of small letters', async () => {
    const title = 'Llanfairpwllgwyngyll Industrial Estate Road to Saint Bartholomew’s Almshouses Terrace';
    const { pdf } = await draw([sheet(12), sheet(12, { code: '2-08', title })], { cover: true });
    const [list] = await readItems(pdf);
    const texts = list?.items.filter(({ x }) => x > 120 && x < 290) ?? [];
    const name = texts.filter(({ text }) => title.includes(text));
    expect(name.length).toBeGreaterThan(1);
    expect(name.map(({ text }) => text).join(' ')).toBe(title);
    for (const { size } of name) expect(size).toBeGreaterThanOrEqual(10);
    const [lowest = 0] = name.map(({ y }) => y).sort((a, b) => a - b);
    expect(lowest).toBeLessThan(
      Math.min(...texts.filter(({ text }) => text === 'Albert Road').map(({ y }) => y)),
    );
  });

  it('of half a sheet has no large print', () => {
    expect(() => styleOf({ size: 'a5', large: true }, '')).toThrow(/whole page/);
  });
});

/** Of a thousand pixels of a page. */
const MOST_DIFFERING = 0.05;

/**
 * How many of a thousand pixels differ from every pixel near their place in the other picture: another version of the
 * browser draws the edges of letters a little to the side.
 */
function differing(one: PNG, other: PNG): number {
  const { width, height } = one;
  const isNear = (picture: PNG, x: number, y: number, value: number) => {
    for (let top = Math.max(0, y - 1); top <= Math.min(height - 1, y + 1); top += 1)
      for (let left = Math.max(0, x - 1); left <= Math.min(width - 1, x + 1); left += 1)
        if (Math.abs((picture.data[(top * width + left) * 4] ?? 0) - value) <= 96) return true;
    return false;
  };
  let different = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const [a = 0, b = 0] = [one.data[at], other.data[at]];
      if (Math.abs(a - b) > 96 && !(isNear(other, x, y, a) && isNear(one, x, y, b))) different += 1;
    }
  }
  return (different / (width * height)) * 1000;
}

describe('pictures of pages', () => {
  let page: Page;
  beforeAll(async () => {
    page = await (await sharedWindow()).context.newPage();
    for (const part of ['pdf.worker.mjs', 'pdf.mjs']) {
      const content = readFileSync(require.resolve(`pdfjs-dist/legacy/build/${part}`), 'utf8');
      await page.addScriptTag({ type: 'module', content });
    }
    // Not when the next frame is drawn: there may be none.
    await page.waitForFunction(() => 'pdfjsLib' in window && 'pdfjsWorker' in window, undefined, {
      polling: 50,
    });
  });
  afterAll(() => page.close());

  /** The first page of a PDF as a picture, with this many pixels per point: all of it, or so many rows from its top. */
  async function picture(pdf: Uint8Array, scale: number, rows?: number): Promise<PNG> {
    const png = await page.evaluate(
      async ([base64, size, most]) => {
        // biome-ignore lint/suspicious/noExplicitAny: pdf.js attaches itself to the window
        const { pdfjsLib } = window as any;
        const data = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
        const first = await (await pdfjsLib.getDocument({ data, verbosity: 0 }).promise).getPage(1);
        const viewport = first.getViewport({ scale: size });
        const canvas = document.createElement('canvas');
        canvas.width = viewport.width;
        canvas.height = Math.min(viewport.height, most ?? viewport.height);
        await first.render({ canvas, viewport }).promise;
        return canvas.toDataURL('image/png').split(',')[1] ?? '';
      },
      [Buffer.from(pdf).toString('base64'), scale, rows] as const,
    );
    return PNG.sync.read(Buffer.from(png, 'base64'));
  }

  const PICTURES: [string, Sheet[], PaperChoice][] = [
    ['plain', [sheet(14)], {}],
    ['walk-landscape', [walk(20)], { size: 'a4-landscape', details: ['phone', 'note', 'past', 'vi'] }],
    ['a5', [walk(20)], { size: 'a5' }],
    ['large', [sheet(12)], { large: true }],
    ['doors-only', [sheet(12)], { doorsOnly: true }],
    ['cover', [sheet(12), walk(20)], { cover: true }],
  ];

  it.each(PICTURES)('are like the kept ones: %s', async (name, sheets, choice) => {
    const now = await picture((await draw(sheets, choice)).pdf, 0.75);
    const file = join(KEPT, `${name}.png`);
    // `KEEP_PAGES=1 npm test` stores new ones; look at them before you commit them.
    if (process.env.KEEP_PAGES) {
      mkdirSync(KEPT, { recursive: true });
      writeFileSync(file, PNG.sync.write(now, { colorType: 0 }));
    }
    const kept = PNG.sync.read(readFileSync(file));
    expect([now.width, now.height]).toEqual([kept.width, kept.height]);
    expect(differing(now, kept)).toBeLessThan(MOST_DIFFERING);
  });

  it('differ from the kept ones if one name is another', async () => {
    const plain = sheet(14);
    const first = plain.streets[0]?.households[2]?.electors[0];
    if (first) first.name = 'Ann Edwards';
    const now = await picture((await draw([plain], {})).pdf, 0.75);
    const kept = PNG.sync.read(readFileSync(join(KEPT, 'plain.png')));
    expect(differing(now, kept)).toBeGreaterThan(MOST_DIFFERING);
  });

  it('have a square that a phone reads as the sheet’s code and its day', async () => {
    for (const [code, choice, day, square] of [
      ['2-07', {}, '', 'sheet2-07'],
      ['B2-07', {}, 'BCDFGHJKL', 'SHEETB2-07:BCDFGHJKL'],
      ['12-123b', { size: 'a5' }, 'BCDFGHJKL', 'SHEET12-123B:BCDFGHJKL'],
      ['BW12-07', { size: 'a5' }, 'BCDFGHJKL', 'SHEETBW12-07:BCDFGHJKL'],
      ['99-99', { large: true }, 'BCDFGHJKL', 'SHEET99-99:BCDFGHJKL'],
    ] as const) {
      // The top of the paper, as somebody holds a phone over it.
      const { pdf } = await draw([sheet(3, { code })], choice, day);
      const { data, width, height } = await picture(pdf, 3, 270);
      const read = jsqr(new Uint8ClampedArray(data), width, height);
      expect(read?.data).toBe(square);
    }
  });
});
