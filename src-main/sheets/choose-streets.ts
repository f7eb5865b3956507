import { byName } from '../../src-shared/by-name.ts';
import { say } from '../../src-shared/message.ts';
import { streetKey } from '../register/address/place-name.ts';
import { DOOR } from '../register/door-key.ts';
import type { ElectionKind } from '../register/elector/elections.ts';
import { MAY_VOTE, type OnePoll, onePoll } from '../register/one-poll.ts';
import { holdsInSql } from '../store/journal/journal-links.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { checkedDistrict } from '../turnout/districts.ts';
import { nextStreets } from '../turnout/figures/next-streets.ts';
import type { SheetChoice, SheetOrder, StreetChoice } from './types.ts';

/** A street, with what the planning of sheets needs. */
export type Street = {
  id: number;
  district: string;
  name: string;
  walk_order: number;
  walk_id: number | null;
  walk_place: number;
};

type Choice = Omit<StreetChoice, 'lastMade'> & { walk_order: number };
type LastMade = { street_id: number; at: number; round: number; code: string };

const STREET = 'SELECT id, district, name, walk_order, walk_id, walk_place FROM street';

const sql = prepared((db) => ({
  streets: db.prepare<[], Street>(`${STREET} WHERE outstanding > 0 AND name <> ''`),
  allStreets: db.prepare<[], Street>(`${STREET} WHERE electors > 0 AND name <> ''`),
  walk: db.prepare<[string], number>('SELECT id FROM walk WHERE name = ? COLLATE NOCASE').pluck(),
  choices: db.prepare<[], Choice>(
    `SELECT street.id, street.district, street.name AS street, COALESCE(walk.name, '') AS walk, street.promises,
            street.promises_voted AS promisesVoted, street.outstanding, street.walk_order,
            COUNT(DISTINCT ${DOOR}) AS doors
       FROM street JOIN elector ON elector.street_id = street.id AND elector.outstanding
       LEFT JOIN walk ON walk.id = street.walk_id
      WHERE street.name <> ''
      GROUP BY street.id`,
  ),
  // The counts of streets are of every poll.
  choicesFor: db.prepare<[OnePoll], Choice>(
    `SELECT street.id, street.district, street.name AS street, COALESCE(walk.name, '') AS walk,
            COUNT(*) AS promises, COUNT(elector.voted_at) AS promisesVoted, SUM(elector.outstanding) AS outstanding,
            street.walk_order,
            COUNT(DISTINCT IIF(elector.outstanding, ${DOOR}, NULL)) AS doors
       FROM street
       JOIN elector ON elector.street_id = street.id AND elector.promise_for & @bits AND elector.removed_at IS NULL
                   AND ${MAY_VOTE}
       LEFT JOIN walk ON walk.id = street.walk_id
      WHERE street.name <> ''
      GROUP BY street.id
     HAVING SUM(elector.outstanding) > 0`,
  ),
  lastMade: db.prepare<[], LastMade>(LAST_MADE),
}));

/** The newest sheet of each street that was not withdrawn. Entries of older versions name only one street. */
const LAST_MADE = `
  SELECT street.value AS street_id, at, detail ->> 'round' AS round, detail ->> 'code' AS code, MAX(seq)
    FROM journal, json_each(COALESCE(detail -> 'streetIds', json_array(detail ->> 'streetId'))) AS street
   WHERE kind = 'sheet' AND json_type(detail, '$.code') = 'text' AND json_type(detail, '$.round') = 'integer'
     AND detail ->> 'code' NOT IN (SELECT COALESCE(detail ->> 'code', '') FROM journal WHERE kind = 'sheet withdrawn' AND ${holdsInSql('journal')})
   GROUP BY street.value`;

/**
 * The streets with outstanding electors, in walking order, and when a sheet of each was last made. With an election
 * only promises for that one of the day's polls are counted.
 * @throws Refusal if it is not a poll of the room.
 */
export function listStreets(room: Room, election?: ElectionKind): StreetChoice[] {
  const last = new Map(
    sql(room.db)
      .lastMade.all()
      .map(({ street_id, ...made }) => [street_id, made]),
  );
  const { choices, choicesFor } = sql(room.db);
  const poll = onePoll(room, election);
  const streets = poll === null ? choices.all() : choicesFor.all(poll);
  return streets
    .sort((a, b) => inOrder('walk')({ ...a, name: a.street }, { ...b, name: b.street }))
    .map(({ walk_order: _, ...choice }) => {
      const made = last.get(choice.id);
      return { ...choice, lastMade: made ? { at: made.at, round: made.round, code: made.code } : null };
    });
}

/**
 * The chosen streets with outstanding electors, in order.
 * @throws Refusal if a chosen district, street or walk is not in the room.
 */
export function chosenStreets(room: Room, choice: SheetChoice): Street[] {
  const { district, street, streetIds, walk, top, order = 'walk' } = choice;
  const code = checkedDistrict(room, district);
  const ids = streetIds && new Set(streetIds);
  const wanted = street === undefined ? undefined : streetKey(street);
  const walkId = walk === undefined ? undefined : idOfWalk(room, walk);
  const isWanted = (each: Street) =>
    (code === null || each.district === code) &&
    (ids === undefined || ids.has(each.id)) &&
    (walkId === undefined || each.walk_id === walkId) &&
    (wanted === undefined || namesOf(each).includes(wanted));
  if (street !== undefined && !sql(room.db).allStreets.all().some(isWanted)) {
    throw new Refusal(
      say('There is no street "{{street}}" in {{place}}. Check the spelling on the board.', {
        street,
        place: code ?? say('this room'),
      }),
    );
  }
  const streets = sql(room.db).streets.all().filter(isWanted).sort(inOrder(order));
  return top === undefined ? streets : best(room, streets, top, choice.election);
}

/** Every street with electors, in walking order; only those of one district, if it is named. */
export function chosenPromiseStreets(room: Room, district: string | undefined): Street[] {
  return sql(room.db)
    .allStreets.all()
    .filter((street) => district === undefined || street.district === district)
    .sort(inOrder('walk'));
}

function best(
  room: Room,
  streets: readonly Street[],
  top: number,
  election: ElectionKind | undefined,
): Street[] {
  const among = new Set(streets.map(({ id }) => id));
  const ranked = nextStreets(room, { election }).filter(({ id }) => among.has(id));
  const chosen = new Set(ranked.slice(0, top).map(({ id }) => id));
  return streets.filter(({ id }) => chosen.has(id));
}

function idOfWalk(room: Room, name: string): number {
  const id = sql(room.db).walk.get(name.trim());
  if (id === undefined)
    throw new Refusal(say('There is no walk "{{name}}". Check its name on the Sheets screen.', { name }));
  return id;
}

/** A street whose name includes its village (`High Street, Littleton`) is also found by its plain name. */
function namesOf({ name }: Street): string[] {
  return [streetKey(name), streetKey(name.split(',')[0] ?? name)];
}

type Ordered = Pick<Street, 'district' | 'name' | 'walk_order'>;

/** Districts by code, and the streets of each in walking order or by name. */
function inOrder(order: SheetOrder): (a: Ordered, b: Ordered) => number {
  return (a, b) =>
    byName(a.district, b.district) ||
    (order === 'walk' ? a.walk_order - b.walk_order : 0) ||
    byName(a.name, b.name);
}
