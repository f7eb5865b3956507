import { describe, expect, it } from 'vitest';
import { namedHousesAfter, walkedWith } from '../../src-main/sheets/walking-order.ts';

const door = (house: string, flat = '') => ({ house, flat });
const walked = (...doors: ReturnType<typeof door>[]) =>
  doors
    .toSorted(walkedWith(namedHousesAfter(doors)))
    .map(({ house, flat }) => [flat, house].filter(Boolean).join(', '));

describe('the doors of a street', () => {
  it('are sorted by house number, then by flat', () => {
    expect(
      walked(door('10'), door('4A'), door('2'), door('4'), door('12', 'Flat 10'), door('12', 'Flat 2')),
    ).toEqual(['2', '4', '4A', '10', 'Flat 2, 12', 'Flat 10, 12']);
  });

  it('with only a name stay between near numbers as in the register, or come last', () => {
    expect(
      walked(
        door('2'),
        door('', 'Rose Cottage'),
        door('6'),
        door('', 'The Lodge'),
        door('41'),
        door('', 'Zion'),
      ),
    ).toEqual(['2', 'Rose Cottage', '6', '41', 'The Lodge', 'Zion']);
  });

  it('are walked building by building, with the flats of each in order', () => {
    expect(
      walked(
        door('', 'Flat 1, Elm House'),
        door('', 'Flat 1, Oak House'),
        door('', 'Flat 10, Elm House'),
        door('', 'Flat 2, Oak House'),
        door('', 'Flat 2, Elm House'),
        door('', '3 Oak House'),
      ),
    ).toEqual([
      'Flat 1, Elm House',
      'Flat 2, Elm House',
      'Flat 10, Elm House',
      'Flat 1, Oak House',
      'Flat 2, Oak House',
      '3 Oak House',
    ]);
  });

  it('of a building stay at its place in the street, however many numbers it takes up', () => {
    expect(
      walked(
        door('18'),
        door('', 'Flat 2, Elm House'),
        door('', 'Flat 1, Elm House'),
        door('62'),
        door('64', 'Flat 1, Oak Court'),
        door('64', 'Flat 1, Ash Court'),
      ),
    ).toEqual([
      '18',
      'Flat 1, Elm House',
      'Flat 2, Elm House',
      '62',
      'Flat 1, Ash Court, 64',
      'Flat 1, Oak Court, 64',
    ]);
  });

  it.each([
    [['Top Floor Flat', 'Flat 2', 'Ground Floor', 'Basement', 'First Floor', 'Flat 1']],
    [['2/1', 'G/1', '10/1', 'B/1', '2/2', '1/1']],
    [['2F1', 'GF2', '1F2', '1F1', 'BF', '3F1']],
    [['2nd Floor Front', 'Lower Ground Floor', '1st Floor', 'Ground Floor']],
  ])('inside one house go up the stairs: %j', (flats) => {
    const sorted = walked(...flats.map((flat) => door('12', flat)));
    const want: Record<string, string[]> = {
      'Top Floor Flat': ['Basement', 'Ground Floor', 'First Floor', 'Flat 1', 'Flat 2', 'Top Floor Flat'],
      '2/1': ['B/1', 'G/1', '1/1', '2/1', '2/2', '10/1'],
      '2F1': ['BF', 'GF2', '1F1', '1F2', '2F1', '3F1'],
      '2nd Floor Front': ['Lower Ground Floor', 'Ground Floor', '1st Floor', '2nd Floor Front'],
    };
    expect(sorted).toEqual(want[flats[0] ?? '']?.map((flat) => `${flat}, 12`));
  });
});
