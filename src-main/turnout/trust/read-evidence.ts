import { POLLS_OPEN } from '../../../src-shared/time-of-day.ts';
import { DOOR } from '../../register/door-key.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { officialFigures } from '../official-figures.ts';
import { stations } from '../stations.ts';
import { firstToldInSql } from '../told.ts';
import { DAY, sum } from './day-curve.ts';
import { CALLED_ON, toldByDistrict } from './district-told.ts';
import { askedOn, doorOf } from './door-answers.ts';
import type { Answer, Minutes, StationEvidence } from './evidence.ts';

const MINUTE = 60_000;

type SlipRow = { district: string; station_id: number | null; at: Minutes };
type PersonRow = { id: number; district: string; door: string; outstanding: number; told_at: number | null };

const sql = prepared((db) => ({
  slips: db.prepare<[{ opens: number }], SlipRow>(
    `SELECT district, station_id, (told_at - @opens) / ${MINUTE} AS at FROM slip WHERE told_at IS NOT NULL`,
  ),
  people: db.prepare<[string], PersonRow>(
    `SELECT elector.id, district, street_id || char(10) || ${DOOR} AS door,
            outstanding, CASE WHEN voted_at IS NOT NULL THEN ${firstToldInSql('elector')} END AS told_at
       FROM json_each(?) JOIN elector ON elector.id = value
      WHERE ${CALLED_ON}`,
  ),
}));

/** What is known of a station, or of a district without one. */
type PlaceEvidence = StationEvidence & { districts: readonly string[] };

/**
 * What the room knows at a time about its outstanding promises, by station, or by district where no station is set; and
 * that time in minutes since polls opened. Only answers of that day count, and without any there is nothing to know.
 */
export function readEvidence(room: Room, time: Date): { evidence: PlaceEvidence[]; now: Minutes } {
  const opens = new Date(time).setHours(POLLS_OPEN, 0, 0, 0);
  const now = Math.min(DAY, (time.getTime() - opens) / MINUTE);
  const asked = askedOn(room, opens, time.getTime());
  if (asked.size === 0) return { evidence: [], now };
  const people = Map.groupBy(
    sql(room.db).people.iterate(JSON.stringify([...asked.keys()])),
    ({ district }) => district,
  );
  const slips = sql(room.db).slips.all({ opens });
  const official = officialFigures(room);
  const told = toldByDistrict(room);
  const evidence = placesOf(room, [...told.keys()]).map(({ id, name, districts }): PlaceEvidence => {
    const called = districts
      .flatMap((district) => people.get(district) ?? [])
      .map((person) => ({ ...person, ...doorOf(asked.get(person.id) ?? []) }));
    const counted = districts.flatMap((district) => told.get(district) ?? []);
    const toldHere = counted.flatMap((district) => district.told);
    const saidNot = called.flatMap(({ outstanding, saidNotAt }) =>
      outstanding === 1 ? (saidNotAt ?? []) : [],
    );
    return {
      name,
      districts,
      promises: sum(counted, ({ promises }) => promises),
      // A slip on which nobody is a promise shows that there was a teller.
      told: [
        ...toldHere
          .filter(({ promises }) => promises > 0)
          .map(({ minute, promises }) => ({ at: minute - opens / MINUTE, promises })),
        ...slips
          .filter((slip) =>
            slip.station_id === null ? districts.includes(slip.district) : slip.station_id === id,
          )
          .map((slip) => ({ at: slip.at, promises: 0 })),
      ],
      answers: called.flatMap(({ first, door, told_at }): Answer[] => {
        const toldAt = told_at === null ? null : (told_at - opens) / MINUTE;
        return first ? [{ at: first.at, saidVoted: first.answer === 'voted', door, toldAt }] : [];
      }),
      out: called.filter(({ first, isOut }) => !first && isOut).length,
      notAsked: sum(counted, ({ outstanding }) => outstanding) - saidNot.length,
      saidNot,
      official: ((id !== null && official.get(id)) || [])
        .filter((figure) => figure.at >= opens && figure.at <= time.getTime())
        .map(({ at, ballots }) => ({
          at: (at - opens) / MINUTE,
          ballots,
          numbers: sum(toldHere, ({ minute, numbers }) => (minute * MINUTE <= at ? numbers : 0)),
        })),
    };
  });
  return { evidence, now };
}

type Place = { id: number | null; name: string; districts: readonly string[] };

/** The stations, and the districts without one. */
function placesOf(room: Room, all: readonly string[]): Place[] {
  const known = stations(room);
  const loose = all.filter((district) => !known.some(({ districts }) => districts.includes(district)));
  return [...known, ...loose.map((district) => ({ id: null, name: district, districts: [district] }))];
}
