import type { PaperChoice } from '../../../src-shared/paper-look.ts';
import { drawGuide } from '../../paper/guide-paper.ts';
import { wordsOf } from '../../paper/words.ts';
import type { Room } from '../../store/room.ts';
import { checkedDistrict } from '../../turnout/districts.ts';
import type { OtherPaper } from '../types.ts';
import { drawAllDay } from './all-day-pads.ts';
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
  rounds?: number | undefined;
  paper?: PaperChoice | undefined;
  /** Who prints it, for the journal: the all-day pads have codes. */
  by?: string | undefined;
};

/**
 * One of the other papers as a PDF, and a file name, which is in English in every language.
 * @throws Refusal if the district is not in the room.
 */
export async function drawOtherPaper(
  room: Room,
  { kind, district, ...choice }: OtherPaperChoice,
): Promise<{ pdf: Uint8Array; fileName: string }> {
  const code = checkedDistrict(room, district) ?? undefined;
  const words = await wordsOf(choice.paper?.language ?? 'en');
  const of = code === undefined ? '' : ` ${code.replaceAll('/', '-')}`;
  switch (kind) {
    case 'status':
      return { pdf: await drawStatus(room, words), fileName: 'status.pdf' };
    case 'pads': {
      const { hourly, pages } = choice;
      return {
        pdf: await drawTellersPads(room, { district: code, hourly, pages }, words),
        fileName: `tellers' pads${of}.pdf`,
      };
    }
    case 'streets':
      return { pdf: await drawStreetSummary(room, words), fileName: 'streets.pdf' };
    case 'street-lists':
      return { pdf: await drawReadingSheets(room, code, words), fileName: `street lists${of}.pdf` };
    case 'lifts':
      return { pdf: await drawLiftList(room, words), fileName: 'lifts.pdf' };
    case 'labels':
      return { pdf: await drawLabels(room, code, words), fileName: `labels${of}.pdf` };
    case 'managers-guide':
    case 'tellers-and-runners':
    case 'data-protection':
    case 'first-start':
      return { pdf: await drawGuide(kind, words), fileName: `${kind.replaceAll('-', ' ')}.pdf` };
    case 'all-day':
      return {
        pdf: await drawAllDay(room, { ...choice, district: code }),
        fileName: `whole day${of}.pdf`,
      };
  }
}
