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
        door('40'),
        door('', 'Zion'),
      ),
    ).toEqual(['2', 'Rose Cottage', '6', '40', 'The Lodge', 'Zion']);
  });
});
