import { hourOfQuarter, QUARTER_HOUR } from '../../../src-shared/time-of-day.ts';
import type { ElectionKind } from '../../register/elector/elections.ts';
import { nameInList } from '../../register/elector/elector-name.ts';
import { type ElectorNumber, formatNumber } from '../../register/elector/elector-number.ts';
import { onePoll } from '../../register/one-poll.ts';
import { AT_ONE_POLL, PAST_POLLS, PAST_VOTES } from '../../register/streets/street-counts.ts';
import { type Preparing, prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { NUMBERS_TOLD } from '../told.ts';
import {
  type FigureName,
  type FigureParts,
  type FigureScope,
  type PartName,
  type PersonOfFigure,
  REASONS,
  type RowFigure,
} from './figure-types.ts';

/*
 * The figures of the board, split into their parts. The electors are counted once, in groups that are alike in all that any figure
 * asks; every part is some of these groups, so the parts of a figure are its electors and nobody twice. The people of a
 * part are found by the same groups.
 */

/** What electors of one group have in common. Numbers are 0 or 1. */
type Group = {
  promise: number;
  any_promise: number;
  voted: number;
  postal: number;
  outstanding: number;
  at_door: number;
  kept_off: string;
  do_not_knock: number;
  off_sheets: number;
  doorstep: string;
  has_intention: number;
  /** At how many of the past polls they voted. */
  past: 'all' | 'some' | 'none' | 'not known';
  /** Marked off in the time that is asked about, or later that day; '' in neither. */
  time: 'in' | 'later' | '';
  /** Of a number: whether it marked somebody off, or they were already. */
  telling: 'first' | 'again' | '';
};

const GROUP = `promise, any_promise, voted_at IS NOT NULL AS voted, postal, outstanding, at_door, kept_off,
  do_not_knock, off_sheets, doorstep, vi <> '' AS has_intention,
  CASE WHEN ${PAST_POLLS} = 0 THEN 'not known' WHEN ${PAST_VOTES} = 0 THEN 'none'
       WHEN ${PAST_VOTES} = ${PAST_POLLS} THEN 'all' ELSE 'some' END AS past,
  CASE WHEN moment / ${QUARTER_HOUR} IN (SELECT value FROM json_each(@quarters)) THEN 'in'
       WHEN moment > @after AND moment <= @upTo THEN 'in'
       WHEN moment / ${QUARTER_HOUR} IN (SELECT value FROM json_each(@later)) THEN 'later' ELSE '' END AS time,
  telling`;

const GROUPED = [
  'promise',
  'any_promise',
  'voted',
  'postal',
  'outstanding',
  'at_door',
  'kept_off',
  'do_not_knock',
  'off_sheets',
  'doorstep',
  'has_intention',
  'past',
  'time',
  'telling',
] as const satisfies (keyof Group)[];

/** What is counted, from a table of electors: each at the moment of entry, each when told, or each number told. */
const COUNTED = {
  entered: (electors: string) => `(SELECT *, voted_at AS moment, '' AS telling FROM ${electors})`,
  told: (electors: string) =>
    `(SELECT each.*, told_at AS moment, '' AS telling FROM ${electors} AS each
        LEFT JOIN (SELECT elector_id, told_at FROM ${NUMBERS_TOLD} WHERE is_first) ON elector_id = each.id)`,
  numbers: (electors: string) =>
    `(SELECT each.*, told_at AS moment, CASE WHEN is_first THEN 'first' ELSE 'again' END AS telling
        FROM ${NUMBERS_TOLD} JOIN ${electors} AS each ON each.id = elector_id)`,
};

const EVERY_POLL = '(SELECT *, promise AS any_promise FROM elector)';

type Asked = {
  bits: number;
  barred: string;
  district: string | null;
  street: number | null;
  districts: string | null;
  walk: number | null;
  quarters: string;
  later: string;
  after: number | null;
  upTo: number | null;
};
type Page = Asked & { groups: string; limit: number; offset: number };
type Counted = Group & { electors: number; past_polls: number; past_votes: number };
type Person = ElectorNumber & {
  id: number;
  surname: string;
  forename: string;
  address: string;
  voted_at: number | null;
  moment: number | null;
  house: string;
  flat: string;
} & Group;

function statements(db: Preparing, counted: string) {
  const where = `removed_at IS NULL AND (@district IS NULL OR district = @district)
                 AND (@street IS NULL OR street_id = @street)
                 AND (@districts IS NULL OR district IN (SELECT value FROM json_each(@districts)))
                 AND (@walk IS NULL OR street_id IN (SELECT street.id FROM street WHERE walk_id = @walk))`;
  return {
    groups: db.prepare<[Asked], Counted>(
      `SELECT ${GROUP}, COUNT(*) AS electors, SUM(${PAST_POLLS}) AS past_polls, SUM(${PAST_VOTES}) AS past_votes
         FROM ${counted} WHERE ${where} GROUP BY ${GROUPED.map((_, at) => at + 1).join(', ')}`,
    ),
    people: db.prepare<[Page], Person>(
      `SELECT found.*, elector.district, number, suffix, surname, forename, address, house, flat, elector.voted_at
         FROM (SELECT id, moment, ${GROUP} FROM ${counted} WHERE ${where}) AS found JOIN elector USING (id)
        WHERE (${GROUPED.map((column) => `found.${column}`).join(', ')})
           IN (SELECT ${GROUPED.map((_, at) => `value ->> ${at}`).join(', ')} FROM json_each(@groups))
        ORDER BY elector.district, number, suffix, moment LIMIT @limit OFFSET @offset`,
    ),
    quarters: db
      .prepare<[Pick<Asked, 'bits' | 'barred'>], number>(
        `SELECT DISTINCT moment / ${QUARTER_HOUR} FROM ${counted} WHERE moment IS NOT NULL AND removed_at IS NULL`,
      )
      .pluck(),
  };
}

const everyPoll = prepared((db) => ofEach((counted) => statements(db, counted(EVERY_POLL))));
const onePollOnly = prepared((db) => ofEach((counted) => statements(db, counted(AT_ONE_POLL))));

const sql = prepared((db) => ({
  street: db
    .prepare<[string, string], number>('SELECT id FROM street WHERE district = ? AND name = ?')
    .pluck(),
}));

type What = keyof typeof COUNTED;

function ofEach<Made>(make: (counted: (electors: string) => string) => Made): Record<What, Made> {
  return { entered: make(COUNTED.entered), told: make(COUNTED.told), numbers: make(COUNTED.numbers) };
}

type Is = (group: Group) => boolean;
type Tree = { part: PartName; is: Is; parts?: readonly Tree[] };

const isPromise: Is = ({ promise }) => promise === 1;
const isVoted: Is = ({ voted }) => voted === 1;
const isPostal: Is = ({ postal }) => postal === 1;
const isOutstanding: Is = ({ outstanding }) => outstanding === 1;
const both =
  (one: Is, other: Is): Is =>
  (group) =>
    one(group) && other(group);
const not =
  (one: Is): Is =>
  (group) =>
    !one(group);

/** A promise who is neither marked off nor to be knocked. */
const isLeft = both(isPromise, both(not(isVoted), not(isOutstanding)));

/** Why a promise is not to be knocked. The first reason counts. */
function reasonOf({ kept_off, do_not_knock, off_sheets, doorstep }: Group): PartName {
  const said = doorstep === 'voted' ? 'says has voted' : doorstep;
  const why = kept_off !== '' ? kept_off : do_not_knock === 1 ? 'do not knock' : off_sheets === 1 ? said : '';
  return REASONS.find((each) => each === why) ?? 'another reason';
}

function byReason(is: Is): readonly Tree[] {
  return REASONS.map((part) => ({ part, is: both(is, (group) => reasonOf(group) === part) }));
}

/** The answers of electors who are knocked again. */
const ASKED = ['out', 'will vote', 'lift'] as const;

function answerOf({ doorstep }: Group): (typeof ASKED)[number] | 'not asked' {
  return ASKED.find((answer) => answer === doorstep) ?? 'not asked';
}

const toKnock: Tree = {
  part: 'to knock',
  is: both(isPromise, isOutstanding),
  parts: (['not asked', ...ASKED] as const).map((part) => ({
    part,
    is: (group) => isPromise(group) && isOutstanding(group) && answerOf(group) === part,
  })),
};
const left = (part: PartName, is: Is): Tree => ({ part, is, parts: byReason(is) });
const voted: Tree = { part: 'voted', is: both(isPromise, isVoted) };
const inPerson = (of: Tree): Tree => ({ ...of, is: both(of.is, not(isPostal)) });
const whoElse: readonly Tree[] = [
  { part: 'promises for another poll', is: (group) => !isPromise(group) && group.any_promise === 1 },
  {
    part: 'other intentions',
    is: (group) => !isPromise(group) && group.any_promise === 0 && group.has_intention === 1,
  },
  {
    part: 'no intention',
    is: (group) => !isPromise(group) && group.any_promise === 0 && group.has_intention === 0,
  },
];
const among = (is: Is, trees: readonly Tree[]): Tree[] =>
  trees.map((tree) => ({
    ...tree,
    is: both(is, tree.is),
    ...(tree.parts ? { parts: among(is, tree.parts) } : {}),
  }));

const ALL_PARTS: readonly Tree[] = [{ part: 'promises', is: isPromise }, ...whoElse];
const PROMISES_VOTED: readonly Tree[] = [
  { part: 'in person', is: (group) => isPromise(group) && isVoted(group) && !isPostal(group) },
  { part: 'postal voters', is: (group) => isPromise(group) && isVoted(group) && isPostal(group) },
];

const PAST: readonly Tree[] = (['all', 'some', 'none', 'not known'] as const).map((past) => ({
  part: `past ${past}`,
  is: (group) => group.past === past,
}));
const NUMBERS: readonly Tree[] = [
  { part: 'marked off by it', is: ({ telling }) => telling === 'first' },
  { part: 'marked off already', is: ({ telling }) => telling === 'again' },
];

/** The parts of each figure. No two of one figure have the same electors. */
const FIGURES: Record<FigureName, readonly Tree[]> = {
  electors: ALL_PARTS,
  promises: [
    voted,
    toKnock,
    left('by post', both(isLeft, isPostal)),
    left('not at the door', both(isLeft, not(isPostal))),
  ],
  postalPromises: [...among(isPostal, [voted, toKnock]), left('by post', both(isLeft, isPostal))],
  voted: among(isVoted, [...PROMISES_VOTED, ...whoElse]),
  promisesVoted: PROMISES_VOTED,
  outstanding: toKnock.parts ?? [],
  // The share is of those who vote in person.
  turnout: [
    inPerson(voted),
    ...among(not(isPostal), [toKnock]),
    left('not at the door', both(isLeft, not(isPostal))),
  ],
  pastTurnout: PAST,
  pastOfOutstanding: among(both(isPromise, isOutstanding), PAST),
  numbers: NUMBERS,
};

const isInTime: Is = ({ time }) => time === 'in';

/** The parts of the figures of an hour, or another time of the day. */
const FIGURES_OF_TIME: Partial<Record<FigureName, readonly Tree[]>> = {
  voted: among(isInTime, FIGURES.voted),
  promisesVoted: among(isInTime, PROMISES_VOTED),
  outstanding: [
    ...FIGURES.outstanding,
    {
      part: 'marked off later',
      is: (group) => isPromise(group) && group.at_door === 1 && group.time === 'later',
    },
  ],
  turnout: among(isInTime, [inPerson(voted)]),
  numbers: among(isInTime, NUMBERS),
};

/** Whether a scope is of a time of the day. */
export function hasTime({ hour, toldIn, toldBy, between }: FigureScope): boolean {
  return [hour, toldIn, toldBy, between].some((time) => time !== undefined);
}

function treesOf(figure: FigureName, scope: FigureScope): readonly Tree[] {
  return (hasTime(scope) ? FIGURES_OF_TIME[figure] : undefined) ?? FIGURES[figure];
}

const isPromiseInPerson = both(isPromise, not(isPostal));

/** What the per cent of a figure is made of: those marked off, of all of them; or the past polls voted at, of all. */
function shareOf(figure: FigureName, scope: FigureScope, groups: readonly Counted[]): FigureParts['share'] {
  const sum = (is: Is, of: 'electors' | 'past_polls' | 'past_votes' = 'electors') =>
    groups.reduce((all, group) => all + (is(group) ? group[of] : 0), 0);
  const isMarkedOff = hasTime(scope) ? isInTime : isVoted;
  if (figure === 'turnout')
    return { part: sum(both(isPromiseInPerson, isMarkedOff)), of: sum(isPromiseInPerson) };
  if (figure === 'voted' && scope.toldBy !== undefined)
    return { part: sum(isMarkedOff), of: sum(() => true) };
  if (figure !== 'pastTurnout' && figure !== 'pastOfOutstanding') return null;
  const is: Is = figure === 'pastTurnout' ? () => true : both(isPromise, isOutstanding);
  return { part: sum(is, 'past_votes'), of: sum(is, 'past_polls') };
}

/**
 * A figure of the board and the parts that add up to it. A part without anybody is left out.
 * @throws Refusal if the poll is not one of the room.
 */
export function figureParts(
  room: Room,
  figure: FigureName,
  scope: FigureScope,
  election?: ElectionKind,
): FigureParts {
  const { asked, of } = question(room, figure, scope, election);
  return partsFrom(of.groups.all(asked), figure, scope);
}

/** What a row has figures of; of a time of the day, only those that the time changes. */
const ROW_FIGURES = [
  'outstanding',
  'promises',
  'promisesVoted',
  'turnout',
  'postalPromises',
  'voted',
  'electors',
  'numbers',
] as const satisfies FigureName[];

/**
 * The figures of a row: of a street, walk, station or hour. Those that are alike are counted once.
 * @throws Refusal if the poll is not one of the room.
 */
export function rowFigures(room: Room, scope: FigureScope, election?: ElectionKind): RowFigure[] {
  const groups = new Map<What, Counted[]>();
  return ROW_FIGURES.filter((figure) => !hasTime(scope) || FIGURES_OF_TIME[figure]).map((figure) => {
    // Numbers are of all polls of the day.
    const { asked, of } = question(room, figure, scope, figure === 'numbers' ? undefined : election);
    const what = whatIsCounted(figure, scope);
    const counted = groups.get(what) ?? of.groups.all(asked);
    groups.set(what, counted);
    const { electors, share } = partsFrom(counted, figure, scope);
    return { figure, electors, share };
  });
}

function partsFrom(groups: readonly Counted[], figure: FigureName, scope: FigureScope): FigureParts {
  const count = (is: Is) => groups.reduce((sum, group) => sum + (is(group) ? group.electors : 0), 0);
  const counted = (trees: readonly Tree[]): FigureParts['parts'] =>
    trees.flatMap(({ part, is, parts = [] }) => {
      const electors = count(is);
      if (electors === 0) return [];
      const within = counted(parts);
      const [only, ...others] = within;
      const saysNoMore = others.length === 0 && (only?.part === 'not asked' || only?.part === 'postal');
      return [{ part, electors, parts: saysNoMore ? [] : within }];
    });
  const parts = counted(treesOf(figure, scope));
  const electors = parts.reduce((sum, part) => sum + part.electors, 0);
  return { electors, parts, share: shareOf(figure, scope, groups) };
}

/**
 * The people of a part, in the order of their numbers: so many from `offset`. `path` names the part, and those that it
 * is a part of; empty for the whole figure.
 * @throws Refusal if the poll is not one of the room.
 */
export function peopleOfPart(
  room: Room,
  figure: FigureName,
  path: readonly PartName[],
  scope: FigureScope,
  page: { offset: number; limit: number },
  election?: ElectionKind,
): PersonOfFigure[] {
  const trees = treesOf(figure, scope);
  const chosen = path.length === 0 ? trees : along(trees, path);
  const isChosen: Is = (group) => chosen.some(({ is }) => is(group));
  const toldTime = whatIsCounted(figure, scope) !== 'entered';
  return peopleIn(room, isChosen, { figure, scope, page, election }).map((row) => ({
    ...asPerson(row),
    toldAt: toldTime ? row.moment : null,
  }));
}

/**
 * Everybody on the register there, with their doors, in the order of their numbers.
 * @throws Refusal if the poll is not one of the room.
 */
export function everybodyOf(
  room: Room,
  scope: FigureScope,
  election?: ElectionKind,
): { door: { house: string; flat: string }; person: PersonOfFigure }[] {
  const page = { offset: 0, limit: -1 };
  return peopleIn(room, () => true, { figure: 'electors', scope, page, election }).map((row) => ({
    door: { house: row.house, flat: row.flat },
    person: asPerson(row),
  }));
}

type Wanted = {
  figure: FigureName;
  scope: FigureScope;
  page: { offset: number; limit: number };
  election: ElectionKind | undefined;
};

function peopleIn(room: Room, is: Is, { figure, scope, page, election }: Wanted): Person[] {
  const { asked, of } = question(room, figure, scope, election);
  const groups = of.groups
    .all(asked)
    .filter(is)
    .map((group) => GROUPED.map((column) => group[column]));
  return of.people.all({ ...asked, ...page, groups: JSON.stringify(groups) });
}

function asPerson({ id, address, voted_at, ...row }: Person): PersonOfFigure {
  return {
    id,
    number: formatNumber(row),
    name: nameInList(row),
    address,
    votedAt: voted_at,
    toldAt: null,
    promise: row.promise === 1,
    isOutstanding: row.outstanding === 1,
    state: stateOf(row),
  };
}

/** What a list says of somebody beside the time of a mark. */
function stateOf(group: Group): PartName | null {
  if (isVoted(group)) return 'voted';
  if (isPromise(group) && isOutstanding(group)) {
    const answer = answerOf(group);
    return answer === 'not asked' ? 'to knock' : answer;
  }
  return isPromise(group) ? reasonOf(group) : null;
}

function along(trees: readonly Tree[], [first, ...rest]: readonly PartName[]): Tree[] {
  const found = trees.filter(({ part }) => part === first);
  return rest.length === 0 ? found : found.flatMap(({ parts = [] }) => along(parts, rest));
}

function whatIsCounted(figure: FigureName, { toldIn, toldBy }: FigureScope): What {
  if (figure === 'numbers') return 'numbers';
  return toldIn === undefined && toldBy === undefined ? 'entered' : 'told';
}

function question(
  room: Room,
  figure: FigureName,
  scope: FigureScope,
  election: ElectionKind | undefined,
): { asked: Asked; of: ReturnType<typeof statements> } {
  const { district, street, station, walk, between } = scope;
  const poll = onePoll(room, election);
  const of = (poll === null ? everyPoll : onePollOnly)(room.db)[whatIsCounted(figure, scope)];
  const { bits, barred } = poll ?? { bits: 0, barred: '[]' };
  const [after, upTo] = between ?? [null, null];
  const asked: Asked = {
    bits,
    barred,
    district: district ?? null,
    street:
      district === undefined || street === undefined
        ? null
        : (sql(room.db).street.get(district, street) ?? -1),
    districts: station ? JSON.stringify(station.districts) : null,
    walk: walk?.id ?? null,
    ...quartersOf(scope, () => of.quarters.all({ bits, barred })),
    after,
    upTo,
  };
  return { asked, of };
}

/** The quarters of an hour that are asked about, and those later that day, of all in which somebody was marked off. */
function quartersOf(
  { hour, toldIn, toldBy }: FigureScope,
  all: () => number[],
): Pick<Asked, 'quarters' | 'later'> {
  const asked = hour ?? toldIn ?? toldBy;
  if (asked === undefined) return { quarters: '[]', later: '[]' };
  const thatHour = Number.parseInt(asked, 10);
  const quarters = all().map((quarter) => ({ quarter, hour: hourOfQuarter(quarter) }));
  const among = (is: (each: number) => boolean) =>
    JSON.stringify(quarters.filter((each) => is(each.hour)).map(({ quarter }) => quarter));
  return {
    quarters: among((each) => (toldBy === undefined ? each === thatHour : each <= thatHour)),
    later: among((each) => each > thatHour),
  };
}
