import type { Understanding } from '../../../src-main/register/types.ts';
import table from '../../shared/table.module.css';
import { useWords } from '../../shared/use-words.ts';

const COLUMNS = [
  { of: 'line', heading: 'Line' },
  { of: 'number', heading: 'Number' },
  { of: 'name', heading: 'Name' },
  { of: 'flat', heading: 'Flat or house name' },
  { of: 'house', heading: 'House' },
  { of: 'street', heading: 'Street' },
  { of: 'place', heading: 'Place' },
  { of: 'postcode', heading: 'Postcode' },
  { of: 'markers', heading: 'Markers' },
  { of: 'votingIntention', heading: 'Voting intention' },
] as const;

/** The first electors of the file, as they would come in. */
export function PreviewTable({ preview }: { preview: Understanding['preview'] }) {
  const { t } = useWords();
  if (preview.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls needs focus to be scrolled by keys
    <section className={table.scroll} aria-label={t('First electors as understood')} tabIndex={0}>
      <table className={table.table}>
        <caption>{t('First electors as understood')}</caption>
        <thead>
          <tr>
            {COLUMNS.map(({ of, heading }) => (
              <th
                key={of}
                scope="col"
                data-empty={preview.every((elector) => elector[of] === '') || undefined}
              >
                {t(heading)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.map((elector) => (
            <tr key={elector.line}>
              {COLUMNS.map(({ of }) =>
                of === 'number' ? (
                  <th key={of} scope="row">
                    {elector[of]}
                  </th>
                ) : (
                  <td key={of}>{elector[of]}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
