import type { SheetLook } from '../../src-shared/paper-look.ts';
import { lookOf } from '../../src-shared/paper-look.ts';
import { bitsOf, type ElectionKind } from '../register/elector/elections.ts';
import { chosenPoll, votingRules } from '../register/elector/voting-rules.ts';
import type { SheetRecord } from '../store/journal/journal.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { readWeights } from '../turnout/figures/next-streets.ts';
import { TELLING } from '../turnout/mark.ts';
import { type Station, stations } from '../turnout/stations.ts';
import { chosenStreets, type Street } from './choose-streets.ts';
import { reserveInRound } from './codes.ts';
import { asHousehold, doorsOf } from './doors.ts';
import { neighboursUpTo } from './fair-parts.ts';
import { heightsOf, type PaperText, roomForStreets, type Style, USUAL_HEAD_LINES } from './page-layout.ts';
import { newestRound, roundTimes } from './rounds.ts';
import { WHOLE_DAY_LINES } from './sheet-head.ts';
import { alone, forPeople, type Part, type StreetDoors, together, type Unit, upTo } from './sheet-parts.ts';
import { type PersonToBring, stillToBring } from './still-to-bring.ts';
import type { Sheet, SheetChoice, SheetDistrict, SheetStreet } from './types.ts';

/** A sheet to draw, and its record for the journal. */
export type PlannedSheet = { sheet: Sheet; record: SheetRecord };

/** Doors for one person, if the manager has not set a number. */
const USUAL_DOORS = 45;

type Walk = { id: number; name: string; place: number; note: string; runner: string };

const sql = prepared((db) => ({
  walks: db.prepare<[], Walk>('SELECT id, name, place, note, runner FROM walk'),
  newestMarks: db.prepare<[], { district: string; at: number }>(
    // By the teller's time if the slip has one: a slip that comes in late makes no sheet fresh.
    `SELECT elector.district AS district, MAX(MIN(COALESCE(slip.told_at, journal.at), journal.at)) AS at
       FROM journal JOIN elector ON elector.id = journal.elector_id LEFT JOIN slip ON slip.id = journal.slip_id
      WHERE ${TELLING} GROUP BY elector.district`,
  ),
}));

/** What sheets will look like: streets are grouped by the pages that they fill. */
export type OnPaper = { style: Style; text: PaperText };

/**
 * Plans the sheets of the electors outstanding now, as chosen, and reserves their codes.
 * @throws Refusal as `chosenStreets` does.
 */
export function planSheets(
  room: Room,
  choice: SheetChoice,
  { by, at: printedAt }: { by: string; at: Date },
  onPaper: OnPaper,
): { round: number; sheets: PlannedSheet[] } {
  const { parts, facts } = partsOf(room, choice, printedAt, onPaper);
  const look = lookOf(choice.paper ?? {});
  const sheets = reserveInRound(room, facts.round, parts.length, { by, at: printedAt }, (codes) =>
    parts.map((part, index) => planSheet(part, codes[index] ?? '', facts, look)),
  );
  return { round: facts.round, sheets };
}

/**
 * The same sheets, before they have codes.
 * @throws Refusal as `chosenStreets` does.
 */
export function partsOf(
  room: Room,
  choice: SheetChoice,
  printedAt: Date,
  onPaper: OnPaper,
): { parts: Part[]; facts: SheetFacts } {
  const round = choice.round ?? newestRound(room);
  const { doors: order = 'walk', sides = 'through', election } = choice;
  const toBring = choice.stillToBring && chosenToBring(room, choice.stillToBring, printedAt, election);
  const streets = lastNear(chosenStreets(room, choice), toBring ?? []);
  const doors = doorsOf(
    room,
    streets.map(({ id }) => id),
    { doors: order, sides, poll: chosenPoll(room, election) },
    'outstanding',
    toBring && new Set(toBring.map(({ id }) => id)),
  );
  const withDoors = streets.flatMap((street): StreetDoors[] => {
    const list = doors.get(street.id);
    return list ? [{ street, district: street.district, doors: list.length, list }] : [];
  });
  const most = choice.mostDoors;
  const facts = factsFor(room, { round, election }, printedAt);
  if (choice.forPeople) {
    const groups = inWalks(room, withDoors);
    const walks = groups.flatMap(({ walk, there }) => (walk ? [asUnit(walk, there)] : []));
    const free = groups.flatMap(({ walk, there }) => (walk ? [] : there));
    return { parts: forPeople(walks, free, choice.forPeople, readWeights(room)), facts };
  }
  const units = () => {
    if (choice.sheetsBy === 'walk') return byWalk(room, withDoors, most ?? USUAL_DOORS);
    return choice.sheetsBy === 'page' ? byPage(withDoors, facts, onPaper) : withDoors.map(alone);
  };
  const parts = units().flatMap((unit) =>
    most === undefined ? [{ ...unit, part: null }] : upTo(most, unit),
  );
  return { parts, facts };
}

