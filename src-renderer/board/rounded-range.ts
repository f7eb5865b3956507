import type { Range } from '../../src-main/turnout/trust/estimate.ts';

/** A range as people read it: a wide one in fives, so that nobody takes it for a count. */
export function roundedRange({ low, about, high }: Range, outstanding: number): Range {
  const step = high - low < 20 ? 1 : 5;
  const rounded = (figure: number) => Math.min(outstanding, Math.round(figure / step) * step);
  return { low: rounded(low), about: rounded(about), high: rounded(high) };
}
