import { count } from '../../src-shared/counted.ts';
import { partInWords } from '../../src-shared/sheet-words.ts';
import type { Paper } from '../paper/pdf.ts';
import { confidential, drawTable } from '../paper/table-paper.ts';
import { countsOf } from './sheet-head.ts';
import type { Sheet } from './types.ts';

/** The list that stays on the table: every sheet, who has it, and when it went out and came back. */
export async function drawCover(paper: Paper, sheets: readonly Sheet[]): Promise<void> {
  const [first] = sheets;
  if (!first) return;
  const { words } = paper;
  const { t, counted } = words;
  const sum = (of: (counts: { electors: number; doors: number }) => number) =>
    sheets.reduce((total, sheet) => total + of(countsOf(sheet)), 0);
  await drawTable<Sheet>(paper, {
    title: [t('Sheets of round {{round}}', { round: first.round }), first.roundTime]
      .filter(Boolean)
      .join(', '),
    lines: [
      [
        t('Printed {{when}}', { when: words.dayAndTime(first.printedAt) }),
        t('{{sheets}}, {{doors}}, {{electors}} outstanding', {
          sheets: counted(sheets.length, 'sheet'),
          doors: counted(
            sum(({ doors }) => doors),
            'door',
          ),
          electors: counted(
            sum(({ electors }) => electors),
            'elector',
          ),
        }),
      ].join(' · '),
    ],
    foot: [confidential(words)],
    height: 24,
    columns: [
      { title: t('Sheet'), width: 44, bold: true, text: ({ code }) => code },
      {
        title: t('District'),
        width: 42,
        text: ({ districts }) => districts.map(({ code }) => code).join(', '),
      },
      {
        title: t('Street or walk'),
        text: ({ title, part }) => [title, partInWords(words.t, part)].filter(Boolean).join(', '),
      },
      { title: t('Doors'), width: 34, align: 'right', text: (sheet) => count(countsOf(sheet).doors) },
      { title: t('Electors'), width: 40, align: 'right', text: (sheet) => count(countsOf(sheet).electors) },
      { title: t('Runner'), width: 96, text: ({ runner }) => runner },
      { title: t('Out'), width: 36, text: () => '' },
      { title: t('Back'), width: 36, text: () => '' },
    ],
    groups: [{ heading: '', rows: sheets }],
  });
}
