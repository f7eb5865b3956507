/** More than these are only counted. */
export const NAMED = 8;

/** The codes of sheets in one line, as far as there is room. */
export function namedIn(codes: readonly string[]): string {
  return `${codes.slice(0, NAMED).join(', ')}${codes.length > NAMED ? '…' : ''}`;
}
