import { Button } from '@mantine/core';
import { counted, time } from '../shared/format.ts';
import classes from './made-already.module.css';
import { type Made, showingPaper } from './made-sheets.ts';

/** The way back to the paper made before. */
export function MadeAlready({ made: { sheets, round, at } }: { made: Made }) {
  return (
    <div className={classes.made}>
      <p>
        {counted(sheets, 'sheet')} made at {time(at)}, round {round}.
      </p>
      <Button variant="default" size="sm" onClick={() => showingPaper.set(true)}>
        See the paper
      </Button>
    </div>
  );
}
