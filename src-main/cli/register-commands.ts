import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { DATE_ORDERS } from '../../src-shared/date-cell.ts';
import { type Message, say } from '../../src-shared/message.ts';
import { pollInWords } from '../api/poll.ts';
import { applyToRegister } from '../journal/apply.ts';
import {
  type AbsentResult,
  eachLineSays,
  importAbsentVoters,
  previewAbsentForAll,
  previewAbsentVoters,
  setAbsentForAll,
} from '../register/absent-voters.ts';
import { codesHeld } from '../register/codes-held.ts';
import { cellKey } from '../register/elector/cell-words.ts';
import {
  type CodeMeaning,
  readCodeMeanings,
  readPromisesFor,
  writePromisesFor,
} from '../register/elector/code-meanings.ts';
import { ELECTION_KINDS, type ElectionKind, MARKER_MEANINGS } from '../register/elector/elections.ts';
import {
  DATE_MEANINGS,
  KNOCK_MEANINGS,
  markerKey,
  type PollSettings,
  readDateSettings,
  readKnockSettings,
  readMarkerSettings,
  votingRules,
  writePollSettings,
} from '../register/elector/voting-rules.ts';
import { type KnownOrders, readKnownOrders } from '../register/file/columns/known-orders.ts';
import { readMapping } from '../register/file/columns/mapping.ts';
import {
  asText,
  readAbsentFile,
  readCanvassFile,
  readRegisterFile,
  refusedOf,
  withSheets,
} from '../register/file/read-file.ts';
import { REFUSED_START } from '../register/file/refused-lines.ts';
import { decodeText, ENCODINGS, type Encoding } from '../register/file/text/decode.ts';
import type { ReadingChoice } from '../register/file/text/staged-file.ts';
import { askedValues } from '../register/import/answered-cells.ts';
import { importCanvass, previewCanvass } from '../register/import/canvass-import.ts';
import { importRegister } from '../register/import/import.ts';
import { RegisterRefused } from '../register/import/misread.ts';
import { answerQuestion, openQuestions } from '../register/import/questions.ts';
import { refreshStanding } from '../register/refresh-standing.ts';
import type { AskedValue, CodeCount, ImportResult } from '../register/types.ts';
import { removeRoomFiles } from '../store/file/room-file.ts';
import { openRoom } from '../store/open-room.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { retrySetAside } from '../turnout/set-aside.ts';
import { type Arguments, fromHere, WrongUsage } from './arguments.ts';
import { type Command, inRoom, noWords, type Outcome, PROGRAM } from './command.ts';
import { readInput } from './read-input.ts';
import { nothing, saveTo } from './save-to.ts';
import * as words from './words.ts';

/** Commands for the register: importing, absent voters, and who may vote. */
export const REGISTER_COMMANDS: Record<string, Command> = {
  import: {
    usage:
      'import REGISTER.csv --room F [--canvass FILE.csv] [--promises CODES] [--mapping M.json] [--polling-day DATE] [--election KIND,…] [--date-order day-first|month-first] [--encoding NAME] [--marker MARKER=MEANING]… [--date DATE=MEANING]… [--knock WORDS=MEANING]… [--mend] [--accept-refused] [--remove-missing] [--save-refused FILE.csv]',
    takes: [
      'room',
      'canvass',
      'promises',
      'mapping',
      'polling-day',
      'election',
      'date-order',
      'encoding',
      'marker',
      'date',
      'knock',
      'mend',
      'accept-refused',
      'remove-missing',
      'save-refused',
    ],
    run: importCommand,
  },
  canvass: {
    usage:
      'canvass FILE.csv --room F [--promises CODES] [--mapping M.json] [--date-order day-first|month-first] [--encoding NAME] [--knock WORDS=MEANING]… [--mend] [--preview]',
    takes: ['room', 'promises', 'mapping', 'date-order', 'encoding', 'knock', 'mend', 'preview'],
    run: canvassCommand,
  },
  absent: {
    usage:
      'absent LIST.csv --room F [--taken-for postal|proxy] [--complete] [--marker WORD=MEANING]… [--yes] [--preview], or absent --room F --everyone register|none [--preview]',
    takes: ['room', 'complete', 'taken-for', 'marker', 'everyone', 'yes', 'preview'],
    run: absentCommand,
  },
  poll: {
    usage:
      'poll --room F [--polling-day DATE] [--election KIND,…] [--chase-postal yes|no] [--marker MARKER[@KIND]=MEANING]… [--date DATE=MEANING]… [--knock WORDS=MEANING]… [--promise-for CODE=KIND,…|all]…',
    takes: ['room', 'polling-day', 'election', 'chase-postal', 'marker', 'date', 'knock', 'promise-for'],
    run: pollCommand,
  },
  questions: {
    usage: 'questions --room F',
    takes: ['room'],
    run: (args) => {
      noWords(args);
      return inRoom(args, (room) => {
        const questions = openQuestions(room);
        return { json: { questions }, words: words.questions(questions) };
      });
    },
  },
  settle: {
    usage: 'settle QUESTION ANSWER --room F (the answer is an elector’s id, other or leave)',
    takes: ['room'],
    run: settleCommand,
  },
};

