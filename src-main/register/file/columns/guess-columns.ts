import { type Message, say } from '../../../../src-shared/message.ts';
import { NOTHING_KNOWN, readPastVote } from '../../elector/past-votes.ts';
import {
  CHANGE,
  ColumnContent,
  type Fit,
  fitOf,
  forenameEvidence,
  isRising,
  POSTCODE,
  streetPortion,
} from './column-content.ts';
import { type ColumnMap, type ColumnRole, columnsOf } from './headings.ts';

export type Guess = {
  name: Message;
  roles: (ColumnRole | null)[];
  /** Index of the first row with an elector. */
  firstRow: number;
};

/** A title before the name has no role, but distinguishes layouts; `any` may have any contents. */
type Place = ColumnRole | 'title' | 'any';

const times = (count: number, place: Place): Place[] => Array.from({ length: count }, () => place);

const IDOX: readonly Place[] = [
  'district',
  'number',
  'markers',
  'date',
  'surname',
  'forename',
  ...times(8, 'address'),
  'house',
  'flat',
  'street',
];
const HALAROSE_NAMES: readonly Place[] = [
  'title',
  'forename',
  'initials',
  'surname',
  'nameSuffix',
  'date',
  'markers',
];
const XPRESS_START: readonly Place[] = ['district', 'number', 'suffix', 'markers', 'date'];
const GUESSED = say('Guessed from its content');

/** Layouts of files without headings, by the position of each column (REGISTERS.md, "Layouts"). */
const LAYOUTS: readonly { name: Message; places: readonly Place[] }[] = [
  // Between the street and the postcode, which is last, some councils have up to six more columns.
  ...[0, 1, 2, 3, 4, 5, 6].flatMap((more): { name: Message; places: readonly Place[] }[] => {
    const full: Place[] = [...IDOX, ...times(more, 'any'), 'postcode'];
    return [
      { name: say('Idox, full'), places: full },
      { name: say('Idox, update'), places: full.toSpliced(2, 0, 'change') },
      // The monthly change in place of the flags.
      { name: say('Idox, update'), places: full.with(2, 'change') },
    ];
  }),
  { name: GUESSED, places: [...XPRESS_START, 'surname', 'forename', 'postcode', ...times(6, 'address')] },
  { name: GUESSED, places: [...XPRESS_START, 'fullName', 'postcode', ...times(6, 'address')] },
  {
    name: GUESSED,
    places: [
      ...['any', 'any', 'district', 'street'],
      ...times(5, 'address'),
      ...['postcode', 'flat', 'house', 'number', 'forename', 'surname', 'date'],
      ...['created', 'changed', 'deleted', 'markers', 'any', 'any', 'any'],
    ] as Place[],
  },
  ...[['status'], []].flatMap((status): { name: Message; places: readonly Place[] }[] => {
    const start = ['district', 'number', ...status, ...HALAROSE_NAMES] as Place[];
    const end: Place[] = [...times(9, 'address'), 'postcode'];
    return [
      { name: GUESSED, places: [...start, 'optOut', ...end] },
      { name: GUESSED, places: [...start, ...end, 'optOut'] },
      { name: GUESSED, places: [...start, ...end, 'any', 'any', 'optOut'] },
      { name: GUESSED, places: [...start, ...end] },
    ];
  }),
  ...[['any'], []].flatMap((more): { name: Message; places: readonly Place[] }[] => {
    const start = ['district', 'number', 'title', 'surname', 'forename', 'middleNames', ...more] as Place[];
    const address: Place[] = ['date', 'markers', ...times(6, 'address'), 'postcode'];
    const places: Place[] = [...start, ...address, ...times(4, 'any'), 'flat', 'house'];
    return [
      { name: GUESSED, places },
      { name: GUESSED, places: [...places, ...times(3, 'any')] },
    ];
  }),
  {
    name: GUESSED,
    places: [
      ...['district', 'number', 'forename', 'surname', 'markers', 'date', 'flat', 'house', 'street'],
      ...['address', 'address', 'postcode'],
    ] as Place[],
  },
  {
    name: GUESSED,
    places: [
      ...['district', 'number', 'suffix', 'fullNumber', 'surname', 'forename', 'middleNames', 'date'],
      ...times(6, 'address'),
      'postcode',
    ] as Place[],
  },
];

