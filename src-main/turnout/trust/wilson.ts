/** Of the normal distribution: 5 per cent lie beyond it on each side, so 90 lie between. */
const Z_90 = 1.6449;

/**
 * The interval of Wilson (1927) for a share, at 90 per cent. `variance` is that of the share as it was found, from all
 * that makes it uncertain; the formula is used with as many answers as would have that variance by chance alone, the
 * effective number (Kish 1965; for Wilson's interval Franco, Little, Louis and Slud 2019). Unlike share ± error it
 * never leaves 0 to 1 and is not of no width at 0 and 1.
 */
export function wilson(share: number, variance: number): { low: number; high: number } {
  const within = Math.min(0.995, Math.max(0.005, share));
  const perAnswer = (Z_90 ** 2 * variance) / (within * (1 - within));
  const middle = (share + perAnswer / 2) / (1 + perAnswer);
  const half = Math.sqrt(perAnswer * share * (1 - share) + perAnswer ** 2 / 4) / (1 + perAnswer);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
