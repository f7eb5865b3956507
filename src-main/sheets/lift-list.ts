import { displayName } from '../register/elector-name.ts';
import { formatNumber } from '../register/elector-number.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { Paper } from './pdf.ts';
import { CONFIDENTIAL, dayAndTime, drawTable } from './table-paper.ts';

type Row = {
  district: string;
  number: number;
  suffix: string;
  surname: string;
  forename: string;
  address: string;
  postcode: string;
  phone: string;
  note: string;
};

const sql = prepared((db) => ({
  wanted: db.prepare<[], Row>(
    `SELECT district, number, suffix, surname, forename, address, postcode, phone, note FROM elector
      WHERE outstanding AND (lift OR doorstep = 'lift') ORDER BY district, number, suffix`,
  ),
}));

/** Everybody outstanding who wants a lift to the polling station, for the drivers. */
export async function drawLiftList(room: Room, now = new Date()): Promise<Uint8Array> {
  const rows = sql(room.db).wanted.all();
  const groups = [...Map.groupBy(rows, ({ district }) => district)].map(([district, there]) => ({
    heading: `Polling district ${district}`,
    rows: there,
  }));
  const paper = await Paper.open('Lifts', now);
  drawTable<Row>(paper, {
    title: `Lifts: ${rows.length} wanted`,
    lines: [`${dayAndTime(now)} · those who have not been marked off`],
    foot: [CONFIDENTIAL, 'Nobody need say how they vote to have a lift.'],
    height: 26,
    size: 10,
    columns: [
      { title: 'Number', width: 60, text: formatNumber },
      { title: 'Name', width: 110, bold: true, text: displayName },
      { title: 'Address', text: ({ address, postcode }) => [address, postcode].filter(Boolean).join(', ') },
      { title: 'Telephone', width: 84, text: ({ phone }) => phone },
      { title: 'When', width: 46, text: () => '' },
      { title: 'Driver', width: 56, text: () => '' },
      { title: 'Done', width: 30, isBox: true, text: () => '' },
    ],
    groups,
  });
  return paper.finish();
}
