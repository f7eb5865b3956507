import type { Sides } from '../../src-shared/paper-look.ts';
import { doorKey } from '../register/door-key.ts';
import { kindsIn } from '../register/elector/elections.ts';
import { displayName } from '../register/elector/elector-name.ts';
import { formatNumber } from '../register/elector/elector-number.ts';
import { pastTurnout, worthOfKnock } from '../register/elector/past-votes.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import type { DoorOrder, SheetElector, SheetHousehold } from './types.ts';
import { type DoorName, doorLabel, namedHousesAfter, walkedWith } from './walking-order.ts';

/** An elector, with what sheets need. */
export type SheetRow = {
  id: number;
  street_id: number;
  district: string;
  number: number;
  suffix: string;
  surname: string;
  forename: string;
  house: string;
  flat: string;
  phone: string;
  note: string;
  lift: number;
  past: string;
  vi: string;
  promise_for: number;
  voted_at: number | null;
};

/** A door and its electors, in the order of their numbers. */
export type Door = { name: DoorName; electors: SheetRow[] };

const ROW = `SELECT id, street_id, district, number, suffix, surname, forename, house, flat, phone, note,
                    (lift OR doorstep = 'lift') AS lift, past, vi, promise_for, voted_at
               FROM elector`;

type Wanted = { poll: number; streets: string };

/** Only those whose promise is for one of these polls; 0 for everybody. */
const IS_FOR = '(@poll = 0 OR promise_for & @poll)';

const sql = prepared((db) => ({
  outstanding: db.prepare<[Wanted], SheetRow>(
    `${ROW} WHERE outstanding AND ${IS_FOR} AND street_id IN (SELECT value FROM json_each(@streets)) ORDER BY district, number, suffix`,
  ),
  // Everybody worth a knock, marked off or not.
  promises: db.prepare<[Wanted], SheetRow>(
    `${ROW} WHERE at_door AND ${IS_FOR} AND removed_at IS NULL AND street_id IN (SELECT value FROM json_each(@streets))
      ORDER BY district, number, suffix`,
  ),
  byId: db.prepare<[number], SheetRow>(`${ROW} WHERE id = ?`),
  doors: db.prepare<[string], DoorName & { street_id: number }>(
    `SELECT street_id, house, flat FROM elector
      WHERE removed_at IS NULL AND street_id IN (SELECT value FROM json_each(?)) ORDER BY district, number, suffix`,
  ),
}));

/** The order of a street's doors; `poll` is that of the promises (`chosenPoll`), or any. */
export type DoorWay = { doors: DoorOrder; sides: Sides; poll?: number };

/**
 * The doors in each of these streets with somebody outstanding (for `promises`: with anybody worth a knock, marked
 * off or not), in order. Streets without any are left out.
 */
export function doorsOf(
  room: Room,
  streetIds: readonly number[],
  way: DoorWay,
  who: 'outstanding' | 'promises' = 'outstanding',
  /** Only these electors; without it all. */
  only?: ReadonlySet<number>,
): Map<number, Door[]> {
  // All at once: one scan of the register costs less than an index would cost at every import.
  const rows = sql(room.db)
    [who].all({ poll: way.poll ?? 0, streets: JSON.stringify(streetIds) })
    .filter(({ id }) => only?.has(id) !== false);
  const byStreet = Map.groupBy(rows, ({ street_id }) => street_id);
  const named = namedHouses(room, byStreet);
  return new Map([...byStreet].map(([id, electors]) => [id, inOrder(electors, way, named.get(id))]));
}

/** Electors by id, in the order of the ids. */
export function electorsById(room: Room, ids: readonly number[]): SheetRow[] {
  return ids.flatMap((id) => sql(room.db).byId.get(id) ?? []);
}

/** Groups consecutive electors of one door again. */
export function doorsInTurn(electors: readonly SheetRow[]): Door[] {
  const doors: Door[] = [];
  let last = '';
  for (const elector of electors) {
    const key = `${elector.street_id}\n${doorKey(elector)}`;
    const door = doors.at(-1);
    if (door && key === last) door.electors.push(elector);
    else doors.push({ name: elector, electors: [elector] });
    last = key;
  }
  return doors;
}

/** A door as it is printed. Whose promise is not for all of these `polls` (as `bitsOf` gives them) is marked. */
export function asHousehold({ name, electors }: Door, polls: number): SheetHousehold {
  return { label: doorLabel(name), electors: electors.map((each) => asSheetElector(each, polls)) };
}

function asSheetElector(row: SheetRow, wanted: number): SheetElector {
  const { polls, votes } = pastTurnout(row.past);
  return {
    number: formatNumber(row),
    name: displayName(row),
    phone: row.phone,
    note: row.note,
    lift: row.lift === 1,
    isMarked: row.voted_at !== null,
    past: polls === 0 ? null : { votes, polls },
    votingIntention: row.vi,
    onlyFor: (row.promise_for & wanted) === wanted ? [] : kindsIn(row.promise_for),
  };
}

/**
 * Where the register puts houses that have only a name, by street. This needs all doors, not only those on the sheet.
 */
function namedHouses(
  room: Room,
  byStreet: ReadonlyMap<number, readonly SheetRow[]>,
): Map<number, Map<string, string>> {
  const withNames = [...byStreet].filter(([, electors]) => electors.some(({ house }) => house === ''));
  if (withNames.length === 0) return new Map();
  const ids = JSON.stringify(withNames.map(([id]) => id));
  const doors = Map.groupBy(sql(room.db).doors.all(ids), ({ street_id }) => street_id);
  return new Map([...doors].map(([id, there]) => [id, namedHousesAfter(there)]));
}

function inOrder(
  electors: readonly SheetRow[],
  { doors: order, sides }: DoorWay,
  after: ReadonlyMap<string, string> = new Map(),
): Door[] {
  const walked = walkedWith(after, sides);
  const doors = [...Map.groupBy(electors, doorKey).values()]
    .flatMap((behind): Door[] => (behind[0] ? [{ name: behind[0], electors: behind }] : []))
    .sort((a, b) => walked(a.name, b.name));
  if (order === 'walk') return doors;
  const worth = ({ electors: behind }: Door) => Math.min(...behind.map(({ past }) => worthOfKnock(past)));
  return doors.toSorted((a, b) => worth(a) - worth(b));
}
