import { ANSWER_LETTERS } from '../../src-shared/answer-letters.ts';
import { partInWords } from '../../src-shared/sheet-words.ts';
import { onTheHour, POLLS_CLOSE, timeOfDay } from '../../src-shared/time-of-day.ts';
import { wrapText } from '../paper/fit-text.ts';
import { isNarrow, LEAST_PRINT, type PageForm } from '../paper/page-form.ts';
import type { Measure } from '../paper/pdf.ts';
import { printable } from '../paper/printable.ts';
import type { Words } from '../paper/words.ts';
import { ELECTION_WORDS } from '../register/elector/elections.ts';
import { codeForRound } from './codes.ts';
import type { HeadLine } from './page-layout.ts';
import type { Sheet, SheetDistrict } from './types.ts';

/**
 * The lines under the name of the street: two beside the code, the others with the full width. On narrow paper the
 * close of poll is on the third, which ends before the page count above it.
 */
export function headLines(sheet: Sheet, words: Words, isNarrow: boolean): HeadLine[] {
  const { t, counted } = words;
  const { electors, doors } = countsOf(sheet);
  const outstanding = t('{{electors}} outstanding at {{doors}}', {
    electors: counted(electors, 'elector'),
    doors: counted(doors, 'door'),
  });
  const close = t('Polls close {{time}}', { time: onTheHour(POLLS_CLOSE) });
  const printed = t('Printed {{when}}', { when: words.dayAndTime(sheet.printedAt) });
  const standing = [roundOf(sheet, words), outstanding];
  const fresh = freshness(sheet, words);
  const line = (face: HeadLine['face'], ...parts: string[]): HeadLine => ({ text: parts.join(DOT), face });
  const lines = [
    line('regular', firstLine(sheet, words)),
    ...(isNarrow
      ? [line('bold', ...standing), line('regular', close, printed), line('regular', fresh)]
      : [line('bold', ...standing, close), line('regular', printed, fresh)]),
  ];
  const stations = [...new Set(sheet.districts.map(({ pollingStation }) => pollingStation))].filter(Boolean);
  if (stations.length > 0) {
    const where = { stations: stations.join('; ') };
    const text =
      stations.length === 1
        ? t('Polling station: {{stations}}', where)
        : t('Polling stations: {{stations}}', where);
    lines.push({ text, face: 'regular' });
  }
  if (sheet.note !== '') lines.push({ text: sheet.note, face: 'regular' });
  return lines;
}

/** For the count of pages below the code. */
const PAGE_COUNT = 76;

/** How wide a line of the head is: two are beside the code, and the next on narrow paper beside the count of pages. */
export function headWidth(form: PageForm, line: number): number {
  const { left, right, code } = form;
  if (line < 2) return right - code.width - code.qr - 20 - left;
  return right - left - (line === 2 && isNarrow(form) ? PAGE_COUNT : 0);
}

/** Between the facts on a line. */
const DOT = ' · ';

/** The same lines, with those too long for the smallest print on several: broken between facts if they can be. */
export function wrappedHead(lines: readonly HeadLine[], form: PageForm, measure: Measure): HeadLine[] {
  const wrapped: HeadLine[] = [];
  for (const { face, text } of lines) {
    let facts = printable(text).split(DOT);
    while (facts.length > 0) {
      const width = headWidth(form, wrapped.length);
      const fits = (line: string) => measure(line, face, LEAST_PRINT) <= width;
      const most = facts.findLastIndex((_, last) => fits(facts.slice(0, last + 1).join(DOT))) + 1;
      if (most > 0) {
        wrapped.push({ text: facts.slice(0, most).join(DOT), face });
        facts = facts.slice(most);
        continue;
      }
      const [fact = '', ...others] = facts;
      const inUsual = (part: string) => measure(part, face, form.type.head.size);
      const [first = fact] = wrapText(fact, { width, measure: inUsual });
      wrapped.push({ text: first, face });
      const rest = fact.slice(first.length).trimStart();
      facts = rest === '' ? others : [rest, ...others];
    }
  }
  return wrapped;
}