function chosenToBring(
  room: Room,
  { littleTold }: { littleTold: boolean },
  now: Date,
  election: ElectionKind | undefined,
): PersonToBring[] {
  const found = stillToBring(room, now, election);
  return littleTold ? [...found.people, ...found.littleTold] : found.people;
}

/** The streets beside a polling station last. */
function lastNear(streets: readonly Street[], people: readonly PersonToBring[]): Street[] {
  const near = new Set(people.flatMap(({ streetId, isNear }) => (isNear ? [streetId] : [])));
  return streets.toSorted((a, b) => Number(near.has(a.id)) - Number(near.has(b.id)));
}

/**
 * Neighbours that fit on one page together. On sheets for the whole day, of which there are many, with their rows as
 * close as is readable.
 */
export function byPage(streets: readonly StreetDoors[], facts: SheetFacts, { style, text }: OnPaper): Unit[] {
  const isWholeDay = style.rounds !== undefined;
  const room = roomForStreets(isWholeDay ? WHOLE_DAY_LINES : USUAL_HEAD_LINES, style, text);
  const measured = streets.map((street) => ({
    street,
    district: street.district,
    ...heightsOf(asSheetStreet(street, facts), style, text),
  }));
  const groups = neighboursUpTo(measured, room, ({ usual, closest }) => (isWholeDay ? closest : usual));
  return withShortOnes(groups, room).map(together);
}

/** A street, and how much of a page it takes: as usual, and with its rows as close as is readable. */
type MeasuredStreet = { street: StreetDoors; district: string; usual: number; closest: number };

/** A group that fills less of a page than this goes with its neighbour, if they fit with their rows closer. */
const SHORT = 0.3;

/** Several pages are full at this: a door that does not fit at the end of one is on the next. */
const FULL = 0.9;

function withShortOnes(groups: readonly MeasuredStreet[][], room: number): StreetDoors[][] {
  const joined: { streets: MeasuredStreet[]; height: number }[] = [];
  for (const streets of groups) {
    const height = streets.reduce((sum, { closest }) => sum + closest, 0);
    const before = joined.at(-1);
    const isShort = before !== undefined && Math.min(height, before.height) < room * SHORT;
    const isNear = before?.streets[0]?.district === streets[0]?.district;
    if (isShort && isNear && height <= leftAfter(before.height, room)) {
      before.streets.push(...streets);
      before.height += height;
    } else {
      joined.push({ streets: [...streets], height });
    }
  }
  return joined.map(({ streets }) => streets.map(({ street }) => street));
}

/** What is left of the pages that so much fills. */
function leftAfter(height: number, room: number): number {
  const pages = Math.ceil(height / room);
  return (pages === 1 ? room : pages * room * FULL) - height;
}

/** The manager's walks in their order; other streets are grouped with their neighbours. */
function byWalk(room: Room, streets: readonly StreetDoors[], most: number): Unit[] {
  return inWalks(room, streets).flatMap(({ walk, there }) =>
    walk ? [asUnit(walk, there)] : neighboursUpTo(there, most, ({ doors }) => doors).map(together),
  );
}

