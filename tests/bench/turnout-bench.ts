import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { STREET_COUNTS } from '../../src-main/register/street-counts.ts';
import type { Room } from '../../src-main/store/room.ts';
import { readBoard } from '../../src-main/turnout/board.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { type Measured, median, percentile, sideBySide, timed } from './measure.ts';

const WARM_UP = 200;

/** One number entered, beside one bare durable commit of one row, in turn; at the 99th percentile and the median. */
export async function benchMark(folder: string, room: Room, electors: number): Promise<Measured[]> {
  const bare = new Sqlite(join(folder, 'bare.db'));
  bare.pragma('journal_mode = WAL');
  bare.pragma('synchronous = FULL');
  bare.exec('CREATE TABLE mark (number TEXT NOT NULL, at INTEGER NOT NULL) STRICT');
  const insert = bare.prepare('INSERT INTO mark VALUES (?, ?)');
  const count = Math.min(2500, Math.floor(electors / 4)) + WARM_UP;
  const numbers = room.db
    .prepare<[number], string>(
      `SELECT district || '-' || number || iif(suffix = '', '', '/' || suffix) FROM elector
        WHERE voted_at IS NULL ORDER BY (id * 7919) % 1000003 LIMIT ?`,
    )
    .pluck()
    .all(count);
  const ours: number[] = [];
  const anchor: number[] = [];
  for (const number of numbers) {
    anchor.push(await timed(() => insert.run(number, Date.now())));
    ours.push(
      await timed(() => {
        const { marked } = markNumbers(room, { text: number, by: 'a bench' });
        if (marked !== 1) throw new Error(`${number} was not marked off`);
      }),
    );
  }
  bare.close();
  const row = (what: string, of: (times: number[]) => number): Measured => {
    const [mine, theirs] = [of(ours.slice(WARM_UP)), of(anchor.slice(WARM_UP))];
    return {
      what,
      electors,
      ours: mine,
      anchor: theirs,
      anchorName: 'bare durable commit',
      ratio: mine / theirs,
      target: 3,
    };
  };
  return [row('mark, p99', (times) => percentile(times, 0.99)), row('mark, median', median)];
}

/** The board by street, beside one full GROUP BY of the electors. */
export async function benchBoard(room: Room, electors: number): Promise<Measured> {
  const full = room.db.prepare(STREET_COUNTS);
  const times = await sideBySide(
    electors > 100_000 ? 5 : 25,
    () => readBoard(room, 'street'),
    () => full.all(),
  );
  return {
    what: 'board',
    electors,
    ...times,
    anchorName: 'full GROUP BY',
    ratio: times.ours / times.anchor,
    target: 0.25,
  };
}
