/** Sorts names as people look them up: `KB2` before `KB10`, ignoring accents and case. */
export const byName = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' }).compare;

/** The name, or with the first number behind it that makes it free: `taken` are the others, in lower case. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name.toLowerCase())) return name;
  let next = 2;
  while (taken.has(`${name} ${next}`.toLowerCase())) next += 1;
  return `${name} ${next}`;
}

/** A free name for each, by id: those before keep theirs. */
export function freeNames(
  all: readonly { id: number; name: string }[],
  others: Iterable<string>,
): Map<number, string> {
  const taken = new Set([...others].map((name) => name.toLowerCase()));
  return new Map(
    all.map(({ id, name }) => {
      const free = freeName(name, taken);
      taken.add(free.toLowerCase());
      return [id, free];
    }),
  );
}
