import { setImmediate as nextTurn } from 'node:timers/promises';
import { addToJournal } from '../journal/journal.ts';
import { streetKey } from '../register/address/address-line.ts';
import { displayName } from '../register/elector-name.ts';
import { formatNumber } from '../register/elector-number.ts';
import { worthOfKnock } from '../register/past-votes.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { checkedDistrict } from '../turnout/bearer.ts';
import { type Station, stations } from '../turnout/stations.ts';
import { drawSheets } from './paper.ts';
import type {
  DoorOrder,
  MadeSheets,
  Sheet,
  SheetChoice,
  SheetHousehold,
  SheetStep,
  StreetChoice,
} from './types.ts';
import { byName, type DoorName, doorLabel, namedHousesAfter, walkedWith } from './walking-order.ts';

type Street = { id: number; district: string; name: string; walk_order: number };
type Outstanding = {
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
};
type LastMade = { street_id: number; at: number; round: number; code: string };

const sql = prepared((db) => ({
  streets: db.prepare<[], Street>(
    "SELECT id, district, name, walk_order FROM street WHERE outstanding > 0 AND name <> ''",
  ),
  allStreets: db.prepare<[], Street>(
    "SELECT id, district, name, walk_order FROM street WHERE electors > 0 AND name <> ''",
  ),
  outstanding: db.prepare<[string], Outstanding>(
    `SELECT id, street_id, district, number, suffix, surname, forename, house, flat, phone, note, lift, past
       FROM elector
      WHERE outstanding AND street_id IN (SELECT value FROM json_each(?)) ORDER BY district, number, suffix`,
  ),
  doors: db.prepare<[string], DoorName & { street_id: number }>(
    `SELECT street_id, house, flat FROM elector
      WHERE removed_at IS NULL AND street_id IN (SELECT value FROM json_each(?)) ORDER BY district, number, suffix`,
  ),
  newestMarks: db.prepare<[], { district: string; at: number }>(
    'SELECT district, MAX(voted_at) AS at FROM elector WHERE voted_at IS NOT NULL GROUP BY district',
  ),
  choices: db.prepare<[], Omit<StreetChoice, 'lastMade'> & { walk_order: number }>(
    `SELECT street.id, street.district, street.name AS street, street.promises,
            street.promises_voted AS promisesVoted, street.outstanding, street.walk_order,
            COUNT(DISTINCT elector.house || char(10) || elector.flat) AS doors
       FROM street JOIN elector ON elector.street_id = street.id AND elector.outstanding
      WHERE street.name <> ''
      GROUP BY street.id`,
  ),
  lastMade: db.prepare<[], LastMade>(
    `SELECT detail ->> 'streetId' AS street_id, at, detail ->> 'round' AS round, detail ->> 'code' AS code, MAX(seq)
       FROM journal WHERE kind = 'sheet' GROUP BY street_id`,
  ),
  newestRound: db
    .prepare<[], number | null>("SELECT MAX(detail ->> 'round') FROM journal WHERE kind = 'sheet'")
    .pluck(),
  madeInRound: db
    .prepare<[number], number>("SELECT COUNT(*) FROM journal WHERE kind = 'sheet' AND detail ->> 'round' = ?")
    .pluck(),
}));

/** The streets with somebody outstanding, in walking order, and when a sheet of each was last made. */
export function listStreets(room: Room): StreetChoice[] {
  const last = new Map(
    sql(room.db)
      .lastMade.all()
      .map(({ street_id, ...made }) => [street_id, made]),
  );
  return sql(room.db)
    .choices.all()
    .sort((a, b) => inOrder('walk')({ ...a, name: a.street }, { ...b, name: b.street }))
    .map(({ walk_order: _, ...choice }) => {
      const made = last.get(choice.id);
      return { ...choice, lastMade: made ? { at: made.at, round: made.round, code: made.code } : null };
    });
}

