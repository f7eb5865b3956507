import { exportJournal, JOURNAL_START } from '../journal/export-journal.ts';
import { readJournal } from '../journal/read-journal.ts';
import { type Command, inRoom, noWords } from './command.ts';
import { saveTo } from './save-to.ts';
import * as words from './words.ts';

/** Prints or exports the journal, oldest entries first. */
export const JOURNAL_COMMANDS: Record<string, Command> = {
  journal: {
    usage: 'journal --room F [--out FILE.csv]',
    takes: ['room', 'out'],
    run: (args) => {
      noWords(args);
      const file = args.text('out') === undefined ? null : args.path('out');
      return inRoom(args, (room) => {
        if (file === null) {
          const all = { kind: 'all', text: '', hour: null, before: null, limit: -1 } as const;
          const entries = readJournal(room, all).toReversed();
          return { json: { entries }, words: words.journal(entries) };
        }
        const { rows } = exportJournal(room, args.who(), saveTo(file, { start: JOURNAL_START }));
        return { json: { rows, file }, words: `${rows} journal entries, in ${file}.` };
      });
    },
  },
};
