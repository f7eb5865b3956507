import { describe, expect, it } from 'vitest';
import { readMarkers } from '../../src-main/register/markers.ts';

describe('the markers of an elector', () => {
  it.each([
    ['', ''],
    ['A', 'postal'],
    ['a', 'postal'],
    ['G', ''],
    ['N', 'anonymous'],
    ['FN', 'anonymous'],
    ['A+N', 'postal anonymous'],
    ['A, P', 'postal proxy'],
    ['AP', 'postal proxy'],
    ['P', 'proxy'],
    ['Postal', 'postal'],
    ['Postal Vote', 'postal'],
    ['POST', 'postal'],
    ['Proxy', 'proxy'],
    ['K L M U B E F', ''],
  ])('%j mean %j', (cell, means) => {
    const standing = readMarkers(cell);
    const names = (['postal', 'proxy', 'anonymous'] as const).filter((name) => standing[name]);
    expect(names.join(' ')).toBe(means);
  });
});
