/** Names in the order people look them up: `KB2` before `KB10`, accents and case aside. */
export const byName = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' }).compare;
