/** Which part of a street or walk a sheet is, as the journal keeps it whatever is printed: `part 1 of 2: 2 to 58`. */
export function partOf(place: number, of: number, ends: readonly [string, string] | null): string {
  const part = `part ${place} of ${of}`;
  return ends ? `${part}: ${ends.join(' to ')}` : part;
}
