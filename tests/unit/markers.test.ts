import { describe, expect, it } from 'vitest';
import { isAnonymous, markerLetters } from '../../src-main/register/elector/markers.ts';

describe('the markers of an elector', () => {
  it.each([
    ['', ''],
    ['A', 'A'],
    ['a', 'A'],
    ['G', 'G'],
    ['FN', 'FN'],
    ['A+N', 'AN'],
    ['A, P', 'AP'],
    ['AP', 'AP'],
    ['A A', 'A'],
    ['Postal', 'A'],
    ['Postal Vote', 'A'],
    ['POST', 'A'],
    ['Proxy', 'P'],
    ['Overseas', 'F'],
    ['Attainer', ''],
    ['K L M U B E F', 'KLMUBEF'],
  ])('%j are the letters %j', (cell, letters) => {
    expect(markerLetters(cell)).toBe(letters);
  });

  it('give no name if N is among them', () => {
    expect([isAnonymous('N'), isAnonymous('A+N'), isAnonymous('A'), isAnonymous('')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