/** Fewer lines than these are not enough to tell. */
const FEWEST_LINES = 3;

/**
 * Decides from the first rows of a file without headings what its columns are: by a known layout if all its columns
 * fit, otherwise column by column.
 * @returns a role for each column, the layout's name and where the electors begin; null if number, name or address
 * cannot be found.
 */
export function guessLayout(rows: readonly (readonly string[])[]): Guess | null {
  const data = rows.filter(isData);
  const columns = contentOf(data);
  const known = knownLayout(columns);
  const roles = known?.roles ?? (data.length < FEWEST_LINES ? null : columnByColumn(columns));
  if (!roles) return null;
  return { name: known?.name ?? GUESSED, roles, firstRow: firstDataRow(rows, roles) };
}

/** Titles, notes and totals fill one cell or two. */
function isData(cells: readonly string[]): boolean {
  return cells.filter((cell) => cell.trim() !== '').length > 2;
}

/** The columns of the lines with electors: as many as nearly all of these have. */
export function contentOf(rows: readonly (readonly string[])[]): ColumnContent[] {
  const widths = rows.map((cells) => cells.length).sort((a, b) => a - b);
  const commonest = widths[widths.length >> 1] ?? 0;
  const isCommon = widths.filter((width) => width === commonest).length > 0.8 * widths.length;
  const width = isCommon ? commonest : (widths.at(-1) ?? 0);
  return Array.from(
    { length: width },
    (_, column) => new ColumnContent(rows.map((cells) => (cells[column] ?? '').trim())),
  );
}

/** The index of the first row whose number is one. */
export function firstDataRow(
  rows: readonly (readonly string[])[],
  roles: readonly (ColumnRole | null)[],
): number {
  const column = Math.max(roles.indexOf('number'), roles.indexOf('fullNumber'));
  const found = rows.findIndex((cells) => isData(cells) && /\d/.test(cells[column] ?? ''));
  return Math.max(0, found);
}

function knownLayout(
  columns: readonly ColumnContent[],
): { name: Message; roles: (ColumnRole | null)[] } | null {
  let best: { name: Message; places: readonly Place[]; score: number } | null = null;
  for (const { name, places } of LAYOUTS) {
    const score = scoreOf(columns, places);
    if (score !== null && score > (best?.score ?? 0)) best = { name, places, score };
  }
  if (!best) return null;
  const { places } = best;
  return { name: best.name, roles: columns.map((_, column) => roleAt(places, column)) };
}

function roleAt(places: readonly Place[], column: number): ColumnRole | null {
  const place = places[column] ?? 'any';
  return place === 'any' || place === 'title' ? null : place;
}

/** How many columns surely have the contents of a layout; null if one has not, or an important one is not sure. */
function scoreOf(columns: readonly ColumnContent[], places: readonly Place[]): number | null {
  if (columns.length < places.length) return null;
  if (places.at(-1) === 'address' && isLongText(columns[places.length])) return null;
  const sure = new Map<Place, ColumnContent[]>();
  let score = 0;
  for (const [index, place] of places.entries()) {
    const column = columns[index];
    if (!column || place === 'any') continue;
    const found: Fit = fitOf(column, place);
    if (found === 'no') return null;
    if (found === 'blank') continue;
    sure.set(place, [...(sure.get(place) ?? []), column]);
    score += 1;
  }
  const [surname] = sure.get('surname') ?? [];
  const [forename] = sure.get('forename') ?? [];
  if (places.includes('surname') && places.includes('forename') && (!surname || !forename)) return null;
  if (surname && forename && forenameEvidence(forename, surname) < SWAPPED) return null;
  const addresses = [...(sure.get('address') ?? []), ...(sure.get('street') ?? [])];
  if (!sure.has('number') || !addresses.some((column) => streetPortion(column) > 0.3)) return null;
  if (places.includes('postcode') && !sure.has('postcode')) return null;
  return score;
}

/** One more line of an address, where a party's own columns have letters and ticks. */
function isLongText(column: ColumnContent | undefined): boolean {
  return column !== undefined && column.portion((value) => value.length > 3) > 0.5;
}

/** Below this, a column of surnames surely has forenames. */
const SWAPPED = -0.25;

