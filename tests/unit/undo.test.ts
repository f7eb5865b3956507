import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { askForEnding, readEnding } from '../../src-main/exchange/ending.ts';
import { keepCertificate } from '../../src-main/exchange/keep-certificate.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { conflicts } from '../../src-main/journal/conflicts/conflicts.ts';
import { settleConflict } from '../../src-main/journal/conflicts/settle-conflict.ts';
import { effectOfUndo, runUndo } from '../../src-main/journal/long-undo.ts';
import { entriesFor, have, mergeEntries } from '../../src-main/journal/merge.ts';
import { readJournal } from '../../src-main/journal/read-journal.ts';
import { enterAgain, takeBack } from '../../src-main/journal/take-back.ts';
import { planUndo, undoEntries } from '../../src-main/journal/undo.ts';
import { setAbsentForAll } from '../../src-main/register/absent-voters.ts';
import {
  addElector,
  correctElector,
  electorRecord,
  removeElector,
  restoreElector,
} from '../../src-main/register/by-hand.ts';
import { writeCodeMeanings, writePromisesFor } from '../../src-main/register/elector/code-meanings.ts';
import { writePollSettings } from '../../src-main/register/elector/voting-rules.ts';
import {
  answerQuestion,
  openQuestions,
  type QuestionAnswer,
} from '../../src-main/register/import/questions.ts';
import { refreshStanding } from '../../src-main/register/refresh-standing.ts';
import { sampleRegister } from '../../src-main/register/sample.ts';
import {
  moveAddress,
  renameStreet,
  streetsToCorrect,
} from '../../src-main/register/streets/street-corrections.ts';
import { issuedSheets, moveSheets } from '../../src-main/sheets/issued.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { committeeRoom, setCommitteeRoom } from '../../src-main/sheets/paper.ts';
import { planRound } from '../../src-main/sheets/rounds.ts';
import { orderWalks, readWalks, removeWalk, saveWalk } from '../../src-main/sheets/walks.ts';
import { type JournalEntry, type RegisterChange, SHEET_MOVES } from '../../src-main/store/journal/journal.ts';
import { addLaptop, addThisLaptop, keepRegisterHere } from '../../src-main/store/laptops/laptops.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { readSetting, SETTINGS_OF_THE_DAY, type SettingOfTheDay } from '../../src-main/store/settings.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { exportMarks } from '../../src-main/turnout/export-marks.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { readWeights, writeWeights } from '../../src-main/turnout/figures/next-streets.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { officialFigures, saveOfficialFigure } from '../../src-main/turnout/official-figures.ts';
import { recentEntries } from '../../src-main/turnout/resolve.ts';
import {
  discardSetAside,
  foundLater,
  lookedAt,
  numbersSetAside,
  retrySetAside,
  settleSetAside,
} from '../../src-main/turnout/set-aside.ts';
import { keepDifference } from '../../src-main/turnout/slips/slip-differences.ts';
import { slipEntries } from '../../src-main/turnout/slips/slip-entries.ts';
import { allSlips, beginSlip, changeSlip, readSlip } from '../../src-main/turnout/slips/slips.ts';
import { removeStation, saveStation, stations } from '../../src-main/turnout/stations.ts';
import { planInSameThread } from '../fixtures/plan-in-same-thread.ts';
import { elector, register } from '../fixtures/register.ts';
import { inEnglish } from './in-english.ts';
import { importAbsent, importedRoom, importText } from './temporary-room.ts';
import { copyOf, send } from './two-rooms.ts';

const BY = 'Ann';

const PEOPLE = Array.from({ length: 6 }, (_, at) =>
  elector(String(at + 1), `Evans${at}`, 'Ann', { vi: 'P', address: `${at + 1} High Street` }),
);
const OTHERS = Array.from({ length: 3 }, (_, at) =>
  elector(String(at + 7), `Rees${at}`, 'Nia', { vi: 'P', address: `${at + 1} Mill Lane` }),
);
const REGISTER = register(...PEOPLE, ...OTHERS);

function room(): Room {
  const made = importedRoom(REGISTER, { promises: ['P'] });
  return made;
}

/** A canvass with a name and a note for each, newer than the register. */
function canvassOf(...answers: [district: string, number: string, vi: string][]): string {
  const lines = answers.map(([district, number, vi]) =>
    [district, number, `Evans${Number(number) - 1}`, 'Ann', vi, `note ${vi}`].join(','),
  );
  return ['PD,Number,Surname,Forename,Voting Intention,Notes', ...lines, ''].join('\n');
}

const ALL = { kind: 'all', text: '', hour: null, before: null, limit: -1 } as const;

/** The ids of the newest entries, newest last. */
function newest(made: Room, count = 1): string[] {
  return readJournal(made, { ...ALL, limit: count })
    .toReversed()
    .map(({ id }) => id);
}

/** All that a screen shows of the day. */
function state(made: Room) {
  return {
    board: readBoard(made, 'street'),
    electors: made.db
      .prepare(
        `SELECT id, district, number, surname, phone, note, vi, vi_past, lift, markers, absent, kept_off, promise, postal, doorstep, off_sheets,
                voted_at, removed_at IS NULL AS is_on, (SELECT name FROM street WHERE street.id = street_id) AS street, house
           FROM elector
          WHERE removed_at IS NULL OR id < 1000 -- whose addition is undone stays as a row
          ORDER BY id`,
      )
      .all(),
    sheets: issuedSheets(made).map(({ code, state: where, runner }) => ({ code, where, runner })),
    stations: stations(made),
    official: officialFigures(made),
    asksToEnd: readEnding(made)?.asked?.by,
    walks: readWalks(made),
    setAside: numbersSetAside(made).map(({ entered }) => entered),
    streets: streetsToCorrect(made).filter(({ electors }) => electors > 0),
    // The order of the walks is theirs.
    settings: SETTINGS_OF_THE_DAY.map((name) => name !== 'walk_order' && [name, readSetting(made, name)]),
    slips: allSlips(made).map(({ id, district, teller, toldCount, state: where }) => [
      id,
      district,
      teller,
      toldCount,
      where,
    ]),
    foundLater: foundLater(made).map(({ entered }) => entered),
    questions: openQuestions(made),
    corrections: made.db.prepare('SELECT * FROM street_correction').all(),
    addresses: made.db.prepare('SELECT * FROM address_correction').all(),
  };
}

