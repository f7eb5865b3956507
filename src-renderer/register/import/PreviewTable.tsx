import type { Understanding } from '../../../src-main/register/types.ts';
import { useWords } from '../../shared/use-words.ts';
import classes from '../file-table.module.css';

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
            <th scope="col">{t('Line')}</th>
            <th scope="col">{t('Number')}</th>
            <th scope="col">{t('Name')}</th>
            <th scope="col">{t('Flat or house name')}</th>
            <th scope="col">{t('House')}</th>
            <th scope="col">{t('Street')}</th>
            <th scope="col">{t('Place')}</th>
            <th scope="col">{t('Postcode')}</th>
            <th scope="col">{t('Markers')}</th>
            <th scope="col">{t('Voting intention')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.map((elector) => (
            <tr key={elector.line}>
              <td>{elector.line}</td>
              <th scope="row">{elector.number}</th>
              <td>{elector.name}</td>
              <td>{elector.flat}</td>
              <td>{elector.house}</td>
              <td>{elector.street}</td>
              <td>{elector.place}</td>
              <td>{elector.postcode}</td>
              <td>{elector.markers}</td>
              <td>{elector.votingIntention}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
