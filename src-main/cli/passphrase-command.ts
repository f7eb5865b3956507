import { changePassphrase } from '../backup/change-passphrase.ts';
import { recoveryKeyOf } from '../store/room-key.ts';
import { WrongUsage } from './arguments.ts';
import { type Command, inRoom, noWords } from './command.ts';

/** Sets, changes or removes the room's passphrase. */
export const PASSPHRASE_COMMAND: Record<string, Command> = {
  passphrase: {
    usage: 'passphrase --room F --new-passphrase-file FILE | --remove',
    takes: ['room', 'new-passphrase-file', 'remove'],
    run: (args) => {
      noWords(args);
      const isNew = args.text('new-passphrase-file') !== undefined;
      if (isNew === args.has('remove')) throw new WrongUsage('Give --new-passphrase-file or --remove.');
      const passphrase = isNew ? args.secretIn('new-passphrase-file') : null;
      return inRoom(args, async (room) => {
        const left = await changePassphrase(room, passphrase);
        if (passphrase === null) {
          return {
            json: { isEncrypted: false },
            words: 'The room has no passphrase now: anyone who has the file can read it.',
          };
        }
        const key = recoveryKeyOf(room.db, passphrase);
        const unchanged = left.map((copy) => `\nThis copy still has the old passphrase: ${copy}`).join('');
        return {
          json: { isEncrypted: true, recoveryKey: key, left },
          words: `The room and its copies have this passphrase now. Keep the recovery key on paper, in another place:\n${key}${unchanged}`,
        };
      });
    },
  },
};
