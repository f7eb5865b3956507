/** Sorts names as people look them up: `KB2` before `KB10`, ignoring accents and case. */
export const byName = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' }).compare;
