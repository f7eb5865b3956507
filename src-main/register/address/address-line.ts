/** The name of a street, a building or a place, as spelled on one line. */
export type PlaceName = {
  spelling: string;
  /** The spelling reduced by `streetKey`. */
  key: string;
  /** How likely its words make it a street: 2 surely, 1 perhaps, 0 not at all. */
  likeness: 0 | 1 | 2;
  /** Whether its words say that it is a building. */
  isBlock: boolean;
};

/** The parts of one address line. */
export type AddressLine = {
  /** As written, tidied. */
  text: string;
  /** `Flat 3`, `Ground Floor`: the name of a door, never a street. */
  flat: string;
  /** `14`, `4A`, `4-6`, if the line begins with a house number. */
  house: string;
  /** The rest. */
  name: PlaceName;
};

/** A house number: digits, perhaps a letter, perhaps a range. Not `1st Avenue`, nor the `Y` of `12 Y Berllan`. */
const HOUSE = /^(\d+(?:[a-z]|[½¼¾]|\s[a-h](?=[\s,]))?(?:\s*[-–/&]\s*\d+[a-z]?)?)(?![\d\p{L}])[\s,.]*(.*)$/iu;
const RANGE = /\s*([-–/&])\s*/g;

/** Words that begin the name of a door inside a building. */
const FLAT =
  /^((?:(?:the\s+)?(?:flat|flt|apartment|apt|unit|room|suite|studio|maisonette|bedsit|penthouse|bungalow|chalet|caravan|plot|pitch|berth|mooring|block|fflat)\b\.?(?:\s+no\.?)?(?:\s*(?:[a-z]?\d+[a-z]?(?:[/-]\d+)?[a-z]?|[a-z](?![a-z’'])))?)|(?:basement|garden|ground|lower ground|first|second|third|fourth|top|upper|lower|front|rear|left|right|\d(?:st|nd|rd|th))(?:(?:\s*(?:&|and|\/)\s*|\s+)(?:basement|garden|ground|first|second|third|fourth|top|upper|lower|front|rear|left|right|\d(?:st|nd|rd|th)))*\s+(?:floor|fl|flr|flat|maisonette)s?(?:\s+(?:flat|front|rear|left|right|maisonette))*|basement|annexe?|the annexe?|flat)\s*,?\s*(.*)$/i;

/** `No. 12 High Street`. */
const NUMBER_WORD = /^no\.?\s*(?=\d)/i;
/** `Rear of 12 High Street`, `Rose Cottage 12 High Street`: a number in the middle of a line, before a street. */
const NUMBER_INSIDE = /^(\D*[^\d\s,])[\s,]+(\d+[a-z]?(?:\s*[-–]\s*\d+[a-z]?)?)\s+(\D+)$/i;
/** `12 High Street Annexe`: the name of the door follows the street. */
const BEHIND = /^(.+\s\S+)\s+((?:the\s+)?(?:annexe?|basement|rear|flat))$/i;

const STARTS_WITH_DIGIT = /^\d/;
const ORDINAL = /^\d+(?:st|nd|rd|th)\b/i;
const ONLY_HOUSE = /^\d+(?:\s?[a-z]|[½¼¾])?(?:\s*[-–/&]\s*\d+[a-z]?)?$/i;

/** Reads address lines, each distinct line and name once: a district has few names and repeats them often. */
export class AddressLineReader {
  readonly #lines = new Map<string, AddressLine>();
  readonly #names = new Map<string, PlaceName>();

  /** Splits one line of an address; `text` is tidied. */
  read(written: string): AddressLine {
    const text = startsWithNo(written) ? written.replace(NUMBER_WORD, '') : written;
    // A line with a house number belongs to one door, so it is rarely repeated.
    if (STARTS_WITH_DIGIT.test(text)) return this.#takeApart(text);
    let line = this.#lines.get(text);
    if (!line) {
      line = this.#takeApart(text);
      this.#lines.set(text, line);
    }
    return line;
  }

  #takeApart(text: string): AddressLine {
    const { flat, house, rest } = takeApart(text);
    const name = this.#name(rest);
    if (house !== '' || flat !== '') {
      const [, street = '', door = ''] = house === '' || name.likeness === 2 ? [] : (BEHIND.exec(rest) ?? []);
      const isDoorBehind = street !== '' && this.#name(street).likeness === 2;
      if (!isDoorBehind) return { text, flat, house, name };
      return { text, flat: flat === '' ? door : `${flat}, ${door}`, house, name: this.#name(street) };
    }
    const [, before = '', number = '', street = ''] = NUMBER_INSIDE.exec(rest) ?? [];
    if (street === '' || this.#name(street).likeness !== 2) return { text, flat, house, name };
    return { text, flat: before, house: number.replace(/\s+/g, '').toUpperCase(), name: this.#name(street) };
  }

  #name(spelling: string): PlaceName {
    let name = this.#names.get(spelling);
    if (!name) {
      const key = streetKey(spelling);
      name = { spelling, key, likeness: streetLikeness(key), isBlock: isBlockLike(key) };
      this.#names.set(spelling, name);
    }
    return name;
  }
}

function takeApart(text: string): { flat: string; house: string; rest: string } {
  let rest = text;
  let flat = '';
  const isNumbered = STARTS_WITH_DIGIT.test(text) && !ORDINAL.test(text);
  const named = isNumbered ? null : FLAT.exec(rest);
  // `Flat House` and `Garden Flats Road` are names: a flat must be followed by a number or a new name.
  if (named?.[1] && !beginsName(named[1], named[2] ?? '')) {
    flat = named[1].trim();
    rest = (named[2] ?? '').trim();
  }
  let house = '';
  const numbered = STARTS_WITH_DIGIT.test(rest) && !ORDINAL.test(rest) ? HOUSE.exec(rest) : null;
  if (numbered?.[1]) {
    house = numbered[1]
      .replace(RANGE, (_all, sign: string) => (sign === '–' ? '-' : sign))
      .replace(/\s+/g, '')
      .toUpperCase();
    rest = (numbered[2] ?? '').trim();
  }
  return { flat, house, rest };
}

/** Whether a line may begin with `No.`. Called for every line, so without a pattern. */
export function startsWithNo(text: string): boolean {
  const [first, second] = [text.charCodeAt(0) | 32, text.charCodeAt(1) | 32];
  return first === 110 && second === 111;
}

/** Whether a line has only a house number: the street is on the next line. */
export function isOnlyHouse(text: string): boolean {
  return STARTS_WITH_DIGIT.test(text) && ONLY_HOUSE.test(text);
}

/** `Flat Lane`: a flat without number or letter directly before a word is part of a name. */
function beginsName(flat: string, after: string): boolean {
  const words = flat.split(' ').length;
  return words === 1 && !/\d/.test(flat) && after !== '' && !/^\d/.test(after);
}

const SHORT_FORMS: Record<string, string> = {
  ST: 'STREET',
  STR: 'STREET',
  RD: 'ROAD',
  AVE: 'AVENUE',
  AV: 'AVENUE',
  LN: 'LANE',
  DR: 'DRIVE',
  DRV: 'DRIVE',
  CL: 'CLOSE',
  CLO: 'CLOSE',
  CRES: 'CRESCENT',
  CRESC: 'CRESCENT',
  CT: 'COURT',
  CRT: 'COURT',
  PL: 'PLACE',
  SQ: 'SQUARE',
  TER: 'TERRACE',
  TERR: 'TERRACE',
  GDNS: 'GARDENS',
  GDN: 'GARDEN',
  GRN: 'GREEN',
  GR: 'GROVE',
  GRO: 'GROVE',
  PK: 'PARK',
  WK: 'WALK',
  HSE: 'HOUSE',
  BLDGS: 'BUILDINGS',
};

/**
 * Two spellings with the same key are one street. Case, accents, punctuation and short forms of the last word do not
 * matter (`St. Mary's Rd` and `ST MARYS ROAD`).
 */
export function streetKey(name: string): string {
  const plain = /[^A-Za-z0-9 ]/.test(name)
    ? name
        .normalize('NFKD')
        .replace(/['’.]/g, '')
        .replace(/\p{M}/gu, '')
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
    : name;
  const key = plain.toUpperCase();
  const space = key.lastIndexOf(' ');
  const last = key.slice(space + 1);
  const long = space > 0 ? SHORT_FORMS[last] : undefined;
  return (long ? key.slice(0, space + 1) + long : key).replace(/^SAINT /, 'ST ');
}

const STREET_WORDS = new Set(
  'ROAD STREET LANE AVENUE DRIVE CLOSE CRESCENT WAY TERRACE PLACE SQUARE GARDENS WALK ROW ALLEY MEWS RISE VIEW BOULEVARD PARADE ESPLANADE PROMENADE CAUSEWAY CIRCUS PASSAGE PATH YARD GATE HILL GREEN GROVE PARK FIELD FIELDS MEADOW MEADOWS BANK END SIDE QUAY WHARF BROW COMMON CROFT DENE DALE FOLD GARTH LOAN WYND VENNEL PEND BRAE CROSS GINNEL TWITTEN CHARE HIGHWAY BYPASS TURNPIKE VALE DROVE STRAND CHASE RIDGE LINK LINKS WEND APPROACH RIDE MOUNT STEPS STAIRS'.split(
    ' ',
  ),
);
/** Surely streets: hills, greens and parks may also be villages. */
const SURE_STREET_WORDS = new Set(
  'ROAD STREET LANE AVENUE DRIVE CLOSE CRESCENT WAY TERRACE SQUARE ALLEY MEWS BOULEVARD PARADE ROW'.split(
    ' ',
  ),
);
const WELSH_STREET_WORDS = new Set(
  'HEOL FFORDD STRYD LON RHODFA RHES CLOS CILGANT CAE MAES TERAS LLWYBR PARC ALLT RHIW GLAN TREM'.split(' '),
);
const BLOCK_WORDS = new Set(
  'COURT HOUSE MANSIONS BUILDINGS BUILDING APARTMENTS FLATS TOWER TOWERS LODGE POINT HEIGHTS COTTAGES COTTAGE BLOCK HALL MILL WORKS MALTINGS LLYS TY PLAS'.split(
    ' ',
  ),
);

function streetLikeness(key: string): 0 | 1 | 2 {
  const words = key.split(' ');
  const last = words.at(-1) ?? '';
  if (words.length > 1 && SURE_STREET_WORDS.has(last)) return 2;
  if (words.length > 1 && WELSH_STREET_WORDS.has(words[0] ?? '')) return 2;
  return words.length > 1 && STREET_WORDS.has(last) ? 1 : 0;
}

function isBlockLike(key: string): boolean {
  const words = key.split(' ');
  return BLOCK_WORDS.has(words.at(-1) ?? '') || BLOCK_WORDS.has(words[0] ?? '');
}
