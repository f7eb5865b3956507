import { QUARTER_HOUR } from '../../../src-shared/time-of-day.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';

/** The voters of one slip who gave neither number nor name. */
export type Strokes = {
  slip: number;
  district: string;
  station_id: number | null;
  /** Quarters of an hour since 1970. */
  quarter: number;
  strokes: number;
};

type Place = { station: { id: number } | null; districts: readonly string[] };

/** The slips that say something else when they are entered again. */
type Apart = { slip: number; first: number; second: number };

const sql = prepared((db) => ({
  /** A slip that was entered again as a check is one paper. */
  all: db.prepare<[], Strokes>(
    `SELECT COALESCE(second_of, id) AS slip, district, station_id, COALESCE(told_at, at) / ${QUARTER_HOUR} AS quarter,
            MAX(gave_nothing) AS strokes
       FROM slip WHERE gave_nothing > 0 GROUP BY COALESCE(second_of, id)`,
  ),
  apart: db.prepare<[], Apart>(
    `SELECT first.id AS slip, first.gave_nothing AS first, second.gave_nothing AS second
       FROM slip AS second JOIN slip AS first ON first.id = second.second_of
      WHERE first.gave_nothing <> second.gave_nothing AND NOT first.is_open AND NOT second.is_open
      ORDER BY first.id, second.id`,
  ),
}));

/** The strokes of each slip; of one that was entered again, the higher count. */
export function readStrokes(room: Room): Strokes[] {
  return sql(room.db).all.all();
}

/** Whether strokes are of a place. Where there is only one, a slip need not name it. */
export function areAt(place: Place, { district, station_id }: Strokes, places: readonly Place[]): boolean {
  if (station_id !== null) return station_id === place.station?.id;
  return district === '' ? places.length === 1 : place.districts.includes(district);
}

/** The strokes of slips that name no place of the room: no station has them. */
export function strokesNowhere(room: Room, places: readonly Place[]): Strokes[] {
  return readStrokes(room).filter((strokes) => !places.some((place) => areAt(place, strokes, places)));
}

/** The slips that were entered twice with different strokes. One that does not say how many is no different. */
export function strokesApart(room: Room): Apart[] {
  return sql(room.db).apart.all();
}
