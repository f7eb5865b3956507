import type { ElectionKind } from '../../register/elector/elections.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { readBoard } from './board.ts';
import { hasTime, rowFigures } from './figure-parts.ts';
import type { FigureRow, FigureScope, KnockTime, PlaceWithin } from './figure-types.ts';
import { knockWorth, nextStreets, readWeights } from './next-streets.ts';

const sql = prepared((db) => ({
  walk: db.prepare<[number], { district: string; street: string }>(
    `SELECT district, name AS street FROM street WHERE walk_id = ? ORDER BY walk_place, id`,
  ),
}));

/**
 * A row of the board, of where next, of the walks or of the stations: its figures, and the places that it is made
 * of; a time of the day is made of none.
 * @throws Refusal if the poll is not one of the room.
 */
export function figureRow(room: Room, scope: FigureScope, election?: ElectionKind): FigureRow {
  return {
    figures: rowFigures(room, scope, election),
    places: hasTime(scope) ? [] : placesWithin(room, scope, election),
  };
}

/** The streets of a walk as they are walked, those of a district, or the districts of a station. */
function placesWithin(room: Room, scope: FigureScope, election: ElectionKind | undefined): PlaceWithin[] {
  const { district, street, station, walk } = scope;
  const [only, ...others] = station?.districts ?? [];
  if (only !== undefined && others.length > 0)
    return rowsOf(room, 'district', election).filter((each) => station?.districts.includes(each.district));
  if (walk) {
    const streets = rowsOf(room, 'street', election);
    return sql(room.db)
      .walk.all(walk.id)
      .flatMap((each) => streets.find((row) => isSame(row, each)) ?? []);
  }
  const whole = only ?? district;
  if (whole === undefined || street !== undefined) return [];
  return rowsOf(room, 'street', election).filter((each) => each.district === whole);
}

function rowsOf(room: Room, by: 'street' | 'district', election: ElectionKind | undefined): PlaceWithin[] {
  return readBoard(room, by, election).rows.map(({ district, street, electors, outstanding }) => ({
    district: district ?? '',
    street,
    electors,
    outstanding,
  }));
}

type Street = { district: string; street: string };

function isSame(one: { district: string; street: string | null }, { district, street }: Street): boolean {
  return one.district === district && one.street === street;
}

/**
 * How the time to knock a street or walk is reckoned, and what it is likely to gain, as where next ranks it.
 * @throws Refusal if the poll is not one of the room.
 */
export function knockTime(room: Room, scope: FigureScope, election?: ElectionKind): KnockTime {
  const now = Date.now();
  const weights = readWeights(room);
  const { doorsPerHour, minutesToReach } = weights;
  const places = placesWithin(room, scope, election);
  const { district, street } = scope;
  const asked: Street[] = [
    ...places.flatMap((place) => (place.street === null ? [] : { ...place, street: place.street })),
    ...(district === undefined || street === undefined ? [] : [{ district, street }]),
  ];
  const all = nextStreets(room, { now, election });
  const streets = asked.flatMap((one) => all.find((each) => isSame(each, one)) ?? []);
  const { doors, minutes, votesPerHour } = knockWorth(streets, weights, now);
  const onTheWay = streets.length * minutesToReach;
  return {
    doors,
    onTheWay,
    atDoors: Math.round(minutes) - onTheWay,
    doorsPerHour,
    minutesToReach,
    votes: (votesPerHour * minutes) / 60,
    votesPerHour,
    streets: streets.map((each) => ({
      district: each.district,
      street: each.street,
      doors: each.doors,
      minutes: each.minutes,
    })),
  };
}
