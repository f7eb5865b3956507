import type { LookUp } from './look-up.ts';

/** Made when it is first needed: Node takes 20 ms over the first of its kind, and a start needs none. */
let whole: Intl.NumberFormat | undefined;

/** `12,345` */
export function count(value: number): string {
  whole ??= new Intl.NumberFormat('en-GB');
  return whole.format(value);
}

/**
 * `1 sheet`, `2,500 sheets`; `number` is the value as it is written. The catalogues know it by its plural, and by what
 * the number before it does to it.
 */
export function countedBy(t: LookUp, value: number, one: string, many: string, number: string): string {
  return t(`{{number}} ${many}`, {
    count: value,
    number,
    defaultValue_one: `{{number}} ${one}`,
    defaultValue_other: `{{number}} ${many}`,
  });
}
