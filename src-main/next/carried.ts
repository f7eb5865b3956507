import { type Message, say } from '../../src-shared/message.ts';
import { countOpenQuestions } from '../register/import/questions.ts';
import { readRegisterSays } from '../register/kept-facts.ts';
import { pastElections } from '../register/past-elections.ts';
import { roomTotals } from '../register/totals.ts';
import { readWalks } from '../sheets/walks.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { windowDrafts } from '../store/window-drafts.ts';
import { TELLING } from '../turnout/mark.ts';
import { stations } from '../turnout/stations.ts';

/** A line of a list in numbers. */
export type Counted = { what: Message; count: number };

/** What the next election's room gets from this one, and what it does not. */
export type Carried = {
  kept: Counted[];
  /** Part of that: what people have corrected, which is the register's in the next room. */
  corrected: Counted[];
  dropped: Counted[];
};

type Numbers = Record<
  | 'canvassed'
  | 'marked'
  | 'added'
  | 'moved'
  | 'deceased'
  | 'removed'
  | 'told'
  | 'answers'
  | 'movedAtDoor'
  | 'slips'
  | 'sheets'
  | 'shifts'
  | 'entries',
  number
>;

const NOW = 'FROM elector WHERE removed_at IS NULL AND';

const sql = prepared((db) => ({
  numbers: db.prepare<[], Numbers>(
    `SELECT (SELECT COUNT(*) ${NOW} vi <> '') AS canvassed,
            (SELECT COUNT(*) ${NOW} voted_at IS NOT NULL) AS marked,
            (SELECT COUNT(*) ${NOW} by_hand = 'added') AS added,
            (SELECT COUNT(*) ${NOW} gone = 'moved') AS moved,
            (SELECT COUNT(*) ${NOW} gone = 'deceased') AS deceased,
            (SELECT COUNT(*) FROM elector WHERE removed_at IS NOT NULL) AS removed,
            (SELECT COUNT(*) FROM journal WHERE ${TELLING}) AS told,
            (SELECT COUNT(*) FROM elector WHERE doorstep <> '') AS answers,
            (SELECT COUNT(*) FROM elector WHERE doorstep = 'moved') AS movedAtDoor,
            (SELECT COUNT(*) FROM slip) AS slips,
            (SELECT COUNT(*) FROM journal WHERE kind = 'sheet') AS sheets,
            (SELECT COUNT(*) FROM shift) AS shifts,
            (SELECT COUNT(*) FROM journal) AS entries`,
  ),
  corrected: db
    .prepare<[], string>("SELECT register_says FROM elector WHERE removed_at IS NULL AND register_says <> ''")
    .pluck(),
}));

/** What starting the next room would carry on and leave out, in numbers. */
export function whatIsCarried(room: Room): Carried {
  const { electors, promises, postal, streets } = roomTotals(room);
  const { canvassed, marked, added, moved, deceased, ...day } = numbersOf(room);
  const { walks } = readWalks(room);
  return {
    kept: filled([
      { what: say('Electors on the register'), count: electors },
      { what: say('Streets'), count: streets },
      { what: say('Voting intentions'), count: canvassed },
      { what: say('Promises'), count: promises },
      { what: say('Postal voters'), count: postal },
      { what: say('Polling stations'), count: stations(room).length },
      { what: say('Walks'), count: walks.length },
      { what: say('Past elections'), count: pastElections(room).length },
      { what: say('Marked off: past turnout from now on'), count: marked },
    ]),
    corrected: filled([
      ...correctedFields(room),
      { what: say('Recorded as moved'), count: moved },
      { what: say('Recorded as deceased'), count: deceased },
      { what: say('Added by hand'), count: added },
    ]),
    dropped: filled([
      { what: say('Tellers’ numbers'), count: day.told },
      { what: say('Slips'), count: day.slips },
      { what: say('Sheets'), count: day.sheets },
      { what: say('Answers at the door'), count: day.answers },
      { what: say('of which “moved”'), count: day.movedAtDoor },
      { what: say('Tellers’ shifts'), count: day.shifts },
      { what: say('Journal entries'), count: day.entries },
      { what: say('Windows with something typed and not entered'), count: windowDrafts(room).length },
      { what: say('Unanswered questions about imports'), count: countOpenQuestions(room) },
      { what: say('No longer on the register'), count: day.removed },
    ]),
  };
}

/** How many electors on the register are marked off. */
export function countMarked(room: Room): number {
  return numbersOf(room).marked;
}

function numbersOf(room: Room): Numbers {
  const numbers = sql(room.db).numbers.get();
  if (!numbers) throw new Error('Counting gives a row.');
  return numbers;
}

function filled(lines: Counted[]): Counted[] {
  return lines.filter(({ count }) => count > 0);
}

/** Whose facts are not the register's own any more. A person with another street and house is one address. */
function correctedFields(room: Room): Counted[] {
  const counts = FIELDS.map(({ what }) => ({ what, count: 0 }));
  for (const register_says of sql(room.db).corrected.iterate()) {
    const says = readRegisterSays({ register_says });
    for (const [index, { fields }] of FIELDS.entries()) {
      const line = counts[index];
      if (line && fields.some((field) => field in says)) line.count += 1;
    }
  }
  return counts;
}

const FIELDS = [
  { what: say('Names'), fields: ['forename', 'surname'] },
  { what: say('Addresses'), fields: ['house', 'flat', 'street', 'postcode', 'address'] },
  { what: say('Markers'), fields: ['markers'] },
  { what: say('How they vote'), fields: ['absent'] },
  { what: say('Canvass answers'), fields: ['vi'] },
  { what: say('Telephone numbers'), fields: ['phone'] },
  { what: say('Notes'), fields: ['note'] },
  { what: say('Lifts'), fields: ['lift'] },
  { what: say('“Do not knock”'), fields: ['do_not_knock'] },
] as const;