async function importCommand(args: Arguments): Promise<Outcome> {
  const [name, ...more] = args.words;
  if (!name || more.length > 0) throw new WrongUsage('Name one register file.');
  const file = args.path('room');
  const poll = pollSettings(args);
  const meanings = meaningsIn(args);
  const choice = readingChoice(args);
  const { text: registerBytes, notes } = await withSheets(readInput(fromHere(name)));
  const canvassBytes = args.text('canvass') ? await asText(readInput(args.path('canvass'))) : undefined;
  const refusedFile = args.text('save-refused') === undefined ? undefined : args.path('save-refused');
  const saveRefused = (rejected: ImportResult['rejected']) => {
    if (refusedFile === undefined) return;
    saveTo(refusedFile, { start: REFUSED_START })(refusedOf(registerBytes, choice, rejected), nothing);
  };
  // Read before the room is created, so that a wrong file does not leave an empty room.
  const isNew = !existsSync(file);
  const readings = (day: string, knownOrders: KnownOrders = {}) => {
    const { register, layout } = readRegisterFile(registerBytes, day, { ...choice, knownOrders });
    return {
      register: { ...register, warnings: [...register.warnings, ...notes] },
      layout,
      canvass:
        canvassBytes &&
        readCanvassFile(canvassBytes, { mend: choice.mend, dateOrder: choice.dateOrder, knownOrders }, day),
    };
  };
  const early = isNew ? readings(votingRules(null, poll).pollingDay) : undefined;
  const room = openRoom(file, { create: true, program: PROGRAM, key: args.roomKey() });
  let result: ImportResult;
  let asked: AskedValue[];
  let foundLater: { entered: string; number: string; name: string | Message }[];
  let votingIntentions: (CodeCount & { meaning: CodeMeaning })[];
  try {
    result = importRegister(room, {
      ...(early ?? readings(votingRules(room, poll).pollingDay, readKnownOrders(room))),
      promises: args.text('promises')?.split(','),
      fileName: basename(name),
      poll: { ...poll, ...meaningsOf(room, meanings) },
      acceptRefused: args.has('accept-refused'),
      removeMissing: args.has('remove-missing'),
      by: args.who(),
    });
    applyToRegister(room);
    asked = askedValues(result, votingRules(room));
    const codes = readCodeMeanings(room);
    votingIntentions = codesHeld(room).map((code) => ({ ...code, meaning: codes.of(code.code) }));
    foundLater = retrySetAside(room, args.who()).settled.map(({ entered, elector }) => ({
      entered,
      number: elector.number,
      name: elector.name,
    }));
    room.close();
  } catch (error) {
    room.close();
    if (isNew) removeRoomFiles(file);
    if (error instanceof RegisterRefused) saveRefused(error.rejected);
    throw error;
  }
  return {
    json: { ...result, votingIntentions, foundLater },
    words: [
      words.imported(result),
      ...words.votingIntentions(votingIntentions),
      ...words.foundLater(foundLater),
    ].join('\n'),
    missing: notSaved(() => saveRefused(result.rejected)),
    notice: words.toAnswer(asked),
  };
}

/** `mac-roman`. */
function nameOf(encoding: Encoding): string {
  return encoding.toLowerCase().replaceAll(' ', '-');
}

/** How a file is read, by the options. */
function readingChoice(args: Arguments): ReadingChoice {
  const mapping = args.text('mapping')
    ? readMapping(decodeText(readInput(args.path('mapping'))).text)
    : undefined;
  const order = args.oneOf('date-order', ['day-first', 'month-first']);
  const dateOrder = order && DATE_ORDERS[order === 'day-first' ? 0 : 1];
  const named = args.oneOf('encoding', ENCODINGS.map(nameOf));
  const encoding = ENCODINGS.find((each) => nameOf(each) === named);
  return { mapping, delimiter: mapping?.delimiter, encoding, mend: args.has('mend'), dateOrder };
}

