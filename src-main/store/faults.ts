import { Refusal } from './refusal.ts';

const SENTENCES = {
  SQLITE_FULL: (what: string) =>
    `The disk is full, so ${what} was not changed. Free some space and try again.`,
  ENOSPC: (what: string) => `The disk is full, so ${what} was not written. Free some space and try again.`,
  SQLITE_READONLY: (what: string) =>
    `${what} cannot be written to. Copy it to a folder of your own, or make it writable.`,
  EROFS: (what: string) =>
    `${what} is on a disk that cannot be written to. Choose a folder on this computer.`,
  EACCES: (what: string) =>
    `${what} may not be read or written by you. Choose another folder, or ask whoever set up this computer.`,
  EPERM: (what: string) =>
    `${what} may not be read or written by you. Choose another folder, or ask whoever set up this computer.`,
  ENOENT: (what: string) => `${what} was not found. Check the name and the folder.`,
  ENOTDIR: (what: string) => `${what} was not found. Check the name and the folder.`,
  ELOOP: (what: string) => `${what} was not found. Check the name and the folder.`,
  ENAMETOOLONG: (what: string) => `${what} was not found. Check the name and the folder.`,
  EEXIST: (what: string) => `${what} is there already. Choose another name, or move it away.`,
  EISDIR: (what: string) => `${what} is a folder, not a file. Name a file in it.`,
  SQLITE_CANTOPEN: (what: string) =>
    `${what} could not be opened. Check that its folder exists and may be written to.`,
  SQLITE_CORRUPT: (what: string) =>
    `${what} is damaged. Nothing was changed: make a copy of it and go back to your last backup.`,
  SQLITE_NOTADB: (what: string) =>
    `${what} is not a Committee Room file. Choose a .room file, or a new name to make one.`,
  SQLITE_IOERR: (what: string) =>
    `The disk could not read or write ${what}. Nothing was changed: check the disk or the USB stick.`,
} satisfies Record<string, (what: string) => string>;

type Fault = keyof typeof SENTENCES;
const FAULTS = Object.keys(SENTENCES) as Fault[];

const sentence = (fault: Fault, what: string) => SENTENCES[fault](what);

/** A room whose file is damaged; its last good backup can take its place. */
export class RoomDamaged extends Refusal {}

/** A file that does not begin as a room does. */
export class NotARoom extends Refusal {}

/** What the room file itself shows, before SQLite says so. */
export const notOurs = (what: string) => new NotARoom(sentence('SQLITE_NOTADB', what));
export const notAFile = (what: string, isFolder: boolean) =>
  new Refusal(
    isFolder
      ? sentence('EISDIR', what)
      : `${what} is a link or a device, not a plain file. Choose another name.`,
  );
export const damaged = (what: string, cause?: unknown) =>
  new RoomDamaged(sentence('SQLITE_CORRUPT', what), { cause });

/** Whether the system or SQLite gave this code, or one that begins with it: SQLITE_BUSY_SNAPSHOT for SQLITE_BUSY. */
export function isFault(error: unknown, code: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  // SQLite's extended codes begin with the plain one: SQLITE_IOERR_WRITE, SQLITE_READONLY_DBMOVED.
  return error.code === code || error.code.startsWith(`${code}_`);
}

/**
 * Turns a fault of the disk or of SQLite into a Refusal that says what to do; any other error comes back as it is.
 * `what` names the file, as the first words of a sentence.
 */
export function explainFault(error: unknown, what: string): unknown {
  const known = FAULTS.find((fault) => isFault(error, fault));
  if (!known) return error;
  const Kind = known === 'SQLITE_CORRUPT' ? RoomDamaged : Refusal;
  return new Kind(sentence(known, what), { cause: error });
}
