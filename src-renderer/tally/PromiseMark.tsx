import { StarIcon } from '../shared/icons.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './promise-mark.module.css';

/** Says whether an elector is a promise. */
export function PromiseMark({ promise }: { promise: boolean }) {
  const { t } = useWords();
  if (!promise) return <span className={classes.not}>{t('Not a promise')}</span>;
  return (
    <span className={classes.promise}>
      <StarIcon size={16} />
      {t('Promise')}
    </span>
  );
}
