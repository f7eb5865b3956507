import type { ReactNode } from 'react';
import type { CellReport } from '../../src-main/register/types.ts';
import { count, counted } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import table from '../shared/table.module.css';
import { useWords } from '../shared/use-words.ts';

/** Names in a title; the list below it has all. */
const NAMED = 4;

/** What need not be seen at once. */
export function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className={part.opens}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

/** The columns of a file that are not used, with examples. */
export function UnusedColumns({
  columns,
  children,
}: {
  columns: CellReport['unusedColumns'];
  children?: ReactNode;
}) {
  const { t } = useWords();
  if (columns.length === 0) return null;
  return (
    <Folded
      title={t('{{columns}} not used: {{names}}', {
        columns: counted(columns.length, 'column'),
        names: columns
          .slice(0, NAMED)
          .map(({ heading }) => heading)
          .join(', '),
      })}
    >
      <ul>
        {columns.map(({ heading, examples }) => (
          <li key={heading}>
            <strong>{heading}</strong>: {examples.join(' · ')}
          </li>
        ))}
      </ul>
      {children}
    </Folded>
  );
}

/** Every column that is used, with how many of its cells were understood. */
export function ColumnCounts({ columns }: { columns: CellReport['columns'] }) {
  const { t } = useWords();
  if (columns.length === 0) return null;
  return (
    <Folded title={t('What was read in each column')}>
      <section className={table.scroll} aria-label={t('What was read in each column')}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('Column')}</th>
              <th scope="col">{t('Used as')}</th>
              <th scope="col">{t('Filled cells')}</th>
              <th scope="col">{t('Understood')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ column, takenFor, filled, understood }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: headings repeat
              <tr key={place}>
                <th scope="row">{column}</th>
                <td>{roomSays(takenFor)}</td>
                <td>{count(filled)}</td>
                <td>{count(understood)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Folded>
  );
}
