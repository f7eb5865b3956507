import type { Database } from 'better-sqlite3';
import { newestImports } from '../journal/register-entries.ts';
import { indexesOf, tablesOf } from './tables.ts';

/**
 * What a draft was made of: the room after this entry of its journal, with ids up to these. The draft has its entries up
 * to `copied`. `imports` are the newest: they stay so until the register changes.
 */
export type Basis = {
  seq: number;
  copied: number;
  lastElector: number;
  lastStreet: number;
  imports: readonly string[];
};

/**
 * Copies what changes of the register read, and `withJournal` what an undo does, from one attached database to another
 * that is empty, as it is at one moment.
 */
export function copyRoom(db: Database, from: string, to: string, withJournal: boolean): Basis {
  db.exec('BEGIN');
  try {
    const last = (table: string, column = 'id') =>
      db.prepare<[], number | null>(`SELECT MAX(${column}) FROM ${from}.${table}`).pluck().get() ?? 0;
    const seq = last('journal', 'seq');
    const copied = withJournal ? seq : 0;
    const basis = {
      seq,
      copied,
      lastElector: last('elector'),
      lastStreet: last('street'),
      imports: newestImports(db, from),
    };
    for (const { name, sql, columns, hasRows } of tablesOf(db, from)) {
      db.exec(sql.replace(/^CREATE TABLE (?="?\w)/, `CREATE TABLE ${to}.`));
      const list = columns.join(', ');
      if (hasRows || withJournal)
        db.exec(`INSERT INTO ${to}.${name} (${list}) SELECT ${list} FROM ${from}.${name}`);
    }
    // Afterwards, since an index is made faster than it is kept. A first register is copied into the room without it.
    const indexes = basis.lastElector > 0 ? indexesOf(db, from, 'elector') : [];
    for (const { sql } of indexes) db.exec(sql.replace(/^(CREATE (?:UNIQUE )?INDEX )/, `$1${to}.`));
    db.exec('COMMIT');
    return basis;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