const form = (made: Room, id: number) => electorRecord(made, id);
const station = { name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] };
const mark = (made: Room, text: string) => markNumbers(made, { text, district: 'KA', by: BY });

/** What is done, after something before it, and how many entries that makes. */
type Case = {
  name: string;
  before?: (made: Room) => unknown;
  act: (made: Room) => unknown;
  entries?: number;
  /** The first of them stands for all. */
  isWhole?: boolean;
};

const street = (made: Room, name: string) =>
  streetsToCorrect(made).find((each) => each.name === name)?.id ?? 0;

/** The register now has another name for KA-2. */
function askAboutNumber(made: Room): void {
  mark(made, '2');
  importText(made, REGISTER.replace('Evans1', 'Quinn').replace('2 High Street', '7 Mill Lane'), {
    acceptRefused: true,
  });
}

/** A canvass without numbers, of two people with one name. */
function askWhose(made: Room): void {
  addElector(made, { ...form(made, 1), number: 'KA-50' }, BY);
  const canvass = `Name,Address 1,Postcode,Voting Intention,Notes\nEvans0 Ann,99 Other Road,ZZ9 9ZZ,L,dog\n`;
  importText(made, REGISTER, { canvass });
}

/** Every number has moved on by 2, and two people had one name and one door. */
function askWhoIsRenumbered(made: Room): void {
  const jo = { vi: 'P', address: '30 Mill Lane' };
  importText(
    made,
    `${REGISTER}${register(elector('20', 'Parry', 'Jo', jo), elector('21', 'Parry', 'Jo', jo)).replace(/^.*\n/, '')}`,
  );
  mark(made, '20');
  const moved = [...PEOPLE, ...OTHERS].map((each) => each.with(1, String(Number(each[1]) + 2)));
  importText(made, register(...moved, elector('60', 'Parry', 'Jo', { ...jo, vi: '' })), {
    acceptRefused: true,
  });
}

function answer(made: Room, chosen: QuestionAnswer): void {
  const [question] = openQuestions(made);
  answerQuestion(made, question?.id ?? 0, chosen, BY);
}

const HEAD = { district: 'KA', stationId: null, toldAt: null, teller: 'Idris', toldCount: null };

/** People with a letter, a date and a code that can mean something else. */
function haveDoubtfulCells(made: Room): void {
  for (const name of ['Hill', 'Vale'])
    saveWalk(made, null, { name, note: '', runner: '', streetIds: [] }, BY);
  const letters = register(
    elector('30', 'Hughes', 'Gwen', { vi: 'Q', markers: 'Z' }),
    elector('31', 'Hughes', 'Mair', { vi: 'P', date: '31/02/2009' }),
    elector('32', 'Hughes', 'Huw', { vi: 'P', markers: 'A', dnk: 'see wife' }),
    elector('33', 'Hughes', 'Cai', { vi: 'P', date: '01/06/2026' }),
  ).replace(/^.*\n/, '');
  importText(made, REGISTER + letters);
  made.change(() => {
    writePollSettings(made, { elections: ['uk-parliament', 'local-wales'] }, BY);
    refreshStanding(made);
  });
}

/** A change of the rules of the day, as a screen makes it. */
const ofRules = (write: (made: Room) => void) => (made: Room) =>
  made.change(() => {
    write(made);
    refreshStanding(made);
  });

const SETTINGS: Record<SettingOfTheDay, (made: Room) => unknown> = {
  code_meanings: ofRules((made) => writeCodeMeanings(made, { Q: 'promise', P: 'against' }, BY)),
  promises_for: ofRules((made) => writePromisesFor(made, { P: ['local-wales'] }, BY)),
  polling_day: ofRules((made) => writePollSettings(made, { pollingDay: '2026-06-04' }, BY)),
  election: ofRules((made) => writePollSettings(made, { elections: ['uk-parliament'] }, BY)),
  marker_meanings: ofRules((made) => writePollSettings(made, { markers: { Z: 'postal' } }, BY)),
  date_meanings: ofRules((made) => writePollSettings(made, { dates: { '31/02/2009': 'may vote' } }, BY)),
  knock_meanings: ofRules((made) => writePollSettings(made, { knocks: { 'SEE WIFE': 'do not knock' } }, BY)),
  chase_postal: ofRules((made) => writePollSettings(made, { chasePostal: true }, BY)),
  knock_weights: (made) => writeWeights(made, { ...readWeights(made), doorsPerHour: 7 }, BY),
  committee_room: (made) => setCommitteeRoom(made, '14 Station Road', BY),
  round_times: (made) => planRound(made, 1, '18:00', BY),
  walk_order: (made) =>
    orderWalks(
      made,
      readWalks(made)
        .walks.map(({ id }) => id)
        .toReversed(),
    ),
  register_keeper: (made) => made.change(() => keepRegisterHere(made, BY)),
};

function addKitchen(made: Room): void {
  made.change(() => [addThisLaptop(made, BY), addLaptop(made, 'kitchen', 'Kitchen', BY)]);
}

const KITCHEN_DESTROYED = {
  ...{ device: 'kitchen', letter: 'B', name: 'Kitchen', by: 'Huw', at: 1000, isDone: true },
  ...{ removed: 1, left: [], unreached: [], files: [] },
};

