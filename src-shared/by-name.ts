/** Sorts names as people look them up: `KB2` before `KB10`, ignoring accents and case. */
export const byName = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' }).compare;

/** The name, or with the first number behind it that makes it free: `taken` are the others, in lower case. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name.toLowerCase())) return name;
  let next = 2;
  while (taken.has(`${name} ${next}`.toLowerCase())) next += 1;
  return `${name} ${next}`;
}
