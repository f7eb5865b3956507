import type { Understanding } from '../../../src-main/register/types.ts';
import { useWords } from '../../shared/use-words.ts';
import classes from '../file-table.module.css';

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
    <section className={classes.scroll} aria-label={t('First electors as understood')} tabIndex={0}>
      <table className={classes.table}>
        <caption>{t('First electors as understood')}</caption>
        <thead>
          <tr>
            {COLUMNS.map(({ of, heading }) => (
              <th
                key={of}
                scope="col"
                className={preview.every((elector) => elector[of] === '') ? classes.empty : undefined}
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
