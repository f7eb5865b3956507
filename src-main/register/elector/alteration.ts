import { cellKey, saysNothing } from './cell-words.ts';

/** What a monthly update says about a line; a whole register says nothing. */
export type Alteration = 'add' | 'amend' | 'delete' | null;

/** Reads a status cell: `A`, `D`, `M`, `Add`, `Deleted`, `+`; undefined if it is not understood. */
export function readStatus(cell: string): Alteration | undefined {
  const word = cellKey(cell).replace(/\.$/, '').replace(DASH, '-');
  if (word === '') return null;
  const known = STATUS.get(word) ?? (saysNothing(word) || UNCHANGED.test(word) ? null : undefined);
  return known === undefined ? statusIn(word) : known;
}

/** Reads a sign and its month, as Idox writes them: `+Jan`, `=Jan`, `-Jan`; undefined if it is not understood. */
export function readSign(cell: string): Alteration | undefined {
  const text = cell.trim().replace(DASH, '-');
  return text === '' ? null : SIGNS[text.charAt(0)];
}

/** A dash of any length, alone or before a month. */
const DASH = /^[‐‑‒–—−](?=[A-Za-z]{3}|$)/;

/** `New elector`, `Deleted from register`: one word that is known, and none that says otherwise. */
function statusIn(cell: string): Alteration | undefined {
  const words = cell.split(/[^A-Z]+/).filter((word) => word !== '' && !BESIDE.has(word));
  const [word = '', ...others] = words;
  return others.length === 0 && word.length > 2 ? STATUS.get(word) : undefined;
}

const BESIDE = new Set('ELECTOR ELECTORS VOTER ENTRY RECORD RECORDS FROM TO THE REGISTER ON OF'.split(' '));

const SIGNS: Record<string, Alteration> = { '+': 'add', '=': 'amend', '-': 'delete' };

const STATUS = new Map<string, Alteration>(
  (
    [
      ['add', 'A N ADD ADDED ADDITION ADDITIONS NEW CREATE CREATED INSERT INSERTED +'],
      [
        'amend',
        'M MOD MODIFY MODIFIED MODIFICATION AMEND AMENDED AMENDMENT ALTER ALTERED ALTERATION ALTERATIONS CORRECTION CHANGE CHANGED C UPDATE UPDATED U =',
      ],
      ['delete', 'D DEL DELETE DELETED DELETION DELETIONS REMOVE REMOVED REMOVAL -'],
    ] as const
  ).flatMap(([alteration, words]) => words.split(' ').map((word) => [word, alteration] as const)),
);

/** What a register's own status column says of everybody. */
const UNCHANGED =
  /^(?:UNCHANGED|NO CHANGE|CURRENT|LIVE|ACTIVE|EXISTING|REGISTERED|ON REGISTER|ELECTOR|SAME)$/;
