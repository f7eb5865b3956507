import { describe, expect, it } from 'vitest';
import { properCase } from '../../src-main/register/address/proper-case.ts';
import { type AddressCells, StreetFinder } from '../../src-main/register/address/streets.ts';

type Where = Partial<Omit<AddressCells, 'lines'>>;

/** Reads addresses of one district together. Returns each as [street, house, flat]. */
function read(...addresses: [lines: string[], where?: Where][]): string[][] {
  const finder = new StreetFinder();
  const at = addresses.map(([lines, where]) =>
    finder.take({
      district: 'KA',
      lines,
      flat: '',
      house: '',
      building: '',
      street: '',
      postcode: '',
      ...where,
    }),
  );
  const doors = [...finder.decide()];
  return at.map((index) => {
    const { street = '', house = '', flat = '' } = doors[index] ?? {};
    return [street, house, flat];
  });
}

describe('the street of an address', () => {
  it.each<[string[], string[]]>([
    [
      ['12 High Street', 'Littleton'],
      ['High Street', '12', ''],
    ],
    [
      ['12', 'High Street', 'Littleton'],
      ['High Street', '12', ''],
    ],
    [
      ['', '12A', '', 'High Street', '', 'Littleton'],
      ['High Street', '12A', ''],
    ],
    [
      ['Flat 3', '14 High Street'],
      ['High Street', '14', 'Flat 3'],
    ],
    [
      ['Flat 3, 30 Mill Road', 'Littleton'],
      ['Mill Road', '30', 'Flat 3'],
    ],
    [['Flat A 14 High Street'], ['High Street', '14', 'Flat A']],
    [
      ['Rose Cottage', 'Church Lane', 'Littleton'],
      ['Church Lane', '', 'Rose Cottage'],
    ],
    [
      ['Rose Cottage', '7 Church Lane'],
      ['Church Lane', '7', 'Rose Cottage'],
    ],
    [
      ['1 Mill Court', '14 High Street'],
      ['High Street', '14', '1 Mill Court'],
    ],
    [
      ['12 Mill Court', 'High Street', 'Littleton'],
      ['High Street', '', '12 Mill Court'],
    ],
    [
      ['1 Mill Court', 'Littleton'],
      ['Mill Court', '1', ''],
    ],
    [['4- 6 Mill Road'], ['Mill Road', '4-6', '']],
    [
      ['Ground & 1st Floor', '12 High Street'],
      ['High Street', '12', 'Ground & 1st Floor'],
    ],
    [
      ['Basement Flat', '12 High Street'],
      ['High Street', '12', 'Basement Flat'],
    ],
    [
      ['12 Y Berllan', 'Llanfair'],
      ['Y Berllan', '12', ''],
    ],
    [
      ['3 Heol y Bryn', 'Llanfair'],
      ['Heol y Bryn', '3', ''],
    ],
    [
      ['Bryn Awel', 'Heol y Bryn', 'Llanfair'],
      ['Heol y Bryn', '', 'Bryn Awel'],
    ],
    [['1st Avenue'], ['1st Avenue', '', '']],
    [['21 2nd Avenue'], ['2nd Avenue', '21', '']],
    [
      ['The Old Rectory', 'Littleton', 'Anytown'],
      ['Littleton', '', 'The Old Rectory'],
    ],
    [
      ['Flat 4', 'The Maltings', '2 Quay Street'],
      ['Quay Street', '2', 'Flat 4, The Maltings'],
    ],
    [
      ['12 High Street', 'Littleton', 'ZZ1 1AA'],
      ['High Street', '12', ''],
    ],
    [
      ['12 High\u00a0Street', 'Littleton'],
      ['High Street', '12', ''],
    ],
    [
      ['', '', ''],
      ['', '', ''],
    ],
  ])('in %j is %j', (lines, door) => {
    expect(read([lines])).toEqual([door]);
  });

  it.each<[string[], string[]]>([
    [['No. 12 High Street'], ['High Street', '12', '']],
    [
      ['No 12', 'High Street'],
      ['High Street', '12', ''],
    ],
    [
      ['High Street', '12', 'Littleton'],
      ['High Street', '12', ''],
    ],
    [['12½ High Street'], ['High Street', '12½', '']],
    [['12/3 Mill Road'], ['Mill Road', '12/3', '']],
    [
      ['2/1', '45 Mill Road'],
      ['Mill Road', '45', '2/1'],
    ],
    [['3F1, 12 Mill Road'], ['Mill Road', '12', '3F1']],
    [['Rear of 12 High Street'], ['High Street', '12', 'Rear of']],
    [['12 High Street Annexe'], ['High Street', '12', 'Annexe']],
    [['Rose Cottage 12 High Street'], ['High Street', '12', 'Rose Cottage']],
    [
      ['The 39 Steps', 'High Street'],
      ['High Street', '', 'The 39 Steps'],
    ],
    [
      ['12 High Street', '12 HIGH STREET', 'Littleton'],
      ['High Street', '12', ''],
    ],
    [
      ['14 Broadway House', 'Broadway'],
      ['Broadway', '', '14 Broadway House'],
    ],
    [
      ['Maes-yr-Haf', 'Mill Road'],
      ['Mill Road', '', 'Maes-yr-Haf'],
    ],
    [
      ['9 Maes-yr-Haf', 'Llanfair'],
      ['Maes-yr-Haf', '9', ''],
    ],
    [
      ['3 Alma Terrace', 'Mill Road', 'Littleton'],
      ['Alma Terrace', '3', ''],
    ],
    [
      ['Rose Cottage', 'The Street', 'Littleton'],
      ['The Street', '', 'Rose Cottage'],
    ],
    [
      ['Room 12', 'Smith Hall', 'Mill Road'],
      ['Mill Road', '', 'Room 12, Smith Hall'],
    ],
    [['Sunnyside Care Home, 20 Mill Road'], ['Mill Road', '20', 'Sunnyside Care Home']],
    [
      ['12 HIGH ST', 'LITTLETON'],
      ['High Street', '12', ''],
    ],
  ])('in %j, among others of the district, is %j', (lines, door) => {
    const others = ['High Street', 'Mill Road', 'Broadway', 'The Street'].flatMap((street) =>
      Array.from({ length: 20 }, (_, index): [string[]] => [
        [`${index + 1} ${street}`, 'Littleton', 'Anytown'],
      ]),
    );
    expect(read(...others, [lines]).at(-1)).toEqual(door);
  });

  it('is empty under the heading for electors without an address', () => {
    expect(
      read(
        [['OTHER ELECTORS', 'Littleton']],
        [['Littleton'], { street: 'Other Electors' }],
        [['1 High Street']],
      ),
    ).toEqual([
      ['', '', ''],
      ['', '', ''],
      ['High Street', '1', ''],
    ]);
  });

  it('can come from columns of its own', () => {
    expect(
      read(
        [[], { street: 'HIGH ROAD', house: '9', flat: '2' }],
        [[], { street: 'High Road', house: 'Rose Cottage' }],
        [['Flat 1', 'Park House', 'Littleton'], { street: 'High Road', house: '7' }],
        [['3 High Road', 'Littleton'], { street: 'High Road' }],
      ),
    ).toEqual([
      ['High Road', '9', 'Flat 2'],
      ['High Road', '', 'Rose Cottage'],
      ['High Road', '7', 'Flat 1, Park House'],
      ['High Road', '3', ''],
    ]);
  });

  it('is one street in all its spellings, named as most lines write it', () => {
    const streets = read(
      [['1 High Street']],
      [['2 HIGH STREET']],
      [['3 High St.']],
      [['4 high  street']],
      [['5 High Street']],
      [["6 St. Mary's Rd"]],
      [['7 St Marys Road']],
      [["8 St. Mary's Rd"]],
    ).map(([street]) => street);
    expect([...new Set(streets)]).toEqual(['High Street', "St. Mary's Rd"]);
  });

  it('is the one whose number others share, if a house is named after a street', () => {
    expect(read([['14 Mill Green', 'Littleton']], [['The Grove', 'Mill Green', 'Littleton']])[1]).toEqual([
      'Mill Green',
      '',
      'The Grove',
    ]);
  });

  it('is separate from the street of the same name in another village of the district', () => {
    expect(
      read(
        [['1 The Green', 'Bigton', 'Anytown'], { postcode: 'ZZ1 1AA' }],
        [['2 The Green', 'Bigton', 'Anytown'], { postcode: 'ZZ1 1AA' }],
        [['1 The Green', 'Smallton', 'Anytown'], { postcode: 'ZZ1 9ZZ' }],
      ).map(([street]) => street),
    ).toEqual(['The Green, Bigton', 'The Green, Bigton', 'The Green, Smallton']);
  });

  it('stays one street if some addresses leave the village out', () => {
    const streets = read(
      [['1 The Green', 'Bigton', 'Anytown'], { postcode: 'ZZ1 1AA' }],
      [['2 The Green', 'Anytown'], { postcode: 'ZZ1 1AB' }],
      [['3 The Green'], { postcode: 'ZZ1 1AC' }],
    ).map(([street]) => street);
    expect(new Set(streets)).toEqual(new Set(['The Green']));
  });
});

