import { AddressLineReader } from '../../address/address-line.ts';
import { readDate } from '../../elector/elector-date.ts';
import type { ColumnRole } from './headings.ts';

/** The cells of one column in a file's first lines, trimmed. */
export class ColumnContent {
  readonly values: readonly string[];
  readonly filled: readonly string[];
  readonly distinct: number;

  constructor(values: readonly string[]) {
    this.values = values;
    this.filled = values.filter((value) => value !== '');
    this.distinct = new Set(this.filled).size;
  }

  get isBlank(): boolean {
    return this.filled.length === 0;
  }

  /** The share of lines with a cell here, from 0 to 1. */
  get share(): number {
    return this.values.length === 0 ? 0 : this.filled.length / this.values.length;
  }

  /** How varied the cells are: near 0 for a town, near 1 for a number. */
  get variety(): number {
    return this.isBlank ? 0 : this.distinct / this.filled.length;
  }

  /** Whether the cells are as varied as people's names, unlike a few villages. */
  get isVaried(): boolean {
    const enough = Math.min(10, this.filled.length / 5);
    return this.filled.length < 3 || (this.distinct > 1 && this.distinct >= enough);
  }

  /** The share of the filled cells that pass a test, from 0 to 1. */
  portion(test: (value: string) => boolean): number {
    return this.isBlank ? 0 : this.filled.filter(test).length / this.filled.length;
  }

  /** Whether nearly every filled cell matches. */
  is(pattern: RegExp): boolean {
    return this.portion((value) => pattern.test(value)) >= NEARLY_ALL;
  }
}

const NEARLY_ALL = 0.9;

