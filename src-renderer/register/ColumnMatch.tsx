import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { ColumnRole, Understanding } from '../../src-main/register/types.ts';
import { counted } from '../shared/format.ts';
import classes from './file-table.module.css';
import { matchColumn } from './import-flow.ts';
import { MatchingFile } from './MatchingFile.tsx';
import { useChoices } from './use-choices.ts';

type ColumnMatchProps = { which: 'register' | 'canvass'; file: Understanding };

/** Every column of the file, what it was taken for, and the way to change that; folded away while it seems right. */
export function ColumnMatch({ which, file }: ColumnMatchProps) {
  const roles = useChoices().data?.roles ?? [];
  const used = file.columns.filter(({ role }) => role !== null).length;
  const data = [{ value: '', label: 'not used' }, ...roles];
  // Open where something is to be put right, and then until it is closed by hand.
  const [open, setOpen] = useState(file.isGuessed || file.missing.length > 0);
  return (
    <details className={classes.details} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {counted(file.columns.length, 'column')} in {file.fileName}, {used} of them used: look or change
      </summary>
      <section className={classes.scroll} aria-label={`Columns of ${file.fileName}`}>
        <table className={classes.table}>
          <caption>What each column holds</caption>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Heading in the file</th>
              <th scope="col">For instance</th>
              <th scope="col">Taken for</th>
            </tr>
          </thead>
          <tbody>
            {file.columns.map(({ heading, role, examples }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; headings repeat
              <tr key={place}>
                <td>{place + 1}</td>
                <th scope="row">{heading || 'No heading'}</th>
                <td className={classes.unused}>{examples.join(' · ')}</td>
                <td>
                  <NativeSelect
                    size="sm"
                    aria-label={`Column ${place + 1}, ${heading || 'no heading'}`}
                    data={data}
                    value={role ?? ''}
                    onChange={(event) =>
                      void matchColumn(which, place, (event.currentTarget.value || null) as ColumnRole | null)
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {which === 'register' && <MatchingFile file={file} />}
    </details>
  );
}
