const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * How many characters a person sees in a text, without the spaces around it. An accent or a skin tone is part of its
 * character; invisible characters do not count.
 */
export function charactersIn(text: string): number {
  let count = 0;
  for (const { segment } of letters.segment(text.trim())) if (!/^\p{C}+$/u.test(segment)) count += 1;
  return count;
}
