import { byName } from '../../../src-shared/by-name.ts';
import { count } from '../../../src-shared/counted.ts';
import type { OpenPaper } from '../../paper/pdf.ts';
import { confidential, drawTable } from '../../paper/table-paper.ts';
import type { Words } from '../../paper/words.ts';
import type { Room } from '../../store/room.ts';
import { readBoard } from '../../turnout/figures/board.ts';
import type { BoardRow } from '../../turnout/types.ts';

/** Every street with its promises, voted and outstanding, by polling district. */
export async function drawStreetSummary(
  room: Room,
  words: Words,
  open: OpenPaper,
  now = new Date(),
): Promise<Uint8Array> {
  const { t } = words;
  const { rows, ...total } = readBoard(room, 'street');
  const named = rows.filter(({ street }) => street !== '');
  const groups = [...Map.groupBy(named, ({ district }) => district ?? '')]
    .sort(([a], [b]) => byName(a, b))
    .map(([district, streets]) => ({
      heading: t('Polling district {{districts}}', { districts: district }),
      rows: streets,
    }));
  const paper = await open(t('Streets'), now, words);
  await drawTable<BoardRow>(paper, {
    title: t('Streets'),
    lines: [
      `${words.dayAndTime(now)} · ${t('{{promises}}, {{voted}} voted, {{outstanding}} outstanding', {
        promises: words.counted(total.promises, 'promise'),
        voted: count(total.promisesVoted),
        outstanding: count(total.outstanding),
      })}`,
    ],
    foot: [confidential(words)],
    height: 17,
    columns: [
      { title: t('Street'), text: ({ street }) => street ?? '' },
      { title: t('Electors'), width: 52, align: 'right', text: ({ electors }) => count(electors) },
      { title: t('Promises'), width: 52, align: 'right', text: ({ promises }) => count(promises) },
      { title: t('voted'), width: 44, align: 'right', text: ({ promisesVoted }) => count(promisesVoted) },
      {
        title: t('Outstanding'),
        width: 60,
        align: 'right',
        bold: true,
        text: ({ outstanding }) => count(outstanding),
      },
      { title: t('Runner'), width: 100, text: () => '' },
    ],
    groups,
  });
  return paper.finish();
}
