import { safeCsv } from '../store/spreadsheet-csv.ts';

export type SampleOptions = {
  electors: number;
  /** The same seed gives the same register. */
  seed: number;
};

const SURNAMES =
  "Evans,Jones,Williams,Davies,Thomas,Roberts,Lewis,Hughes,Morgan,Griffiths,Edwards,Owen,James,Price,Smith,Taylor,Brown,Wilson,Johnson,Walker,White,Green,Hall,Wood,Harris,Clarke,Patel,Khan,Singh,Begum,Ahmed,Kowalski,Wiśniewska,Łuczak,Yılmaz,Şahin,Öztürk,O'Brien,McDonald,MacLeod,Fraser,Campbell,St John,Vaughan Williams,Okafor,Mensah,Nguyen,Fernández,Ó Súilleabháin,Llywelyn,ap Rhys,Pryce-Jones,Featherstonehaugh".split(
    ',',
  );
const FORENAMES =
  'Ann,Siân,Gwen,Mary,Elizabeth,Carys,Ffion,Megan,Rhian,Sarah,Emma,Olivia,Amina,Fatima,Priya,Agnieszka,Zofia,Elif,Ayşe,Chloe,David,John,Rhys,Dafydd,Llŷr,Owain,Ieuan,Thomas,James,William,Mohammed,Imran,Arjun,Łukasz,Piotr,Mehmet,Şükrü,George,Harry,Kwame'.split(
    ',',
  );
const STREET_NAMES =
  'High,Church,Station,Mill,Victoria,Albert,Green,School,Chapel,Park,Castle,Bridge,Orchard,Meadow,Manor,Grange,Queen,King,Alexandra,Windsor,Elm,Oak,Ash,Beech,Cedar,Hawthorn,Laurel,Poplar,Rowan,Willow,Cromwell,Nelson,Wellington,Gladstone,Russell,Stanley,Clarence,Tennyson,Byron,Shelley,Milton,Wordsworth'.split(
    ',',
  );
const STREET_KINDS = [
  'Street',
  'Road',
  'Avenue',
  'Lane',
  'Close',
  'Crescent',
  'Terrace',
  'Drive',
  'Gardens',
  'Way',
  'Place',
  'Grove',
];
const WELSH_STREETS = [
  'Heol y Bryn',
  'Ffordd yr Eglwys',
  'Stryd Fawr',
  'Maes yr Haf',
  'Lôn Las',
  'Rhodfa’r Môr',
];
const VILLAGES = ['Littleton', 'Great Wittering', 'Llanfair', 'Eastbrook', 'Norton Ash', 'Penrhos'];
const HOUSE_NAMES = [
  'Rose Cottage',
  'The Old Rectory',
  'Bryn Awel',
  'Orchard House',
  'Mill Barn',
  'Ty Gwyn',
  'The Lodge',
  'Holly Bank',
];
const NOTES = ['', '', '', '', '', '', '', 'Ring twice', 'Use side door', 'Works nights: after 17:00', 'Dog'];
const DISTRICT_SIZE = 1250;

const HEADINGS =
  'Elector Number Prefix,Elector Number,Elector Number Suffix,Elector Markers,Elector DOB,Surname,Forename,PostCode,Address1,Address2,Address3,Address4,Address5,Address6,Voting Intention,Do not knock,Notes,Telephone'.split(
    ',',
  );

/** How a sample begins. No council has these columns together, so a sample never replaces a real register. */
export const SAMPLE_START = `${safeCsv([HEADINGS])}\r\n`;

/**
 * Makes a register of made-up people, as CSV text: a party's marked sheet with the faults of real ones (numbers with
 * suffixes, flats, named houses, anonymous electors and attainers).
 */
export function sampleRegister({ electors, seed }: SampleOptions): string {
  const maker = new SampleMaker(seeded(seed));
  return safeCsv([HEADINGS, ...maker.rows(electors)]);
}

