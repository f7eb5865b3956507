import type { Database } from 'better-sqlite3';
import { prepared } from '../../store/prepared.ts';

/** What is written on the paper of a slip: `14`, or `B14` if laptop B numbered it. */
export type SlipName = number | string;

/** A name in its parts; `letter` is '' if the room had only one laptop when the slip was begun. */
export type SlipNumber = { letter: string; number: number };

export function slipName({ letter, number }: SlipNumber): SlipName {
  return letter === '' ? number : `${letter}${number}`;
}

/** A name as people type it: `B14`, `b14`, `B 14` and `slip b-14` are the same. Null if it is not one. */
export function readSlipName(text: string): SlipNumber | null {
  const [, letter = '', number] =
    /^(?:slip\b|slip(?=\d))?\s*([a-z]{0,3})[\s.-]*(\d{1,15})$/i.exec(text.trim()) ?? [];
  return number === undefined ? null : { letter: letter.toUpperCase(), number: Number(number) };
}

/** In SQL: the letter of a slip, which each of its entries has. Slips without one say nothing. */
export const SLIP_LETTER = `COALESCE((
  SELECT MAX(detail ->> 'letter') FROM journal_about JOIN journal ON journal.id = entry
   WHERE subject = 'slip' || char(9) || slip.id), '')`;

const sql = prepared((db) => ({
  number: db.prepare<[number], number>('SELECT number FROM slip WHERE id = ?').pluck(),
  letter: db
    .prepare<[number], string>(`SELECT ${SLIP_LETTER} FROM (SELECT CAST(? AS INTEGER) AS id) AS slip`)
    .pluck(),
}));

/** The letter in the name of a slip; '' for none. */
export function slipLetter(db: Database, id: number): string {
  return sql(db).letter.get(id) ?? '';
}

/** The name of a slip by its id; null for no slip, or for one whose entries have not come in yet. */
export function slipNameOf(db: Database, id: number | null): SlipName | null {
  const number = id === null ? undefined : sql(db).number.get(id);
  return id === null || number === undefined ? null : slipName({ letter: slipLetter(db, id), number });
}
