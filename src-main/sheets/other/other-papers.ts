import type { PaperChoice } from '../../../src-shared/paper-look.ts';
import { drawGuide } from '../../paper/guide-paper.ts';
import { type OpenPaper, Paper } from '../../paper/pdf.ts';
import { wordsOf } from '../../paper/words.ts';
import type { ElectionKind } from '../../register/elector/elections.ts';
import type { Room } from '../../store/room.ts';
import { checkedDistrict } from '../../turnout/districts.ts';
import type { OtherPaper } from '../types.ts';
import { drawAllDay } from './all-day-pack.ts';
import { drawLabels } from './labels.ts';
import { drawLiftList } from './lift-list.ts';
import { drawReadingSheets } from './reading-sheets.ts';
import { drawStatus } from './status-paper.ts';
import { drawStreetSummary } from './street-summary.ts';
import { drawTellersPads } from './tellers-pads.ts';

export type OtherPaperChoice = {
  kind: OtherPaper;
  district?: string | undefined;
  /** For pads: one page for each hour, or this many blank ones. */
  hourly?: boolean | undefined;
  pages?: number | undefined;
  /** For the status: of one of the polls combined on the day. */
  election?: ElectionKind | undefined;
  rounds?: number | undefined;
  paper?: PaperChoice | undefined;
  /** Who prints it, for the journal: the all-day pack has codes. */
  by?: string | undefined;
};

type Drawn = { pdf: Uint8Array; fileName: string };

/**
 * One of the other papers as a PDF, and a file name, which is in English in every language.
 * @throws Refusal if the district is not in the room.
 */
export async function drawOtherPaper(
  room: Room,
  choice: OtherPaperChoice,
): Promise<Drawn & { pages: number }> {
  const opened: Paper[] = [];
  const drawn = await draw(room, choice, async (...what) => {
    const paper = await Paper.open(...what);
    opened.push(paper);
    return paper;
  });
  return { ...drawn, pages: pagesOf(opened) };
}

/**
 * How many pages it would have now. Nothing is drawn or reserved.
 * @throws Refusal if the district is not in the room.
 */
export async function countOtherPaper(room: Room, choice: OtherPaperChoice): Promise<number> {
  const opened: Paper[] = [];
  await draw(room, choice, async (_title, _at, words) => {
    const paper = Paper.sketch(words);
    opened.push(paper);
    return paper;
  });
  return pagesOf(opened);
}

function pagesOf(papers: readonly Paper[]): number {
  return papers.reduce((sum, { pages }) => sum + pages, 0);
}

async function draw(
  room: Room,
  { kind, district, ...choice }: OtherPaperChoice,
  open: OpenPaper,
): Promise<Drawn> {
  const code = checkedDistrict(room, district) ?? undefined;
  const words = await wordsOf(choice.paper?.language ?? 'en');
  const of = code === undefined ? '' : ` ${code.replaceAll('/', '-')}`;
  switch (kind) {
    case 'status':
      return { pdf: await drawStatus(room, words, open, choice.election), fileName: 'status.pdf' };
    case 'pads': {
      const { hourly, pages } = choice;
      return {
        pdf: await drawTellersPads(room, { district: code, hourly, pages }, words, open),
        fileName: `tellers' pads${of}.pdf`,
      };
    }
    case 'streets':
      return { pdf: await drawStreetSummary(room, words, open), fileName: 'streets.pdf' };
    case 'street-lists':
      return { pdf: await drawReadingSheets(room, code, words, open), fileName: `street lists${of}.pdf` };
    case 'lifts':
      return { pdf: await drawLiftList(room, words, open), fileName: 'lifts.pdf' };
    case 'labels':
      return { pdf: await drawLabels(room, code, words, open), fileName: `labels${of}.pdf` };
    case 'managers-guide':
    case 'tellers-and-runners':
    case 'several-laptops':
    case 'data-protection':
    case 'first-start':
      return { pdf: await drawGuide(kind, words, open), fileName: `${kind.replaceAll('-', ' ')}.pdf` };
    case 'all-day':
      return {
        pdf: await drawAllDay(room, { ...choice, district: code }, open),
        fileName: `whole day${of}.pdf`,
      };
  }
}
