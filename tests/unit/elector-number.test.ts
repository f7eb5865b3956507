import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatNumber,
  readNumberCells,
  readWrittenNumber,
} from '../../src-main/register/elector/elector-number.ts';
import { english, isMessage } from '../../src-shared/message.ts';

describe('an elector number as people write it', () => {
  it.each([
    ['KA-123', 'KA-123'],
    ['KA123', 'KA-123'],
    ['ka 123/1', 'KA-123/1'],
    ['  kA - 123 / 1 ', 'KA-123/1'],
    ['KA–123', 'KA-123'],
    ['M7', 'M-7'],
    ['KD-2/2-289/1', 'KD-2/2-289/1'],
    ['KD-2/2 289', 'KD-2/2-289'],
    ['BN2-12', 'BN2-12'],
    ['MAR-12', 'MAR-12'],
  ])('%j can be %s', (written, number) => {
    expect(
      readWrittenNumber(written).map(({ district, ...rest }) =>
        formatNumber({ district: district ?? '', ...rest }),
      ),
    ).toContain(number);
  });

  it.each([
    ['123', 123, ''],
    ['123/1', 123, '1'],
    ['888.8', 888, '8'],
    ['5.000', 5, ''],
    ['007', 7, ''],
    ['12/0', 12, ''],
    ['10.10', 10, '10'],
  ])('%j has no district', (written, number, suffix) => {
    expect(readWrittenNumber(written)).toEqual([{ district: null, number, suffix }]);
  });

  it.each([
    '',
    '?',
    '12?',
    'banana',
    '12O',
    'KA-',
    '-5',
    '0',
    'KA-0',
    '1E+05',
    '12-Mar',
    '03/05/2026',
    '#REF!',
    '12345678',
  ])('%j cannot be read', (written) => {
    expect(readWrittenNumber(written)).toEqual([]);
  });

  it('is read back as it was printed, whatever the district is called', () => {
    const district = fc.stringMatching(/^[A-Z]{1,3}[0-9]?(?:-[0-9]\/[0-9])?$/);
    const suffix = fc.constantFrom('', '1', '2', '10');
    fc.assert(
      fc.property(district, fc.integer({ min: 1, max: 9999 }), suffix, (code, number, part) => {
        const printed = formatNumber({ district: code, number, suffix: part });
        expect(readWrittenNumber(printed)).toContainEqual({ district: code, number, suffix: part });
        expect(readNumberCells('', printed, '')).toEqual({ district: code, number, suffix: part });
      }),
    );
  });
});

describe('the number cells of a register', () => {
  it.each([
    [['KA', '12', '1'], 'KA-12/1'],
    [['KA', '12', '0'], 'KA-12'],
    [['KA', '0012', ' '], 'KA-12'],
    [['KA', '12/1', ''], 'KA-12/1'],
    [['KA', '5.000', ''], 'KA-5'],
    [['KA', '5.001', ''], 'KA-5/1'],
    [['KA', '10.10', ''], 'KA-10/10'],
    [['ka ', 'KA-12/1', ''], 'KA-12/1'],
    [['BN2', 'BN212', ''], 'BN2-12'],
    [['', 'KD-2/2-289/1', ''], 'KD-2/2-289/1'],
    [['KA-', '7', ''], 'KA-7'],
  ] as [[string, string, string], string][])('%j are %s', (cells, number) => {
    const read = readNumberCells(...cells);
    expect(isMessage(read) ? english(read) : formatNumber(read)).toBe(number);
  });

  it.each([
    [['KA', '', ''], /no elector number/],
    [['', '12', ''], /no polling district/],
    [['KA', 'x', ''], /"x" is not an elector number/],
    [['KA', '0', ''], /is 0/],
    [['KA', '-5', ''], /not an elector number/],
    [['KA', 'KB-12', ''], /does not belong to polling district KA/],
    [['KA', '1.2E+05', ''], /spreadsheet/],
    [['KA', '12-Mar', ''], /date/],
    [['KA', '#N/A', ''], /spreadsheet/],
    [['01-Mar', '12', ''], /polling district "01-MAR" .*spreadsheet/],
    [['1E+05', '12', ''], /polling district .*spreadsheet/],
  ] as [[string, string, string], RegExp][])('%j are not an elector number', (cells, reason) => {
    const read = readNumberCells(...cells);
    expect(isMessage(read) ? english(read) : formatNumber(read)).toMatch(reason);
  });
});