const CASES: Case[] = [
  { name: 'a mark', act: (made) => mark(made, '1') },
  { name: 'marks that were entered together', act: (made) => mark(made, '1 2 3'), entries: 3 },
  {
    name: 'a mark of somebody told twice',
    before: (made) => mark(made, '1'),
    act: (made) => mark(made, '1'),
  },
  { name: 'a number that was set aside', act: (made) => mark(made, '77') },
  {
    name: 'what settled a number set aside',
    before: (made) => mark(made, '77'),
    act: (made) => settleSetAside(made, numbersSetAside(made)[0]?.id ?? '', '7', BY),
  },
  {
    name: 'a number that was discarded',
    before: (made) => mark(made, '77'),
    act: (made) => discardSetAside(made, numbersSetAside(made)[0]?.id ?? '', BY),
  },
  {
    name: 'an answer at a door',
    act: (made) => enterDoorstep(made, '1-01', [{ electorId: 1, answer: 'refused' }], BY),
  },
  {
    name: 'an answer in the place of another',
    before: (made) => enterDoorstep(made, '1-01', [{ electorId: 1, answer: 'will vote' }], BY),
    act: (made) => enterDoorstep(made, '1-01', [{ electorId: 1, answer: 'voted' }], BY),
  },
  ...SHEET_MOVES.map((move) => ({
    name: `the note “${move}”`,
    before: (made: Room) => makeSheetsAtOnce(made, {}, BY),
    act: (made: Room) => moveSheets(made, ['1-01'], move, { by: BY, runner: 'May' }),
  })),
  {
    name: 'the check of a number that was found later',
    before: (made) => {
      mark(made, '50');
      addElector(made, { ...form(made, 1), number: 'KA-50', surname: 'New' }, BY);
      retrySetAside(made, BY);
    },
    act: (made) => lookedAt(made, foundLater(made)[0]?.id ?? '', BY),
  },
  {
    name: 'a difference between two times of entering a slip that was kept',
    before: (made) => {
      const slip = beginSlip(made, { ...HEAD, by: BY });
      markNumbers(made, { text: '1', slipId: slip.id, by: BY });
      beginSlip(made, { ...HEAD, secondOf: slip.id, by: BY });
    },
    act: (made) => {
      const [second, first] = allSlips(made).map(({ id }) => id);
      const [entry] = first === undefined ? [] : slipEntries(made, first);
      if (first && second && entry) keepDifference(made, { first, second, entry: entry.id, by: BY });
    },
  },
  {
    name: 'what was said of a slip that two laptops entered',
    before: (made) => {
      const other = copyOf(made);
      for (const each of [made, other]) {
        const slip = beginSlip(each, { ...HEAD, by: BY });
        markNumbers(each, { text: '1 2 3 4', slipId: slip.id, by: BY });
        changeSlip(each, slip.id, { ...HEAD, isOpen: false, by: BY });
      }
      send(other, made);
    },
    act: (made) => settleConflict(made, conflicts(made)[0]?.id ?? '', 'same', BY),
  },
  {
    name: 'a change of the head of a slip',
    before: (made) => beginSlip(made, { ...HEAD, by: BY }),
    act: (made) => changeSlip(made, allSlips(made)[0]?.id ?? 0, { ...HEAD, teller: 'Mair', by: BY }),
  },
  {
    name: 'a correction',
    act: (made) => correctElector(made, 1, { ...form(made, 1), phone: '1', surname: 'Price' }, BY),
  },
  {
    name: 'a correction of a correction',
    before: (made) => correctElector(made, 1, { ...form(made, 1), phone: '1' }, BY),
    act: (made) => correctElector(made, 1, { ...form(made, 1), phone: '2', note: 'dog' }, BY),
  },
  {
    name: 'a correction of a street and a voting intention',
    act: (made) => correctElector(made, 1, { ...form(made, 1), street: 'New Road', votingIntention: '' }, BY),
  },
  { name: 'the removal of an elector', act: (made) => removeElector(made, 2, BY) },
  {
    name: 'the return of an elector',
    before: (made) => removeElector(made, 2, BY),
    act: (made) => restoreElector(made, 2, BY),
  },
  {
    name: 'a list of absent voters',
    before: (made) => importAbsent(made, 'KA-2', { otherwise: 'proxy' }),
    act: (made) => importAbsent(made, 'KA-1\nKA-2', { otherwise: 'postal', complete: true }),
  },
  {
    name: 'a complete list of absent voters, and what it clears',
    before: (made) => importAbsent(made, 'KA-1\nKA-3\nKA-4\nKA-5', { otherwise: 'postal' }),
    act: (made) => importAbsent(made, 'KA-1\nKA-2', { otherwise: 'postal', complete: true, confirmed: true }),
  },
  {
    name: 'going by the register’s letters',
    before: (made) => importAbsent(made, 'KA-1\nKA-2', { otherwise: 'proxy' }),
    act: (made) => setAbsentForAll(made, '', BY),
  },
  {
    name: 'the answers of a canvass',
    before: (made) =>
      importText(made, REGISTER, { promises: ['P'], canvass: canvassOf(['KA', '1', 'L'], ['KA', '4', 'P']) }),
    act: (made) =>
      importText(made, REGISTER, {
        promises: ['P'],
        canvass: canvassOf(['KA', '1', 'P'], ['KA', '2', 'X'], ['KA', '3', 'L']),
      }),
  },
  {
    name: 'the clearing of all postal votes',
    before: (made) => {
      importAbsent(made, 'KA-1\nKA-2', { otherwise: 'postal' });
      correctElector(made, 3, { ...form(made, 3), markers: 'A' }, BY);
    },
    act: (made) => setAbsentForAll(made, 'none', BY),
  },
  {
    name: 'the renaming of a street',
    act: (made) => renameStreet(made, street(made, 'Mill Lane'), 'Mill Road', BY),
  },
  {
    name: 'the merging of two streets',
    act: (made) => renameStreet(made, street(made, 'Mill Lane'), 'High Street', BY),
  },
  {
    name: 'a second renaming of a street',
    before: (made) => renameStreet(made, street(made, 'Mill Lane'), 'Mill Road', BY),
    act: (made) => renameStreet(made, street(made, 'Mill Road'), 'High Street', BY),
  },
  {
    name: 'the moving of an address',
    act: (made) => moveAddress(made, 1, { street: 'Mill Lane', house: '9', flat: '' }, BY),
  },
  { name: 'a station', act: (made) => saveStation(made, null, station, BY) },
  {
    name: 'a change of a station',
    before: (made) => saveStation(made, null, station, BY),
    act: (made) =>
      saveStation(made, stations(made)[0]?.id ?? 0, { ...station, name: 'Hall', districts: [] }, BY),
  },
  {
    name: 'a station that took a district from another',
    before: (made) => saveStation(made, null, station, BY),
    act: (made) => saveStation(made, null, { ...station, name: 'Hall' }, BY),
  },
  {
    name: 'the removal of a station',
    before: (made) => saveStation(made, null, station, BY),
    act: (made) => removeStation(made, stations(made)[0]?.id ?? 0, BY),
  },
  {
    name: 'an official figure',
    before: (made) => saveStation(made, null, station, BY),
    act: (made) =>
      saveOfficialFigure(made, {
        stationId: stations(made)[0]?.id ?? 0,
        at: 1_000_000,
        ballots: 1,
        by: BY,
      }),
  },
  {
    name: 'a walk',
    act: (made) =>
      saveWalk(
        made,
        null,
        { name: 'Hill', note: '', runner: '', streetIds: [street(made, 'Mill Lane')] },
        BY,
      ),
  },
  {
    name: 'a walk that took a street from another',
    before: (made) =>
      saveWalk(
        made,
        null,
        { name: 'Hill', note: '', runner: '', streetIds: [street(made, 'Mill Lane')] },
        BY,
      ),
    act: (made) =>
      saveWalk(
        made,
        null,
        { name: 'Vale', note: '', runner: '', streetIds: [street(made, 'Mill Lane')] },
        BY,
      ),
  },
  {
    name: 'the question to all laptops to end the day',
    before: addKitchen,
    act: (made) => askForEnding(made, BY),
  },
  {
    name: 'the deletion of a walk',
    before: (made) =>
      saveWalk(
        made,
        null,
        { name: 'Hill', note: '', runner: '', streetIds: [street(made, 'Mill Lane')] },
        BY,
      ),
    act: (made) => removeWalk(made, readWalks(made).walks[0]?.id ?? 0, BY),
  },
  {
    name: 'an answer that a number has somebody else now',
    before: askAboutNumber,
    act: (made) => answer(made, 'other'),
    entries: 3,
    isWhole: true,
  },
  {
    name: 'an answer that it is the same person',
    before: askAboutNumber,
    act: (made) => answer(made, 2),
  },
  {
    name: 'an answer that it is the same person, corrected by hand',
    before: (made) => {
      correctElector(made, 2, { ...form(made, 2), surname: 'Price', street: 'Mill Lane' }, BY);
      askAboutNumber(made);
    },
    act: (made) => answer(made, 2),
  },
  {
    name: 'an answer that leaves it as it is',
    before: askAboutNumber,
    act: (made) => answer(made, 'leave'),
  },
  { name: 'an answer whose a canvass line is', before: askWhose, act: (made) => answer(made, 1) },
  {
    name: 'an answer who somebody of a renumbered register is, with their mark',
    before: askWhoIsRenumbered,
    act: (made) => answer(made, openQuestions(made)[0]?.candidates[0]?.id ?? 0),
    entries: 2,
    isWhole: true,
  },
  ...SETTINGS_OF_THE_DAY.map((name) => ({
    name: `the setting “${name}”`,
    before: haveDoubtfulCells,
    act: SETTINGS[name],
  })),
  {
    name: 'a setting in the place of another',
    before: (made) => setCommitteeRoom(made, '14 Station Road', BY),
    act: (made) => setCommitteeRoom(made, '15 Station Road', BY),
  },
];

