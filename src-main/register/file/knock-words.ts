import { cellKey } from '../elector/cell-words.ts';
import { keepsOff } from '../elector/keeps-off.ts';

/** Words about knocking that a person may have to say the meaning of. */
export type KnockWords = {
  /** By which the room knows what they mean, as `cellKey` has it. */
  key: string;
  /** By which it knows what all such words of the column mean, where there are many. */
  columnKey: string;
  /** They are in a column for it, and so keep somebody off sheets until a person says what they mean. */
  isInDoubt: boolean;
};

/** What words of a column are used as until then, and by what all of them are answered. */
export type KnockColumn = { in: 'a column for it' | 'any column'; heading: string };

export function knockWords(words: string, column: KnockColumn): KnockWords {
  const key = cellKey(words);
  const isInDoubt = column.in === 'a column for it';
  const which = isInDoubt ? 'in doubt' : keepsOff(key) === null ? 'unsure' : 'sure';
  return { key, columnKey: cellKey(`${column.heading.slice(0, 60)}: ${which}`), isInDoubt };
}

/** Those of one line as one text. A key has no tabs and no ends of lines. */
export function packKnockWords(all: readonly KnockWords[]): string {
  return all.map(({ key, columnKey, isInDoubt }) => `${key}\t${columnKey}\t${isInDoubt ? 1 : ''}`).join('\n');
}

export function unpackKnockWords(packed: string): KnockWords[] {
  return packed.split('\n').map((line) => {
    const [key = '', columnKey = '', isInDoubt] = line.split('\t');
    return { key, columnKey, isInDoubt: isInDoubt === '1' };
  });
}
