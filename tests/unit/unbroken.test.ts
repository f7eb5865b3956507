import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { unbroken } from '../../src-renderer/shared/unbroken.tsx';

/** What is kept on one line of a text. */
const kept = (text: string) =>
  [...renderToStaticMarkup(unbroken(text)).matchAll(/<span[^>]*>([^<]*)<\/span>/g)].map(
    ([, number]) => number,
  );

describe('a number is never broken over two lines', () => {
  it.each([
    ['21:35, round 1, 1-20', ['1-20']],
    ['out with Idris since 14:05 (W1-07), and 2 more', ['W1-07']],
    ['Idris: 1-01 High Street; Gwen: 2-14/2 Mill Road', ['1-01', '2-14/2']],
    ['KA-641/2', ['KA-641/2']],
    ['Ŵ1-12', ['Ŵ1-12']],
    ['Stratford-upon-Avon, 3 doors', []],
    ['Not yet', []],
  ])('%s', (text, numbers) => {
    expect(kept(text)).toEqual(numbers);
    expect(renderToStaticMarkup(unbroken(text)).replace(/<[^>]*>/g, '')).toBe(text);
  });

  it('leaves alone what is not text', () => {
    expect(unbroken(7)).toBe(7);
  });
});
