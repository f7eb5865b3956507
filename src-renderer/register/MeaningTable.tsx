import { NativeSelect } from '@mantine/core';
import type { CodeMeaning } from '../../src-main/register/elector/code-meanings.ts';
import type { MarkerMeaning } from '../../src-main/register/elector/elections.ts';
import type { DateMeaning, KnockMeaning } from '../../src-main/register/elector/voting-rules.ts';
import { count } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import classes from './choices.module.css';

type MeaningTableProps<Meaning extends string> = {
  legend: string;
  note?: string;
  /** `meaning` is null until somebody chooses one; `code` is what `onChange` gets, and `label` what is shown. */
  codes: readonly { code: string; label?: string; electors: number | null; meaning: Meaning | null }[];
  meanings: readonly Meaning[];
  onChange: (code: string, meaning: Meaning) => void;
};

/** Codes of a file with what each is to mean: the manager says, nothing is guessed. */
export function MeaningTable<Meaning extends CodeMeaning | MarkerMeaning | DateMeaning | KnockMeaning>({
  legend,
  note,
  codes,
  meanings,
  onChange,
}: MeaningTableProps<Meaning>) {
  const { t } = useWords();
  return (
    <fieldset className={classes.choice} data-main>
      <legend>{legend}</legend>
      {note && <p className={part.note}>{note}</p>}
      <div className={classes.codes} data-short>
        {codes.map(({ code, label = code, electors, meaning }) => (
          <NativeSelect
            key={code}
            size="sm"
            label={electors === null ? label : `${label}: ${count(electors)}`}
            data={[
              ...(meaning === null ? [{ value: '', label: t('Choose…') }] : []),
              ...meanings.map((each) => ({ value: each, label: t(each as string) })),
            ]}
            value={meaning ?? ''}
            onChange={(event) =>
              event.currentTarget.value && onChange(code, event.currentTarget.value as Meaning)
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