function columnByColumn(columns: readonly ColumnContent[]): (ColumnRole | null)[] | null {
  const roles: (ColumnRole | null)[] = columns.map(() => null);
  const free = (column: number) => roles[column] === null && !columns[column]?.isBlank;
  const find = (role: ColumnRole, from = 0, to = columns.length) =>
    columns.findIndex(
      (content, column) => column >= from && column < to && free(column) && fitOf(content, role) === 'yes',
    );
  const take = (column: number, role: ColumnRole) => {
    if (column >= 0) roles[column] = role;
  };
  take(find('postcode'), 'postcode');
  take(find('change'), 'change');
  const number = findNumber(columns, roles);
  if (number < 0) return null;
  take(number, 'number');
  take(findDistrict(columns, roles, number), 'district');
  take(find('suffix', number + 1, number + 2), 'suffix');

  const names = findNames(columns, roles);
  if (!names) return null;
  for (const [column, role] of names) take(column, role);
  const firstName = Math.min(...names.map(([column]) => column));
  const lastName = Math.max(...names.map(([column]) => column));
  take(find('initials', lastName + 1, lastName + 2), 'initials');

  const address = findAddress(columns, roles, lastName);
  if (address.length === 0) return null;
  for (const column of address) take(column, 'address');
  const firstAddress = Math.min(...address);
  take(
    columns.findIndex(
      (content, column) =>
        column < firstName &&
        free(column) &&
        fitOf(content, 'status') === 'yes' &&
        // Markers are on few lines.
        content.share > 0.9 &&
        (column > number || content.distinct > 1),
    ),
    'status',
  );
  take(find('markers', 0, firstAddress), 'markers');
  take(find('date', 0, firstAddress), 'date');
  take(
    columns.findIndex((content, column) => free(column) && content.is(PHONE)),
    'phone',
  );
  take(
    columns.findIndex((content, column) => free(column) && content.is(PARTY)),
    'votingIntention',
  );
  return roles;
}

const PHONE = /^(?:\+44|0)[\d ()-]{9,14}$/;
const PARTY =
  /^(?:lab(?:our)?|con(?:servative)?s?|lib ?dem|ld|green|ref(?:orm)?(?: uk)?|snp|plaid(?: cymru)?|pc|ukip|alba|against|undecided|don.?t know|won.?t vote|wv|dk)$/i;

/** The elector's number: beside the polling district if there is one, otherwise the first column that rises. */
function findNumber(columns: readonly ColumnContent[], roles: readonly (ColumnRole | null)[]): number {
  const candidates = columns.flatMap((content, column) =>
    roles[column] === null && fitOf(content, 'number') === 'yes' ? [column] : [],
  );
  const beside = candidates.find((column) => {
    const before = columns[column - 1];
    return before && fitOf(before, 'district') === 'yes' && (columns[column]?.variety ?? 0) > 0.6;
  });
  const whole = candidates.find((column) =>
    columns[column]?.filled.some((value) => /^[A-Z].*\d/i.test(value)),
  );
  const rising = candidates.find((column) => {
    const content = columns[column];
    return content !== undefined && content.variety > 0.6 && isRising(content);
  });
  return beside ?? whole ?? rising ?? -1;
}

function findDistrict(
  columns: readonly ColumnContent[],
  roles: readonly (ColumnRole | null)[],
  number: number,
): number {
  const isDistrict = (column: number) => {
    const content = columns[column];
    return content !== undefined && roles[column] === null && fitOf(content, 'district') === 'yes';
  };
  if (isDistrict(number - 1)) return number - 1;
  // A number that includes its district needs no column for it.
  if (columns[number]?.filled.some((value) => /^[A-Z]/i.test(value))) return -1;
  return columns.findIndex((_, column) => column < number + 4 && isDistrict(column));
}

