import type { Browser } from 'playwright-core';
import { displayName } from '../../src-main/register/elector/elector-name.ts';
import { formatNumber } from '../../src-main/register/elector/elector-number.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import type { Room } from '../../src-main/store/room.ts';
import { alternate, median, report, roundsFor, timed } from './harness.ts';
import { openBenchRoom } from './register.ts';
import { launchBrowser } from './serve-room.ts';

const ROW = '<tr><td>';
const TICKS = ['voted', 'will vote', 'out', 'refused', 'lift'];
const STYLE = `
  section { break-before: page; font: 12px sans-serif }
  table { border-collapse: collapse; width: 100% }
  tr { break-inside: avoid; border-bottom: 0.5px solid }
  td i { display: inline-block; width: 13px; height: 13px; border: 0.8px solid }`;

/** A knock-up of one elector in thirty: 2,500 lines of 75,000 electors. */
const ELECTORS_A_LINE = 30;

/**
 * Knock-up sheets from the room to the PDF, journal included. The anchor is Chromium printing the same lines from
 * ready-made HTML, in a browser that is already running, and then with its start.
 */
await report(async (place) => {
  const room = openBenchRoom(place);
  const streetIds = streetsWith(room, place.electors / ELECTORS_A_LINE);
  const html = asHtml(room, streetIds);
  const starts: number[] = [];
  for (let start = 0; start < 3; start += 1) {
    starts.push(await timed(async () => (await launchBrowser()).close()));
  }
  const browser = await launchBrowser();
  let lines = 0;
  const times = await alternate({
    ours: async () => {
      lines = (await makeSheetsAtOnce(room, { streetIds }, 'bench')).electors;
    },
    anchor: () => print(browser, html),
    warmUp: 1,
    rounds: roundsFor(place),
  });
  await browser.close();
  room.close();
  if (lines !== html.split(ROW).length - 1) throw new Error('The sheets and the HTML differ.');
  // A few sheets are ready before a person has released the button; there is no target for them.
  const target = lines < 2000 ? null : lines < 20_000 ? 0.2 : 0.1;
  const row = { amount: lines, unit: 'lines' as const, ours: times.ours };
  return [
    { ...row, what: 'sheets', anchor: times.anchor, target },
    { ...row, what: 'sheets, browser’s start too', anchor: times.anchor + median(starts), target: null },
  ];
});

async function print(browser: Browser, html: string): Promise<void> {
  const page = await browser.newPage();
  await page.setContent(html, { timeout: 0 });
  await page.pdf({ format: 'A4' });
  await page.close();
}

/** Streets, in the order of the register, until this many electors are outstanding in them. */
function streetsWith(room: Room, wanted: number): number[] {
  const streets = room.db
    .prepare<[], { id: number; outstanding: number }>(
      "SELECT id, outstanding FROM street WHERE outstanding > 0 AND name <> '' ORDER BY walk_order",
    )
    .all();
  let lines = 0;
  return streets
    .filter(({ outstanding }) => {
      const needed = lines < wanted;
      if (needed) lines += outstanding;
      return needed;
    })
    .map(({ id }) => id);
}

type Line = {
  street: string;
  district: string;
  number: number;
  suffix: string;
  surname: string;
  forename: string;
  house: string;
  flat: string;
  phone: string;
  note: string;
};

/** The same lines as HTML: each street starts a page, and its column titles repeat on every page. */
function asHtml(room: Room, streetIds: readonly number[]): string {
  const lines = room.db.prepare<[number], Line>(
    `SELECT street.name AS street, elector.district, number, suffix, surname, forename, house, flat, phone, note
         FROM elector JOIN street ON street.id = elector.street_id
        WHERE street_id = ? AND elector.outstanding ORDER BY number, suffix`,
  );
  const sections = streetIds.map((id) => {
    const electors = lines.all(id);
    const head = `<h1>${electors[0]?.street}</h1><p>Polling district ${electors[0]?.district}</p>`;
    const titles = ['Address', 'Number', 'Name', ...TICKS, 'Notes'].map((title) => `<th>${title}</th>`);
    const rows = electors.map((elector) => {
      const address = `${elector.flat} ${elector.house}`;
      const ticks = TICKS.map(() => '<td><i></i></td>').join('');
      return `${ROW}${address}</td><td>${formatNumber(elector)}</td><td>${displayName(elector)}<br>${elector.phone} ${elector.note}</td>${ticks}<td></td></tr>`;
    });
    return `<section>${head}<table><thead><tr>${titles.join('')}</tr></thead>${rows.join('')}</table></section>`;
  });
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${sections.join('')}`;
}
