import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddressCells, StreetFinder } from '../../src-main/register/address/streets.ts';

/** Reads addresses of one district together. Returns each as [street, house, flat]. */
function read(...addresses: (readonly string[] | Partial<AddressCells>)[]): string[][] {
  const finder = new StreetFinder();
  const at = addresses.map((address) => {
    const cells: Partial<AddressCells> = 'map' in address ? { lines: address } : address;
    return finder.take({
      district: 'KA',
      lines: [],
      flat: '',
      house: '',
      building: '',
      street: '',
      postcode: '',
      ...cells,
    });
  });
  const doors = [...finder.decide()];
  return at.map((index) => {
    const { street = '', house = '', flat = '' } = doors[index] ?? {};
    return [street, house, flat];
  });
}

const neighbours = (street: string) =>
  [1, 5, 9, 30, 32, 34].map((house) => [`${house} ${street}`, 'Hackton', 'Anytown']);

describe('whatever stands beside the street that the neighbours share is house or flat:', () => {
  it.each([
    ['FLAT 11 AT 36 SHORE ROAD', '36', 'Flat 11'],
    ['FLAT 5 AT 63-65 SHORE ROAD', '63-65', 'Flat 5'],
    ['FLAT 2ND FLR 19-21 SHORE ROAD', '19-21', 'Flat 2nd Flr'],
    ['UNIT 6 GRD FLR 2 SHORE ROAD', '2', 'Unit 6 Grd Flr'],
    ['(RMS ABV 117-131 HIGH ST) ROOMS AT 1-3 SHORE ROAD', '1-3', 'Rms Abv 117-131 High St, Rooms'],
    ['FLAT GND FLR LHS 76A SHORE ROAD', '76A', 'Flat Gnd Flr Lhs'],
    ['FLAT BST FRONT 114 SHORE ROAD', '114', 'Flat Bst Front'],
    ['MAIS 1ST 2ND AND 3RD FLRS 169 SHORE ROAD', '169', 'Mais 1st 2nd and 3rd Flrs'],
    ['FLAT 2 92-92A SHORE ROAD', '92-92A', 'Flat 2'],
    ['3, 3 Shore Road', '3', 'Flat 3'],
    ['FLAT 6-20,220 SHORE ROAD', '220', 'Flat 6-20'],
    ['13 1/2 Shore Road', '13½', ''],
    ['13½ Shore Road', '13½', ''],
    ['No. 16 Shore Road', '16', ''],
    ['No 18 Shore Road', '18', ''],
    ['Number 18 Shore Road', '18', ''],
    ['#20 Shore Road', '20', ''],
    ['(38) Shore Road', '38', ''],
    ['20Shore Road', '20', ''],
    ['Annexe at 22 Shore Road', '22', 'Annexe'],
    ['The Annexe 24 Shore Road', '24', 'The Annexe'],
    ['2nd Floor Flat 26 Shore Road', '26', '2nd Floor Flat'],
    ['1st Flr 28 Shore Road', '28', '1st Flr'],
    ['Room 3 at 40 Shore Road', '40', 'Room 3'],
    ['Upper Flat, 42 Shore Road', '42', 'Upper Flat'],
    ['44 (Flat 2) Shore Road', '44', 'Flat 2'],
    ['44 (Flat 2, Elm House) Shore Road', '44', 'Flat 2, Elm House'],
    ['46/2 Shore Road', '46/2', ''],
    ['48-1 Shore Road', '48-1', ''],
    ['50 A Shore Road', '50A', ''],
    ['54. Shore Road', '54', ''],
    ['16 to 18 Shore Road', '16-18', ''],
    ['44A - 44B Shore Road', '44A-44B', ''],
    ['Rear of 56 Shore Road', '56', 'Rear of'],
    ['R/O 58 Shore Road', '58', 'R/o'],
    ['c/o 36 Shore Road', '36', 'C/o'],
    ['Above 60 Shore Road', '60', 'Above'],
    ['Caravan at 62 Shore Road', '62', 'Caravan'],
    ['46 Shore Road (Rear)', '46', 'Rear'],
    ['46 Shore Road [Flat B]', '46', 'Flat B'],
    ['28 Shore Road Flat 7', '28', 'Flat 7'],
    ['28 Flat 7 Shore Road', '28', 'Flat 7'],
    ['28 Shore Road, Flat 7', '28', 'Flat 7'],
    ['28 Shore Road, Flat 7, Elm House', '28', 'Flat 7, Elm House'],
    ['28 Shore Road, 7', '28', 'Flat 7'],
    ['Shore Road 32', '32', ''],
    ['24 (1F1) Shore Road', '24', '1F1'],
    ['24 1F1 Shore Road', '24', '1F1'],
    ['1F1 24 Shore Road', '24', '1F1'],
    ['PF2, 24 Shore Road', '24', 'PF2'],
    ['24 Shore Road, 2F1', '24', '2F1'],
    ['Flat G/1 62 Shore Road', '62', 'Flat G/1'],
    ['G/1 62 Shore Road', '62', 'G/1'],
    ['0/2 62 Shore Road', '62', '0/2'],
    ['2/1 64 Shore Road', '64', '2/1'],
    ['62 2/1 Shore Road', '62', '2/1'],
    ['Flat 3 Kettle House 66 Shore Road', '66', 'Flat 3, Kettle House'],
    ['Kettle House 66 Shore Road', '66', 'Kettle House'],
    ['1 Quay Court 12 Shore Road', '12', '1 Quay Court'],
    ['Vicarage Shore Road', '', 'Vicarage'],
    ['Flat 3 Elm House Shore Road', '', 'Flat 3, Elm House'],
    ['0/2 - 24 Shore Road', '24', '0/2'],
    ['24/3F2 Shore Road', '24', '3F2'],
    ['24 Shore Road 0/2', '24', '0/2'],
    ['24 Shore Road 7', '24', 'Flat 7'],
    ['Shore Road 24/3', '24/3', ''],
    ['Shore Road No 24', '24', ''],
    ['24+26 Shore Road', '24&26', ''],
    ['24-A Shore Road', '24A', ''],
    ['24 - Shore Road', '24', ''],
    ['No:24 Shore Road', '24', ''],
    ['"24" Shore Road', '24', ''],
    ['A/24 Shore Road', '24', 'Flat A'],
    ['Studio Flat 24 Shore Road', '24', 'Studio Flat'],
    ['24 Shore Road First Floor Flat', '24', 'First Floor Flat'],
    ['48 Shore Road Hackton', '48', ''],
    ['Rose Cottage\nShore Road\nHackton', '', 'Rose Cottage'],
    ['Flat 2; 6 Shore Road; Hackton', '6', 'Flat 2'],
    ['48 Shore Road | Hackton', '48', ''],
    ['28 and 30 Shore Road', '28&30', ''],
    ['10 (5) Shore Road', '10', 'Flat 5'],
    ['27A (Flat 2), Shore Road', '27A', 'Flat 2'],
    ['29, Flat 2, Shore Road', '29', 'Flat 2'],
  ])('%s', (line, house, flat) => {
    expect(read(...neighbours('Shore Road'), [line, 'Hackton', 'Anytown']).at(-1)).toEqual([
      'Shore Road',
      house,
      flat,
    ]);
    // On lines of their own, without a village.
    expect(read(...neighbours('Shore Road'), [line]).at(-1)).toEqual(['Shore Road', house, flat]);
  });

  it('in cells of its own', () => {
    const cells = (...lines: string[]) => read(...neighbours('High Street'), lines).at(-1);
    expect(cells('Flat 2', 'Mill House', '8', 'High Street')).toEqual([
      'High Street',
      '8',
      'Flat 2, Mill House',
    ]);
    expect(cells('A', '10', 'High Street')).toEqual(['High Street', '10', 'Flat A']);
    expect(cells('10 A', 'High Street')).toEqual(['High Street', '10A', '']);
    expect(cells('Apartment 12', '1 Quay', 'High Street')).toEqual([
      'High Street',
      '',
      'Apartment 12, 1 Quay',
    ]);
    expect(cells('Quay Court 3', '12 High Street')).toEqual(['High Street', '12', 'Quay Court 3']);
    expect(cells('High Street', '12', 'Flat 3', 'Hackton')).toEqual(['High Street', '12', 'Flat 3']);
    expect(cells('2fr', '30 High Street')).toEqual(['High Street', '30', '2FR']);
  });
});