export const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$/i;
export const CHANGE = /^['"]?[+=-]\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$/i;
/** `12`, `888/8`, `5.000`; more digits are a telephone number or a UPRN. */
const OWN_NUMBER = /^\d{1,6}(?:\s*[/.]\s*\w{1,4})?$/;
/** `KA-12/1`, `KA12`, `KD-2/2-289/1`. */
const WHOLE_NUMBER = /^[A-Z][\w/-]{0,9}?[\s-]*\d{1,6}(?:\s*[/.]\s*\w{1,4})?$/i;
const DISTRICT = /^(?=.{1,10}$)(?:[A-Z]{1,4}\d{0,4}[A-Z]{0,2}|\d{1,3}[A-Z]{0,3}\d?)(?:[-/ .][A-Z\d]{1,4})*$/i;
/** Capital letters, alone or several with a separator. */
const MARKERS = /^[A-Z](?:\s*[+&,/ ]?\s*[A-Z]){0,3}$/;
const NAME = /^(?:\(z\)\s*)?\p{L}[\p{L}\p{M}'’`. -]*$/iu;
const FULL_NAME = /^(?:\(z\)\s*)?\p{L}[\p{L}\p{M}'’`. ,()-]*$/iu;
const INITIALS = /^\p{L}(?:[\s.]*\p{L}){0,3}\.?$/u;
const TITLE = /^(?:mr|mrs|miss|ms|mx|dr|rev|revd|sir|dame|lady|lord|prof|cllr|capt|major|col)\.?$/i;
const YES_NO = /^(?:y|n|yes|no|true|false|z|0|1)$/i;

/** Whether a column may have a role, surely has it (`yes`), or is all blank and says nothing. */
export type Fit = 'yes' | 'blank' | 'no';

/** How a column's contents fit a role. `title` is Mr, Mrs and similar, which has no role. */
export function fitOf(column: ColumnContent, role: ColumnRole | 'title'): Fit {
  if (column.isBlank) return column.values.length > 0 && isAlwaysFilled(role) ? 'no' : 'blank';
  return holds(column, role) ? 'yes' : 'no';
}

function isAlwaysFilled(role: ColumnRole | 'title'): boolean {
  return role === 'district' || role === 'number' || role === 'fullNumber' || role === 'change';
}

function holds(column: ColumnContent, role: ColumnRole | 'title'): boolean {
  const { share, variety } = column;
  switch (role) {
    case 'district':
      return (
        share > 0.9 &&
        column.distinct <= Math.max(3, column.values.length / 4) &&
        column.is(DISTRICT) &&
        !column.is(TITLE)
      );
    case 'number':
      return share > 0.9 && variety > 0.4 && (column.is(OWN_NUMBER) || isWholeNumber(column));
    case 'fullNumber':
      return share > 0.9 && isWholeNumber(column);
    case 'suffix':
      return (
        column.is(/^\d{1,2}$/) &&
        column.values.filter((value) => value === '' || value === '0').length * 2 >= column.values.length
      );
    case 'surname':
    case 'forename':
      return (
        share > 0.6 &&
        column.isVaried &&
        column.is(NAME) &&
        column.portion((value) => value.length > 1) > 0.8 &&
        !column.is(TITLE)
      );
    case 'fullName':
      return (
        share > 0.6 &&
        column.isVaried &&
        column.is(FULL_NAME) &&
        column.portion((value) => /[\s,]/.test(value)) > 0.6
      );
    case 'middleNames':
    case 'nameSuffix':
      return column.is(NAME);
    case 'initials':
      return column.is(INITIALS);
    case 'title':
      return column.is(TITLE);
    case 'markers':
      return share < 0.7 && column.is(MARKERS) && !isYesNo(column);
    case 'date':
      return column.portion((value) => readDate(value) !== null) > 0.8;
    case 'postcode':
      return share > 0.3 && column.portion((value) => POSTCODE.test(value)) > 0.8;
    case 'status':
      return column.is(/^[ADMN+=-]$/i);
    case 'change':
      return share > 0.9 && column.is(CHANGE);
    case 'created':
    case 'changed':
    case 'deleted':
      return share > 0.9 && column.is(/^(?:0?\d|1[0-2])$/);
    case 'optOut':
      return column.is(YES_NO);
    case 'street':
      return (
        column.portion((value) => !/^\d/.test(value) && /\p{L}{2}/u.test(value)) > 0.8 && !column.is(POSTCODE)
      );
    case 'address':
      return column.portion((value) => /\d|\p{L}{2}/u.test(value)) > 0.8 && !isYesNo(column);
    default:
      return true;
  }
}

/** A district and a number in one cell; but not a column of districts that end in digits. */
function isWholeNumber(column: ColumnContent): boolean {
  return column.variety > 0.7 && column.is(WHOLE_NUMBER) && !column.is(POSTCODE);
}

/** Answers, not marker letters: as a marker, N alone means anonymous and is rare. */
function isYesNo(column: ColumnContent): boolean {
  const isRare = column.share <= 0.15 && column.is(/^N$/);
  return column.is(/^[YN]$/i) && !isRare;
}

/** Whether numbers rise from line to line, as in a register inside a district. */
export function isRising(column: ColumnContent): boolean {
  const numbers = column.filled.map((value) => Number(/(\d+)(?:\s*[/.]\s*\w+)?$/.exec(value)?.[1] ?? 0));
  const pairs = numbers.slice(1).filter((number, index) => number >= (numbers[index] ?? 0)).length;
  return pairs >= 0.85 * (numbers.length - 1);
}

/** The share of cells that look like a street or an address in one, from 0 to 1. */
export function streetPortion(column: ColumnContent): number {
  const reader = new AddressLineReader();
  return column.portion((value) => {
    const { house, flat, name } = reader.read(value);
    return name.likeness > 0 || (name.key !== '' && (house !== '' || flat !== ''));
  });
}

/** Forenames common in the UK: enough of them distinguish a column of forenames from one of surnames. */
const FORENAMES = new Set(
  'aaron abdul abigail adam agnieszka ahmed alan alexander ali alice alison amanda amelia amy andrea andrew angela ann anna anne anthony barbara ben benjamin brian bronwen callum cameron carl carol caroline carys catherine charles charlotte chloe christine christopher claire colin connor craig daniel david dawn deborah denise diane donna dorothy douglas dylan edward eileen eilidh eleanor elizabeth ella emily emma eric euan evelyn fatima ffion fiona frances gareth gary geoffrey george gillian gordon graham grace gwen hannah harriet harry heather helen ian isabella jack jacqueline jacob james jamie jane janet jason jean jennifer jessica joan joanne john jonathan joseph joshua joyce judith julia julie karen katarzyna katherine kathleen katie keith kelly kenneth kerry kevin kim laura lauren leah lee leonard lesley lewis liam linda lisa louise lucy luke lynn mandy margaret maria marie mark martin mary matthew megan melanie michael michelle mohammed mohamed muhammad molly nathan natalie neil nicholas nicola nigel oliver olivia owain owen pamela patricia patrick paul paula pauline peter philip phillip piotr rachel raymond rebecca rhian rhys richard robert robin roger ronald rosemary ross roy russell ruth ryan sally samantha samuel sandra sara sarah sharon sheila shirley sian simon sophie stephanie stephen steven stuart susan suzanne sylvia terence teresa theresa thomas timothy tomasz tracey tracy trevor valerie vanessa victoria wayne wendy william yvonne zoe'.split(
    ' ',
  ),
);

/** How likely one column rather than another has the forenames: above 0 if it does. */
export function forenameEvidence(one: ColumnContent, other: ColumnContent): number {
  return forenames(one) - forenames(other) + households(other) - households(one);
}

function forenames(column: ColumnContent): number {
  return column.portion((value) => {
    const [first = ''] = value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().split(/[\s-]/);
    return FORENAMES.has(first);
  });
}

/** How often a line repeats the line before: families share a surname. (z) before a name marks the surname too. */
function households(column: ColumnContent): number {
  const repeated = column.values.filter(
    (value, index) => value !== '' && value === column.values[index - 1],
  ).length;
  const optedOut = column.values.some((value) => /^\(z\)/i.test(value)) ? 1 : 0;
  return repeated / Math.max(1, column.values.length) + optedOut;
}
