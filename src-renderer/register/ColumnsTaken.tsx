import type { Understanding } from '../../src-main/register/types.ts';
import { counted } from '../shared/format.ts';
import classes from './file-table.module.css';

/** Every column of the file and what it was taken for; folded away, since it is mostly right. */
export function ColumnsTaken({ columns }: { columns: Understanding['columns'] }) {
  const used = columns.filter(({ takenFor }) => takenFor !== null).length;
  return (
    <details className={classes.details}>
      <summary>
        {counted(columns.length, 'column')} in the file, {used} of them used
      </summary>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <caption>What each column was taken for</caption>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Heading in the file</th>
              <th scope="col">Taken for</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ heading, takenFor }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; headings repeat
              <tr key={place}>
                <td>{place + 1}</td>
                <th scope="row">{heading || 'No heading'}</th>
                <td>{takenFor ?? <span className={classes.unused}>not used</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