describe('an address in capitals', () => {
  it.each([
    ['HIGH STREET', 'High Street'],
    ["MCDONALD'S YARD", "McDonald's Yard"],
    ["ST JOHN'S", "St John's"],
    ['HEOL Y BRYN', 'Heol y Bryn'],
    ["O'BRIEN CLOSE", "O'Brien Close"],
    ['STOW-ON-THE-WOLD', 'Stow-on-the-Wold'],
    ['THE GREEN', 'The Green'],
    ['1ST AVENUE', '1st Avenue'],
    ['FLAT 12A', 'Flat 12A'],
    ["RHODFA'R MÔR", "Rhodfa'r Môr"],
    ['high street', 'High Street'],
    ['De Lacy Street', 'De Lacy Street'],
  ])('%s becomes %s', (written, put) => {
    expect(properCase(written)).toBe(put);
  });
});

it('a building with flats, and only a village behind it, is the street', () => {
  expect(
    read(
      [['2 High Street', 'Littleton']],
      [['4 High Street', 'Littleton']],
      [['Flat 6', 'Elm Court', 'Littleton']],
      [['Flat 7, Elm Court', 'Littleton']],
      [['Rose Cottage', 'Littleton']],
    ).slice(2),
  ).toEqual([
    ['Elm Court', '', 'Flat 6'],
    ['Elm Court', '', 'Flat 7'],
    ['Littleton', '', 'Rose Cottage'],
  ]);
});