describe('in the place of an address', () => {
  it.each([
    'Declaration of Local Connection',
    'DECLARATION OF LOCAL CONNECTION',
    'Other electors',
    'No fixed abode',
    'Service Voter',
    'Datganiad o gysylltiad lleol',
  ])('%s is neither a street nor a door', (line) => {
    const doors = read(...neighbours('Shore Road'), [line], [line, 'Hackton'], { street: line });
    expect(doors.slice(-3)).toEqual([
      ['', '', ''],
      ['', '', ''],
      ['', '', ''],
    ]);
  });

  it('a house may have nearly such a name', () => {
    expect(read(...neighbours('Shore Road'), ['Service House', 'Shore Road']).at(-1)).toEqual([
      'Shore Road',
      '',
      'Service House',
    ]);
  });
});

describe('a name is not cut inside a word:', () => {
  it.each([
    'Garden Flats Lane',
    'Upper Fleet Street',
    'Upper Shore Road',
    'Old Shore Road',
    'Shore Road North',
    'Basement Lane',
    'Flat Lane',
    'Front Street',
    'First Avenue',
    'The Bungalow Lane',
    'Court House Lane',
    'Mill House Close',
    'Unit Road',
  ])('%s', (street) => {
    const all = read(
      ...neighbours('Shore Road'),
      ['Rose Cottage', street, 'Hackton'],
      [`12 ${street}`, 'Hackton'],
    );
    expect(all.slice(-2)).toEqual([
      [street, '', 'Rose Cottage'],
      [street, '12', ''],
    ]);
  });
});

