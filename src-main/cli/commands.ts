import { buffer as readAll } from 'node:stream/consumers';
import { say } from '../../src-shared/message.ts';
import { readConstituency } from '../exchange/constituency.ts';
import { checkReplicas } from '../exchange/replicas.ts';
import { checkRoom } from '../journal/check.ts';
import { ELECTION_KINDS } from '../register/elector/elections.ts';
import { decodeText } from '../register/file/text/decode.ts';
import { SAMPLE_START, sampleRegister } from '../register/sample.ts';
import { writeAtomically } from '../store/file/write-file.ts';
import { heardUpTo, otherLaptops } from '../store/laptops/heard.ts';
import { replicas } from '../store/laptops/replicas.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { readyForPeople } from '../turnout/by-name/search-ready.ts';
import { EXPORT_START, exportMarks } from '../turnout/export-marks.ts';
import { readBoard } from '../turnout/figures/board.ts';
import { type EntryInput, markNumbers, undoNumbers } from '../turnout/mark.ts';
import { linesOfWords } from '../turnout/read-entries.ts';
import type { EntryResult } from '../turnout/types.ts';
import type { Streams } from '../web/standard-streams.ts';
import { type Arguments, WrongUsage } from './arguments.ts';
import { BACKUP_COMMANDS } from './backup-commands.ts';
import { type Command, inRoom, noWords, type Outcome } from './command.ts';
import { CONFLICTS_COMMAND } from './conflicts-command.ts';
import { END_COMMANDS } from './end-commands.ts';
import { JOIN_COMMAND } from './join-command.ts';
import { JOURNAL_COMMANDS } from './journal-command.ts';
import { LAPTOP_COMMANDS } from './laptop-commands.ts';
import { sinceThen } from './laptop-words.ts';
import { PASSPHRASE_COMMAND } from './passphrase-command.ts';
import { REGISTER_COMMANDS } from './register-commands.ts';
import { saveTo } from './save-to.ts';
import { SHEET_COMMANDS } from './sheet-commands.ts';
import * as words from './words.ts';

/** The commands in docs/command-line.md, except `serve`, which runs until it is stopped. */
export const COMMANDS: Record<string, Command> = {
  ...REGISTER_COMMANDS,
  mark: {
    usage: 'mark --room F [--district D] NUMBERS… (or - for lines on standard input)',
    takes: ['room', 'district'],
    run: (args, streams) => enterCommand(args, streams, markNumbers),
  },
  undo: {
    usage: 'undo --room F [--district D] NUMBERS… (or - for lines on standard input)',
    takes: ['room', 'district'],
    run: (args, streams) => enterCommand(args, streams, undoNumbers),
  },
  board: {
    usage: 'board --room F [--by street|district|hour|room] [--election KIND]',
    takes: ['room', 'by', 'election'],
    run: (args) => {
      noWords(args);
      const by = args.oneOf('by', ['street', 'district', 'hour', 'room']) ?? 'street';
      const election = args.oneOf('election', ELECTION_KINDS);
      return inRoom(args, async (room) => {
        if (by === 'room' || replicas(room).length > 0) {
          if (by === 'hour' || election !== undefined) throw new Refusal(ONE_ROOM);
          const board = await readConstituency(room, by);
          return { json: board, words: words.constituency(board, by) };
        }
        const board = readBoard(room, by, election);
        if (otherLaptops(room).length === 0) return { json: board, words: words.board(board, by) };
        const devices = heardUpTo(room).filter(({ readsOnly }) => !readsOnly);
        return { json: { ...board, devices }, words: `${words.board(board, by)}\n${sinceThen(devices)}` };
      });
    },
  },
  ...SHEET_COMMANDS,
  ...PASSPHRASE_COMMAND,
  ...BACKUP_COMMANDS,
  ...END_COMMANDS,
  export: {
    usage: 'export --room F --out FILE.csv',
    takes: ['room', 'out'],
    run: (args) => {
      noWords(args);
      const file = args.path('out');
      return inRoom(args, (room) => {
        const { rows } = exportMarks(room, args.who(), saveTo(file, { start: EXPORT_START }));
        return { json: { rows, file }, words: `${rows} electors marked off, in ${file}.` };
      });
    },
  },
  ...JOURNAL_COMMANDS,
  ...CONFLICTS_COMMAND,
  ...LAPTOP_COMMANDS,
  ...JOIN_COMMAND,
  check: {
    usage: 'check --room F',
    takes: ['room'],
    run: (args) => {
      noWords(args);
      return inRoom(args, async (room) => {
        const { problems: own, digest } = checkRoom(room);
        const problems = [...own, ...(await checkReplicas(room))];
        const result = { ok: problems.length === 0, problems, digest };
        return { json: result, words: result.ok ? 'The room is sound.' : problems.join('\n') };
      });
    },
  },
  sample: {
    usage: 'sample --out FILE.csv [--electors N] [--seed S]',
    takes: ['out', 'electors', 'seed'],
    run: (args) => {
      noWords(args);
      const electors = args.number('electors', 1, 2_000_000) ?? 2500;
      const file = args.path('out');
      const csv = sampleRegister({ electors, seed: args.number('seed', 0, 2 ** 32 - 1) ?? 1 });
      writeAtomically(file, Buffer.from(csv), SAMPLE_START);
      return {
        json: { rows: electors, file },
        words: `${electors} electors, none of them real, in ${file}.`,
      };
    },
  },
};

const ONE_ROOM = say(
  'The board over several rooms is by room, district or street, and for all polls of the day. Ask each room for its hours and for one poll.',
);

async function enterCommand(
  args: Arguments,
  streams: Streams,
  enter: (room: Room, input: EntryInput) => EntryResult,
): Promise<Outcome> {
  if (args.words.length === 0)
    throw new WrongUsage('Name at least one elector number, or - for lines on standard input.');
  const fromInput = args.words.includes('-');
  if (fromInput && args.words.length > 1)
    throw new WrongUsage('Give numbers, or - for lines on standard input, not both.');
  const typed = fromInput ? await linesOfInput(streams) : undefined;
  return inRoom(args, async (room) => {
    const text = typed ?? linesOfWords(room, args.words);
    await readyForPeople(room, text);
    const result = enter(room, { text, district: args.text('district'), by: args.who() });
    return { json: result, words: words.entered(result) };
  });
}

/**
 * Reads standard input and decodes it like a register.
 * @throws Refusal if it is not text.
 */
async function linesOfInput({ stdin }: Streams): Promise<string> {
  const bytes = await readAll(stdin);
  if (bytes.length === 0) return '';
  try {
    return decodeText(bytes).text;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(
      say(
        'Standard input is not text, so no number was entered. Save the numbers as plain text, one on each line, and try again.',
      ),
      { cause: error },
    );
  }
}
