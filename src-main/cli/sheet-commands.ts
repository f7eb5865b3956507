import { LANGUAGE_IDS } from '../../src-shared/languages.ts';
import { DETAILS, PAPER_SIZES, SIDES } from '../../src-shared/paper-look.ts';
import { warningInWords } from '../../src-shared/sheet-words.ts';
import { wordsOf } from '../paper/words.ts';
import { ELECTION_KINDS } from '../register/elector/elections.ts';
import { setCommitteeRoom } from '../sheets/paper.ts';
import { OTHER_PAPERS, SHEETS_BY, type SheetChoice } from '../sheets/types.ts';
import { type Arguments, WrongUsage } from './arguments.ts';
import { type Command, inRoom, noWords, type Outcome } from './command.ts';
import { nothing, type Signs, saveTo } from './save-to.ts';
import * as words from './words.ts';

const REPRINTS = ['same', 'fresh', 'changes'] as const;
const MOVES = ['printed', 'withdrawn', 'out', 'back', 'lost'] as const;
/** How to recognise a paper made by this program. */
const OUR_PDF: Signs = { start: '%PDF-', mark: 'Committee Room' };

/** Commands for paper: what goes out, and what comes back. Only these load the PDF library, which is slow to load. */
export const SHEET_COMMANDS: Record<string, Command> = {
  sheets: {
    usage:
      'sheets --room F --out FILE.pdf [--district D] [--street S] [--walk NAME] [--top N] [--election KIND] [--round N] [--order walk|street] [--doors walk|worth] [--sides through|odd-even] [--by street|page|walk] [--most-doors N] [--paper a4|a4-landscape|a5] [--large] [--details phone,note,past,vi] [--doors-only] [--cover] [--language en|cy]',
    takes: [
      'room',
      'out',
      'district',
      'street',
      'walk',
      'top',
      'election',
      'round',
      'order',
      'doors',
      'sides',
      'by',
      'most-doors',
      'paper',
      'large',
      'details',
      'doors-only',
      'cover',
      'language',
    ],
    run: sheetsCommand,
  },
  paper: {
    usage: `paper ${OTHER_PAPERS.join('|')} --room F --out FILE.pdf [--district D] [--language en|cy]`,
    takes: ['room', 'out', 'district', 'language'],
    run: async (args) => {
      const [word, ...more] = args.words;
      const kind = OTHER_PAPERS.find((each) => each === word);
      if (!kind || more.length > 0)
        throw new WrongUsage(`Name one kind of paper: ${OTHER_PAPERS.join(', ')}.`);
      const file = args.path('out');
      const paper = { language: args.oneOf('language', LANGUAGE_IDS) };
      const { drawOtherPaper } = await import('../sheets/other/other-papers.ts');
      return inRoom(args, async (room) => {
        const { pdf } = await drawOtherPaper(room, {
          kind,
          district: args.text('district'),
          paper,
          by: args.who(),
        });
        saveTo(file, OUR_PDF)(pdf, nothing);
        return { json: { kind, file }, words: `Written to ${file}.` };
      });
    },
  },
  sheet: {
    usage: `sheet CODE ${MOVES.join('|')} --room F [--runner NAME]; or sheet CODE same|fresh|changes --room F --out FILE.pdf [--language en|cy]`,
    takes: ['room', 'runner', 'out', 'language'],
    run: sheetCommand,
  },
  issued: {
    usage: 'issued --room F',
    takes: ['room'],
    run: async (args) => {
      noWords(args);
      const { issuedSheets } = await import('../sheets/issued.ts');
      const { t } = await wordsOf('en');
      return inRoom(args, (room) => {
        const sheets = issuedSheets(room).map(({ longOut, alsoOut, ...sheet }) => ({
          ...sheet,
          warning: warningInWords(t, { longOut, alsoOut }),
        }));
        // '' if the sheet is a whole street or walk.
        const json = { sheets: sheets.map((sheet) => ({ ...sheet, part: sheet.part ?? '' })) };
        return { json, words: words.issued(sheets) };
      });
    },
  },
  'committee-room': {
    usage: 'committee-room "ADDRESS AND TELEPHONE" --room F',
    takes: ['room'],
    run: (args) => {
      const text = args.words.join(' ');
      return inRoom(args, (room) => {
        setCommitteeRoom(room, text);
        return {
          json: { committeeRoom: text },
          words: 'It will be printed at the foot of every sheet from now on.',
        };
      });
    },
  },
};