/** Why the refused lines could not be saved; undefined if they were. The register has been imported by then. */
function notSaved(save: () => void): string | undefined {
  try {
    save();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `The register was imported, but its refused lines were not saved: ${error.message}`;
  }
}

async function canvassCommand(args: Arguments): Promise<Outcome> {
  const [name, ...more] = args.words;
  if (!name || more.length > 0) throw new WrongUsage('Name one canvass file.');
  const isPreview = args.has('preview');
  const { knocks } = meaningsIn(args);
  const [bytes, choice] = [await asText(readInput(fromHere(name))), readingChoice(args)];
  return inRoom(args, async (room) => {
    const input = {
      canvass: readCanvassFile(
        bytes,
        { ...choice, knownOrders: readKnownOrders(room) },
        votingRules(room).pollingDay,
      ),
      fileName: basename(name),
      promises: args.text('promises')?.split(','),
      knocks,
      by: args.who(),
    };
    const result = isPreview ? await previewCanvass(room, input) : importCanvass(room, input);
    const { entries: _, asked, ...json } = result;
    return { json, words: words.canvass(result, isPreview), notice: words.toAnswer(asked) };
  });
}

async function absentCommand(args: Arguments): Promise<Outcome> {
  const everyone = args.oneOf('everyone', ['register', 'none']);
  const isPreview = args.has('preview');
  if (everyone) {
    noWords(args);
    const vote = everyone === 'none' ? 'none' : '';
    return inRoom(args, async (room) => {
      const result = isPreview
        ? await previewAbsentForAll(room, vote)
        : setAbsentForAll(room, vote, args.who());
      const { entry: _, ...json } = result;
      return { json, words: words.everybodyVotes(result, isPreview) };
    });
  }
  const [name, ...more] = args.words;
  if (!name || more.length > 0) throw new WrongUsage('Name one list of absent voters.');
  const fileName = basename(name);
  const bytes = await asText(readInput(fromHere(name)));
  const said = args.oneOf('taken-for', ['postal', 'proxy']);
  const { markers } = meaningsIn(args);
  return inRoom(args, async (room) => {
    const rules = votingRules(room);
    const list = readAbsentFile(bytes, { fileName, pollingDay: rules.pollingDay });
    const isSaid = said !== undefined || list.says.length === 1 || eachLineSays(list, rules);
    const choice = {
      // Many lists are only numbers.
      otherwise: said ?? (isSaid ? null : 'postal'),
      complete: args.has('complete'),
      confirmed: args.has('yes'),
      markers,
      by: args.who(),
      fileName,
    } as const;
    const result = isPreview
      ? await previewAbsentVoters(room, list, choice)
      : importAbsentVoters(room, list, choice);
    const warnings = isSaid ? result.warnings : [TAKEN_FOR_POSTAL, ...result.warnings];
    const { cells, asked, entries: _, ...counts } = result;
    return {
      json: { ...counts, ...cells, warnings },
      words: words.absentVoters({ ...result, warnings }, isPreview),
      notice: words.listToAnswer(asked),
    };
  });
}

const TAKEN_FOR_POSTAL: AbsentResult['warnings'][number] = {
  line: 1,
  reason: say(
    'Nothing says whether the list lists postal voters or proxies. Lines that do not say were taken for postal voters; use --taken-for proxy if they are proxies.',
  ),
};

function pollCommand(args: Arguments): Promise<Outcome> {
  noWords(args);
  const settings = pollSettings(args);
  const said = meaningsIn(args);
  const promises = promisesFor(args.texts('promise-for'));
  return inRoom(args, (room) => {
    const meanings = meaningsOf(room, said);
    const isAsking =
      promises.size === 0 && Object.values({ ...settings, ...meanings }).every((each) => each === undefined);
    const write = () => {
      writePollSettings(room, { ...settings, ...meanings }, args.who());
      if (promises.size > 0) {
        const kept = new Map<string, readonly ElectionKind[]>(Object.entries(readPromisesFor(room)));
        for (const [code, kinds] of promises) {
          if (kinds === 'all') kept.delete(code);
          else kept.set(code, kinds);
        }
        writePromisesFor(room, Object.fromEntries(kept), args.who());
      }
      return refreshStanding(room);
    };
    const changed = room.readOnly && isAsking ? 0 : room.change(write);
    const poll = pollInWords(room);
    // Of the first poll too, since most days have only one.
    return { json: { ...poll, ...poll.polls[0], changed }, words: words.poll(poll, changed) };
  });
}

