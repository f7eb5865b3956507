import { plainDashes } from './districts.ts';

/**
 * Cuts a slip, a chat or a typed line into parts before any of it is read as a number. It cuts only where the writer
 * did: at a line end or a semicolon, and then at a comma, a tab, `&` or `and`.
 */
export type Line = { written: string; parts: string[] };

/** Invisible marks that a chat's export puts between letters. */
const UNSEEN = /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** `１２`, as some keyboards for other languages type. */
const FULL_WIDTH = /[\uff10-\uff19]/g;
/** `22.` at the end of a part; before other words it may be the number of a line in a list. */
const FULL_STOP = /(?<=\d)\.$/;

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';
const DAY = String.raw`\d{1,2}(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?:,?\s\d{4})?`;
const WEEKDAY = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s)?`;
const DATE = String.raw`\d{1,4}[./-]\d{1,2}[./-]\d{1,4}`;
const DATE_IN_WORDS = String.raw`(?:${WEEKDAY}(?:${DAY}\s${MONTH}|${MONTH}\s${DAY})${YEAR}|today|yesterday)`;
const CLOCK = String.raw`\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?`;
const TIME = String.raw`\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?`;
const momentOf = (date: string, time: string) => `${date},?\\s+(?:at\\s+)?${time}|${time},?\\s+${date}`;
// `MAR 12, 13.45` may be two numbers of a district MAR.
const MOMENT = `(?:${momentOf(DATE, TIME)}|${momentOf(DATE_IN_WORDS, CLOCK)})`;
/** Who sent a message: a name, which may have digits if it also has a word (`Jo 2`), or a telephone number. */
const NAME = String.raw`(?:[^\n:;\d\[]{1,60}:|(?=[^\n:;]*(?-i:\p{Lu}\p{Ll}))[^\n:;\[\]]{1,60}:(?=\s|$)|[+\d][\d\s()-]{8,20}:)`;
const BEGIN = String.raw`(?<=^|[\n;]\s{0,4})`;
/**
 * The time and sender of a chat message, as chats are copied: `[07:45, 03/12/2026] Jo:`, `03/12/2026, 08:15 - Jo:`,
 * `Jo, [3 Dec 2026 at 07:45]:`, `[07:45] Jo:`; and a line with only a date and a time.
 */
const STAMP = new RegExp(
  [
    `(?:\\[${MOMENT}\\]|${MOMENT} [-–])(?: ?${NAME})?`,
    `${BEGIN}[^\\n:;\\[\\]]{1,60} \\[${MOMENT}\\]:?`,
    `${BEGIN}(?:\\[${TIME}\\]|\\(${MOMENT}\\)|${MOMENT}) ${NAME}`,
    `${BEGIN}(?:${MOMENT}|\\[${TIME}\\]|\\(${MOMENT}\\))(?=\\s{0,4}(?:[\\n;]|$))`,
  ].join('|'),
  'giu',
);
/** What a chat adds to a message. */
const ADDED = /<(?:this message was edited|media omitted|attached:[^>\n]{0,200})>/gi;

/** Replaces the separator of thousands, so that a number with one stays in one part. */
const THOUSANDS = '\u0001';
const MARKS = ",'’\u00a0\u202f\u2009";
const RUN = new RegExp(`(?<![\\d${MARKS}])\\d{1,3}(?:[${MARKS}](?: ?(?=0\\d\\d(?!\\d)))?\\d+)+`, 'g');

/**
 * Cuts text into lines of parts. `isNumber` tells whether a number is on the register: `101,102` is two numbers
 * unless somebody has number 101102, and `1,037` is never cut.
 */
export function linesOf(text: string, isNumber: (number: number) => boolean): Line[] {
  return text
    .replace(UNSEEN, '')
    .replace(FULL_WIDTH, (digit) => digit.normalize('NFKC'))
    .replace(STAMP, '\n')
    .replace(ADDED, '\n')
    .split(/[\n\r;]+/)
    .flatMap((each) => {
      const written = each.trim();
      if (written === '') return [];
      // Long gaps would make the patterns slow.
      const kept = written
        .replace(/[^\S\t]{2,}/g, ' ')
        .replace(RUN, (run) =>
          mayBeThousands(run, isNumber) ? run.replace(new RegExp(`[${MARKS}] ?`, 'g'), THOUSANDS) : run,
        );
      const parts = kept
        .split(/[,\t]|\s*&\s*|\s+and\s+/i)
        .map((part) => part.trim().replace(FULL_STOP, ''))
        .filter(Boolean);
      return parts.length === 0 ? [] : [{ written, parts }];
    });
}

/** The possible meanings of a number with a separator of thousands, the whole number first; null if it has none. */
export function aboutThousands(part: string): { written: string; numbers: number[] } | null {
  if (!part.includes(THOUSANDS)) return null;
  const written = part.replaceAll(THOUSANDS, ',');
  const [run = ''] = new RegExp(`\\d+(?:${THOUSANDS}\\d+)+`).exec(part) ?? [];
  const groups = run.split(THOUSANDS);
  return { written, numbers: [Number(groups.join('')), ...groups.map(Number)] };
}

/**
 * Whether two numbers with a space between them may be one (`1 037`). `isNumber` tells whether somebody has a number.
 * `112 037` is only one if somebody has it: lists of three-digit numbers look the same.
 */
export function mayBeOneNumber(first: string, group: string, isNumber: (number: number) => boolean): boolean {
  if (!/^[1-9]\d{0,2}$/.test(first) || !/^\d{3}$/.test(group)) return false;
  return (group.startsWith('0') && first.length < 3) || isNumber(Number(first + group));
}

function mayBeThousands(run: string, isNumber: (number: number) => boolean): boolean {
  const groups = run.split(new RegExp(`[${MARKS}] ?`));
  const pairs = groups.slice(1).map((group, place) => [groups[place] ?? '', group] as const);
  return pairs.some(([before, group]) => {
    if (group.length !== 3 || before.length > 3 || before.startsWith('0')) return false;
    const isOnlyPair = pairs.length === 1 && before.length < 3;
    return group.startsWith('0') || isOnlyPair || isNumber(Number(before + group));
  });
}

/** A bullet star needs a space after it: in a chat, `*12` corrects a number sent before. */
const BULLET = /^(?:[•·●▪◦‣]\s*|\*\s+|-\s+(?!.*\s-\s))(?=\S)/;
/** Words and signs in front of a number. If one of them is the code of a district, it is that. */
const LABEL = /(^|[\s-])(?:nos?\.?|nrs?\.?|numbers?|elector|voter|rhif|#|№)\s*(?=\d)/giu;
/** A telephone number: ten or eleven digits that begin with 0, in groups, or with a country code. */
const TELEPHONE = /\+\s*\d|(?<!\d)\(?0[1-9](?:[\s()-]*\d){8,9}(?!\d)/;

/** Characters without a space. No number has so many, and the patterns below would be slow. */
const TOO_LONG = /\S{80}/;

/** `KA: 29`. A time (`07:45`) has digits before its colon, and is left as it is. */
const BEFORE_COLON = /^(?=[^:]{1,80}:)([^:]*[a-z][^:]*):(?=\s*[\d?]|$)/i;

/** Without its full stop it may cancel a number: `12, no 13`. */
const BARE_NO = /(?:^|[\s-])nos?\s*\d/i;

/** Whether a part after the first may cancel a number before it: `1-5, no 3`. */
export function mayTakeAway(part: string, first: string): boolean {
  return BARE_NO.test(part) && !BARE_NO.test(first);
}

/** `18.00`: a time as on slips, but some registers also write a suffix like this. */
const TIME_OR_SUFFIX = /(?:^|\s)(?:[01]?\d|2[0-3])\.[0-5]\d$/;

export function mayBeTime(written: string): boolean {
  return TIME_OR_SUFFIX.test(written);
}

/**
 * The words of a part, without what only introduces a number: a bullet, `No.`, `#`, the colon after a district. Null
 * if it has something that no number on a slip has, such as a telephone number.
 */
export function wordsOf(part: string, isDistrict: (code: string) => boolean): string[] | null {
  const spaced = part.replace(/\s+/g, ' ');
  if (TOO_LONG.test(spaced) || TELEPHONE.test(spaced)) return null;
  return plainDashes(spaced)
    .replace(BULLET, '')
    .replace(LABEL, (label, before: string, at: number, whole: string) => {
      const isCode = isDistrict(label.replace(/[\s.-]/g, ''));
      const head = whole.slice(0, at);
      const takesAway =
        /nos?\s*$/i.test(label) && /\d/.test(head) && !BARE_NO.test(head) && !isDistrict(head);
      return isCode || takesAway ? label : before;
    })
    .replace(BEFORE_COLON, (written, before: string) =>
      !/\d/.test(before) || isDistrict(before) ? `${before} ` : written,
    )
    .replace(/\s*([/-])\s*/g, '$1')
    .split(/\s+/)
    .filter(Boolean);
}
