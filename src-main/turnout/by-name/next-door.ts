import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { electorById, type NumberedElector } from '../find-elector.ts';
import type { People } from './find-people.ts';
import { plainWords } from './written-words.ts';

const sql = prepared((db) => ({
  inStreets: db.prepare<[string], { id: number; house: string; flat: string }>(
    `SELECT id, house, flat FROM elector
      WHERE street_id IN (SELECT value FROM json_each(?)) AND removed_at IS NULL AND kept_off <> 'anonymous'`,
  ),
}));

/**
 * Finds who lives at a number in the streets of people: `16` of `14, 16 High St` may be a house, and not the number of
 * an elector.
 */
export function doorsBeside(room: Room, beside: readonly People[]): (number: string) => NumberedElector[] {
  const streets = beside.flatMap(({ toldBy, electors }) =>
    toldBy === 'door' ? electors.map(({ street_id }) => street_id) : [],
  );
  if (streets.length === 0) return () => [];
  let lived: Map<string, number[]> | undefined;
  return (number) => {
    lived ??= byHouse(sql(room.db).inStreets.all(JSON.stringify([...new Set(streets)])));
    return (lived.get(number) ?? []).flatMap((id) => electorById(room, id) ?? []);
  };
}

/** By each number in the house or the flat: `14` for `14`, `14A` and `14-16`. */
function byHouse(rows: readonly { id: number; house: string; flat: string }[]): Map<string, number[]> {
  const lived = new Map<string, number[]>();
  for (const { id, house, flat } of rows) {
    for (const number of new Set(
      plainWords(`${house} ${flat}`).flatMap((word) => word.match(/^\d+/) ?? []),
    )) {
      const ids = lived.get(number);
      if (ids) ids.push(id);
      else lived.set(number, [id]);
    }
  }
  return lived;
}
