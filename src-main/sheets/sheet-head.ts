import { timeOfDay } from '../turnout/time-of-day.ts';
import type { HeadLine } from './page-layout.ts';
import { dayOf } from './pdf.ts';
import type { Sheet, SheetDistrict } from './types.ts';

/** What stands under the name of the street: two lines beside the code, the others with the whole width. */
export function headLines(sheet: Sheet): HeadLine[] {
  const { electors, doors } = countsOf(sheet);
  const people = electors === 1 ? '1 elector' : `${electors} electors`;
  const houses = doors === 1 ? '1 door' : `${doors} doors`;
  const round = `Round ${sheet.round}${sheet.roundTime === '' ? '' : `, ${sheet.roundTime}`}`;
  const printed = `Printed ${dayOf(sheet.printedAt)} at ${timeOfDay(sheet.printedAt)}`;
  const lines: HeadLine[] = [
    { text: firstLine(sheet), face: 'regular' },
    { text: `${round} · ${people} outstanding at ${houses} · Polls close 22:00`, face: 'bold' },
    { text: `${printed} · ${freshness(sheet)}`, face: 'regular' },
  ];
  const stations = [...new Set(sheet.districts.map(({ pollingStation }) => pollingStation))].filter(Boolean);
  if (stations.length > 0) {
    const title = stations.length === 1 ? 'Polling station' : 'Polling stations';
    lines.push({ text: `${title}: ${stations.join('; ')}`, face: 'regular' });
  }
  if (sheet.note !== '') lines.push({ text: sheet.note, face: 'regular' });
  return lines;
}

/** Outstanding electors and doors of a sheet. */
export function countsOf({ streets }: Sheet): { electors: number; doors: number } {
  const households = streets.flatMap((street) => street.households);
  return {
    doors: households.length,
    electors: households.reduce((sum, { electors }) => sum + electors.length, 0),
  };
}

function firstLine({ districts, streets, part, runner }: Sheet): string {
  const codes = districts.map(({ code }) => code);
  return [
    `${codes.length === 1 ? 'Polling district' : 'Polling districts'} ${codes.join(', ')}`,
    streets.length > 1 ? `walk of ${streets.length} streets` : '',
    part,
    runner === '' ? '' : `for ${runner}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function freshness({ districts, printedAt }: Sheet): string {
  const told = districts.map((district) => ({ code: district.code, text: upTo(district, printedAt) }));
  if (new Set(told.map(({ text }) => text)).size <= 1) return told[0]?.text ?? '';
  const [first, ...others] = told.map(({ code, text }) => `${code} ${lowerFirst(text)}`);
  return [first, ...others].join('; ');
}

function upTo({ hasNoTellers, numbersInUpTo }: SheetDistrict, printedAt: Date): string {
  if (hasNoTellers) return 'No tellers at this station: knock every promise';
  if (numbersInUpTo === null) return "No tellers' numbers in yet";
  const day = dayOf(numbersInUpTo) === dayOf(printedAt) ? '' : ` on ${dayOf(numbersInUpTo)}`;
  return `Numbers in up to ${timeOfDay(numbersInUpTo)}${day}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