/** Every kind of entry: undone in a case above, or why it cannot be. */
const KINDS: Record<JournalEntry['kind'], 'undone' | RegExp> = {
  number: 'undone',
  undo: 'undone',
  'taken back': 'undone',
  'given up': 'undone',
  'looked at': 'undone',
  kept: 'undone',
  settled: 'undone',
  doorstep: 'undone',
  'sheet codes': /Codes stay reserved/,
  sheet: /Record it as withdrawn/,
  'sheet printed': 'undone',
  'sheet withdrawn': 'undone',
  'sheet out': 'undone',
  'sheet back': 'undone',
  'sheet lost': 'undone',
  import: /Restore the backup/,
  export: /has left the room/,
  register: 'undone',
  setting: 'undone',
  laptop: /is not undone/,
  ending: 'undone',
  destroyed: /does not come back/,
  slip: 'undone',
  station: 'undone',
  official: 'undone',
  walk: 'undone',
};

type KeysOf<Each> = Each extends unknown ? keyof Each : never;

/** Every part of a change of the register: what is changed, or only more about it. */
const REGISTER_PARTS: Record<KeysOf<RegisterChange>, 'change' | 'more'> = {
  added: 'change',
  removed: 'change',
  restored: 'change',
  corrected: 'change',
  becomes: 'change',
  movedTo: 'change',
  absentVoters: 'change',
  everybodyVotes: 'change',
  canvassed: 'change',
  question: 'change',
  elector: 'more',
  byRegister: 'more',
  settled: 'more',
  viOn: 'more',
  street: 'more',
  district: 'more',
  merged: 'more',
  found: 'more',
  electors: 'more',
  address: 'more',
  house: 'more',
  flat: 'more',
  movedFrom: 'more',
  doors: 'more',
  file: 'more',
  complete: 'more',
  absent: 'more',
  changed: 'more',
  answers: 'more',
  asked: 'more',
  key: 'more',
  about: 'more',
  answer: 'more',
};