async function sheetsCommand(args: Arguments): Promise<Outcome> {
  noWords(args);
  const file = args.path('out');
  const choice: SheetChoice = {
    district: args.text('district'),
    street: args.text('street'),
    walk: args.text('walk'),
    top: args.number('top', 1, 10_000),
    election: args.oneOf('election', ELECTION_KINDS),
    round: args.number('round', 1, 99),
    order: args.oneOf('order', ['walk', 'street']),
    doors: args.oneOf('doors', ['walk', 'worth']),
    sides: args.oneOf('sides', SIDES),
    sheetsBy: args.oneOf('by', SHEETS_BY) ?? (args.text('walk') === undefined ? 'street' : 'walk'),
    mostDoors: args.number('most-doors', 5, 1000),
    paper: {
      size: args.oneOf('paper', PAPER_SIZES),
      large: args.has('large'),
      details: args.listOf('details', DETAILS),
      doorsOnly: args.has('doors-only'),
      cover: args.has('cover'),
      language: args.oneOf('language', LANGUAGE_IDS),
    },
  };
  const { makeSheetsAtOnce } = await import('../sheets/make-sheets.ts');
  return inRoom(args, async (room) => {
    const made = await makeSheetsAtOnce(room, choice, args.who(), saveTo(file, OUR_PDF));
    const { sheets, pages, electors, cutNames } = made;
    return {
      json: { sheets, pages, electors, cutNames, file },
      words: [
        `${sheets} knock-up sheets on ${pages} pages, ${electors} electors outstanding, in ${file}.`,
        ...(cutNames === 0
          ? []
          : [`Names with letters that the paper cannot print: ${cutNames}. Find them by their numbers.`]),
      ].join('\n'),
    };
  });
}

async function sheetCommand(args: Arguments): Promise<Outcome> {
  const [typed = '', what = '', ...more] = args.words;
  if (typed === '' || more.length > 0)
    throw new WrongUsage('Give the code of the sheet, and what happened to it.');
  const { moveSheets, sheetRecord } = await import('../sheets/issued.ts');
  const move = MOVES.find((each) => each === what);
  if (move) {
    return inRoom(args, (room) => {
      const who = { by: args.who(), runner: args.text('runner') };
      const [code = typed] = moveSheets(room, [typed], `sheet ${move}`, who).codes;
      return { json: { code, state: move }, words: `Sheet ${code}: ${move}.` };
    });
  }
  const reprint = REPRINTS.find((each) => each === what);
  if (!reprint) throw new WrongUsage(`A sheet is not "${what}": use ${[...MOVES, ...REPRINTS].join(', ')}.`);
  const file = args.path('out');
  const how = { language: args.oneOf('language', LANGUAGE_IDS) };
  const { printChanges, printFresh, printSame } = await import('../sheets/reprint.ts');
  return inRoom(args, async (room) => {
    const { code } = sheetRecord(room, typed);
    if (reprint === 'same') {
      saveTo(file, OUR_PDF)(await printSame(room, code, how), nothing);
      return { json: { code, file }, words: `Sheet ${code} again, in ${file}.` };
    }
    if (reprint === 'changes') {
      saveTo(file, OUR_PDF)(await printChanges(room, code, how), nothing);
      return { json: { code, file }, words: `Changes to sheet ${code}, in ${file}.` };
    }
    const fresh = await printFresh(room, code, how, args.who(), saveTo(file, OUR_PDF));
    return {
      json: { code: fresh.code, replaces: code, electors: fresh.electors, file },
      words: `Sheet ${fresh.code} replaces ${code}, ${fresh.electors} electors, in ${file}.`,
    };
  });
}
