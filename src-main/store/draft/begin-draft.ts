import type { Room } from '../room.ts';
import { rawKeyOf } from '../room-key.ts';
import { type Basis, copyRoom } from './copy-room.ts';
import { type DraftPlace, prepareFile } from './draft.ts';
import { newDraftFile, removeDraft } from './draft-file.ts';

/**
 * Makes the file of a draft of an open room. With `copiesNow`, or if nothing else can connect to the room, its register is copied
 * at once; otherwise whoever opens the draft copies it. An undo needs the journal too.
 */
export function beginDraft(
  room: Room,
  { copiesNow, withJournal = false }: { copiesNow: boolean; withJournal?: boolean },
): DraftPlace {
  const file = newDraftFile(room.file);
  try {
    const key = room.key && rawKeyOf(room.db, room.key);
    const basis = copiesNow || room.isAlone ? copyNow(room, file, withJournal) : null;
    return { file, room: room.file, key, basis, withJournal };
  } catch (error) {
    removeDraft(file, room.isEncrypted);
    throw error;
  }
}

function copyNow({ db }: Room, file: string, withJournal: boolean): Basis {
  db.prepare('ATTACH ? AS draft').run(file);
  try {
    prepareFile(db, 'draft');
    // They would be checked row by row, in whatever order the tables are copied.
    db.pragma('foreign_keys = OFF');
    return copyRoom(db, 'main', 'draft', withJournal);
  } finally {
    db.pragma('foreign_keys = ON');
    db.exec('DETACH draft');
  }
}
