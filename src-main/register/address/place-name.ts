/** The name of a street, a building or a place, as spelled on one line. */
export type PlaceName = {
  spelling: string;
  /** The spelling reduced by `streetKey`. */
  key: string;
  /** How likely its words make it a street: 2 surely, 1 perhaps, 0 not at all. */
  likeness: 0 | 1 | 2;
  /** Whether its words say that it is a building. Only a guess: its neighbours decide. */
  isBlock: boolean;
};

/** Names, each distinct spelling read once: a district has few names and repeats them often. */
export class PlaceNames {
  readonly #names = new Map<string, PlaceName>();

  read(spelling: string): PlaceName {
    let name = this.#names.get(spelling);
    if (!name) {
      const key = streetKey(spelling);
      name = { spelling, key, likeness: streetLikeness(key), isBlock: isBlockLike(key) };
      this.#names.set(spelling, name);
    }
    return name;
  }
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

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

const STREET_WORDS = setOf(
  'ROAD STREET LANE AVENUE DRIVE CLOSE CRESCENT WAY TERRACE PLACE SQUARE GARDENS WALK ROW ALLEY MEWS RISE VIEW BOULEVARD PARADE ESPLANADE PROMENADE CAUSEWAY CIRCUS PASSAGE PATH YARD GATE HILL GREEN GROVE PARK FIELD FIELDS MEADOW MEADOWS BANK END SIDE QUAY WHARF BROW COMMON CROFT DENE DALE FOLD GARTH LOAN WYND VENNEL PEND BRAE CROSS GINNEL TWITTEN CHARE HIGHWAY BYPASS TURNPIKE VALE DROVE STRAND CHASE RIDGE LINK LINKS WEND APPROACH RIDE MOUNT STEPS STAIRS',
);
/** Surely streets: hills, greens and parks may also be villages, and mews one building. */
const SURE_STREET_WORDS = setOf(
  'ROAD STREET LANE AVENUE DRIVE CLOSE CRESCENT WAY TERRACE SQUARE ALLEY BOULEVARD PARADE ROW',
);
const WELSH_STREET_WORDS = setOf(
  'HEOL FFORDD STRYD LON RHODFA RHES CLOS CILGANT CAE MAES TERAS LLWYBR PARC ALLT RHIW GLAN TREM',
);
const BLOCK_WORDS = setOf(
  'COURT HOUSE MANSIONS MANSION BUILDINGS BUILDING APARTMENTS FLATS TOWER TOWERS LODGE POINT HEIGHTS COTTAGES COTTAGE BLOCK HALL MILL MILLS WORKS MALTINGS MEWS WHARF EXCHANGE CHAMBERS VILLAS VILLA GRANGE FARM BARN BARNS RECTORY VICARAGE MANSE LLYS TY PLAS',
);
/** `High Street North`: the word before it says what it is. */
const DIRECTIONS = setOf('NORTH SOUTH EAST WEST UPPER LOWER');
/** Words before another street's name that make it a street of its own: `Old Church Lane`. */
const QUALIFIERS = setOf(
  'NORTH SOUTH EAST WEST UPPER LOWER OLD NEW LITTLE GREAT HIGH LOW MIDDLE TOP BOTTOM FAR NETHER OVER INNER OUTER BACK REAR ST THE',
);

function streetLikeness(key: string): 0 | 1 | 2 {
  const words = key.split(' ');
  const type = typeWord(words);
  if (words.length > 1 && SURE_STREET_WORDS.has(type)) return 2;
  if (words.length > 1 && WELSH_STREET_WORDS.has(words[0] ?? '')) return 2;
  return words.length > 1 && STREET_WORDS.has(type) ? 1 : 0;
}

function typeWord(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length > 2 && DIRECTIONS.has(last) ? (words.at(-2) ?? '') : last;
}

function isBlockLike(key: string): boolean {
  const words = key.split(' ');
  return BLOCK_WORDS.has(words.at(-1) ?? '') || BLOCK_WORDS.has(words[0] ?? '');
}

/** `Elm House`, but not `Court Lane`. */
export function endsInBlock({ key }: PlaceName): boolean {
  return key.includes(' ') && BLOCK_WORDS.has(key.slice(key.lastIndexOf(' ') + 1));
}

export function isDirection(word: string | undefined): boolean {
  return DIRECTIONS.has((word ?? '').toUpperCase());
}

/** `Lane`: the type of a street, not its name. */
export function isOnlyType(word: string): boolean {
  const key = word.toUpperCase();
  return STREET_WORDS.has(key) || SHORT_FORMS[key] !== undefined;
}

/** `st` as `street`, in small letters; undefined if the word is not a short form. */
export function longForm(word: string): string | undefined {
  return SHORT_FORMS[word.toUpperCase()]?.toLowerCase();
}

/** Whether the words before a street's name make it another street: `Upper`, `Old`. */
export function isQualifier(words: readonly string[]): boolean {
  return QUALIFIERS.has(streetKey(words.at(-1) ?? ''));
}