const whereIs = <Key extends string>(table: Record<Key, string | RegExp>, word: string): Key[] =>
  (Object.keys(table) as Key[]).filter((key) => table[key] === word);

/** What undos and redos have undone: kinds of entries, parts of changes of the register, and settings. */
type Undone = Record<'kinds' | 'parts' | 'settings', string[]>;

/** A case played to its end, once for all tests that ask. */
function played(each: Case): Promise<Undone> {
  const known = results.get(each) ?? play(each);
  results.set(each, known);
  return known;
}

const results = new Map<Case, Promise<Undone>>();

async function play({ before, act, entries = 1, isWhole }: Case): Promise<Undone> {
  const made = room();
  await before?.(made);
  const was = state(made);
  await act(made);
  const done = state(made);
  const undone = newest(made, entries).slice(0, isWhole ? 1 : entries);
  let [undo, redo] = [undoEntries(made, undone, BY), ''];
  expect(state(made)).toEqual(was);
  expect(checkRoom(made)).toMatchObject({ ok: true, problems: [] });
  expect(() => undoEntries(made, undone, BY)).toThrow(/undone already/);
  redo = undoEntries(made, [undo], BY);
  expect(state(made)).toEqual(done);
  undo = undoEntries(made, [redo], BY);
  expect(state(made)).toEqual(was);
  undoEntries(made, [undo], BY);
  expect(state(made)).toEqual(done);
  expect(checkRoom(made)).toMatchObject({ ok: true, problems: [] });
  return undoneIn(made);
}

function undoneIn(made: Room): Undone {
  const rows = made.db
    .prepare<[], { kind: string; detail: string | null }>(
      'SELECT kind, detail FROM journal WHERE id IN (SELECT target FROM journal_undo)',
    )
    .all()
    .map(({ kind, detail }) => ({ kind, said: JSON.parse(detail ?? '{}') }));
  const of = (wanted: string) => rows.filter(({ kind }) => kind === wanted);
  return {
    kinds: rows.map(({ kind }) => kind),
    parts: of('register').flatMap(({ said }) => Object.keys(said)),
    settings: of('setting').map(({ said }) => said.setting),
  };
}

