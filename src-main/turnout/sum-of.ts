/** The sum of one figure over all rows. */
export function sumOf<Figure extends string>(
  rows: readonly Record<Figure, number>[],
  figure: Figure,
): number {
  return rows.reduce((sum, row) => sum + row[figure], 0);
}
