import { count } from '../../../src-shared/counted.ts';
import type { OpenPaper } from '../../paper/pdf.ts';
import { printableName } from '../../paper/printable.ts';
import { confidential, drawTable } from '../../paper/table-paper.ts';
import type { Words } from '../../paper/words.ts';
import { displayName } from '../../register/elector/elector-name.ts';
import { formatNumber } from '../../register/elector/elector-number.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';

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

/** For the drivers: everybody outstanding who needs a lift to the polling station. */
export async function drawLiftList(
  room: Room,
  words: Words,
  open: OpenPaper,
  now = new Date(),
): Promise<Uint8Array> {
  const { t } = words;
  const rows = sql(room.db).wanted.all();
  const groups = [...Map.groupBy(rows, ({ district }) => district)].map(([district, there]) => ({
    heading: t('Polling district {{districts}}', { districts: district }),
    rows: there,
  }));
  const paper = await open(t('Lifts'), now, words);
  await drawTable<Row>(paper, {
    title: t('Lifts: {{number}} wanted', { number: count(rows.length) }),
    lines: [`${words.dayAndTime(now)} · ${t('those who have not been marked off')}`],
    foot: [confidential(words), t('Nobody has to say how they vote to get a lift.')],
    height: 26,
    size: 10,
    columns: [
      { title: t('Number'), width: 60, isWhole: true, text: formatNumber },
      { title: t('Name'), width: 110, bold: true, text: (row) => printableName(displayName(row), t) },
      {
        title: t('Address'),
        text: ({ address, postcode }) => [address, postcode].filter(Boolean).join(', '),
      },
      { title: t('Telephone'), width: 84, text: ({ phone }) => phone },
      { title: t('When'), width: 46, text: () => '' },
      { title: t('Driver'), width: 56, text: () => '' },
      { title: t('Driven'), width: 30, isBox: true, text: () => '' },
    ],
    groups,
  });
  return paper.finish();
}