describe('an undo', () => {
  it.each(CASES)('of $name brings back how it was, its redo what was done, and so on', async (each) => {
    await played(each);
  });

  it('of the first telling leaves the second, and the other way round', () => {
    const made = room();
    mark(made, '1');
    mark(made, '1');
    const [first = '', second = ''] = newest(made, 2);
    undoEntries(made, [first], BY);
    expect(form(made, 1).markedOff).toBe(true);
    undoEntries(made, [second], BY);
    expect(form(made, 1).markedOff).toBe(false);
  });

  it('of one line of the tally leaves who was told twice marked off, and says so', () => {
    const made = room();
    mark(made, '1');
    mark(made, '1');
    const [first = ''] = newest(made, 2);
    const entered = { text: '1', district: 'KA', by: BY };
    expect(inEnglish(undoNumbers(made, { ...entered, telling: first }))).toMatchObject({
      undone: 1,
      entries: [
        { message: expect.stringMatching(/^Still marked off: told at \d\d:\d\d too, entered by Ann\.$/) },
      ],
    });
    expect(form(made, 1).markedOff).toBe(true);
    expect(undoNumbers(made, { ...entered, telling: first })).toMatchObject({ undone: 0, already: 1 });
    expect(undoNumbers(made, entered)).toMatchObject({ undone: 1 });
    expect(form(made, 1).markedOff).toBe(false);
    expect(checkRoom(made)).toMatchObject({ ok: true, problems: [] });
  });

  it('of a mark is the same as its number entered to be undone', () => {
    const made = room();
    mark(made, '1');
    undoEntries(made, newest(made), BY);
    mark(made, '2');
    undoNumbers(made, { text: '2', district: 'KA', by: BY });
    const all = { kind: 'undone', text: '', hour: null, before: null, limit: 5 } as const;
    expect(readJournal(made, all).map(({ what }) => what)).toEqual([
      'Mark taken back, entered as 2',
      'Mark taken back',
    ]);
  });

  it('of the head of a slip takes back the slip with all its numbers', () => {
    const made = room();
    const head = { district: 'KA', stationId: null, toldAt: null, teller: 'Idris', toldCount: null };
    const slip = beginSlip(made, { ...head, by: BY });
    const [id = ''] = newest(made);
    markNumbers(made, { text: '1 2 3 77', slipId: slip.id, by: BY });
    expect(planUndo(made, [id]).undone).toHaveLength(5);
    const undo = undoEntries(made, [id], BY);
    expect([readBoard(made, 'street').voted, numbersSetAside(made).length]).toEqual([0, 0]);
    undoEntries(made, [undo], BY);
    expect([readBoard(made, 'street').voted, numbersSetAside(made).length]).toEqual([3, 1]);
  });

  it('of a changed head brings back the head before', () => {
    const made = room();
    const head = { district: 'KA', stationId: null, toldAt: null, teller: 'Idris', toldCount: null };
    const slip = beginSlip(made, { ...head, by: BY });
    changeSlip(made, slip.id, { toldAt: null, teller: 'Mair', toldCount: 4, by: BY });
    markNumbers(made, { text: '1', slipId: slip.id, by: BY });
    const [changed = ''] = newest(made, 2);
    undoEntries(made, [changed], BY);
    expect(readSlip(made, slip.id)).toMatchObject({ teller: 'Idris', toldCount: null, entered: 1 });
    expect(form(made, 1).markedOff).toBe(true);
  });

  it('shows later entries about the same electors first', () => {
    const made = room();
    correctElector(made, 1, { ...form(made, 1), phone: '1' }, BY);
    const [id = ''] = newest(made);
    mark(made, '1 2');
    const { undone, later, refusal } = planUndo(made, [id]);
    expect(undone.map(({ what }) => what)).toEqual(['Corrected: phone: 1']);
    expect(later.map(({ what }) => what)).toEqual(['Marked off, entered as 1']);
    expect(refusal).toBe(null);
  });

  it('shows what came in before from another laptop that had not seen it', () => {
    const made = room();
    const other = copyOf(made);
    const id = addElector(other, { ...form(other, 2), number: 'KA-50', surname: 'New' }, BY);
    const [added = ''] = newest(other);
    const third = copyOf(other);
    enterDoorstep(third, '1-01', [{ electorId: id, answer: 'refused' }], BY);
    correctElector(third, 1, { ...form(third, 1), phone: '1' }, BY);
    correctElector(third, 1, { ...form(third, 1), phone: '2' }, BY);
    const [second = ''] = newest(third);
    mark(made, '1');
    mergeEntries(
      made,
      entriesFor(third, have(made)).filter(({ id: each }) => each !== added),
    );
    send(other, made);
    expect(inEnglish(planUndo(made, [added]))).toMatchObject({
      later: [{ what: expect.stringContaining('refused') }],
      refusal: expect.stringMatching(/Other entries are about the elector/),
    });
    // Its laptop had not seen the mark; the correction that it replaced was before it.
    expect(planUndo(made, [second]).later.map(({ what }) => what)).toEqual(['Marked off, entered as 1']);
  });

  it('shows first what it changes in numbers, and changes nothing', async () => {
    const made = room();
    mark(made, '1 2 77');
    const ids = newest(made, 3);
    // Told again a minute later: the time since when they are marked off changes.
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
    mark(made, '2');
    clock.mockRestore();
    const was = [state(made), newest(made, 9)];
    expect(await effectOfUndo(made, ids)).toEqual({
      electors: 2,
      figures: [
        { figure: 'voted', before: 2, after: 1 },
        { figure: 'promisesVoted', before: 2, after: 1 },
        { figure: 'outstanding', before: 7, after: 8 },
        { figure: 'setAside', before: 1, after: 0 },
      ],
    });
    expect((await effectOfUndo(made, ids))?.electors).toBe(2);
    expect([state(made), newest(made, 9)]).toEqual(was);
  });

  it('of a list about many electors is planned in a thread, beside marks and corrections', async () => {
    const made = importedRoom(sampleRegister({ electors: 1200, seed: 1 }), { promises: ['P'] });
    const other = copyOf(made);
    const numbers = made.db.prepare("SELECT district || '-' || number FROM elector").pluck().all();
    importAbsent(made, numbers.join('\n'), { otherwise: 'postal' });
    const [list = ''] = newest(made);
    const changes = vi.spyOn(made, 'changeFrom');
    const useRealThread = planInSameThread();
    onTestFinished(useRealThread);
    const effect = await effectOfUndo(made, [list]);
    expect(changes).not.toHaveBeenCalled();
    const planned = effectOfUndo(made, ['nothing']);
    await expect(planned).rejects.toThrow(Refusal);
    useRealThread();
    const undone = runUndo(made, [list], BY);
    // It is read by the thread meanwhile, and has to be planned anew.
    correctElector(made, 1, { ...form(made, 1), note: 'Side door' }, BY);
    markNumbers(made, { text: form(made, 2).number, by: BY });
    await undone;
    expect(changes).toHaveBeenCalledOnce();
    correctElector(other, 1, { ...form(other, 1), note: 'Side door' }, BY);
    markNumbers(other, { text: form(other, 2).number, by: BY });
    const withoutTimes = (of: Room) => JSON.stringify(state(of)).replace(/"voted_at":\d+/g, '"voted"');
    expect(withoutTimes(made)).toBe(withoutTimes(other));
    expect(checkRoom(made)).toMatchObject({ ok: true, problems: [] });
    expect(readdirSync(dirname(made.file)).filter((name) => name.includes('draft'))).toEqual([]);
    // The redo changes as many back.
    onTestFinished(planInSameThread());
    const again = await effectOfUndo(made, [await undone]);
    expect(again?.electors).toBe(effect?.electors);
    const postal = (of: typeof effect) => of?.figures.find(({ figure }) => figure === 'postal');
    expect(postal(again)).toEqual({
      ...postal(effect),
      before: postal(effect)?.after,
      after: postal(effect)?.before,
    });
  });

  it('of a clearing that found nothing to clear says that there is nothing to undo', () => {
    const made = room();
    setAbsentForAll(made, 'none', BY);
    expect(() => undoEntries(made, newest(made), BY)).toThrow(/nothing to undo/);
  });

  it('of a setting of the poll updates everybody', () => {
    const made = room();
    setAbsentForAll(made, '', BY);
    correctElector(made, 1, { ...form(made, 1), markers: 'A' }, BY);
    const was = state(made);
    made.change(() => writePollSettings(made, { chasePostal: true }, BY));
    undoEntries(made, newest(made), BY);
    expect(state(made)).toEqual(was);
  });

  it('of the meaning of words about knocking says that it leaves electors as they are', () => {
    const made = room();
    SETTINGS.knock_meanings(made);
    expect(inEnglish(planUndo(made, newest(made)).remark)).toMatch(/Correct electors/);
    mark(made, '1');
    expect(planUndo(made, newest(made)).remark).toBe(null);
  });

  it.each<[what: string, act: (made: Room) => string[], why: RegExp]>([
    ['an import', (made) => newest(made), /Restore the backup/],
    [
      'somebody added about whom there is more',
      (made) => {
        addElector(made, { ...form(made, 1), number: 'KA-50' }, BY);
        const ids = newest(made);
        mark(made, '50');
        return ids;
      },
      /Other entries are about the elector/,
    ],
    [
      'a number that has been settled',
      (made) => {
        mark(made, '77');
        const ids = newest(made);
        settleSetAside(made, ids[0] ?? '', '7', BY);
        return ids;
      },
      /has been settled since/,
    ],
    [
      'a correction of what the register has changed since',
      (made) => {
        correctElector(made, 1, { ...form(made, 1), surname: 'Price' }, BY);
        const ids = newest(made);
        importText(made, register(elector('1', 'Evans-Price', 'Ann', { vi: 'P', address: '1 High Street' })));
        return ids;
      },
      /something new about KA-1/,
    ],
    [
      'a station that has slips',
      (made) => {
        const id = saveStation(made, null, station, BY);
        const ids = newest(made);
        beginSlip(made, { district: '', stationId: id, toldAt: null, teller: '', toldCount: null, by: BY });
        return ids;
      },
      /it stays/,
    ],
    ['what is not there', () => ['nothing'], /not in the journal/],
  ])('of %s is refused, and changes nothing', (_, act, why) => {
    const made = room();
    const ids = act(made);
    const was = [state(made), newest(made)];
    expect(() => undoEntries(made, ids, BY)).toThrow(why);
    expect([state(made), newest(made)]).toEqual(was);
    if (ids[0] !== 'nothing') expect(inEnglish(planUndo(made, ids).refusal)).toMatch(why);
  });
});