describe('a building', () => {
  it.each([
    ['Clarendon House', 'Clayton Street West'],
    ['Brandon Mews', 'Barbican'],
    ['Citygate', 'Bath Lane'],
    ['The Wills Building', 'Wills Oval'],
    ['Orchard Court', 'The Strand'],
    ['Nunn Gardens', 'Fellside Road'],
  ])('with numbered flats, %s, is on the street of the next line, %s', (block, street) => {
    const flats = [1, 2, 3].map((flat) => [`${flat} ${block}`, street, 'Anytown']);
    const others = [
      ['Flat 1', 'Elm House', street, 'Anytown'],
      ['Flat 9', 'Oak Tower', street, 'Anytown'],
    ];
    const town = [1, 2, 3].map((house) => [`${house} Mill Road`, 'Anytown']);
    expect(read(...flats, ...others, ...town).slice(0, 3)).toEqual(
      [1, 2, 3].map((flat) => [street, '', `${flat} ${block}`]),
    );
  });

  it.each(['Acres Court', 'Rose Mews', 'The Cottages', 'Mill Buildings'])(
    '%s is a street itself, if the next line is a village of other streets',
    (block) => {
      const doors = [1, 2].map((flat) => [`${flat} ${block}`, 'Hackton', 'Anytown']);
      expect(read(...neighbours('Shore Road'), ...doors).slice(-2)).toEqual([
        [block, '1', ''],
        [block, '2', ''],
      ]);
    },
  );

  it('stays together, if some lines leave its street out', () => {
    const flats = [1, 2, 3].map((flat) => ({
      lines: [`${flat} Elm Court`, 'Shore Road', 'Hackton'],
      postcode: 'ZZ1 1AA',
    }));
    expect(
      read(...flats, { lines: ['Flat 2', '4 Elm Court', 'Hackton'], postcode: 'ZZ1 1AA' }).at(-1),
    ).toEqual(['Shore Road', '', 'Flat 2, 4 Elm Court']);
  });

  it('stays a street, if one line names another street behind it', () => {
    const doors = [1, 2, 3].map((house) => ({
      lines: [`${house} The Maltings`, 'Hackton'],
      postcode: 'ZZ1 1AA',
    }));
    expect(
      read(...doors, { lines: ['4 The Maltings', 'Shore Road', 'Hackton'], postcode: 'ZZ1 1AA' }).at(-1),
    ).toEqual(['The Maltings', '4', '']);
  });
});

