/**
 * Parses JSON from a file; null if it is not valid, since the file may have been manipulated. For the few values that
 * are read before a room is shown: the library that `stored-json.ts` needs is slow to load.
 */
export function parseStored(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** The properties of a value of unknown type. */
export function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A list of strings kept as JSON; anything else counts as empty. */
export function asList(text: string | null | undefined): string[] {
  const list = parseStored(text);
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
}
