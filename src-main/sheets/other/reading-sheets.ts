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
import { neighboursUpTo } from '../fair-parts.ts';
import { doorLabel } from '../walking-order.ts';

const sql = prepared((db) => ({
  marked: db.prepare<[], number>('SELECT id FROM elector WHERE voted_at IS NOT NULL').pluck(),
}));

const WALKED: DoorWay = { doors: 'walk', sides: 'through' };

type StreetList = { name: string; district: string; rows: SheetRow[] };

const ROW_HEIGHT = 21;
/** Rows and names of streets that fill a page. A list with more begins a page of its own. */
const ROWS_ON_A_PAGE = 32;

/**
 * A street's promises on one list, short neighbouring streets on one page, to strike out by hand as numbers come in, with a column for each round, like the
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
  const lists = streets.flatMap(({ id, name, district: code }): StreetList[] => {
    const rows = (doors.get(id) ?? []).flatMap(({ electors }) => electors);
    return rows.length === 0 ? [] : [{ name, district: code, rows }];
  });
  const pages = neighboursUpTo(lists, ROWS_ON_A_PAGE, ({ rows }) => rows.length + 1);
  for (const there of pages) {
    const [first, last] = [there[0], there.at(-1)];
    if (!first || !last) continue;
    const promises = there.reduce((sum, { rows }) => sum + rows.length, 0);
    await drawTable<SheetRow>(paper, {
      title: [...new Set([first.name, last.name])].join(' – '),
      lines: [
        [
          t('Polling district {{districts}}', { districts: first.district }),
          t('{{promises}} worth a knock', { promises: words.counted(promises, 'promise') }),
          t('Printed {{when}}', { when: words.dayAndTime(now) }),
        ].join(' · '),
      ],
      foot: [
        confidential(words),
        t('Strike out each number as the tellers send it in; copy out those left for each round.'),
      ],
      height: ROW_HEIGHT,
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
      groups: there.map(({ name, rows }) => ({ heading: there.length === 1 ? '' : name, rows })),
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