it('every kind of entry can be undone, or says why not', async () => {
  const undone: Undone[] = [];
  for (const each of CASES) undone.push(await played(each));
  const all = (what: keyof Undone) => [...new Set(undone.flatMap((each) => each[what]))].sort();
  expect(all('kinds')).toEqual(whereIs(KINDS, 'undone').sort());
  expect(all('settings')).toEqual([...SETTINGS_OF_THE_DAY].sort());
  expect(all('parts')).toEqual(expect.arrayContaining(whereIs(REGISTER_PARTS, 'change')));

  const made = room();
  await makeSheetsAtOnce(made, {}, BY);
  exportMarks(made, BY, (_, record) => record());
  addKitchen(made);
  keepCertificate(made, KITCHEN_DESTROYED, BY);
  const lasting = Object.entries(KINDS).filter(([, why]) => why !== 'undone');
  for (const [kind, why] of lasting) {
    const id = made.db.prepare<[string], string>('SELECT id FROM journal WHERE kind = ?').pluck().get(kind);
    const [line] = readJournal(made, ALL).filter((each) => each.id === id);
    // The refusal of an import says what to do instead.
    expect(line).toMatchObject({ canUndo: kind === 'import' });
    expect(inEnglish(planUndo(made, [id ?? '']).refusal)).toMatch(why);
  }
});

it('a redo of a redo rests on the same as what it does again', () => {
  const made = room();
  addElector(made, { ...form(made, 2), number: 'KA-50', surname: 'New' }, BY);
  const undo = undoEntries(made, newest(made), BY);
  const redo = undoEntries(made, [undo], BY);
  mark(made, '50');
  expect(inEnglish(planUndo(made, [redo]))).toMatchObject({
    undone: [{ what: 'KA-50 added by hand' }],
    redone: [],
    later: [{ what: expect.stringContaining('Marked off') }],
    refusal: expect.stringMatching(/Other entries are about the elector/),
  });
  expect(() => undoEntries(made, [redo], BY)).toThrow(/Other entries are about the elector/);
});

it('a redo of the removal of a station is refused once slips were entered for it', () => {
  const made = room();
  const id = saveStation(made, null, station, BY);
  removeStation(made, id, BY);
  const undo = undoEntries(made, newest(made), BY);
  beginSlip(made, { district: '', stationId: id, toldAt: null, teller: '', toldCount: null, by: BY });
  expect(() => undoEntries(made, [undo], BY)).toThrow(/it stays/);
});

it('a slip can be undone again once the slip that checked it has been', () => {
  const made = room();
  const head = { district: 'KA', stationId: null, toldAt: null, teller: '', toldCount: null, by: BY };
  const first = beginSlip(made, head);
  const again = beginSlip(made, { ...head, secondOf: first.id });
  const begun = (id: number) => readSlip(made, id).begun ?? '';
  expect(() => undoEntries(made, [begun(first.id)], BY)).toThrow(/entered again to check it/);
  undoEntries(made, [begun(again.id)], BY);
  undoEntries(made, [begun(first.id)], BY);
  expect(readSlip(made, first.id).state).toBe('undone');
});

it('an answer that gave a number to somebody else stays once another register was imported', () => {
  const made = room();
  askAboutNumber(made);
  answer(made, 'other');
  const answered = newest(made, 3)[0] ?? '';
  importText(made, REGISTER.replace('Evans1', 'Quinn').replace('2 High Street', '7 Mill Lane'));
  expect(() => undoEntries(made, [answered], BY)).toThrow(/A register has been imported since/);
});

it('an answer counts in another copy of the room too, and so does its undo', () => {
  const made = room();
  askAboutNumber(made);
  const other = copyOf(made);
  answer(made, 'other');
  const answered = newest(made, 3)[0] ?? '';
  send(made, other);
  expect(state(other)).toEqual(state(made));
  expect(openQuestions(other)).toEqual([]);
  undoEntries(made, [answered], BY);
  send(made, other);
  expect(openQuestions(other)).toHaveLength(1);
  expect(state(other)).toEqual(state(made));
  expect(checkRoom(other)).toMatchObject({ ok: true, problems: [] });
});

