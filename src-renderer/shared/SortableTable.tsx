import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { counted } from './format.ts';
import { DownIcon, UpIcon } from './icons.tsx';
import classes from './sortable-table.module.css';
import { type Sort, sorted } from './sorting.ts';
import { unbroken } from './unbroken.tsx';
import { useWords } from './use-words.ts';

export type Column<Row> = {
  id: string;
  /** A string is translated into the language of the window. */
  heading: ReactNode;
  /** The value sorted by; a column without one cannot be sorted. */
  value?: (row: Row) => string | number;
  cell: (row: Row) => ReactNode;
  kind?: 'code' | 'figure' | 'tick' | 'bar';
  /** This cell names its row. */
  names?: boolean;
};

type SortableTableProps<Row> = {
  caption: string;
  /** What its rows are, counted; `12 rows` without it. */
  size?: string | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  sort: Sort | null;
  onSort: (sort: Sort) => void;
};

/** Of a longer table, only the rows in view are in the page. */
const ALL_DRAWN = 200;
const ROW_HEIGHT = 32;

/** A plain table whose headings sort it. However long, it stays a table to a screen reader. */
export function SortableTable<Row>({
  caption,
  size,
  columns,
  rows,
  rowKey,
  sort,
  onSort,
}: SortableTableProps<Row>) {
  const value = columns.find(({ id }) => id === sort?.column)?.value;
  const descending = sort?.descending ?? false;
  const inOrder = useMemo(() => (value ? sorted(rows, value, descending) : rows), [rows, value, descending]);
  const body = useRef<HTMLTableSectionElement>(null);
  const { drawn, above, below, measure } = useDrawnRows(inOrder, body);
  return (
    // It scrolls sideways in a narrow window, so the keyboard has to reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls needs focus to be scrolled by keys
    <section className={classes.scroll} aria-label={caption} tabIndex={0}>
      <table
        className={classes.table}
        data-long={measure ? true : undefined}
        aria-rowcount={inOrder.length + 1}
      >
        <caption className={classes.caption}>
          {caption} <span className={classes.size}>({size ?? counted(inOrder.length, 'row')})</span>
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {above > 0 && <Gap height={above} />}
          {drawn.map(({ row, index }) => (
            <tr key={rowKey(row)} ref={measure} data-index={index} aria-rowindex={index + 2}>
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
          {below > 0 && <Gap height={below} />}
        </tbody>
      </table>
    </section>
  );
}

/** The rows in view, and the height of those above and below. */
function useDrawnRows<Row>(rows: readonly Row[], body: React.RefObject<HTMLTableSectionElement | null>) {
  const [offset, setOffset] = useState(0);
  // Where the table begins on the page. It moves when something above it changes.
  useLayoutEffect(() => {
    const top = Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    if (top !== offset) setOffset(top);
  });
  const all = rows.length <= ALL_DRAWN;
  const virtual = useWindowVirtualizer({
    count: all ? 0 : rows.length,
    estimateSize: () => ROW_HEIGHT,
    scrollMargin: offset,
    overscan: 20,
  });
  if (all) return { drawn: rows.map((row, index) => ({ row, index })), above: 0, below: 0, measure: null };
  const items = virtual.getVirtualItems();
  return {
    drawn: items.flatMap(({ index }) => {
      const row = rows[index];
      return row === undefined ? [] : [{ row, index }];
    }),
    above: Math.max(0, (items[0]?.start ?? offset) - offset),
    below: Math.max(0, virtual.getTotalSize() - ((items.at(-1)?.end ?? offset) - offset)),
    measure: virtual.measureElement,
  };
}

function Heading<Row>({
  column: { id, heading, value, kind },
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: Sort | null;
  onSort: (sort: Sort) => void;
}) {
  const { t } = useWords();
  const name = typeof heading === 'string' ? t(heading) : heading;
  const active = sort?.column === id;
  const descending = active && sort.descending;
  if (!value) {
    return (
      <th scope="col" data-kind={kind}>
        <span className={classes.plain}>{name}</span>
      </th>
    );
  }
  // Figures start with the largest, names with A.
  const next = active ? !descending : kind === 'figure' || kind === 'bar';
  return (
    <th
      scope="col"
      data-kind={kind}
      aria-sort={active ? (descending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" className={classes.sort} onClick={() => onSort({ column: id, descending: next })}>
        {name}
        <span className={classes.arrow} data-active={active || undefined}>
          {descending ? <DownIcon size={14} /> : <UpIcon size={14} />}
        </span>
      </button>
    </th>
  );
}

function Cell<Row>({ column: { cell, kind, names }, row }: { column: Column<Row>; row: Row }) {
  return names ? (
    <th scope="row" data-kind={kind}>
      {unbroken(cell(row))}
    </th>
  ) : (
    <td data-kind={kind}>{unbroken(cell(row))}</td>
  );
}

function Gap({ height }: { height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row of a table takes no focus
    <tr aria-hidden="true">
      <td className={classes.gap} style={{ height }} />
    </tr>
  );
}