function settleCommand(args: Arguments): Promise<Outcome> {
  const [id = '', answer = '', ...more] = args.words;
  const isAnswer = answer === 'other' || answer === 'leave' || /^\d+$/.test(answer);
  if (!/^\d+$/.test(id) || !isAnswer || more.length > 0) {
    throw new WrongUsage('Give the question’s number and the answer: an elector’s id, other or leave.');
  }
  return inRoom(args, (room) => {
    const meant = answer === 'other' || answer === 'leave' ? answer : Number(answer);
    answerQuestion(room, Number(id), meant, args.who());
    const questions = openQuestions(room);
    return { json: { open: questions.length }, words: `Settled. ${questions.length} questions left.` };
  });
}

function pollSettings(args: Arguments): PollSettings {
  const chase = args.oneOf('chase-postal', ['yes', 'no']);
  return {
    pollingDay: args.date('polling-day'),
    elections: args.listOf('election', ELECTION_KINDS),
    chasePostal: chase === undefined ? undefined : chase === 'yes',
  };
}

/** `P=mayor,local-england`: the polls that a promise with this code is for. */
function promisesFor(texts: readonly string[]): Map<string, readonly ElectionKind[] | 'all'> {
  return new Map(
    texts.map((text) => {
      const [code = '', list = ''] = text.split('=').map((part) => part.trim());
      const names = list.split(',').map((name) => name.trim());
      const kinds = names.flatMap((name) => ELECTION_KINDS.find((kind) => kind === name) ?? []);
      const isKnown = list === 'all' || kinds.length === names.length;
      if (code === '' || !isKnown) {
        throw new WrongUsage(
          `--promise-for takes a code, and all or some of ${ELECTION_KINDS.join(', ')}: --promise-for P=mayor,local-england.`,
        );
      }
      return [code.toUpperCase(), list === 'all' ? 'all' : kinds];
    }),
  );
}

type Meanings = Pick<PollSettings, 'markers' | 'dates' | 'knocks'>;

/** What the command says that markers, unclear dates and words about knocking mean. */
function meaningsIn(args: Arguments): Meanings {
  return {
    markers: readMeanings(args.texts('marker'), MARKER_MEANINGS, '--marker "G=not entitled"', keyOfMarker),
    dates: readMeanings(args.texts('date'), DATE_MEANINGS, '--date "Dec-26=too young"', cellKey),
    knocks: readMeanings(args.texts('knock'), KNOCK_MEANINGS, '--knock "See wife=do not knock"', cellKey),
  };
}

/** The same, with what the room knows already. */
function meaningsOf(room: Room, { markers, dates, knocks }: Meanings): Meanings {
  return {
    markers: markers && { ...readMarkerSettings(room), ...markers },
    dates: dates && { ...readDateSettings(room), ...dates },
    knocks: knocks && { ...readKnockSettings(room), ...knocks },
  };
}

/** `G=not entitled`: what a marker or a date means, as the register has it. */
function readMeanings<Meaning extends string>(
  texts: readonly string[],
  meanings: readonly Meaning[],
  example: string,
  keyOf: (written: string) => string,
): Record<string, Meaning> | undefined {
  if (texts.length === 0) return undefined;
  return Object.fromEntries(
    texts.map((text) => {
      const at = Math.max(0, text.lastIndexOf('='));
      const key = keyOf(text.slice(0, at));
      const meaning = meanings.find(
        (each) =>
          each ===
          text
            .slice(at + 1)
            .trim()
            .toLowerCase(),
      );
      if (key === '' || !meaning) {
        const option = example.split(' ')[0];
        throw new WrongUsage(
          `${option} takes what is in the register and one of ${meanings.join(', ')}: ${example}.`,
        );
      }
      return [key, meaning];
    }),
  );
}

/** `G` at any kind of poll; `G@mayor` only at that one. */
function keyOfMarker(written: string): string {
  const [, marker = written, poll] = /^(.*)@([a-z-]+)$/.exec(written.trim()) ?? [];
  if (poll === undefined) return cellKey(marker);
  const election = ELECTION_KINDS.find((kind) => kind === poll);
  if (!election)
    throw new WrongUsage(
      `--marker takes one of ${ELECTION_KINDS.join(', ')} after the @: --marker "G@mayor=not entitled".`,
    );
  return markerKey(cellKey(marker), election);
}
