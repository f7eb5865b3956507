import { byName } from '../../src-shared/by-name.ts';

/** Which column a table is sorted by. */
export type Sort = { column: string; descending: boolean };

/** `turnout desc`, as kept between visits; null if it is not one of `columns`. */
export function readSort(text: string, columns: readonly { id: string }[]): Sort | null {
  const [column, direction] = text.split(' ');
  const found = columns.find(({ id }) => id === column);
  return found ? { column: found.id, descending: direction === 'desc' } : null;
}

export function writeSort({ column, descending }: Sort): string {
  return `${column} ${descending ? 'desc' : 'asc'}`;
}

/** Equal rows keep the order they came in. */
export function sorted<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | number,
  descending: boolean,
): Row[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(keyOf(a), keyOf(b)));
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : byName(String(a), String(b));
}
