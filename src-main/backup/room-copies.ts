import type { Room } from '../store/room.ts';
import { roomIds } from '../store/room-ids.ts';
import {
  type BackupFile,
  backupFiles,
  copiesBeside,
  knownFolders,
  namedFor,
  unfinishedBackups,
  unfinishedBeside,
} from './backup-places.ts';
import { judgeOf } from './whose-copy.ts';

/** The copies of a room that the program knows of. */
export type RoomCopies = {
  /** Its own, in every folder that can be reached. */
  ours: string[];
  /** Parts of its own that were being written when the program was killed. */
  unfinished: string[];
  /** Copies of the room in another place, or of a room with the same name. They are left alone. */
  doubtful: string[];
};

/** The backups that, by their names, may belong to an open room, here or in an earlier place. */
export function backupsOf(room: Room): BackupFile[] {
  const { file, earlier, elsewhere } = roomIds(room);
  return namedFor(room.file, [file, ...earlier, ...elsewhere], backupFiles(knownFolders(room)));
}

/** Finds the copies of an open room, and tells its own from those that may belong to another. */
export function copiesOf(room: Room): RoomCopies {
  const folders = knownFolders(room);
  const { file, earlier } = roomIds(room);
  const whose = judgeOf(room);
  const halves = unfinishedBeside(room.file);
  const beside = copiesBeside(room.file).filter((copy) => !halves.includes(copy));
  const judged = [...backupsOf(room).map((backup) => backup.file), ...beside].map((copy) => ({
    copy,
    whose: whose(copy),
  }));
  return {
    ours: judged.filter((each) => each.whose === 'ours').map(({ copy }) => copy),
    unfinished: [...halves, ...folders.flatMap((folder) => unfinishedBackups([file, ...earlier], folder))],
    doubtful: judged
      .filter((each) => each.whose === 'elsewhere' || each.whose === 'unknown')
      .map(({ copy }) => copy),
  };
}
