import type { LookUp } from './look-up.ts';

/** Made on demand: the first one takes Node 20 ms, and a start does not need it. */
let whole: Intl.NumberFormat | undefined;

/** `12,345` */
export function count(value: number): string {
  whole ??= new Intl.NumberFormat('en-GB');
  return whole.format(value);
}

/**
 * `1 sheet`, `2,500 sheets`; `number` is the value as it is written. The catalogues look it up by its plural, and
 * choose the form for the number.
 */
export function countedBy(t: LookUp, value: number, one: string, many: string, number: string): string {
  return t(`{{number}} ${many}`, {
    count: value,
    number,
    defaultValue_one: `{{number}} ${one}`,
    defaultValue_other: `{{number}} ${many}`,
  });
}
