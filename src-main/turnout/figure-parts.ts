import type { Database } from 'better-sqlite3';
import { hourOfQuarter, QUARTER_HOUR } from '../../src-shared/time-of-day.ts';
import type { ElectionKind } from '../register/elector/elections.ts';
import { nameInList } from '../register/elector/elector-name.ts';
import { type ElectorNumber, formatNumber } from '../register/elector/elector-number.ts';
import { onePoll } from '../register/one-poll.ts';
import { AT_ONE_POLL, PAST_POLLS, PAST_VOTES } from '../register/street-counts.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import {
  type FigureName,
  type FigureParts,
  type FigureScope,
  type PartName,
  type PersonOfFigure,
  REASONS,
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
  /** Marked off in the hour that is asked about, or later that day; '' in neither. */
  hour: 'in' | 'later' | '';
};

const GROUP = `promise, any_promise, voted_at IS NOT NULL AS voted, postal, outstanding, at_door, kept_off,
  do_not_knock, off_sheets, doorstep, vi <> '' AS has_intention,
  CASE WHEN ${PAST_POLLS} = 0 THEN 'not known' WHEN ${PAST_VOTES} = 0 THEN 'none'
       WHEN ${PAST_VOTES} = ${PAST_POLLS} THEN 'all' ELSE 'some' END AS past,
  CASE WHEN voted_at / ${QUARTER_HOUR} IN (SELECT value FROM json_each(@inHour)) THEN 'in'
       WHEN voted_at / ${QUARTER_HOUR} IN (SELECT value FROM json_each(@later)) THEN 'later' ELSE '' END AS hour`;

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
  'hour',
] as const satisfies (keyof Group)[];

const EVERY_POLL = '(SELECT *, promise AS any_promise FROM elector)';

type Asked = {
  bits: number;
  barred: string;
  district: string | null;
  street: number | null;
  inHour: string;
  later: string;
};
type Page = Asked & { groups: string; limit: number; offset: number };
type Person = ElectorNumber & {
  id: number;
  surname: string;
  forename: string;
  address: string;
  voted_at: number | null;
  house: string;
  flat: string;
} & Group;

function statements(db: Database, electors: string) {
  const where = `removed_at IS NULL AND (@district IS NULL OR district = @district)
                 AND (@street IS NULL OR street_id = @street)`;
  return {
    groups: db.prepare<[Asked], Group & { electors: number }>(
      `SELECT ${GROUP}, COUNT(*) AS electors FROM ${electors} WHERE ${where} GROUP BY ${GROUPED.map((_, at) => at + 1).join(', ')}`,
    ),
    people: db.prepare<[Page], Person>(
      `SELECT found.*, elector.district, number, suffix, surname, forename, address, house, flat, elector.voted_at
         FROM (SELECT id, ${GROUP} FROM ${electors} WHERE ${where}) AS found JOIN elector USING (id)
        WHERE (${GROUPED.map((column) => `found.${column}`).join(', ')})
           IN (SELECT ${GROUPED.map((_, at) => `value ->> ${at}`).join(', ')} FROM json_each(@groups))
        ORDER BY elector.district, number, suffix LIMIT @limit OFFSET @offset`,
    ),
  };
}

const sql = prepared((db) => ({
  every: statements(db, EVERY_POLL),
  one: statements(db, AT_ONE_POLL),
  street: db
    .prepare<[string, string], number>('SELECT id FROM street WHERE district = ? AND name = ?')
    .pluck(),
  quarters: db
    .prepare<[], number>(
      `SELECT DISTINCT voted_at / ${QUARTER_HOUR} FROM elector WHERE voted_at IS NOT NULL AND removed_at IS NULL`,
    )
    .pluck(),
}));

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
  pastTurnout: (['all', 'some', 'none', 'not known'] as const).map((past) => ({
    part: `past ${past}`,
    is: (group) => group.past === past,
  })),
};

const isInHour: Is = ({ hour }) => hour === 'in';

/** The parts of the figures of one hour. */
const FIGURES_OF_HOUR: Partial<Record<FigureName, readonly Tree[]>> = {
  voted: among(isInHour, FIGURES.voted),
  promisesVoted: among(isInHour, PROMISES_VOTED),
  outstanding: [
    ...FIGURES.outstanding,
    {
      part: 'marked off later',
      is: (group) => isPromise(group) && group.at_door === 1 && group.hour === 'later',
    },
  ],
  turnout: among(isInHour, [inPerson(voted)]),
};

function treesOf(figure: FigureName, { hour }: FigureScope): readonly Tree[] {
  return (hour === undefined ? undefined : FIGURES_OF_HOUR[figure]) ?? FIGURES[figure];
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
  const { asked, of } = question(room, scope, election);
  const groups = of.groups.all(asked);
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
  return { electors: parts.reduce((sum, part) => sum + part.electors, 0), parts };
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
  return peopleIn(room, isChosen, { scope, page, election }).map(asPerson);
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
  return peopleIn(room, () => true, { scope, page, election }).map((row) => ({
    door: { house: row.house, flat: row.flat },
    person: asPerson(row),
  }));
}

type Wanted = {
  scope: FigureScope;
  page: { offset: number; limit: number };
  election: ElectionKind | undefined;
};

function peopleIn(room: Room, is: Is, { scope, page, election }: Wanted): Person[] {
  const { asked, of } = question(room, scope, election);
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

function question(room: Room, { district, street, hour }: FigureScope, election: ElectionKind | undefined) {
  const poll = onePoll(room, election);
  const quarters = hour === undefined ? [] : sql(room.db).quarters.all();
  const thatHour = Number.parseInt(hour ?? '', 10);
  const asked: Asked = {
    ...(poll ?? { bits: 0, barred: '[]' }),
    district: district ?? null,
    street:
      district === undefined || street === undefined
        ? null
        : (sql(room.db).street.get(district, street) ?? -1),
    inHour: JSON.stringify(quarters.filter((quarter) => hourOfQuarter(quarter) === thatHour)),
    later: JSON.stringify(quarters.filter((quarter) => hourOfQuarter(quarter) > thatHour)),
  };
  return { asked, of: poll === null ? sql(room.db).every : sql(room.db).one };
}
