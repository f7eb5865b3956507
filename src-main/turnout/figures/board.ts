import type { Database } from 'better-sqlite3';
import { byName } from '../../../src-shared/by-name.ts';
import { hourOfQuarter, onTheHour, QUARTER_HOUR } from '../../../src-shared/time-of-day.ts';
import type { ElectionKind } from '../../register/elector/elections.ts';
import { type OnePoll, onePoll } from '../../register/one-poll.ts';
import { AT_ONE_POLL, STREET_COUNTS_FOR } from '../../register/streets/street-counts.ts';
import { type Preparing, prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import type { Board, BoardBy, BoardFigures, BoardRow } from '../types.ts';

type Counts = {
  electors: number;
  promises: number;
  postal_promises: number;
  voted: number;
  promises_voted: number;
  in_person_voted: number;
  outstanding: number;
  past_polls: number;
  past_votes: number;
};
type Row = Counts & { district: string | null; street: string | null };
/** The stored counts of a street that has electors, for every poll of the day. */
export type StreetCounts = Row;
type MarkedThen = {
  /** Quarters of an hour since 1970. */
  quarter: number;
  voted: number;
  promises_voted: number;
  in_person_voted: number;
  left_door: number;
};

const SUMS = `COALESCE(SUM(electors), 0) AS electors, COALESCE(SUM(promises), 0) AS promises,
              COALESCE(SUM(postal_promises), 0) AS postal_promises, COALESCE(SUM(voted), 0) AS voted,
              COALESCE(SUM(promises_voted), 0) AS promises_voted, COALESCE(SUM(in_person_voted), 0) AS in_person_voted,
              COALESCE(SUM(outstanding), 0) AS outstanding, COALESCE(SUM(past_polls), 0) AS past_polls,
              COALESCE(SUM(past_votes), 0) AS past_votes`;

// From the stored counts of streets, so that the board is as fast with many electors and marks as with few.
const sql = prepared((db) => boardBy(db, 'street', 'elector'));

/** For one of the polls combined on a day: the stored counts are of every poll. */
const sqlFor = prepared((db) =>
  boardBy(
    db,
    `(SELECT counts.*, district, name FROM (${STREET_COUNTS_FOR}) AS counts JOIN street USING (id))`,
    AT_ONE_POLL,
  ),
);

function boardBy(db: Preparing, streets: string, electors: string) {
  return {
    total: db.prepare<[OnePoll], Counts>(`SELECT ${SUMS} FROM ${streets}`),
    street: db.prepare<[OnePoll], Row>(
      `SELECT district, name AS street, electors, promises, postal_promises, voted, promises_voted, in_person_voted,
              outstanding, past_polls, past_votes
         FROM ${streets} WHERE electors > 0`,
    ),
    district: db.prepare<[OnePoll], Row>(
      `SELECT district, NULL AS street, ${SUMS} FROM ${streets} WHERE electors > 0 GROUP BY district`,
    ),
    quarters: db.prepare<[OnePoll], MarkedThen>(
      `SELECT voted_at / ${QUARTER_HOUR} AS quarter,
              COUNT(*) AS voted,
              SUM(promise) AS promises_voted,
              SUM(promise AND NOT postal) AS in_person_voted,
              SUM(at_door) AS left_door
         FROM ${electors} WHERE voted_at IS NOT NULL AND removed_at IS NULL GROUP BY quarter`,
    ),
  };
}
type Statements = ReturnType<typeof boardBy>;

/**
 * The board: figures for the room, and by street, by district, or by hour. By hour, `voted` and `promisesVoted` count
 * those marked off in that hour, and `outstanding` those left at its end. With an election only those who may
 * vote at that one of the day's polls count, and only promises for it.
 * @throws Refusal if it is not a poll of the room.
 */
export function readBoard(room: Room, by: BoardBy, election?: ElectionKind): Board {
  const { statements, of } = countedFor(room, election);
  const total = statements.total.get(of) ?? NOBODY;
  return {
    ...figures(total),
    rows: by === 'hour' ? hourRows(statements, of, total) : rows(statements, of, by),
  };
}

/** The counts of each district that has electors. Throws as `readBoard` does. */
export function districtCounts(room: Room, election?: ElectionKind): (Counts & { district: string })[] {
  const { statements, of } = countedFor(room, election);
  return statements.district
    .all(of)
    .map((row) => ({ ...row, district: row.district ?? '' }))
    .sort((a, b) => byName(a.district, b.district));
}

/** The counts of each street that has electors. */
export function streetCounts(db: Database): StreetCounts[] {
  return sql(db).street.all(EVERY_POLL);
}

/** The figures for several streets together. */
export function figuresOf(streets: readonly StreetCounts[]): BoardFigures {
  const counts = { ...NOBODY };
  for (const street of streets) for (const figure of COUNTED) counts[figure] += street[figure];
  return figures(counts);
}

function countedFor(room: Room, election: ElectionKind | undefined): { statements: Statements; of: OnePoll } {
  const poll = onePoll(room, election);
  return { statements: poll === null ? sql(room.db) : sqlFor(room.db), of: poll ?? EVERY_POLL };
}

/** What the statements for every poll are given, and do not use. */
const EVERY_POLL: OnePoll = { bits: 0, barred: '[]' };

const NOBODY: Counts = {
  electors: 0,
  promises: 0,
  postal_promises: 0,
  voted: 0,
  promises_voted: 0,
  in_person_voted: 0,
  outstanding: 0,
  past_polls: 0,
  past_votes: 0,
};

const COUNTED = Object.keys(NOBODY) as (keyof Counts)[];

function rows(statements: Statements, of: OnePoll, by: 'street' | 'district'): BoardRow[] {
  // District by district: sorting all streets of a large room at once is slower.
  const byDistrict = Map.groupBy(statements[by].all(of), ({ district }) => district ?? '');
  return [...byDistrict]
    .sort(([a], [b]) => byName(a, b))
    .flatMap(([, rows]) => rows.sort((a, b) => byName(a.street ?? '', b.street ?? '')))
    .map((row) => ({ district: row.district, street: row.street, ...figures(row) }));
}

function hourRows(statements: Statements, of: OnePoll, total: Counts): BoardRow[] {
  const byHour = Map.groupBy(statements.quarters.iterate(of), ({ quarter }) => hourOfQuarter(quarter));
  const hours = [...byHour].sort(([a], [b]) => a - b);
  let outstanding = total.outstanding + sumOf([...byHour.values()].flat(), 'left_door');
  return hours.map(([hour, marked]) => {
    outstanding -= sumOf(marked, 'left_door');
    const then = {
      voted: sumOf(marked, 'voted'),
      promises_voted: sumOf(marked, 'promises_voted'),
      in_person_voted: sumOf(marked, 'in_person_voted'),
    };
    return {
      district: null,
      street: null,
      hour: onTheHour(hour),
      ...figures({ ...total, ...then, outstanding }),
    };
  });
}

function figures(counts: Counts): BoardFigures {
  const inPerson = counts.promises - counts.postal_promises;
  return {
    electors: counts.electors,
    promises: counts.promises,
    postalPromises: counts.postal_promises,
    voted: counts.voted,
    promisesVoted: counts.promises_voted,
    outstanding: counts.outstanding,
    turnout: inPerson === 0 ? 0 : perCent(counts.in_person_voted, inPerson),
    pastTurnout: counts.past_polls === 0 ? null : perCent(counts.past_votes, counts.past_polls),
  };
}

/** To one decimal. */
function perCent(part: number, whole: number): number {
  return Math.round((part / whole) * 1000) / 10;
}

/** The sum of one figure over all rows. */
export function sumOf<Figure extends string>(
  rows: readonly Record<Figure, number>[],
  figure: Figure,
): number {
  return rows.reduce((sum, row) => sum + row[figure], 0);
}
