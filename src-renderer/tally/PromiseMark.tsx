import { StarIcon } from '../shared/icons.tsx';
import classes from './promise-mark.module.css';

/** Says whether an elector is a promise. */
export function PromiseMark({ promise }: { promise: boolean }) {
  if (!promise) return <span className={classes.not}>Not a promise</span>;
  return (
    <span className={classes.promise}>
      <StarIcon size={16} />
      Promise
    </span>
  );
}
