import { LANGUAGE_IDS } from '../../src-words/languages.ts';
import { certificateTitle, destroyRoom, filesOf, inWords } from '../backup/destroy-room.ts';
import { Refusal } from '../store/refusal.ts';
import { openRoom } from '../store/room.ts';
import { writeWhole } from '../store/write-file.ts';
import { exportResults, RESULTS_MARK, RESULTS_START } from '../turnout/export-results.ts';
import { wordsOf } from '../words/words.ts';
import { type Command, inRoom, noWords, PROGRAM } from './command.ts';

/** After the poll: what the party keeps, and the end of the room. */
export const END_COMMANDS: Record<string, Command> = {
  results: {
    usage: 'results --room F --out FILE.csv',
    takes: ['room', 'out'],
    run: (args) => {
      noWords(args);
      const file = args.path('out');
      return inRoom(args, (room) => {
        const { rows } = exportResults(room, args.who(), (csv) =>
          writeWhole(file, Buffer.from(csv), RESULTS_START, RESULTS_MARK),
        );
        return { json: { rows, file }, words: `${rows} answers heard at doors, in ${file}.` };
      });
    },
  },
  destroy: {
    usage: 'destroy --room F --certificate FILE.txt --yes [--language en|cy]',
    takes: ['room', 'certificate', 'yes', 'language'],
    run: async (args) => {
      noWords(args);
      const language = args.oneOf('language', LANGUAGE_IDS) ?? 'en';
      const paper = args.path('certificate');
      const room = openRoom(args.path('room'), { create: false, program: PROGRAM, key: args.roomKey() });
      try {
        if (!args.has('yes')) {
          const { files } = filesOf(room);
          throw new Refusal(
            `This removes ${files.length} files for good: ${files.join(', ')}. Add --yes to do it.`,
          );
        }
        // Before anything is gone: a certificate that cannot be written must not cost the room.
        const words = await wordsOf(language);
        const title = certificateTitle(words);
        writeWhole(paper, Buffer.from(`${title}\r\n`), title);
        const certificate = destroyRoom(room, args.who());
        const text = inWords(certificate, words);
        writeWhole(paper, Buffer.from(text), title);
        return { json: { ...certificate, certificate: paper }, words: text };
      } finally {
        room.close();
      }
    },
  },
};