it('a redo does not bring back a value that a newer one has replaced meanwhile', () => {
  const made = room();
  setCommitteeRoom(made, 'first', BY);
  setCommitteeRoom(made, 'second', BY);
  const undo = undoEntries(made, newest(made), BY);
  setCommitteeRoom(made, 'third', BY);
  const [third] = newest(made);
  undoEntries(made, [undo], BY);
  expect(committeeRoom(made)).toBe('third');
  expect(conflicts(made)).toEqual([]);
  undoEntries(made, [third ?? ''], BY);
  expect(committeeRoom(made)).toBe('second');
});

it('a redo of a correction is refused if the register has said something new meanwhile', () => {
  const made = room();
  correctElector(made, 1, { ...form(made, 1), surname: 'Price' }, BY);
  const undo = undoEntries(made, newest(made), BY);
  const before = form(made, 1).surname;
  importText(made, REGISTER.replace(before, 'Probert'), { promises: ['P'] });
  const was = [state(made), newest(made)];
  expect(() => undoEntries(made, [undo], BY)).toThrow(/said something new about KA-1 since/);
  expect([state(made), newest(made)]).toEqual(was);
  importText(made, REGISTER, { promises: ['P'] });
  undoEntries(made, [undo], BY);
  expect(form(made, 1).surname).toBe('Price');
});

it('an addition can be undone once the mark of the elector has been', () => {
  const made = room();
  const id = addElector(made, { ...form(made, 2), number: 'KA-50', surname: 'New' }, BY);
  const [added] = newest(made);
  mark(made, '50');
  expect(planUndo(made, [added ?? '']).refusal).not.toBe(null);
  undoNumbers(made, { text: '50', district: 'KA', by: BY });
  undoEntries(made, [added ?? ''], BY);
  expect(form(made, id).onRegister).toBe(false);
});

it('a walk keeps a street that was renamed or merged since it was saved', () => {
  const made = room();
  const walkWith = (name: string, ...streets: string[]) =>
    saveWalk(
      made,
      null,
      { name, note: '', runner: '', streetIds: streets.map((each) => street(made, each)) },
      BY,
    );
  const walks = () =>
    readWalks(made)
      .walks.map(({ name, streets }) => [name, ...streets.map((each) => each.street)].join(': '))
      .sort();
  walkWith('A', 'Mill Lane');
  renameStreet(made, street(made, 'Mill Lane'), 'Mill Road', BY);
  walkWith('B', 'High Street');
  expect(walks()).toEqual(['A: Mill Road', 'B: High Street']);
  renameStreet(made, street(made, 'Mill Road'), 'High Street', BY);
  const merged = walks();
  undoEntries(made, [undoEntries(made, newest(made), BY)], BY);
  expect(merged).toEqual(['A', 'B: High Street']);
  expect(walks()).toEqual(merged);
});

const votedIn = (made: Room) =>
  made.db
    .prepare("SELECT 'KA-' || number FROM elector WHERE voted_at IS NOT NULL ORDER BY number")
    .pluck()
    .all();

describe('what one window entered last', () => {
  const ids = { first: crypto.randomUUID(), second: crypto.randomUUID() };

  it('is taken back as a whole, and nothing that was there before', () => {
    const made = room();
    markNumbers(made, { text: '2', district: 'KA', by: 'Cai', commandId: ids.first });
    markNumbers(made, { text: '2 3 99', district: 'KA', by: BY, commandId: ids.second });
    const undo = takeBack(made, ids.second, BY) ?? '';
    expect(takeBack(made, ids.second, BY)).toBe(undo);
    expect(votedIn(made)).toEqual(['KA-2']);
    expect(numbersSetAside(made)).toEqual([]);
    expect(recentEntries(made, 10).map(({ entered, isUndone }) => [entered, isUndone])).toEqual([
      ['99', true],
      ['3', true],
      ['2', true],
      ['2', false],
    ]);
    enterAgain(made, undo, BY);
    enterAgain(made, undo, BY);
    expect(votedIn(made)).toEqual(['KA-2', 'KA-3']);
    expect(numbersSetAside(made)).toHaveLength(1);
    expect(checkRoom(made).ok).toBe(true);
  });

  it('is not entered again with what others have undone together with it', () => {
    const made = room();
    const slip = beginSlip(made, { ...HEAD, by: 'Cai' });
    markNumbers(made, { text: '3', slipId: slip.id, by: 'Cai' });
    markNumbers(made, { text: '2', slipId: slip.id, by: BY, commandId: ids.first });
    undoEntries(made, [slip.begun ?? ''], 'Cai');
    expect(takeBack(made, ids.first, BY)).toBe(null);
    expect(votedIn(made)).toEqual([]);
  });

  it('is taken back with a number that was set aside and discarded, not with one that was put right', () => {
    const made = room();
    markNumbers(made, { text: '2 99', district: 'KA', by: BY, commandId: ids.first });
    discardSetAside(made, numbersSetAside(made)[0]?.id ?? '', BY);
    const undo = takeBack(made, ids.first, BY) ?? '';
    expect([votedIn(made), numbersSetAside(made)]).toEqual([[], []]);
    enterAgain(made, undo, BY);
    expect([votedIn(made), numbersSetAside(made)]).toEqual([['KA-2'], []]);
    markNumbers(made, { text: '98', district: 'KA', by: BY, commandId: ids.second });
    settleSetAside(made, numbersSetAside(made)[0]?.id ?? '', '8', BY);
    expect(() => takeBack(made, ids.second, BY)).toThrow(/has been settled since/);
  });

  it('cannot be taken back if it entered nothing', () => {
    expect(() => takeBack(room(), ids.first, BY)).toThrow('nothing to undo');
  });
});
