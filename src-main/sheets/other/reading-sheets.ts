import { ROUNDS_OF_A_DAY } from '../../../src-shared/sheet-words.ts';
import type { OpenPaper } from '../../paper/pdf.ts';
import { printableName } from '../../paper/printable.ts';
import { confidential, drawTable } from '../../paper/table-paper.ts';
import type { Words } from '../../paper/words.ts';
import { displayName } from '../../register/elector/elector-name.ts';
import { formatNumber } from '../../register/elector/elector-number.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { chosenPromiseStreets } from '../choose-streets.ts';
import { type DoorWay, doorsOf, type SheetRow } from '../doors.ts';
import { doorLabel } from '../walking-order.ts';

const sql = prepared((db) => ({
  marked: db.prepare<[], number>('SELECT id FROM elector WHERE voted_at IS NOT NULL').pluck(),
}));

const WALKED: DoorWay = { doors: 'walk', sides: 'through' };

/**
 * A street's promises on one list, to strike out by hand as numbers come in, with a column for each round, like the
 * Reading pads (DOMAIN.md, "Forerunners on paper"). Anyone already marked off is struck out.
 */
export async function drawReadingSheets(
  room: Room,
  district: string | undefined,
  words: Words,
  open: OpenPaper,
  now = new Date(),
): Promise<Uint8Array> {
  const { t } = words;
  const streets = chosenPromiseStreets(room, district);
  const doors = doorsOf(
    room,
    streets.map(({ id }) => id),
    WALKED,
    'promises',
  );
  const marked = new Set(sql(room.db).marked.iterate());
  const isStruck = ({ id }: SheetRow) => marked.has(id);
  const paper = await open(t('Street lists'), now, words);
  for (const street of streets) {
    const rows = (doors.get(street.id) ?? []).flatMap(({ electors }) => electors);
    if (rows.length === 0) continue;
    await drawTable<SheetRow>(paper, {
      title: street.name,
      lines: [
        [
          t('Polling district {{districts}}', { districts: street.district }),
          t('{{promises}} worth a knock', { promises: words.counted(rows.length, 'promise') }),
          t('Printed {{when}}', { when: words.dayAndTime(now) }),
        ].join(' · '),
      ],
      foot: [
        confidential(words),
        t('Strike out each number as the tellers send it in; copy out those left for each round.'),
      ],
      height: 21,
      columns: [
        {
          title: t('Address'),
          width: 84,
          bold: true,
          text: (row) => doorLabel(row) || t('No number'),
          isStruck,
        },
        { title: t('Number'), width: 64, isWhole: true, text: formatNumber, isStruck },
        { title: t('Name'), text: (row) => printableName(displayName(row), t), isStruck },
        { title: t('Telephone'), width: 84, text: ({ phone }) => phone },
        ...ROUNDS_OF_A_DAY.map((round) => ({
          title: t('Round {{round}}', { round }),
          width: 38,
          isBox: true,
          text: () => '',
        })),
      ],
      groups: [{ heading: '', rows }],
    });
  }
  if (paper.pages === 0) {
    await drawTable(paper, {
      title: t('Street lists'),
      lines: [words.dayAndTime(now)],
      foot: [confidential(words)],
      columns: [],
      groups: [],
    });
  }
  return paper.finish();
}
