import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreetFinder } from '../../src-main/register/address/streets.ts';
import { namedHousesAfter, walkedWith } from '../../src-main/sheets/walking-order.ts';
import { sampleOf } from '../sample-size.ts';

/** A door as it really is. `building` is a house's or a block's name. */
type Real = { street: string; house: string; building: string; flat: string };

const STREETS = [
  'High Street',
  'Upper High Street',
  'Shore Road',
  'Mill Lane',
  'Clayton Street West',
  'St Mary’s Avenue',
  'Court Lane',
  'Ffordd y Môr',
  'First Avenue',
  'Garden Terrace',
];
const BUILDINGS = ['Elm House', 'Oak Court', 'Regency Mansions', 'Mill Tower', 'The Point', 'Ash Lodge'];
const NAMES = ['Rose Cottage', 'The Old Rectory', 'Bryn Awel', 'Zion'];
const FLATS = [
  'Flat 1',
  'Flat 2',
  'Flat 10',
  'Ground Floor',
  'First Floor Flat',
  'Basement Flat',
  '2/1',
  '1F2',
];

/** How a register may write a door; each has the street on one of its lines. */
const SHAPES: readonly ((door: Real) => string[])[] = [
  ({ flat, building, house, street }) => [flat, building, `${house} ${street}`],
  ({ flat, building, house, street }) => [flat, building, house, street],
  ({ flat, building, house, street }) => [[flat, building, `${house} ${street}`].filter(Boolean).join(', ')],
  ({ flat, building, house, street }) => [[flat, building].filter(Boolean).join(', '), `${house} ${street}`],
  ({ flat, building, house, street }) => [[flat, building, `${house} ${street}`].filter(Boolean).join('\n')],
  ({ flat, building, house, street }) =>
    house === '' ? [flat, building, street] : [`${house} ${street}`, flat, building],
  ({ flat, building, house, street }) => {
    const inside = [flat, building].filter(Boolean).join(', ');
    return house === '' || inside === ''
      ? [inside, `${house} ${street}`]
      : [`${house} (${inside}) ${street}`];
  },
  ({ flat, building, house, street }) =>
    house !== '' && flat !== '' && building === ''
      ? [`${flat} at ${house} ${street}`]
      : [flat, building, `${house} ${street}`],
];

const house = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('', '', '', 'A'))
  .map(([n, a]) => `${n}${a}`);

/** A street: houses, houses in flats, blocks with a number and without one, houses with only a name. */
function doorsOf(street: string): fc.Arbitrary<Real[]> {
  const real = (part: Partial<Real>): Real => ({ street, house: '', building: '', flat: '', ...part });
  const plain = fc
    .uniqueArray(house, { minLength: 4, maxLength: 12 })
    .map((all) => all.map((each) => real({ house: each })));
  const inFlats = fc
    .tuple(fc.integer({ min: 40, max: 60 }), fc.subarray(FLATS, { minLength: 1 }))
    .map(([number, flats]) => flats.map((flat) => real({ house: `${number}`, flat })));
  const block = fc
    .tuple(
      fc.constantFrom(...BUILDINGS),
      fc.constantFrom('', '70', '72'),
      fc.integer({ min: 1, max: 12 }),
      fc.boolean(),
    )
    .map(([building, number, flats, isBare]) =>
      Array.from({ length: flats }, (_, flat) =>
        real({
          building: isBare ? `${flat + 1} ${building}` : building,
          house: number,
          flat: isBare ? '' : `Flat ${flat + 1}`,
        }),
      ),
    );
  const named = fc.subarray(NAMES).map((all) => all.map((building) => real({ building })));
  return fc
    .tuple(
      plain,
      inFlats,
      fc.uniqueArray(block, { maxLength: 2, selector: ([first]) => first?.building.replace(/^\d+ /, '') }),
      named,
    )
    .map(([houses, flats, blocks, names]) => [...houses, ...flats, ...blocks.flat(), ...names]);
}

const district = fc
  .subarray(STREETS, { minLength: 2, maxLength: 5 })
  .chain((streets) => fc.tuple(...streets.map(doorsOf)))
  .map((streets) => streets.flat());

const file = fc.record({
  doors: district,
  shape: fc.constantFrom(...SHAPES),
  tail: fc.constantFrom(['Hackton', 'Anytown'], ['Hackton'], ['Anytown']),
  isShouted: fc.boolean(),
  order: fc.integer(),
});

/** The doors twice, as two people live behind each, in an order of their own. */
function shuffled(doors: readonly Real[], seed: number): Real[] {
  return [...doors, ...doors]
    .map((door, index) => ({ door, at: Math.sin(seed + index * 7.13) }))
    .sort((one, other) => one.at - other.at)
    .map(({ door }) => door);
}

describe('random streets, in random shapes and orders', () => {
  it('give every household its own door on its street, in walking order building by building', () => {
    fc.assert(
      fc.property(file, ({ doors, shape, tail, isShouted, order }) => {
        const people = shuffled(doors, order);
        const finder = new StreetFinder();
        const at = people.map((door) => {
          const lines = [...shape(door), ...tail].map((line) => line.trim()).filter(Boolean);
          return finder.take({
            district: 'KA',
            lines: isShouted ? lines.map((line) => line.toUpperCase()) : lines,
            flat: '',
            house: '',
            building: '',
            street: '',
            postcode: 'ZZ1 1AA',
          });
        });
        const found = [...finder.decide()];
        const behind = Map.groupBy(people.keys(), (index) => {
          const {
            street,
            house: number,
            flat,
          } = found[at[index] ?? -1] ?? { street: '', house: '', flat: '' };
          return [street, number, flat].join(' | ');
        });
        // None merged, none split, and each on its street.
        expect(behind.size).toBe(doors.length);
        for (const [door, there] of behind) {
          expect(there).toHaveLength(2);
          const [real, same] = there.map((index) => people[index]);
          expect(same).toBe(real);
          expect(door.toUpperCase().split(' | ')[0]).toBe(real?.street.toUpperCase());
        }
        for (const street of new Set(doors.map((door) => door.street))) {
          const there = found.filter((door) => door.street.toUpperCase() === street.toUpperCase());
          const walked = there.toSorted(walkedWith(namedHousesAfter(there)));
          const numbers = walked.flatMap((door) =>
            door.house === '' ? [] : Number.parseInt(door.house, 10),
          );
          expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
          // Whoever has left a building does not come back to it.
          const buildings = walked.map((door) =>
            BUILDINGS.find((name) => door.flat.toUpperCase().includes(name.toUpperCase())),
          );
          const visits = buildings.filter(
            (name, index) => name !== undefined && name !== buildings[index - 1],
          );
          expect(new Set(visits).size).toBe(visits.length);
        }
      }),
      { seed: 20261203, numRuns: sampleOf(60) },
    );
  });
});
