import { describe, expect, it } from 'vitest';
import { renameStreet, streetsToCorrect } from '../../src-main/register/streets/street-corrections.ts';
import { isOneSlip, suspiciousStreets } from '../../src-main/register/streets/suspicious-streets.ts';
import { csv } from '../fixtures/layouts.ts';
import { inEnglish } from './in-english.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

const HIGH_STREET = { id: 1, district: 'KA', name: 'High Street', doors: 20 };

const suspicion = (name: string, doors: number, ...others: (typeof HIGH_STREET)[]) => {
  const found = suspiciousStreets([HIGH_STREET, ...others, { id: 9, district: 'KA', name, doors }]).get(9);
  return found ? [inEnglish(found.why), found.sameAs] : null;
};

describe('a street is listed to be checked', () => {
  it.each([
    ['Kettle House 66 Broadway', 3, 'Its name has a number in it.', null],
    ['Kettle House 66 High Street', 3, 'Its name has a number in it.', 'High Street'],
    ['Vicarage High Street', 3, 'Its name has another street in it.', 'High Street'],
    ['High Street Littleton', 1, 'Its name has another street in it.', 'High Street'],
    ['Upper High Street', 1, 'Its name has another street in it.', 'High Street'],
    ['Hight Street', 1, 'It has only one door.', 'High Street'],
    ['Hihg Street', 1, 'It has only one door.', 'High Street'],
    ['Church Lane', 1, 'It has only one door.', null],
  ])('%s with %i doors', (name, doors, why, sameAs) => {
    expect(suspicion(name, doors)).toEqual([why, sameAs]);
  });

  it.each([
    ['Church Lane', 2],
    ['Upper High Street', 2],
    ['High Street North', 2],
    ['1st Avenue', 5],
    ['High Street, Bigton', 2],
  ])('but not %s with %i doors', (name, doors) => {
    expect(suspicion(name, doors)).toBeNull();
  });

  it('but not for the name of a street in another district', () => {
    expect(
      suspicion('Vicarage Mill Road', 2, { id: 2, district: 'KB', name: 'Mill Road', doors: 9 }),
    ).toBeNull();
  });
});

describe('two names differ by one slip', () => {
  it.each([
    ['HIGH', 'HIGHT', true],
    ['HIGH', 'HIG', true],
    ['HIGH', 'HIGA', true],
    ['HIGH', 'IHGH', true],
    ['HIGH', 'HIGH', false],
    ['HIGH', 'LOW', false],
    ['NORTH', 'SOUTH', false],
  ])('%s, %s: %s', (one, other, expected) => {
    expect(isOneSlip(one, other)).toBe(expected);
    expect(isOneSlip(other, one)).toBe(expected);
  });
});

it('a street to be checked can be merged with the one it belongs to', () => {
  const room = temporaryRoom();
  const rows = ['1', '2', '3', '4'].map((house) => [
    'KA',
    house,
    'Evans',
    'Siân',
    'A',
    `${house} High Street`,
  ]);
  rows.push(['KA', '5', 'Evans', 'Siân', 'A', '5 Hight Street']);
  importText(room, csv([['PD', 'Elector Number', 'Surname', 'Forename', 'Franchise', 'Address 1'], ...rows]));
  const suspicious = streetsToCorrect(room).filter((street) => street.suspicion !== null);
  expect(suspicious).toMatchObject([{ name: 'Hight Street', suspicion: { sameAs: 'High Street' } }]);
  renameStreet(room, suspicious[0]?.id ?? 0, suspicious[0]?.suspicion?.sameAs ?? '', 'Ann');
  expect(streetsToCorrect(room)).toMatchObject([{ name: 'High Street', electors: 5, suspicion: null }]);
});
