import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPostcode } from '../../src-main/register/address/postcode.ts';
import { sampleOf } from '../sample-size.ts';

describe('a postcode', () => {
  it.each([
    ['ZZ1 1AA', 'ZZ1 1AA'],
    ['zz11aa', 'ZZ1 1AA'],
    [' ZZ1  1AA ', 'ZZ1 1AA'],
    ['ZZ1\u00a01AA', 'ZZ1 1AA'],
    ['ZZ1-1AA', 'ZZ1 1AA'],
    ['EC1A1BB', 'EC1A 1BB'],
    ['SW1A OAA', 'SW1A 0AA'],
    ['0X1 IJD', 'OX1 1JD'],
    ['ZZ1O 1AA', 'ZZ10 1AA'],
    ['zzio1aa', 'ZZ10 1AA'],
    ['Z1I 1AA', 'Z11 1AA'],
    ['BFPO 57', 'BFPO 57'],
    ['gir 0aa', 'GIR 0AA'],
    ['NE1', 'NE1'],
    ['ne1 4', 'NE1 4'],
    ['', ''],
    [' ', ''],
  ])('%j is %j', (cell, postcode) => {
    expect(readPostcode(cell)).toEqual({ postcode, isUnderstood: true });
  });

  it.each([
    ['Littleton', ''],
    ['not known', ''],
    ['12345', ''],
    ['ZZ1 1A', ''],
    ['ZZ1 1AA (was ZZ1 1AB)', ''],
    ['Littleton ZZ1 1AA', 'ZZ1 1AA'],
  ])('%j is not understood, and %j is used', (cell, postcode) => {
    expect(readPostcode(cell)).toEqual({ postcode, isUnderstood: false });
  });

  it('is read in any case and spacing', () => {
    const letter = fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUWXYZ');
    const digit = fc.constantFrom(...'0123456789');
    const outcode = fc
      .tuple(letter, fc.option(letter, { nil: '' }), digit, fc.option(digit, { nil: '' }))
      .map((parts) => parts.join(''));
    const incode = fc.tuple(digit, letter, letter).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        outcode,
        incode,
        fc.constantFrom('', ' ', '  ', '.', '\t'),
        fc.boolean(),
        (out, end, gap, low) => {
          const written = `${out}${gap}${end}`;
          expect(readPostcode(low ? written.toLowerCase() : written)).toEqual({
            postcode: `${out} ${end}`,
            isUnderstood: true,
          });
        },
      ),
      { numRuns: sampleOf(200) },
    );
  });
});
