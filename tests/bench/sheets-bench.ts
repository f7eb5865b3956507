import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../src-main/server/browser.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import type { Room } from '../../src-main/store/room.ts';
import { type Measured, sideBySide } from './measure.ts';

type Line = {
  street: string;
  house: string;
  flat: string;
  number: string;
  name: string;
  phone: string;
  note: string;
};

/**
 * The sheets of so many outstanding electors, from the room to the PDF's bytes, beside Chromium printing the same
 * rows as an HTML table; the browser is started before and its start is not counted.
 */
export async function benchSheets(
  room: Room,
  electors: number,
  lines: number,
  target: number,
): Promise<Measured | null> {
  const streetIds = streetsWith(room, lines);
  if (!streetIds) return null;
  const html = asHtml(rowsOf(room, streetIds));
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const times = await sideBySide(
      lines > 10_000 ? 1 : 3,
      () => makeSheetsAtOnce(room, { streetIds, round: 1 }, 'a bench'),
      async () => {
        await page.setContent(html);
        await page.pdf({ format: 'A4' });
      },
    );
    const what = `sheets, ${lines} lines`;
    return {
      what,
      electors,
      ...times,
      anchorName: 'Chromium, HTML to PDF',
      ratio: times.ours / times.anchor,
      target,
    };
  } finally {
    await browser.close();
  }
}

/** Streets in walking order until they hold `lines` outstanding electors; null when the room has fewer. */
function streetsWith(room: Room, lines: number): number[] | null {
  const ids: number[] = [];
  let sum = 0;
  const streets = room.db.prepare<[], { id: number; outstanding: number }>(
    "SELECT id, outstanding FROM street WHERE outstanding > 0 AND name <> '' ORDER BY district, walk_order",
  );
  for (const { id, outstanding } of streets.iterate()) {
    ids.push(id);
    sum += outstanding;
    if (sum >= lines) return ids;
  }
  return null;
}

function rowsOf(room: Room, streetIds: readonly number[]): Line[] {
  const line = room.db.prepare<[number], Line>(
    `SELECT street.name AS street, house, flat, elector.district || '-' || number || '/' || suffix AS number,
            forename || ' ' || surname AS name, phone, note
       FROM elector JOIN street ON street.id = street_id
      WHERE street_id = ? AND elector.outstanding ORDER BY number`,
  );
  return streetIds.flatMap((id) => line.all(id));
}

/** What a browser would be given: a table a street, each on a new page. */
function asHtml(lines: readonly Line[]): string {
  const cell = (text: string) => `<td>${text.replace(/[&<]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</td>`;
  const row = ({ house, flat, number, name, phone, note }: Line) =>
    `<tr>${[`${flat} ${house}`, number, name, `${phone} ${note}`, '☐', '☐', '☐', '☐', '☐'].map(cell).join('')}</tr>`;
  const tables = [...Map.groupBy(lines, ({ street }) => street)].map(
    ([street, there]) =>
      `<h1>${street}</h1><table><thead><tr><th>Address<th>Number<th>Name<th>Notes<th>voted<th>will vote<th>out<th>refused<th>lift</thead>${there.map(row).join('')}</table>`,
  );
  return `<!doctype html><meta charset="utf-8"><style>body{font:11pt sans-serif}h1{break-before:page}tr{break-inside:avoid}td{border-bottom:1px solid}</style>${tables.join('')}`;
}

function launch(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath)
    throw new Error('No Chrome, Edge or Chromium was found: install one to bench the sheets.');
  return chromium.launch({
    executablePath,
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
}
