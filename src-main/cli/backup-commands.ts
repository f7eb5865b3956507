import { existsSync } from 'node:fs';
import { ownFolder } from '../backup/backup-name.ts';
import { readBackups, rememberFolder } from '../backup/backup-places.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { restore } from '../backup/restore.ts';
import { backupsOf } from '../backup/room-copies.ts';
import { judgeOf } from '../backup/whose-copy.ts';
import { fromHere, WrongUsage } from './arguments.ts';
import { type Command, inRoom, noWords } from './command.ts';
import * as words from './words.ts';

/** Commands that make, list and restore backups. */
export const BACKUP_COMMANDS: Record<string, Command> = {
  backup: {
    usage: 'backup --room F [--to FOLDER]',
    takes: ['room', 'to'],
    run: (args) => {
      noWords(args);
      return inRoom(args, async (room) => {
        const folder = args.text('to') === undefined ? ownFolder(room.file) : args.path('to');
        const { file, marks, electors } = await makeBackup(room, folder);
        if (!room.readOnly) rememberFolder(room, folder);
        return {
          json: { file, electors, marks },
          words: `${electors} electors and ${marks} marks, verified, in ${file}.`,
        };
      });
    },
  },
  backups: {
    usage: 'backups --room F',
    takes: ['room'],
    run: (args) => {
      noWords(args);
      return inRoom(args, (room) => {
        const backups = readBackups(backupsOf(room), room.key, judgeOf(room)).filter(
          ({ whose }) => whose !== 'others',
        );
        // '' if nothing is wrong with it.
        const json = { backups: backups.map((backup) => ({ ...backup, problem: backup.problem ?? '' })) };
        return { json, words: words.backups(backups, room.isEncrypted) };
      });
    },
  },
  restore: {
    usage: 'restore BACKUP --room F',
    takes: ['room'],
    run: (args) => {
      const [backup, ...more] = args.words;
      if (!backup || more.length > 0) throw new WrongUsage('Name one backup file.');
      const file = args.path('room');
      const isNew = !existsSync(file);
      const restored = restore(file, fromHere(backup), args.roomKey());
      return { json: { file, isNew, ...restored }, words: words.restored(restored) };
    },
  },
};
