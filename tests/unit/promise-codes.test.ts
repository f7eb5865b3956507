import { describe, expect, it } from 'vitest';
import type { CodeMeaning } from '../../src-main/register/elector/code-meanings.ts';
import { foldedCounts } from '../../src-main/register/elector/code-meanings.ts';
import { readCodes, withProposed } from '../../src-renderer/register/promise-codes.ts';

const read = (text: string, codes: string[]) => {
  const { found, unknown } = readCodes(text, codes);
  return { found: [...found], unknown };
};

describe('typed answers that count as a promise', () => {
  it('are read with spaces, commas or both between them, in capitals or not', () => {
    for (const text of ['P L D', 'p,l,d', ' P;  l ,D ', 'D P L L'])
      expect(new Set(read(text, ['P', 'L', 'D', 'C']).found), text).toEqual(new Set(['P', 'L', 'D']));
    expect(read('', ['P'])).toEqual({ found: [], unknown: [] });
    expect(read(' , ;', ['P'])).toEqual({ found: [], unknown: [] });
  });

  it('may be words with spaces and commas in them, the longest first', () => {
    const codes = ['Definite', 'Definite Green', 'Yes, if dry', 'Yes'];
    expect(read('definite green, yes, if dry', codes).found).toEqual(['Definite Green', 'Yes, if dry']);
    expect(read('definite yes', codes).found).toEqual(['Definite', 'Yes']);
  });

  it('are refused where nobody has them: a letter in a word is not that letter', () => {
    expect(read('P PL 7', ['P', 'L'])).toEqual({ found: ['P'], unknown: ['PL', '7'] });
  });
});

describe('answers proposed as a promise', () => {
  const proposed = (codes: Record<string, CodeMeaning>) =>
    withProposed(Object.entries(codes).map(([code, meaning]) => ({ code, meaning }))).flatMap(
      ({ code, meaning }) => (meaning === 'promise' ? [code] : []),
    );

  it('are words that say so, never letters or numbers, which differ from party to party', () => {
    const words = ['Promise', 'PLEDGED', 'Definites', 'probable', 'Firm supporter', 'Addewid'];
    const others = ['P', 'L', 'D', '1', '2', 'Definite Conservative', 'Improbable', 'Against', 'Not firm'];
    const codes = Object.fromEntries([...words, ...others].map((code) => [code, 'unknown' as const]));
    expect(proposed(codes)).toEqual(words);
  });

  it('are none once an answer has a meaning', () => {
    expect(proposed({ Definite: 'unknown', Against: 'against' })).toEqual([]);
  });
});

it('an answer in capitals and not is one answer, under its usual spelling', () => {
  const counts = [
    { code: 'L', electors: 5 },
    { code: 'p', electors: 2 },
    { code: 'P', electors: 4 },
    { code: ' P ', electors: 1 },
  ];
  expect(foldedCounts(counts)).toEqual([
    { code: 'P', electors: 7 },
    { code: 'L', electors: 5 },
  ]);
});