/** Surname and forename side by side, or a whole name. */
function findNames(
  columns: readonly ColumnContent[],
  roles: readonly (ColumnRole | null)[],
): [number, ColumnRole][] | null {
  const isFree = (column: number, role: 'surname' | 'fullName') => {
    const content = columns[column];
    return (
      content !== undefined &&
      roles[column] === null &&
      fitOf(content, role) === 'yes' &&
      streetPortion(content) < 0.3
    );
  };
  for (const [column, content] of columns.entries()) {
    const isSurname = isFree(column, 'surname');
    if (isFree(column, 'fullName') && !(isSurname && nextName(columns, column, isFree) >= 0)) {
      return [[column, 'fullName']];
    }
    if (!isSurname) continue;
    const next = nextName(columns, column, isFree);
    const other = columns[next];
    if (!other) continue;
    const [surname, forename] = forenameEvidence(content, other) > 0.1 ? [next, column] : [column, next];
    const after = columns[next + 1];
    const hasMiddle =
      after && roles[next + 1] === null && fitOf(after, 'middleNames') === 'yes' && after.isVaried;
    const isInitials = after && fitOf(after, 'initials') === 'yes';
    return [
      [surname, 'surname'],
      [forename, 'forename'],
      ...(hasMiddle && !isInitials && streetPortion(after) < 0.1
        ? ([[next + 1, 'middleNames']] as [number, ColumnRole][])
        : []),
    ];
  }
  return null;
}

/** The other name: beside the first, or after its initials. */
function nextName(
  columns: readonly ColumnContent[],
  column: number,
  isName: (column: number, role: 'surname') => boolean,
): number {
  return [column + 1, column + 2].find((next) => next < columns.length && isName(next, 'surname')) ?? -1;
}

/** Most lines of an address. */
const MOST_LINES = 10;

/** The columns from the first to the last that belong to the one with streets in it. */
function findAddress(
  columns: readonly ColumnContent[],
  roles: readonly (ColumnRole | null)[],
  lastName: number,
): number[] {
  const isLine = (column: number) => {
    const content = columns[column];
    if (!content || roles[column] !== null) return false;
    return (
      content.isBlank ||
      (fitOf(content, 'address') === 'yes' && !content.is(OTHER_THINGS) && !content.is(POSTCODE))
    );
  };
  const streets = columns.map((content, column) => (isLine(column) ? streetPortion(content) : 0));
  const street = streets.indexOf(Math.max(...streets));
  if ((streets[street] ?? 0) < 0.2) return [];
  let from = street;
  while (isLine(from - 1) && (from - 1 > lastName || street < lastName)) from -= 1;
  let to = street;
  while (isLine(to + 1) && to + 1 - from < MOST_LINES) to += 1;
  // Blanks before the first line are another column that nobody here has filled.
  while (columns[from]?.isBlank) from += 1;
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** UPRNs, telephone numbers, dates, e-mail addresses and lone letters. */
const OTHER_THINGS = /^(?:\+?[\d ]{7,}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d.*|\S+@\S+|[A-Z])$/i;

/**
 * Corrects roles that headings alone would get wrong, by the contents of the columns. `isSaid` marks columns that a
 * person has matched, which stay as they are.
 */
export function correctByContent(
  map: ColumnMap,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  isSaid: (column: number) => boolean,
): ColumnMap {
  const corrected = map.roles.map((role, column): ColumnRole | null => {
    if (role === null || isSaid(column)) return role;
    const content = new ColumnContent(rows.map((cells) => (cells[column] ?? '').trim()));
    if (content.isBlank) return role;
    // `2024 Council` with names under it is nobody's turnout.
    if (role === 'pastVote') return content.portion(isPastVote) > 0.5 ? role : null;
    // `Elector` may be the heading of names, or of numbers.
    const hasNumber = map.at.number !== undefined || map.at.fullNumber !== undefined;
    if (role === 'fullName' && !hasNumber && fitOf(content, 'number') === 'yes') return 'number';
    if (role === 'nameSuffix' && map.at.suffix === undefined && content.is(/^\d{1,2}$/)) return 'suffix';
    if (
      role === 'suffix' &&
      /^(?:elector|voter)?suffix$/.test(map.keys[column] ?? '') &&
      content.is(/^\p{L}{2,}\.?$/u)
    )
      return 'nameSuffix';
    if (role === 'change' && map.at.status === undefined && !content.is(CHANGE) && content.is(/^[ADMN]$/i))
      return 'status';
    return role;
  });
  return corrected.every((role, column) => role === map.roles[column]) ? map : columnsOf(headings, corrected);
}

/** What people write into a column of a past marked register: words that are known, and codes. */
function isPastVote(cell: string): boolean {
  return readPastVote(cell) !== NOTHING_KNOWN || /^[\p{L}\d]$/u.test(cell);
}
