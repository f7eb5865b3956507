import { basename, extname } from 'node:path';
import { prepareLaptop } from '../exchange/copy-room.ts';
import { certificateIn, keepCertificate } from '../exchange/keep-certificate.ts';
import { makePairingFile } from '../exchange/pairing-file.ts';
import { inRoomOf, meetRoom } from '../exchange/replicas.ts';
import { shareTo } from '../exchange/share.ts';
import { readShared, takeIn } from '../exchange/take-in.ts';
import { lookBeside } from '../exchange/take-in-beside.ts';
import { conflictsByKind } from '../journal/conflicts/conflicts-by-kind.ts';
import { type Arguments, fromHere, WrongUsage } from './arguments.ts';
import { type Command, inRoom, noWords } from './command.ts';

import * as words from './laptop-words.ts';
import { readInput } from './read-input.ts';
import { readWords } from './read-words.ts';

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
  meet: {
    usage: 'meet FILE.pair --room F --words "…" (or - for standard input) [--name NAME]',
    takes: ['room', 'words', 'name'],
    run: async (args, streams) => {
      const file = oneFile(args, 'pairing file');
      const read = await readWords(args, streams);
      const content = readInput(file);
      const name = args.text('name') ?? basename(file, extname(file));
      return inRoom(args, async (room) => {
        const met = await meetRoom(room, { content, words: read, name });
        return {
          json: { room: met.name },
          words: `${met.name} is on the board of head office now: see board --by room. Take in what its laptops share with merge.`,
        };
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
      const file = oneFile(args, 'shared file or certificate');
      const content = readInput(file);
      const isPreview = args.has('preview');
      return inRoom(args, (room) =>
        inRoomOf(room, { fileName: file, content }, async (of, name) => {
          const inRoomNamed = name === null ? {} : { room: name };
          const certificate = certificateIn(of, content);
          if (certificate) {
            const { says, isNew } = certificate;
            if (!isPreview) keepCertificate(of, says, args.who());
            return {
              json: { ...inRoomNamed, certificate: { ...says, isNew } },
              words: words.certificate(certificate),
            };
          }
          const comes = await lookBeside(of, content);
          // Nothing waits for it, so it is done at once.
          const taken = isPreview ? comes : takeIn(of, readShared(of, content));
          return {
            json: { ...inRoomNamed, ...taken, conflictKinds: conflictsByKind(taken.conflicts) },
            words: words.takenIn(taken, isPreview, name),
          };
        }),
      );
    },
  },
};

function oneFile(args: Arguments, what: string): string {
  const [file, ...more] = args.words;
  if (file === undefined || more.length > 0) throw new WrongUsage(`Name one ${what}.`);
  return fromHere(file);
}