/**
 * Numbers from 0 to 1, the same for the same seed. mulberry32: small, fast and the same everywhere; this is a sample,
 * not a secret.
 */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class SampleMaker {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  rows(electors: number): string[][] {
    const rows: string[][] = [];
    for (let district = 0; rows.length < electors; district += 1) {
      const size = Math.min(DISTRICT_SIZE, electors - rows.length);
      for (const row of this.#district(district, size)) rows.push(row);
    }
    return rows;
  }

  #district(index: number, size: number): string[][] {
    const code = districtCode(index);
    const village = VILLAGES[index % VILLAGES.length] ?? '';
    const rows: string[][] = [];
    const usedStreets = new Set<string>();
    let number = 0;
    while (rows.length < size) {
      const street = this.#street(usedStreets);
      const sector = `${1 + (usedStreets.size % 9)}${this.#letter()}${this.#letter()}`;
      const doors = this.#doors(street);
      for (const lines of doors) {
        const surname = this.#pick(SURNAMES);
        const people = 1 + Math.floor(this.#random() ** 2 * 4);
        for (let person = 0; person < people && rows.length < size; person += 1) {
          number += 1;
          const shared = this.#random() < 0.8 ? surname : this.#pick(SURNAMES);
          rows.push(
            this.#elector(code, number, '', shared, [...lines, village], `ZZ${1 + (index % 98)} ${sector}`),
          );
          if (this.#random() < 0.01 && rows.length < size) {
            rows.push(
              this.#elector(
                code,
                number,
                '1',
                surname,
                [...lines, village],
                `ZZ${1 + (index % 98)} ${sector}`,
              ),
            );
          }
        }
      }
    }
    this.#otherElectors(rows);
    return rows;
  }

  /** At the end of each district are the anonymous electors: only number and letter. */
  #otherElectors(rows: string[][]): void {
    const last = rows.at(-1);
    if (last && rows.length > 200)
      rows[rows.length - 1] = [...last.slice(0, 3), 'N', ...new Array(HEADINGS.length - 4).fill('')];
  }

  #street(used: Set<string>): string {
    const isWelsh = this.#random() < 0.08;
    let name = isWelsh
      ? this.#pick(WELSH_STREETS)
      : `${this.#pick(STREET_NAMES)} ${this.#pick(STREET_KINDS)}`;
    while (used.has(name)) name = `${this.#pick(STREET_NAMES)} ${this.#pick(STREET_KINDS)}`;
    used.add(name);
    return name;
  }

  /** The doors of a street in the register's order, as address lines without the village. */
  #doors(street: string): string[][] {
    const count = 8 + Math.floor(this.#random() * 40);
    const doors: string[][] = [];
    for (let house = 1; house <= count; house += 1) {
      const chance = this.#random();
      if (chance < 0.03) doors.push([this.#pick(HOUSE_NAMES), street]);
      else if (chance < 0.06) {
        for (let flat = 1; flat <= 4; flat += 1) doors.push([`Flat ${flat}`, `${house} ${street}`]);
      } else if (chance < 0.08) doors.push([`${house}A ${street}`]);
      else doors.push([`${house} ${street}`]);
    }
    return doors;
  }

  #elector(
    district: string,
    number: number,
    suffix: string,
    surname: string,
    lines: string[],
    postcode: string,
  ): string[] {
    const address = [...lines, '', '', '', '', '', ''].slice(0, 6);
    const canvassed = this.#random() < 0.65;
    const intention = canvassed ? this.#pick(['P', 'P', 'L', 'D', 'A', 'A', 'X']) : '';
    const date =
      this.#random() < 0.004
        ? `0${1 + Math.floor(this.#random() * 9)}/0${1 + Math.floor(this.#random() * 9)}/2027`
        : '';
    return [
      district,
      String(number),
      suffix,
      this.#marker(),
      date,
      surname,
      this.#pick(FORENAMES),
      postcode,
      ...address,
      intention,
      canvassed && this.#random() < 0.02 ? 'Y' : '',
      canvassed ? this.#pick(NOTES) : '',
      // Ofcom reserves this range for drama: nobody has these numbers.
      canvassed && this.#random() < 0.3
        ? `07700 900${String(Math.floor(this.#random() * 1000)).padStart(3, '0')}`
        : '',
    ];
  }

  #marker(): string {
    const chance = this.#random();
    if (chance < 0.16) return 'A';
    if (chance < 0.17) return 'P';
    if (chance < 0.19) return 'G';
    return chance < 0.195 ? 'F' : '';
  }

  #letter(): string {
    return String.fromCharCode(65 + Math.floor(this.#random() * 26));
  }

  #pick(from: readonly string[]): string {
    return from[Math.floor(this.#random() * from.length)] ?? '';
  }
}

/** KA to KZ, then LA to LZ and so on. */
function districtCode(index: number): string {
  const first = Math.floor(index / 26);
  const letters = String.fromCharCode(65 + ((10 + first) % 26)) + String.fromCharCode(65 + (index % 26));
  return first < 26 ? letters : `${letters}${Math.floor(first / 26)}`;
}
