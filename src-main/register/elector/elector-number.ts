import { type Message, say } from '../../../src-shared/message.ts';
import { remembered } from './cell-words.ts';

/**
 * An elector number: polling district, number inside it, and a suffix for people added between two numbers. The
 * suffix is text ('1' and '10' differ, '' means none), never a decimal fraction.
 */
export type ElectorNumber = { district: string; number: number; suffix: string };

/** Six digits are enough for any district; more is a telephone number or a UPRN in the wrong column. */
const LARGEST = 999_999;
const DIGITS = /^\d{1,6}$/;
const SUFFIX = /^\w{1,4}$/;
const NUMBER = /^(\d{1,6})(?:\s*[/.]\s*(\w{1,4}))?$/;
/**
 * A whole number. The district ends at the LAST hyphen or space, since districts may have hyphens and slashes
 * (`KD-2/2-289/1`).
 */
const HYPHENED = /^(\w|\w.*[^\s-])[\s-]+(\d{1,6})(?:\s*[/.]\s*(\w{1,4}))?$/;
const RUN_TOGETHER = /^([A-Z](?:[A-Z0-9/-]*[A-Z])?)(\d{1,9})(?:\s*[/.]\s*(\w{1,4}))?$/;

/** `KA:8`, `KA_6`, `KA.7`, `KA/9`: other marks than a hyphen, behind letters alone. */
const OTHER_MARK = /^([A-Z]{1,6})\s*[:_./]\s*(\d{1,6})(?:\s*[/.]\s*(\w{1,4}))?$/;
const DASHES = /[‐-―−﹣－]/g;
/** `ＫＡ`, `１２`, as some keyboards for other languages type. */
const FULL_WIDTH = /[\uff01-\uff5e]/g;
/** `1,037`, `1'037`, `1 037`: a spreadsheet's separators of thousands. */
const THOUSANDS = /(?<![\d.,/])(\d{1,3})((?:[,'’]\d{3})+)(?![\d.,])|^(\d{1,3})((?:\s\d{3})+)$/g;

/** `KA-123`, `KA-123/1`. */
export function formatNumber({ district, number, suffix }: ElectorNumber): string {
  return suffix === '' ? `${district}-${number}` : `${district}-${number}/${suffix}`;
}

/** District codes are compared in capitals, without outer spaces. */
export function districtCode(text: string): string {
  const code = halfWidth(text.trim()).toUpperCase().replace(DASHES, '-');
  return code.endsWith('-') ? code.replace(/[\s-]+$/, '') : code;
}

function halfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (letter) => letter.normalize('NFKC'));
}

const readDistrict = remembered((cell: string) => {
  const code = districtCode(cell);
  return { code, isMangled: MANGLED_DISTRICT.test(code) };
});

/** Blank, 0 and 000 mean no suffix; `001` is 1 (the decimals of `5.001`). */
export function suffixOf(text: string): string {
  if (text === '') return '';
  const bare = text
    .trim()
    .toUpperCase()
    .replace(/^0+(?=\w)/, '');
  return bare === '0' ? '' : bare;
}

/**
 * Reads the number cells of a register line: district, number and suffix in separate columns, or joined in one
 * (`KA-12/1`, `888/8`, `5.000`).
 * @returns the number, or why it is not one, as part of a sentence.
 */
export function readNumberCells(
  districtCell: string,
  numberCell: string,
  suffixCell: string,
): ElectorNumber | Message {
  const { code: district, isMangled } = readDistrict(districtCell);
  if (isMangled) {
    return say(
      'polling district "{{district}}" is what a spreadsheet has made of another code; open the original file instead',
      { district },
    );
  }
  const text = numberCell.trim();
  // The common case first: nearly every line of nearly every register.
  if (district !== '' && DIGITS.test(text)) {
    return withinDistrict(district, Number(text), suffixOf(suffixCell));
  }
  if (text === '') return say('it has no elector number');
  const plain = halfWidth(text)
    .replace(DASHES, '-')
    .replace(THOUSANDS, (number) => number.replace(/\D/g, ''));
  if (plain !== text) return readNumberCells(districtCell, plain, suffixCell);
  const mangled = spreadsheetMangled(text);
  if (mangled) return mangled;
  const bare = NUMBER.exec(text);
  if (bare) {
    if (district === '') return say('elector number {{number}} has no polling district', { number: text });
    return withinDistrict(district, Number(bare[1]), suffixOf(suffixCell) || suffixOf(bare[2] ?? ''));
  }
  const capitals = text.toUpperCase();
  if (district !== '' && capitals.startsWith(district)) {
    return readNumberCells(
      district,
      capitals.slice(district.length).replace(/^[\s:_-]+|^[./](?=\d)/, '') || '?',
      suffixCell,
    );
  }
  const whole = HYPHENED.exec(capitals) ?? RUN_TOGETHER.exec(capitals) ?? OTHER_MARK.exec(capitals);
  if (!whole?.[1]) return say('"{{written}}" is not an elector number', { written: text });
  if (district !== '' && whole[1] !== district) {
    return say('elector number {{number}} does not belong to polling district {{district}}', {
      number: text,
      district,
    });
  }
  if (Number(whole[2]) > LARGEST) return say('"{{written}}" is not an elector number', { written: text });
  return withinDistrict(whole[1], Number(whole[2]), suffixOf(suffixCell) || suffixOf(whole[3] ?? ''));
}

function withinDistrict(district: string, number: number, suffix: string): ElectorNumber | Message {
  if (number === 0) return say('the elector number is 0');
  if (suffix !== '' && !SUFFIX.test(suffix))
    return say('"{{written}}" is not a suffix of a number', { written: suffix });
  return { district, number, suffix };
}

/**
 * Numbers that a spreadsheet has changed: `MAR1` as a date, digits and an E as a power of ten, an error. Codes hardly
 * ever begin like these.
 */
const MANGLED_DISTRICT =
  /^(?:\d{1,2}-(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)|\d{4}-\d\d-\d\d.*|\d(?:\.\d+)?E\+\d+|#.*)$/;

/** Why a number cannot be recovered after a spreadsheet has changed it; null otherwise. */
function spreadsheetMangled(text: string): Message | null {
  if (/^\d(?:[.,]\d+)?E\+?\d+$/i.test(text)) {
    return say(
      '"{{written}}" was a long number before a spreadsheet shortened it; open the original file instead',
      { written: text },
    );
  }
  if (
    /^(?:\d{1,2}[-/ ](?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*|\d{1,2}\/\d{1,2}\/\d{2,4}|\d{4}-\d\d-\d\d(?:[ T].*)?)$/i.test(
      text,
    )
  ) {
    return say(
      '"{{written}}" is a date: a spreadsheet has changed an elector number; open the original file instead',
      { written: text },
    );
  }
  if (/^#/.test(text))
    return say('"{{written}}" is a spreadsheet\'s error, not an elector number', { written: text });
  return null;
}

/** Characters. Anything longer is not a number, and checking it would be slow. */
const LONGEST_WRITTEN = 80;

/** One reading of a written number; `district` is null if it has none. */
export type WrittenNumber = { district: string | null; number: number; suffix: string };

/**
 * Reads a number as people write it: `KA-123`, `KA123`, `ka 123/1`, `123/1`, `123`. A district may end in a digit
 * (`BN2`), so `BN2123` has several readings; the register shows which is meant.
 * @returns the possible readings; none if the text cannot be an elector number.
 */
export function readWrittenNumber(text: string): WrittenNumber[] {
  if (text.length > LONGEST_WRITTEN) return [];
  const written = text
    .trim()
    .toUpperCase()
    .replace(/[‐-―−]/g, '-')
    .replace(/\s*\/\s*/g, '/');
  if (spreadsheetMangled(written)) return [];
  const bare = NUMBER.exec(written);
  if (bare) return reading(null, bare[1], bare[2]);
  const readings: WrittenNumber[] = [];
  const apart = HYPHENED.exec(written);
  if (apart?.[1]) readings.push(...reading(apart[1], apart[2], apart[3]));
  const together = RUN_TOGETHER.exec(written);
  const digits = together?.[2] ?? '';
  for (let cut = 0; cut < digits.length; cut += 1) {
    readings.push(...reading(`${together?.[1]}${digits.slice(0, cut)}`, digits.slice(cut), together?.[3]));
  }
  return readings;
}

function reading(district: string | null, digits = '', suffix = ''): WrittenNumber[] {
  const number = Number(digits);
  return number === 0 || number > LARGEST ? [] : [{ district, number, suffix: suffixOf(suffix) }];
}
