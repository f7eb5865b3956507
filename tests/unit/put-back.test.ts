import { describe, expect, it } from 'vitest';
import { numberBeforeDate } from '../../src-main/register/address/put-back.ts';
import { csv } from '../fixtures/layouts.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

describe('a flat that a spreadsheet turned into a date', () => {
  it.each([
    ['01-Feb', '1/2'],
    ['1-Feb', '1/2'],
    ['02-Jan', '2/1'],
    ['12-dec', '12/12'],
    ['01-Feb-26', '1/2'],
    ['01-Feb-2026', '1/2'],
    ['1 Feb', '1/2'],
    ['Mar-04', '3/4'],
    ['May-07', '5/7'],
    ['01/02/2026', '1/2'],
    ['01/02/2026 00:00', '1/2'],
    ['02/13/2026', '2/13'],
    ['2026-02-01', '1/2'],
    ['2026-02-01 00:00:00', '1/2'],
    ['2026-02-01T00:00:00.000Z', '1/2'],
    ['01/02/2003', '1/2/3'],
    // As a number, which no house has.
    ['44228', '1/2'],
    ['46054', '1/2'],
  ])('%s was %s', (cell, number) => {
    expect(numberBeforeDate(cell, '/')).toBe(number);
    expect(numberBeforeDate(cell, '-')).toBe(number.replaceAll('/', '-'));
  });

  it.each([
    '2-1',
    '2/1',
    '0/1',
    '12',
    '12A',
    'Flat 1',
    'May House',
    'Mayfield',
    'Mar-Lodge',
    '1/2/3',
    'Dec-123',
    '4422',
    '442280',
    '99999',
    '44228 High Street',
    '14 June Lane',
  ])('%s is no date', (cell) => {
    expect(numberBeforeDate(cell, '/')).toBeNull();
  });
});

describe('a register with such cells', () => {
  const doorsOf = (headings: string[], ...addresses: string[][]) => {
    const room = temporaryRoom();
    const rows = addresses.map((address, index) => [
      'KA',
      `${index + 1}`,
      'Evans',
      'Siân',
      'A',
      ...address,
      'ZZ1 1AA',
    ]);
    const result = importText(
      room,
      csv([['PD', 'Elector Number', 'Surname', 'Forename', 'Franchise', ...headings, 'Postcode'], ...rows]),
    );
    const doors = room.db
      .prepare(
        'SELECT street.name, house, flat FROM elector JOIN street ON street.id = street_id ORDER BY number',
      )
      .raw()
      .all();
    return { doors, notUnderstood: result.notUnderstood };
  };

  it('gets the numbers back, and says so with the lines', () => {
    const { doors, notUnderstood } = doorsOf(
      ['Flat', 'House Number', 'Street Name'],
      ['01-Feb', '24', 'Brae Street'],
      ['01-Feb', '24', 'Brae Street'],
      ['0/1', '24', 'Brae Street'],
      ['', '01-Mar', 'Brae Street'],
      ['', 'May-07', 'Brae Street'],
    );
    expect(doors).toEqual([
      ['Brae Street', '24', 'Flat 1/2'],
      ['Brae Street', '24', 'Flat 1/2'],
      ['Brae Street', '24', 'Flat 0/1'],
      ['Brae Street', '1-3', ''],
      ['Brae Street', '5-7', ''],
    ]);
    expect(notUnderstood).toEqual([
      expect.objectContaining({ column: 'Flat', value: '01-Feb', count: 2, lines: [2, 3] }),
      expect.objectContaining({ column: 'House Number', value: '01-Mar', lines: [5] }),
      expect.objectContaining({ column: 'House Number', value: 'May-07', lines: [6] }),
    ]);
    expect(JSON.stringify(notUnderstood[0])).toContain('1/2, which a spreadsheet turned into a date');
  });

  it('gets them back in address lines too', () => {
    const { doors } = doorsOf(
      ['Address 1', 'Address 2', 'Address 3'],
      ['01-Feb', '24 Brae Street', 'Glasgow'],
      ['03-May', 'Brae Street', 'Glasgow'],
      ['01-Feb, 26 Brae Street', 'Glasgow', ''],
      ['07-Nov Brae Street', 'Glasgow', ''],
    );
    expect(doors).toEqual([
      ['Brae Street', '24', '1/2'],
      ['Brae Street', '3-5', ''],
      ['Brae Street', '26', '1/2'],
      ['Brae Street', '7-11', ''],
    ]);
  });

  it('has the house name beside flat and number', () => {
    const { doors } = doorsOf(
      ['Flat', 'House Name', 'House Number', 'Street Name'],
      ['2', 'Rowan Lodge', '', 'Brae Street'],
      ['2', 'Alder Lodge', '', 'Brae Street'],
      ['2', 'Elm House', '14', 'Brae Street'],
      ['', '16', '', 'Brae Street'],
      ['', 'The Cedars', 'Rose Cottage', 'Brae Street'],
    );
    expect(doors).toEqual([
      ['Brae Street', '', 'Flat 2, Rowan Lodge'],
      ['Brae Street', '', 'Flat 2, Alder Lodge'],
      ['Brae Street', '14', 'Flat 2, Elm House'],
      ['Brae Street', '16', ''],
      ['Brae Street', '', 'The Cedars, Rose Cottage'],
    ]);
  });
});
