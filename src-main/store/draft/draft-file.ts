import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeNew } from '../file/room-file.ts';
import { shred } from '../file/write-over.ts';

/** What follows the room's name in the name of a draft beside it. */
const SUFFIX = '.draft-';
/** With what SQLite and a lock put beside one that is a room. */
const LEFT = /^\.draft-[0-9a-f]{16}(?:-journal|-wal|-shm|-lock|\.lock)?$/;

/** A name beside a room that nothing has, and under which a file is removed when the room is next opened. */
export function draftName(roomFile: string): string {
  return `${roomFile}${SUFFIX}${randomBytes(8).toString('hex')}`;
}

/** An empty file beside a room for a draft of it, which only its owner may read. */
export function newDraftFile(roomFile: string): string {
  const file = draftName(roomFile);
  makeNew(file);
  return file;
}

/** Removes a draft. What is not encrypted is overwritten first: it has the names of a whole register in it. */
export function removeDraft(file: string, isEncrypted: boolean): void {
  try {
    if (isEncrypted || (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0)
      rmSync(file, { force: true });
    else shred(file);
  } catch {
    // What cannot be removed now is removed when the room is next opened.
  }
}

/** Removes the drafts that a killed program left beside a room. Call it while the room is locked. */
export function removeLeftDrafts(roomFile: string): void {
  for (const file of draftsBeside(roomFile)) removeDraft(file, false);
}

function draftsBeside(roomFile: string): string[] {
  const [folder, name] = [dirname(roomFile), basename(roomFile)];
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((each) => each.startsWith(name) && LEFT.test(each.slice(name.length)))
    .map((each) => join(folder, each));
}