/**
 * Draws the knock-up sheets of those outstanding now, a sheet a street, and journals each sheet with who is on it.
 * Yields how many sheets are drawn; a caller that stops asking stops the work, and nothing is journaled then. `save`
 * is given the PDF before anything is journaled, so that sheets that could not be saved never count.
 * @throws Refusal when a chosen district or street is not in the room.
 */
async function* makeSheets(
  room: Room,
  choice: SheetChoice,
  by: string,
  save: (pdf: Uint8Array) => void = () => {},
): AsyncGenerator<{ done: number; total: number }, MadeSheets> {
  const printedAt = new Date();
  const round = choice.round ?? sql(room.db).newestRound.get() ?? 1;
  const planned = planSheets(room, chosenStreets(room, choice), choice.doors ?? 'walk', round, printedAt);
  const drawing = drawSheets(planned.map(({ sheet }) => sheet));
  let step = await drawing.next();
  while (!step.done) {
    yield { done: step.value, total: planned.length };
    step = await drawing.next();
  }
  const { pdf, pages } = step.value;
  save(pdf);
  room.change(() => {
    for (const { sheet, streetId, electorIds } of planned) {
      const { code, district, street } = sheet;
      const detail = { code, round, streetId, district, street, electorIds };
      addToJournal(room, { kind: 'sheet', by, at: printedAt.getTime(), detail });
    }
  });
  return {
    sheets: planned.length,
    pages,
    electors: planned.reduce((sum, { electorIds }) => sum + electorIds.length, 0),
    round,
    fileName: `knock-up sheets round ${round}.pdf`,
    pdf,
  };
}

/** How often a screen is told how far the drawing is, in milliseconds. */
const TELL_EVERY = 100;

