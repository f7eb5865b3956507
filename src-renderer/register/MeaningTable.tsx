import { NativeSelect } from '@mantine/core';
import { count } from '../shared/format.ts';
import classes from './meaning-table.module.css';

type MeaningTableProps<Meaning extends string> = {
  legend: string;
  note?: string;
  codes: readonly { code: string; electors: number | null; meaning: Meaning }[];
  meanings: readonly Meaning[];
  onChange: (code: string, meaning: Meaning) => void;
};

/** Codes of a file with what each is to mean: the manager says, nothing is guessed. */
export function MeaningTable<Meaning extends string>({
  legend,
  note,
  codes,
  meanings,
  onChange,
}: MeaningTableProps<Meaning>) {
  return (
    <fieldset className={classes.choice}>
      <legend>{legend}</legend>
      {note && <p className={classes.note}>{note}</p>}
      <div className={classes.codes}>
        {codes.map(({ code, electors, meaning }) => (
          <NativeSelect
            key={code}
            size="sm"
            label={electors === null ? code : `${code}: ${count(electors)}`}
            data={[...meanings]}
            value={meaning}
            onChange={(event) => onChange(code, event.currentTarget.value as Meaning)}
          />
        ))}
      </div>
    </fieldset>
  );
}
