import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { ColumnRole, Understanding } from '../../../src-main/register/types.ts';
import { counted } from '../../shared/format.ts';
import { labelled } from '../../shared/labelled.ts';
import part from '../../shared/part.module.css';
import table from '../../shared/table.module.css';
import { useWords } from '../../shared/use-words.ts';
import { useChoices } from '../use-choices.ts';
import { matchColumn } from './import-flow.ts';
import { MatchingFile } from './MatchingFile.tsx';

type ColumnMatchProps = { which: 'register' | 'canvass'; file: Understanding };

/** Every column of the file and what it is used as, which can be changed. Closed while nothing needs correcting. */
export function ColumnMatch({ which, file }: ColumnMatchProps) {
  const { t } = useWords();
  const roles = useChoices().data?.roles ?? [];
  const used = file.columns.filter(({ isUsed }) => isUsed).length;
  const data = [{ value: '', label: t('not used') }, ...labelled(roles)];
  // Open if something needs correcting, and then until somebody closes it.
  const [open, setOpen] = useState(file.isGuessed || file.missing.length > 0);
  return (
    <details className={part.opens} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t('{{number}} in {{fileName}}, {{used}} used: check or change', {
          number: counted(file.columns.length, 'column'),
          fileName: file.fileName,
          used,
        })}
      </summary>
      <section
        className={table.scroll}
        aria-label={t('Columns of {{fileName}}', { fileName: file.fileName })}
      >
        <table className={table.table}>
          <caption>{t('What each column holds')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Column')}</th>
              <th scope="col">{t('Heading in the file')}</th>
              <th scope="col">{t('Examples')}</th>
              <th scope="col">{t('Used as')}</th>
            </tr>
          </thead>
          <tbody>
            {file.columns.map(({ heading, role, examples }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; headings repeat
              <tr key={place}>
                <td>{place + 1}</td>
                <th scope="row">{heading || t('No heading')}</th>
                <td className={part.note}>{examples.join(' · ')}</td>
                <td>
                  <NativeSelect
                    size="sm"
                    aria-label={t('Column {{number}}, {{name}}', {
                      number: place + 1,
                      name: heading || t('No heading'),
                    })}
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
