import { perCent } from './format.ts';
import classes from './per-cent-bar.module.css';

/** A share as a figure with a bar. A screen reader reads only the figure. */
export function PerCentBar({ value }: { value: number }) {
  return (
    <span className={classes.line}>
      <span className={classes.figure}>{perCent(value)}</span>
      <svg className={classes.bar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect className={classes.rest} width="100" height="10" />
        <rect className={classes.done} width={Math.min(100, Math.max(0, value))} height="10" />
      </svg>
    </span>
  );
}
