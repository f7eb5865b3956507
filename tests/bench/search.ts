import { searchElectors } from '../../src-main/register/search.ts';
import { percentile, report, timed } from './harness.ts';
import { openBenchRoom } from './register.ts';

/** What people type, letter by letter. */
const TYPED = [
  'evans ann',
  'KA-123',
  'high street 12',
  'zz1 1aa',
  'sian jones',
  '999',
  'church rd 4',
  "o'brien",
];

/** The slowest of many searches, typed letter by letter, beside a plain scan for the same text. */
await report(async (place) => {
  const room = openBenchRoom(place);
  const texts = TYPED.flatMap((text) => Array.from(text, (_, index) => text.slice(0, index + 1)));
  const scan = room.db.prepare(
    `SELECT id FROM elector
      WHERE district || '-' || number || ' ' || forename || ' ' || surname || ' ' || address || ' ' || postcode LIKE ? LIMIT 50`,
  );
  // The first search of a day builds the index.
  const first = await timed(() => searchElectors(room, 'evans', 50));
  const ours: number[] = [];
  const anchor: number[] = [];
  for (const text of texts) {
    ours.push(await timed(() => searchElectors(room, text, 50)));
    anchor.push(await timed(() => scan.all(`%${text}%`)));
  }
  room.close();
  const base = { amount: place.electors, unit: 'electors' as const };
  const slowest = { ours: percentile(ours, 99), anchor: percentile(anchor, 99) };
  return [
    { what: 'search, 99th percentile', ...base, ...slowest, target: 1 },
    { what: 'search, the first', ...base, ours: first, anchor: percentile(anchor, 99), target: null },
  ];
});
