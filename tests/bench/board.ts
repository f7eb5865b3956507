import type { Room } from '../../src-main/store/room.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { alternate, report } from './harness.ts';
import { openBenchRoom } from './register.ts';

const FULL_GROUP_BY = `
  SELECT street.district, street.name,
         COUNT(*) AS electors,
         SUM(promise) AS promises,
         SUM(promise AND voted_at IS NOT NULL) AS promisesVoted,
         SUM(elector.outstanding) AS outstanding
    FROM elector JOIN street ON street.id = elector.street_id
   WHERE removed_at IS NULL
   GROUP BY street_id`;

type GroupRow = { district: string; name: string } & Record<Count, number>;
const COUNTS = ['electors', 'promises', 'promisesVoted', 'outstanding'] as const;
type Count = (typeof COUNTS)[number];

/** The board by street, with nobody and with three in ten marked off. The anchor counts every elector again. */
await report(async (place) => {
  const room = openBenchRoom(place);
  const groups = room.db.prepare<[], GroupRow>(FULL_GROUP_BY);
  const measured = async (what: string) => {
    const times = await alternate({
      ours: () => readBoard(room, 'street'),
      anchor: () => groups.all(),
      warmUp: 10,
      rounds: 41,
    });
    expectSameFigures(room, groups.all());
    return { what, amount: place.electors, unit: 'electors' as const, ...times, target: 0.25 };
  };
  const fresh = await measured('board');
  markThreeInTen(room);
  const marked = await measured('board, 30% marked off');
  room.close();
  return [fresh, marked];
});

function markThreeInTen(room: Room): void {
  const numbers = room.db
    .prepare<[], { district: string; numbers: string }>(
      `SELECT district, group_concat(number || iif(suffix = '', '', '/' || suffix), char(10)) AS numbers
         FROM elector WHERE id * 7919 % 10 < 3 GROUP BY district`,
    )
    .all();
  for (const slip of numbers) {
    const { marked } = markNumbers(room, { text: slip.numbers, district: slip.district, by: 'bench' });
    if (marked !== slip.numbers.split('\n').length) throw new Error('Not every number was marked off.');
  }
}

/** A fast board with other figures would be useless. */
function expectSameFigures(room: Room, groups: readonly GroupRow[]): void {
  const counted = new Map(groups.map((row) => [`${row.district}\n${row.name}`, row]));
  const { rows } = readBoard(room, 'street');
  const same = rows.every((row) => {
    const group = counted.get(`${row.district}\n${row.street}`);
    return group && COUNTS.every((count) => group[count] === row[count]);
  });
  if (!same || rows.length !== groups.length) throw new Error('The board and the full GROUP BY differ.');
}
