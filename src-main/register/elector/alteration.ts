import { cellKey, saysNothing } from './cell-words.ts';

/** What a monthly update says about a line; a whole register says nothing. */
export type Alteration = 'add' | 'amend' | 'delete' | null;

/** Reads a status cell: `A`, `D`, `M`, `Add`, `Deleted`, `+`; undefined if it is not understood. */
export function readStatus(cell: string): Alteration | undefined {
  const word = cellKey(cell).replace(/\.$/, '');
  if (word === '') return null;
  return STATUS.get(word) ?? (saysNothing(word) || UNCHANGED.test(word) ? null : undefined);
}

/** Reads a sign and its month, as Idox writes them: `+Jan`, `=Jan`, `-Jan`; undefined if it is not understood. */
export function readSign(cell: string): Alteration | undefined {
  const text = cell.trim();
  return text === '' ? null : SIGNS[text.charAt(0)];
}

const SIGNS: Record<string, Alteration> = { '+': 'add', '=': 'amend', '-': 'delete' };

const STATUS = new Map<string, Alteration>(
  (
    [
      ['add', 'A N ADD ADDED ADDITION ADDITIONS NEW CREATE CREATED INSERT INSERTED +'],
      [
        'amend',
        'M MOD MODIFY MODIFIED MODIFICATION AMEND AMENDED AMENDMENT CHANGE CHANGED C UPDATE UPDATED U =',
      ],
      ['delete', 'D DEL DELETE DELETED DELETION DELETIONS REMOVE REMOVED REMOVAL -'],
    ] as const
  ).flatMap(([alteration, words]) => words.split(' ').map((word) => [word, alteration] as const)),
);

/** What a register's own status column says of everybody. */
const UNCHANGED =
  /^(?:UNCHANGED|NO CHANGE|CURRENT|LIVE|ACTIVE|EXISTING|REGISTERED|ON REGISTER|ELECTOR|SAME)$/;
