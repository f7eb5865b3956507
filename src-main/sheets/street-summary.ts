import type { Room } from '../store/room.ts';
import { readBoard } from '../turnout/board.ts';
import type { BoardRow } from '../turnout/types.ts';
import { Paper } from './pdf.ts';
import { CONFIDENTIAL, dayAndTime, drawTable } from './table-paper.ts';
import { byName } from './walking-order.ts';

/** Every street with its promises, voted and outstanding, by polling district. */
export async function drawStreetSummary(room: Room, now = new Date()): Promise<Uint8Array> {
  const { rows, ...total } = readBoard(room, 'street');
  const named = rows.filter(({ street }) => street !== '');
  const groups = [...Map.groupBy(named, ({ district }) => district ?? '')]
    .sort(([a], [b]) => byName(a, b))
    .map(([district, streets]) => ({ heading: `Polling district ${district}`, rows: streets }));
  const paper = await Paper.open('Streets', now);
  drawTable<BoardRow>(paper, {
    title: 'Streets',
    lines: [
      `${dayAndTime(now)} · ${total.promises} promises, ${total.promisesVoted} voted, ${total.outstanding} outstanding`,
    ],
    foot: [CONFIDENTIAL],
    height: 17,
    columns: [
      { title: 'Street', text: ({ street }) => street ?? '' },
      { title: 'Electors', width: 52, align: 'right', text: ({ electors }) => String(electors) },
      { title: 'Promises', width: 52, align: 'right', text: ({ promises }) => String(promises) },
      { title: 'voted', width: 44, align: 'right', text: ({ promisesVoted }) => String(promisesVoted) },
      {
        title: 'Outstanding',
        width: 60,
        align: 'right',
        bold: true,
        text: ({ outstanding }) => String(outstanding),
      },
      { title: 'With whom', width: 100, text: () => '' },
    ],
    groups,
  });
  return paper.finish();
}
