import Sqlite, { type Database } from 'better-sqlite3';

/** Where a file's header says how it is written and read. */
const LOG_VERSIONS = 18;

/** A database as it is now, in memory: what is tried there is not in the file. It is not encrypted. */
export function copyInMemory(db: Database): Database {
  return openInMemory(db.serialize());
}

/** The same of what `serialize` gave. */
export function openInMemory(bytes: Buffer): Database {
  // The file says that it has a log, which memory cannot have.
  bytes.fill(1, LOG_VERSIONS, LOG_VERSIONS + 2);
  const copy = new Sqlite(bytes);
  copy.pragma('temp_store = MEMORY');
  return copy;
}