/** The same for a screen: steps now and then, the PDF in the last; `signal` stops it before anything is journaled. */
export async function* makeSheetsInSteps(
  room: Room,
  choice: SheetChoice,
  by: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<SheetStep> {
  const making = makeSheets(room, choice, by);
  let told = 0;
  let step = await making.next();
  while (!step.done) {
    if (performance.now() - told > TELL_EVERY) {
      told = performance.now();
      yield { stage: 'drawing', ...step.value };
      // Numbers are still being entered while a large room prints: let them through.
      await nextTurn();
      if (signal?.aborted) return;
    }
    step = await making.next();
  }
  const { pdf, ...made } = step.value;
  yield { stage: 'done', ...made, base64: Buffer.from(pdf).toString('base64') };
}

/** The same for callers that show no progress. */
export async function makeSheetsAtOnce(...args: Parameters<typeof makeSheets>): Promise<MadeSheets> {
  const making = makeSheets(...args);
  let step = await making.next();
  while (!step.done) step = await making.next();
  return step.value;
}

type Planned = { sheet: Sheet; streetId: number; electorIds: number[] };

function planSheets(
  room: Room,
  streets: readonly Street[],
  doors: DoorOrder,
  round: number,
  printedAt: Date,
): Planned[] {
  const newest = new Map(
    sql(room.db)
      .newestMarks.all()
      .map(({ district, at }) => [district, new Date(at)]),
  );
  const known = stations(room);
  const at = new Map(known.flatMap((station) => station.districts.map((each) => [each, station] as const)));
  const before = takeCodes(room, round, streets.length);
  // All at once: one look through the register costs less than an index would cost every import.
  const ids = JSON.stringify(streets.map(({ id }) => id));
  const byStreet = Map.groupBy(sql(room.db).outstanding.iterate(ids), ({ street_id }) => street_id);
  const named = namedHouses(room, byStreet);
  return streets.flatMap(({ id, district, name }, index) => {
    const electors = byStreet.get(id);
    if (!electors) return [];
    const sheet: Sheet = {
      code: `${round}-${String(before + index + 1).padStart(2, '0')}`,
      district,
      street: name,
      pollingStation: stationText(at.get(district)),
      hasNoTellers: at.get(district)?.warp ?? false,
      round,
      printedAt,
      numbersInUpTo: newest.get(district) ?? null,
      households: households(electors, doors, named.get(id)),
    };
    return [{ sheet, streetId: id, electorIds: electors.map((elector) => elector.id) }];
  });
}

/** `Village hall, Mill Road`; '' when nobody has said where the district votes. */
function stationText(station: Station | undefined): string {
  return station ? [station.name, station.place].filter(Boolean).join(', ') : '';
}

/** Sheets of a round are numbered on: from those journaled, and from those being made meanwhile. Gives the last before. */
function takeCodes(room: Room, round: number, count: number): number {
  const taken = takenCodes.get(room) ?? new Map<number, number>();
  takenCodes.set(room, taken);
  const before = Math.max(sql(room.db).madeInRound.get(round) ?? 0, taken.get(round) ?? 0);
  taken.set(round, before + count);
  return before;
}

const takenCodes = new WeakMap<Room, Map<number, number>>();

/** Where the register places houses that have only a name, by street; all its doors tell, not only those on the sheet. */
function namedHouses(
  room: Room,
  byStreet: ReadonlyMap<number, readonly Outstanding[]>,
): Map<number, Map<string, string>> {
  const withNames = [...byStreet].filter(([, electors]) => electors.some(({ house }) => house === ''));
  if (withNames.length === 0) return new Map();
  const ids = JSON.stringify(withNames.map(([id]) => id));
  const doors = Map.groupBy(sql(room.db).doors.iterate(ids), ({ street_id }) => street_id);
  return new Map([...doors].map(([id, there]) => [id, namedHousesAfter(there)]));
}

/** Puts electors of one door together, and the doors in their order. */
function households(
  electors: readonly Outstanding[],
  order: DoorOrder,
  after: ReadonlyMap<string, string> = new Map(),
): SheetHousehold[] {
  const inOrder = walkedWith(after);
  const doors = Map.groupBy(electors, ({ house, flat }) => `${house}\n${flat}`.toUpperCase());
  const walked = [...doors.values()]
    .flatMap((behind) => (behind[0] ? [{ name: behind[0], behind }] : []))
    .sort((a, b) => inOrder(a.name, b.name));
  const worth = ({ behind }: { behind: Outstanding[] }) =>
    Math.min(...behind.map(({ past }) => worthOfKnock(past)));
  return (order === 'worth' ? walked.toSorted((a, b) => worth(a) - worth(b)) : walked).map(
    ({ name, behind }) => ({
      label: doorLabel(name),
      electors: behind.map((elector) => ({
        number: formatNumber(elector),
        name: displayName(elector),
        phone: elector.phone,
        note: elector.note,
        lift: elector.lift === 1,
      })),
    }),
  );
}

function chosenStreets(room: Room, { district, street, streetIds, order = 'walk' }: SheetChoice): Street[] {
  const code = checkedDistrict(room, district);
  const ids = streetIds && new Set(streetIds);
  const wanted = street === undefined ? undefined : streetKey(street);
  const isWanted = (each: Street) =>
    (code === null || each.district === code) &&
    (ids === undefined || ids.has(each.id)) &&
    (wanted === undefined || namesOf(each).includes(wanted));
  if (wanted !== undefined && !sql(room.db).allStreets.all().some(isWanted)) {
    throw new Refusal(
      `There is no street "${street}" in ${code ?? 'this room'}. Check the spelling on the board.`,
    );
  }
  return sql(room.db).streets.all().filter(isWanted).sort(inOrder(order));
}

/** A street told apart by its village (`High Street, Littleton`) is also found by its plain name. */
function namesOf({ name }: Street): string[] {
  return [streetKey(name), streetKey(name.split(',')[0] ?? name)];
}

function inOrder(order: 'walk' | 'street'): (a: Omit<Street, 'id'>, b: Omit<Street, 'id'>) => number {
  return (a, b) =>
    byName(a.district, b.district) ||
    (order === 'walk' ? a.walk_order - b.walk_order : 0) ||
    byName(a.name, b.name);
}