/** The manager's walks in their order, each with its streets in theirs; last the streets of no walk, if any. */
function inWalks(
  room: Room,
  streets: readonly StreetDoors[],
): { walk: Walk | undefined; there: StreetDoors[] }[] {
  const walks = new Map(
    sql(room.db)
      .walks.all()
      .map((walk) => [walk.id, walk]),
  );
  const groups = Map.groupBy(streets, ({ street }) =>
    street.walk_id === null ? undefined : walks.get(street.walk_id),
  );
  const last = Number.POSITIVE_INFINITY;
  return [...groups]
    .map(([walk, there]) => ({
      walk,
      there: walk ? there.toSorted((a, b) => a.street.walk_place - b.street.walk_place) : there,
    }))
    .sort((a, b) => (a.walk?.place ?? last) - (b.walk?.place ?? last));
}

function asUnit({ name, note, runner }: Walk, streets: StreetDoors[]): Unit {
  return { title: name, note, runner, streets };
}

/** What all sheets of a round have in common. */
export type SheetFacts = {
  round: number;
  roundTime: string;
  printedAt: Date;
  districtOf: (code: string) => SheetDistrict;
  /** The poll that the sheets are for; null for any of the day. */
  election: ElectionKind | null;
  /** The same as `bitsOf`. */
  polls: number;
};

/** `upTo` gives, by district, how far the numbers go, if that is not up to now. */
export function factsFor(
  room: Room,
  { round, election = null }: { round: number; election?: ElectionKind | null | undefined },
  printedAt: Date,
  upTo?: Readonly<Record<string, number>>,
): SheetFacts {
  const newest = upTo
    ? new Map(Object.entries(upTo))
    : new Map(
        sql(room.db)
          .newestMarks.all()
          .map(({ district, at }) => [district, at]),
      );
  const at = new Map(
    stations(room).flatMap((station) => station.districts.map((each) => [each, station] as const)),
  );
  return {
    round,
    roundTime: roundTimes(room)[round] ?? '',
    printedAt,
    election,
    polls: bitsOf(
      election !== null ? [election] : votingRules(room).polls.flatMap((poll) => poll.election ?? []),
    ),
    districtOf: (code) => {
      const last = newest.get(code);
      return {
        code,
        pollingStation: stationText(at.get(code)),
        hasNoTellers: at.get(code)?.warp ?? false,
        numbersInUpTo: last === undefined ? null : new Date(last),
      };
    },
  };
}

/** `Village hall, Mill Road`; '' if the district's polling station is not known. */
function stationText(station: Station | undefined): string {
  return station ? [station.name, station.place].filter(Boolean).join(', ') : '';
}

function asSheetStreet({ street, list }: StreetDoors, { polls }: SheetFacts): SheetStreet {
  return { name: street.name, households: list.map((door) => asHousehold(door, polls)) };
}

/** One sheet, and its record for the journal. */
export function planSheet(part: Part, code: string, facts: SheetFacts, look: SheetLook): PlannedSheet {
  const districts = [...new Set(part.streets.map(({ district }) => district))].map(facts.districtOf);
  const streetIds = part.streets.map(({ street }) => street.id);
  const numbersInUpTo = Object.fromEntries(
    districts.flatMap(({ code: district, numbersInUpTo: last }) =>
      last ? [[district, last.getTime()]] : [],
    ),
  );
  return {
    sheet: {
      code,
      title: part.title,
      part: part.part,
      note: part.note,
      runner: part.runner,
      round: facts.round,
      roundTime: facts.roundTime,
      printedAt: facts.printedAt,
      districts,
      election: facts.election,
      streets: part.streets.map((street) => asSheetStreet(street, facts)),
    },
    record: {
      code,
      round: facts.round,
      street: part.title,
      district: districts.map((each) => each.code).join(', '),
      ...(part.part ? { part: part.part } : {}),
      note: part.note,
      streetId: streetIds[0] ?? 0,
      streetIds,
      electorIds: part.streets.flatMap(({ list }) =>
        list.flatMap(({ electors }) => electors.map(({ id }) => id)),
      ),
      numbersInUpTo,
      look,
      ...(part.runner === '' ? {} : { runner: part.runner }),
      ...(facts.election ? { election: facts.election } : {}),
    },
  };
}
