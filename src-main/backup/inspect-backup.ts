import type { Database } from 'better-sqlite3';
import { type Message, say } from '../../src-shared/message.ts';
import { spoiltPages } from '../store/file/page-checksums.ts';
import { isEncryptedRoom } from '../store/file/room-file.ts';
import { Refusal } from '../store/refusal.ts';
import { type RoomKey, RoomLocked } from '../store/room-key.ts';
import { APPLICATION_ID } from '../store/schema.ts';
import { readCopy } from './whose-copy.ts';

/** Whether it can be read, and why not. `locked`: it has another passphrase than the room has now. */
type Condition = { state: 'good'; problem: null } | { state: 'damaged' | 'locked'; problem: Message };

/** The contents of a backup. */
export type BackupContent = Condition & {
  /** It cannot be read without a passphrase. */
  isEncrypted: boolean;
  electors: number;
  /** Electors marked off. */
  marks: number;
  /** Time of the newest entry in its journal, in milliseconds since 1970; null for none. */
  lastEntryAt: number | null;
  /** That entry's position in the journal, which tells backups apart when the clock does not. */
  lastEntry: number;
};

const NOTHING = { electors: 0, marks: 0, lastEntryAt: null, lastEntry: 0 };

/** Reads a backup from its first page to its last, and counts what is in it. */
export function inspectBackup(file: string, key: RoomKey | undefined): BackupContent {
  let isEncrypted = false;
  const unread = (state: 'damaged' | 'locked', problem: Message): BackupContent => ({
    state,
    isEncrypted,
    problem,
    ...NOTHING,
  });
  try {
    isEncrypted = isEncryptedRoom(file);
    return readCopy(file, key, (db): BackupContent => {
      if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
        return unread('damaged', say('It is not a Committee Room file.'));
      }
      const isSound =
        db.pragma('integrity_check', { simple: true }) === 'ok' &&
        spoiltPages(db).length === 0 &&
        db.prepare('PRAGMA foreign_key_check').all().length === 0;
      if (!isSound) return unread('damaged', say('Parts of it cannot be read.'));
      return { state: 'good', isEncrypted, problem: null, ...counts(db) };
    });
  } catch (error) {
    if (error instanceof RoomLocked) {
      return unread('locked', say('It has another passphrase than the room has now.'));
    }
    return unread('damaged', error instanceof Refusal ? error.said : say('Parts of it cannot be read.'));
  }
}

function counts(db: Database) {
  const figures = db
    .prepare<[], { electors: number; marks: number }>(
      'SELECT COUNT(*) AS electors, COUNT(voted_at) AS marks FROM elector WHERE removed_at IS NULL',
    )
    .get() ?? { electors: 0, marks: 0 };
  const last = db
    .prepare<[], { seq: number; at: number }>('SELECT seq, at FROM journal ORDER BY seq DESC LIMIT 1')
    .get();
  return { ...figures, lastEntryAt: last?.at ?? null, lastEntry: last?.seq ?? 0 };
}
