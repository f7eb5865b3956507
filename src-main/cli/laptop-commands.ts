import { prepareLaptop } from '../exchange/copy-room.ts';
import { makePairingFile } from '../exchange/pairing-file.ts';
import { shareTo } from '../exchange/share.ts';
import { readShared, takeIn, whatComes } from '../exchange/take-in.ts';
import { type Arguments, fromHere, WrongUsage } from './arguments.ts';
import { type Command, inRoom, noWords } from './command.ts';

import * as words from './laptop-words.ts';
import { readInput } from './read-input.ts';

/** Commands for a day with several laptops. */
export const LAPTOP_COMMANDS: Record<string, Command> = {
  copy: {
    usage: 'copy --room F --out NEW.room --name NAME',
    takes: ['room', 'out', 'name'],
    run: (args) => {
      noWords(args);
      const [file, name] = [args.path('out'), args.needed('name')];
      return inRoom(args, (room) => {
        const made = prepareLaptop(room, file, name, args.who());
        return { json: made, words: words.prepared(made) };
      });
    },
  },
  introduce: {
    usage: 'introduce --room F --out FILE.pair [--name NAME]',
    takes: ['room', 'out', 'name'],
    run: (args) => {
      noWords(args);
      const [file, name] = [args.path('out'), args.text('name') ?? 'Head office'];
      return inRoom(args, (room) => {
        const made = makePairingFile(room, { file, name, by: args.who(), readsOnly: true });
        return { json: made, words: words.introduced(made) };
      });
    },
  },
  share: {
    usage: 'share --room F --out FILE',
    takes: ['room', 'out'],
    run: (args) => {
      noWords(args);
      const file = args.path('out');
      return inRoom(args, (room) => {
        const shared = shareTo(room, file, args.who());
        return { json: shared, words: words.shared(shared) };
      });
    },
  },
  merge: {
    usage: 'merge FILE --room F [--preview]',
    takes: ['room', 'preview'],
    run: (args) => {
      const file = oneFile(args);
      return inRoom(args, async (room) => {
        const shared = readShared(room, readInput(file));
        const isPreview = args.has('preview');
        const taken = isPreview ? await whatComes(room, shared) : takeIn(room, shared);
        return { json: taken, words: words.takenIn(taken, isPreview) };
      });
    },
  },
};

function oneFile(args: Arguments): string {
  const [file, ...more] = args.words;
  if (file === undefined || more.length > 0) throw new WrongUsage('Name one shared file.');
  return fromHere(file);
}
