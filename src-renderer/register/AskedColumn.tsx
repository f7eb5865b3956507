import type { AskedValue } from '../../src-main/register/types.ts';
import { count, counted } from '../shared/format.ts';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import { words } from '../shared/words.ts';
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
  const byKey = [...Map.groupBy(values, ({ asks }) => asks.key)];
  const more = Math.max(0, byKey.length - SHOWN);
  const note = t('Until you choose, this is used: {{takenFor}}. Your answer is kept for later files.', {
    takenFor: first ? roomSays(first.takenFor) : '',
  });
  return (
    <MeaningTable
      legend={t('What do these mean in “{{column}}”?', { column })}
      note={more > 0 ? `${note} ${t('and {{number}} more', { number: count(more) })}` : note}
      codes={byKey.slice(0, SHOWN).map(([code, same]) => ({
        code,
        label: labelOf(same[0], code),
        electors: same.reduce((sum, each) => sum + each.count, 0),
        meaning: meanings.find((each) => each === same[0]?.meaning) ?? null,
      }))}
      meanings={meanings}
      onChange={onAnswer}
    />
  );
}

/** A value as it is written, or very many of a column with examples. */
function labelOf(asked: AskedValue | undefined, code: string): string {
  if (!asked?.together) return `“${asked?.value ?? code}”`;
  return words.t('All {{values}}, such as “{{examples}}”', {
    values: counted(asked.together, 'value'),
    examples: asked.value,
  });
}

/** More than this many values are a column that is matched wrongly. */
const SHOWN = 60;
