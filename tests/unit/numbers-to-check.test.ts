import { describe, expect, it } from 'vitest';
import { replaced, toCheck } from '../../src-renderer/tally/numbers-to-check.ts';

describe('a number of several', () => {
  it('is to check if it is not simply to be marked off, or is there before', () => {
    const entries = [
      { entered: '1', status: 'ready' },
      { entered: '9999', status: 'unknown' },
      { entered: '2', status: 'already' },
      { entered: '3', status: 'ready', message: 'Has a postal vote' },
      { entered: '1', status: 'ready' },
    ] as unknown as Parameters<typeof toCheck>[0];
    expect(toCheck(entries).map(({ entry, isTwice }) => [entry.entered, isTwice])).toEqual([
      ['9999', false],
      ['2', false],
      ['3', false],
      ['1', true],
    ]);
  });

  it.each([
    ['12, 45 102', '45', '46', false, '12, 46 102'],
    ['12, 45 102', '45', '', false, '12, 102'],
    ['12, 45', '45', '', false, '12'],
    ['12; 12', '12', '', true, '12'],
    ['112 12', '12', 'KA-7', false, '112 KA-7'],
    ['12/1 12', '12', '', false, '12/1'],
    ['KA 45, 46', 'KA 45', 'KA-54', false, 'KA-54, 46'],
    ['12*, 13', '12*', '', false, '13'],
    ['10-20', '12', '13', false, null],
    // Beside doors, only a whole part is the number.
    ['8 Mill Lane, 8', '8', 'KA-8', false, '8 Mill Lane, KA-8'],
    ['8 Mill Lane, 8', '8', '', false, '8 Mill Lane'],
    ['8 Mill Lane, 8, 9', '8', '', false, '8 Mill Lane, 9'],
    ['14 & 16 High St', '14', 'KA-14', false, 'KA-14 & 16 High St'],
    ['8, 9 Mill Lane', '8', '', false, '9 Mill Lane'],
  ] as const)('in %j, %j becomes %j: last %j', (text, number, by, last, result) => {
    expect(replaced(text, number, by, last)).toBe(result);
  });
});
