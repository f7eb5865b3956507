import { Button } from '@mantine/core';
import { count, counted } from '../shared/format.ts';
import { cancelMaking } from './made-sheets.ts';
import classes from './making-progress.module.css';

/** Sheets being drawn; nothing counts as made until the last is. */
export function MakingProgress({ done, total }: { done: number; total: number }) {
  return (
    <div className={classes.progress}>
      <p role="status">Making {counted(total, 'sheet')}…</p>
      <progress
        className={classes.bar}
        aria-label="How far the sheets are"
        value={done}
        max={Math.max(total, 1)}
      />
      <p>
        {count(done)} of {count(total)} drawn.
      </p>
      <Button variant="default" onClick={cancelMaking}>
        Cancel
      </Button>
    </div>
  );
}
