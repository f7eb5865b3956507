import Sqlite, { type Database } from 'better-sqlite3';

/** A database that only commits, as durably as a room does. */
export function openBare(file: string): Database {
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  if (process.platform === 'darwin') db.pragma('fullfsync = ON');
  db.exec('CREATE TABLE mark (number TEXT NOT NULL) STRICT');
  return db;
}