describe('one name in two villages', () => {
  const village = (place: string, postcode: string) =>
    [1, 2].map((house) => ({ lines: [`${house} High Street`, place, 'Anytown'], postcode }));
  const both = [...village('Bigton', 'AK1 1AA'), ...village('Smallton', 'AK2 2BB')];
  const streets = (...more: Partial<AddressCells>[]) => read(...both, ...more).map(([street]) => street);
  const apart = [
    'High Street, Bigton',
    'High Street, Bigton',
    'High Street, Smallton',
    'High Street, Smallton',
  ];

  it.each<[string, Partial<AddressCells>, string]>([
    ['no village', { lines: ['12 High Street'], postcode: 'AK1 1AA' }, 'High Street, Bigton'],
    ['only the town', { lines: ['12 High Street', 'Anytown'], postcode: 'AK2 2BB' }, 'High Street, Smallton'],
    ['a postcode nearby', { lines: ['12 High Street'], postcode: 'AK2 2CD' }, 'High Street, Smallton'],
    ['neither village nor postcode', { lines: ['12 High Street'] }, 'High Street'],
    [
      'the other village’s postcode',
      { lines: ['12 High Street', 'Bigton', 'Anytown'], postcode: 'AK2 2BB' },
      'High Street, Bigton',
    ],
  ])('is not put together by a line with %s', (_what, line, street) => {
    expect(streets(line)).toEqual([...apart, street]);
  });

  it('is one street if a village is spelt in two ways', () => {
    const misspelt = { lines: ['3 High Street', 'Bigtown', 'Anytown'], postcode: 'AK1 1AA' };
    expect(read(...village('Bigton', 'AK1 1AA'), misspelt).map(([street]) => street)).toEqual(
      Array(3).fill('High Street'),
    );
  });
});

it('a postcode behind the town is not a part of its name', () => {
  const finder = new StreetFinder();
  const cells = { district: 'KA', flat: '', house: '', building: '', street: '', postcode: '' };
  const written = [
    '1 High Street, Anytown ZZ1 1AA',
    '3 High Street, Anytown zz11ab',
    '5 High Street Anytown SW1A 2AA',
  ];
  for (const line of [...written, 'High Street 3rd']) finder.take({ ...cells, lines: [line] });
  const doors = [...finder.decide()];
  expect(
    doors.slice(0, 3).map(({ street, house, place, postcode }) => [street, house, place, postcode]),
  ).toEqual([
    ['High Street', '1', 'Anytown', 'ZZ1 1AA'],
    ['High Street', '3', 'Anytown', 'ZZ1 1AB'],
    ['High Street', '5', 'Anytown', 'SW1A 2AA'],
  ]);
  expect(doors[3]?.postcode).toBe('');
});

describe('one house number with two postcodes', () => {
  it('is two doors, each with its postcode in its name', () => {
    const doors = (...all: [string, string][]) =>
      read(...all.map(([line, postcode]) => ({ lines: [line, 'Anytown'], postcode })));
    expect(
      doors(
        ['1 High Street', 'AK1 1AA'],
        ['1 High Street', 'AK11AA'],
        ['2 High Street', 'AK1 1AB'],
        ['3 High Street', ''],
        ['3 High Street', 'AK1 1AA'],
      ),
    ).toEqual(['1', '1', '2', '3', '3'].map((house) => ['High Street', house, '']));
    expect(
      doors(
        ['1 High Street', 'AK1 1AA'],
        ['1 High Street', 'AK2 2BB'],
        ['Flat 2, 3 High Street', 'AK1 1AA'],
        ['FLAT 2, 3 HIGH STREET', 'AK2 2BB'],
        ['4 High Street', 'AK2 2BB'],
      ),
    ).toEqual([
      ['High Street', '1', 'AK1 1AA'],
      ['High Street', '1', 'AK2 2BB'],
      ['High Street', '3', 'Flat 2, AK1 1AA'],
      ['High Street', '3', 'Flat 2, AK2 2BB'],
      ['High Street', '4', ''],
    ]);
  });
});

