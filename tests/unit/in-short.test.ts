import { describe, expect, it } from 'vitest';
import { inShort } from '../../src-renderer/shared/in-short.ts';

describe('a list in a sentence', () => {
  it.each([
    [0, ''],
    [1, '1'],
    [4, '1, 2, 3, 4'],
    [5, '1, 2, 3, and 2 more'],
    [1003, '1, 2, 3, and 1,000 more'],
  ])('of %i names', (length, sentence) => {
    const names = Array.from({ length }, (_, place) => String(place + 1));
    expect(inShort(names, ', ')).toBe(sentence);
  });
});
