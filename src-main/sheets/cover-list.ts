import type { Paper } from './pdf.ts';
import { countsOf } from './sheet-head.ts';
import { CONFIDENTIAL, dayAndTime, drawTable } from './table-paper.ts';
import type { Sheet } from './types.ts';

/** The list that stays on the table: every sheet, with whom it is, when it went out and came back. */
export function drawCover(paper: Paper, sheets: readonly Sheet[]): void {
  const [first] = sheets;
  if (!first) return;
  const sum = (of: (counts: { electors: number; doors: number }) => number) =>
    sheets.reduce((total, sheet) => total + of(countsOf(sheet)), 0);
  drawTable<Sheet>(paper, {
    title: `Sheets of round ${first.round}${first.roundTime === '' ? '' : `, ${first.roundTime}`}`,
    lines: [
      `Printed ${dayAndTime(first.printedAt)} · ${sheets.length} sheets, ${sum(({ doors }) => doors)} doors, ${sum(({ electors }) => electors)} electors outstanding`,
    ],
    foot: [CONFIDENTIAL],
    height: 24,
    columns: [
      { title: 'Sheet', width: 44, bold: true, text: ({ code }) => code },
      { title: 'District', width: 42, text: ({ districts }) => districts.map(({ code }) => code).join(', ') },
      { title: 'Street or walk', text: ({ title, part }) => [title, part].filter(Boolean).join(', ') },
      { title: 'Doors', width: 34, align: 'right', text: (sheet) => String(countsOf(sheet).doors) },
      { title: 'Electors', width: 40, align: 'right', text: (sheet) => String(countsOf(sheet).electors) },
      { title: 'Runner', width: 96, text: ({ runner }) => runner },
      { title: 'Out', width: 36, text: () => '' },
      { title: 'Back', width: 36, text: () => '' },
    ],
    groups: [{ heading: '', rows: sheets }],
  });
}