/** Lines of `wholeDayHead`, at most. */
export const WHOLE_DAY_LINES = 7;

/** The head of a sheet that goes out in each round of the day: what to write on it, and how it is entered later. */
export function wholeDayHead(sheet: Sheet, rounds: number, { t, counted, dayAndTime }: Words): HeadLine[] {
  const { electors, doors } = countsOf(sheet);
  const line = (text: string, face: HeadLine['face'] = 'regular'): HeadLine => ({ text, face });
  const stations = sheet.districts.map(({ pollingStation }) => pollingStation).filter(Boolean);
  const codes = Array.from({ length: rounds }, (_, round) => codeForRound(sheet.code, round + 1));
  const letters = LETTERS.map(([letter, answer]) => `${letter.toUpperCase()} ${t(answer)}`);
  const when = { when: dayAndTime(sheet.printedAt) };
  return [
    line(
      t('Polling district {{districts}}', { districts: sheet.districts.map(({ code }) => code).join(', ') }),
    ),
    line(
      t('{{promises}} at {{doors}}, for every round', {
        promises: counted(electors, 'promise'),
        doors: counted(doors, 'door'),
      }),
      'bold',
    ),
    line(`${t('Polls close {{time}}', { time: onTheHour(POLLS_CLOSE) })} · ${t('Printed {{when}}', when)}`),
    ...stations.map((each) => line(t('Polling station: {{stations}}', { stations: each }))),
    line(t('In each round, tick the box of anyone who says they have voted.'), 'bold'),
    line(t('If not, a letter on the line: {{letters}}.', { letters: letters.join(', ') }), 'bold'),
    line(t('To enter a round on the laptop later, type its code: {{codes}}', { codes: codes.join(', ') })),
  ];
}

/** `voted` has the box. */
const LETTERS = Object.entries(ANSWER_LETTERS)
  .filter(([answer]) => answer !== 'voted')
  .map(([answer, letter]) => [letter, answer] as const);

/** Outstanding electors and doors of a sheet. */
export function countsOf({ streets }: Sheet): { electors: number; doors: number } {
  const households = streets.flatMap((street) => street.households);
  return {
    doors: households.length,
    electors: households.reduce((sum, { electors }) => sum + electors.length, 0),
  };
}

function roundOf({ round, roundTime }: Sheet, { t }: Words): string {
  const text = t('Round {{round}}', { round });
  return roundTime === '' ? text : `${text}, ${roundTime}`;
}

function firstLine({ districts, streets, part, runner, election }: Sheet, words: Words): string {
  const { t, counted } = words;
  const codes = districts.map(({ code }) => code);
  const where = { districts: codes.join(', ') };
  return [
    codes.length === 1
      ? t('Polling district {{districts}}', where)
      : t('Polling districts {{districts}}', where),
    streets.length > 1 ? t('walk of {{streets}}', { streets: counted(streets.length, 'street') }) : '',
    election === null ? '' : t('promises for {{election}}', { election: t(ELECTION_WORDS[election].text) }),
    partInWords(words.t, part),
    runner === '' ? '' : t('for {{runner}}', { runner }),
  ]
    .filter(Boolean)
    .join(DOT);
}

function freshness({ districts, printedAt }: Sheet, words: Words): string {
  const parts = districts.map((district) => ({
    code: district.code,
    text: upTo(district, printedAt, words),
  }));
  if (new Set(parts.map(({ text }) => text)).size <= 1) return parts[0]?.text ?? '';
  const [first, ...others] = parts.map(({ code, text }) => `${code} ${lowerFirst(text)}`);
  return [first, ...others].join('; ');
}

function upTo({ hasNoTellers, numbersInUpTo }: SheetDistrict, printedAt: Date, { t, day }: Words): string {
  if (hasNoTellers) return t('No tellers at this station: knock every promise');
  if (numbersInUpTo === null) return t("No tellers' numbers in yet");
  const time = timeOfDay(numbersInUpTo);
  const on = day(numbersInUpTo);
  return on === day(printedAt)
    ? t('Numbers in up to {{time}}', { time })
    : t('Numbers in up to {{time}} on {{day}}', { time, day: on });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
