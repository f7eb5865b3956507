import type { AskedValue } from '../../src-main/register/types.ts';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import { MeaningTable } from './MeaningTable.tsx';

export type Meaning = NonNullable<AskedValue['meaning']>;

type AskedColumnProps = {
  column: string;
  values: readonly AskedValue[];
  /** What each of them may mean. */
  meanings: readonly Meaning[];
  /** The value is given by its key. */
  onAnswer: (key: string, meaning: Meaning) => void;
};

/** Values of one column that keep electors from a ballot paper or a sheet, each with its answer. */
export function AskedColumn({ column, values, meanings, onAnswer }: AskedColumnProps) {
  const { t } = useWords();
  const [first] = values;
  const byKey = [...Map.groupBy(values, ({ asks }) => asks.key)].slice(0, SHOWN);
  return (
    <MeaningTable
      legend={t('What do these mean in “{{column}}”?', { column })}
      note={t('Until you choose, this is used: {{takenFor}}. Your answer is kept for later files.', {
        takenFor: first ? roomSays(first.takenFor) : '',
      })}
      codes={byKey.map(([code, same]) => ({
        code,
        label: `“${same[0]?.value ?? code}”`,
        electors: same.reduce((sum, { count }) => sum + count, 0),
        meaning: meanings.find((each) => each === same[0]?.meaning) ?? null,
      }))}
      meanings={meanings}
      onChange={onAnswer}
    />
  );
}

/** More than this many different values are a column that is matched wrongly. */
const SHOWN = 60;
