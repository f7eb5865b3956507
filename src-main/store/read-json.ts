/**
 * JSON that a file holds; null where it is not JSON, since a file may have been in other hands. For the few values that
 * are read before a room is shown: `stored-json.ts` needs a library that takes its time to load.
 */
export function parseStored(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** The members of an object that is not yet known to be of any type. */
export function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A list of words kept as JSON; what is not one counts as empty. */
export function asList(text: string | null | undefined): string[] {
  const list = parseStored(text);
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
}
