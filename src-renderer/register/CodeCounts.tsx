import type { CodeCount } from '../../src-main/register/types.ts';
import { districtLabel } from '../shared/district-label.ts';
import { count } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './code-counts.module.css';

const SHOWN = 40;

/** Codes of a file, each with how many electors have it. */
export function CodeCounts({ name, counts }: { name: string; counts: CodeCount[] }) {
  const { t } = useWords();
  if (counts.length === 0) return null;
  return (
    <dl className={classes.counts} aria-label={name}>
      {counts.slice(0, SHOWN).map((each) => (
        <div key={each.code} className={classes.code}>
          <dt>{districtLabel(each)}</dt>
          <dd>{count(each.electors)}</dd>
        </div>
      ))}
      {counts.length > SHOWN && (
        <div className={classes.code}>
          <dt>{t('and more')}</dt>
          <dd>{count(counts.length - SHOWN)}</dd>
        </div>
      )}
    </dl>
  );
}
