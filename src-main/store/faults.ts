import { type Message, say } from '../../src-shared/message.ts';
import { Refusal } from './refusal.ts';

/** The file: its name, or what it is. */
type What = string | Message;

const SENTENCES = {
  SQLITE_FULL: (what: What) =>
    say('The disk is full, so {{room}} was not changed. Free some space and try again.', { room: what }),
  ENOSPC: (what: What) =>
    say('The disk is full, so {{room}} was not written. Free some space and try again.', { room: what }),
  SQLITE_READONLY: (what: What) =>
    say('{{room}} cannot be written to. Copy it to a folder of your own, or make it writable.', {
      room: what,
    }),
  EROFS: (what: What) =>
    say('{{room}} is on a disk that cannot be written to. Choose a folder on this computer.', { room: what }),
  EACCES: (what: What) =>
    say(
      'You do not have permission to read or write {{room}}. Choose another folder, or ask the person who set up this computer.',
      { room: what },
    ),
  EPERM: (what: What) =>
    say(
      'You do not have permission to read or write {{room}}. Choose another folder, or ask the person who set up this computer.',
      { room: what },
    ),
  ENOENT: (what: What) => say('{{room}} was not found. Check the name and the folder.', { room: what }),
  ENOTDIR: (what: What) => say('{{room}} was not found. Check the name and the folder.', { room: what }),
  ELOOP: (what: What) => say('{{room}} was not found. Check the name and the folder.', { room: what }),
  ENAMETOOLONG: (what: What) => say('{{room}} was not found. Check the name and the folder.', { room: what }),
  EEXIST: (what: What) =>
    say('{{room}} is there already. Choose another name, or move it away.', { room: what }),
  EISDIR: (what: What) => say('{{room}} is a folder, not a file. Name a file in it.', { room: what }),
  SQLITE_CANTOPEN: (what: What) =>
    say('{{room}} could not be opened. Check that its folder exists and may be written to.', { room: what }),
  SQLITE_CORRUPT: (what: What) =>
    say('{{room}} is damaged. Nothing was changed: make a copy of it, then restore your last backup.', {
      room: what,
    }),
  SQLITE_NOTADB: (what: What) =>
    say('{{room}} is not a Committee Room file. Choose a .room file, or a new name to make one.', {
      room: what,
    }),
  SQLITE_IOERR: (what: What) =>
    say('The disk could not read or write {{room}}. Nothing was changed: check the disk or the USB stick.', {
      room: what,
    }),
} satisfies Record<string, (what: What) => Message>;

type Fault = keyof typeof SENTENCES;
const FAULTS = Object.keys(SENTENCES) as Fault[];

const sentence = (fault: Fault, what: What) => SENTENCES[fault](what);

/** A room whose file is damaged. Its last good backup can replace it. */
export class RoomDamaged extends Refusal {}

/** A file that does not begin like a room. */
export class NotARoom extends Refusal {}

/** Codes for what the file itself shows, before SQLite reports it. */
export const notOurs = (what: string) => new NotARoom(sentence('SQLITE_NOTADB', what));
export const notAFile = (what: string, isFolder: boolean) =>
  new Refusal(
    isFolder
      ? sentence('EISDIR', what)
      : say('{{file}} is a link or a device, not an ordinary file. Choose another name.', { file: what }),
  );
export const damaged = (what: string, cause?: unknown) =>
  new RoomDamaged(sentence('SQLITE_CORRUPT', what), { cause });

/**
 * Whether the system or SQLite gave this code, or a longer one that begins with it: SQLITE_BUSY_SNAPSHOT for
 * SQLITE_BUSY.
 */
export function isFault(error: unknown, code: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  // SQLite's extended codes begin with the plain one: SQLITE_IOERR_WRITE, SQLITE_READONLY_DBMOVED.
  return error.code === code || error.code.startsWith(`${code}_`);
}

/**
 * Turns a fault of the disk or of SQLite into a Refusal that says what to do; returns any other error unchanged.
 * `what` names the file.
 */
export function explainFault(error: unknown, what: What): unknown {
  const known = FAULTS.find((fault) => isFault(error, fault));
  if (!known) return error;
  const Kind = known === 'SQLITE_CORRUPT' ? RoomDamaged : Refusal;
  return new Kind(sentence(known, what), { cause: error });
}