describe('a street that was written for a web page', () => {
  it('is not cut inside an entity', () => {
    expect(read(['2 King&#39;s Road; Hackton'], ['4 King&#39;s Road', 'Hackton'])).toEqual([
      ['King&#39;s Road', '2', ''],
      ['King&#39;s Road', '4', ''],
    ]);
  });
});

describe('two or more house numbers in one line are one door on the street', () => {
  it.each([
    ['71/73 Shore Road', '71/73', ''],
    ['71 & 73 Shore Road', '71&73', ''],
    ['71-73 Shore Road', '71-73', ''],
    ['71, 73 Shore Road', '71&73', ''],
    ['71,73 Shore Road', '71&73', ''],
    ['71; 73 Shore Road', '71&73', ''],
    ['71, 73 & 75 Shore Road', '71&73&75', ''],
    ['71, 73 and 75 Shore Road', '71&73&75', ''],
    ['71, 73, 75 Shore Road', '71&73&75', ''],
    ['71/73/75 Shore Road', '71/73/75', ''],
    ['71-73-75 Shore Road', '71-73-75', ''],
    ['71A, 71B Shore Road', '71A&71B', ''],
    ['71A & B Shore Road', '71A&B', ''],
    ['71A-C Shore Road', '71A-C', ''],
    ['71,71a Shore Road', '71&71A', ''],
    ['Nos. 71-73 Shore Road', '71-73', ''],
    ['Nos 71, 72 Shore Road', '71&72', ''],
    ['Flat 2, 71, 73 Shore Road', '71&73', 'Flat 2'],
    ['Kettle House, 71, 73 Shore Road', '71&73', 'Kettle House'],
    // Numbers that do not follow each other on a street.
    ['3, 14 Shore Road', '14', 'Flat 3'],
    ['14, 3 Shore Road', '3', 'Flat 14'],
    ['3, 3 Shore Road', '3', 'Flat 3'],
  ])('%s', (line, house, flat) => {
    expect(read(...neighbours('Shore Road'), [line, 'Hackton', 'Anytown']).at(-1)).toEqual([
      'Shore Road',
      house,
      flat,
    ]);
  });

  it('in a cell or a column of their own', () => {
    const last = (address: readonly string[] | Partial<AddressCells>) =>
      read(...neighbours('Shore Road'), address).at(-1);
    expect(last(['71, 73', 'Shore Road'])).toEqual(['Shore Road', '71&73', '']);
    expect(last({ house: '71,73', street: 'Shore Road' })).toEqual(['Shore Road', '71&73', '']);
  });

  it('however they are joined, and whatever follows', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 2, maxLength: 9 }),
        fc.constantFrom('/', '&', ' & ', '-', ',', ', ', ' and ', '+'),
        fc.constantFrom('Shore Road', 'High Street', 'Y Berllan', 'Lime Square'),
        (starts, joint, street) => {
          const lines = starts.map((first) => [`${[first, first + 2].join(joint)} ${street}`, 'Hackton']);
          const others = [500, 510, 520, 530].map((house) => [`${house} ${street}`, 'Hackton']);
          const found = read(...others, ...lines).slice(others.length);
          expect(found.map(([name]) => name)).toEqual(starts.map(() => street));
          expect(found.map(([, house = '']) => Number.parseInt(house, 10))).toEqual(starts);
        },
      ),
    );
  });

  it('but flats if the file has several before one number, or writes flats like this', () => {
    expect(read(...neighbours('Shore Road'), ['94, 96 Shore Road'], ['95, 96 Shore Road']).slice(-2)).toEqual(
      [
        ['Shore Road', '96', 'Flat 94'],
        ['Shore Road', '96', 'Flat 95'],
      ],
    );
    expect(read(['94, 96 Shore Road'], ['Flat 3, 96 Shore Road'])).toEqual([
      ['Shore Road', '96', 'Flat 94'],
      ['Shore Road', '96', 'Flat 3'],
    ]);
    expect(read(['3, 40 Shore Road'], ['7, 62 Shore Road'], ['12, 14 Shore Road']).at(-1)).toEqual([
      'Shore Road',
      '14',
      'Flat 12',
    ]);
  });
});
