import { isoDate } from '../../../src-shared/days.ts';
import { hourOfQuarter, POLLING_HOURS, QUARTER_HOUR } from '../../../src-shared/time-of-day.ts';
import type { ElectionKind } from '../../register/elector/elections.ts';
import { votingRules } from '../../register/elector/voting-rules.ts';
import { type OnePoll, onePoll } from '../../register/one-poll.ts';
import { AT_ONE_POLL } from '../../register/streets/street-counts.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { type OfficialFigure, officialFigures } from '../official-figures.ts';
import { type Shift, type Station, stations } from '../stations.ts';
import { NUMBERS_TOLD } from '../told.ts';
import { districtCounts, sumOf } from './board.ts';
import { areAt, readStrokes } from './strokes.ts';

/** Numbers from tellers in one hour. */
type StationHour = {
  hour: number;
  /** All numbers, including those of electors already marked off. */
  told: number;
  voted: number;
  /** Of the promises who vote in person. */
  promisesVoted: number;
  /** Voters who gave neither number nor name: strokes on slips. */
  gaveNothing: number;
};

/** How completely a station's tellers report. */
export type StationCoverage = {
  station: Station | null;
  /** The station's name, or the district's code if no station is set. */
  name: string;
  districts: string[];
  /**
   * Time of the newest number, in milliseconds since 1970; null if there is none. One that a clock ahead of this one's
   * wrote counts if there is no other.
   */
  lastAt: number | null;
  hours: StationHour[];
  /** What the station has posted of its ballot papers, earliest first. */
  official: OfficialFigure[];
  /** Past hours without any number: a low figure there means no teller, not low turnout. None before polling day. */
  silentHours: number[];
  shifts: Shift[];
  electors: number;
  /** Those who vote in person. */
  promises: number;
  /** The past polls for which its electors were registered, and at how many of them they voted. */
  pastPolls: number;
  pastVotes: number;
};

type HourRow = {
  district: string;
  /** Quarters of an hour since 1970. */
  quarter: number;
  told: number;
  voted: number;
  promises_voted: number;
  last_at: number;
  last_by_now: number | null;
};

/** Those of one poll are marked off at it; numbers are of all voters. */
const told = (electors: string) =>
  `SELECT elector.district AS district,
          told_at / ${QUARTER_HOUR} AS quarter,
          SUM(elector.removed_at IS NULL) AS told,
          SUM(is_first AND counted.removed_at IS NULL AND counted.id IS NOT NULL) AS voted,
          SUM(is_first AND counted.removed_at IS NULL AND COALESCE(counted.promise AND NOT counted.postal, 0))
            AS promises_voted,
          MAX(told_at) AS last_at, MAX(CASE WHEN told_at <= @now THEN told_at END) AS last_by_now
     FROM ${NUMBERS_TOLD} AS number
     JOIN elector ON elector.id = number.elector_id
     LEFT JOIN ${electors} AS counted ON counted.id = number.elector_id
    GROUP BY 1, 2`;

const sql = prepared((db) => ({
  told: db.prepare<[{ now: number }], HourRow>(told('elector')),
  toldAtOnePoll: db.prepare<[OnePoll & { now: number }], HourRow>(told(AT_ONE_POLL)),
}));

/**
 * For each station, or district without one: when numbers last came in, how many each hour, and which hours had none.
 * With an election only those who may vote at that one of the day's polls are counted as voted, and as promises only
 * those for it.
 * @throws Refusal if it is not a poll of the room.
 */
export function readCoverage(room: Room, now: Date = new Date(), election?: ElectionKind): StationCoverage[] {
  const poll = onePoll(room, election);
  const rows =
    poll === null
      ? sql(room.db).told.all({ now: now.getTime() })
      : sql(room.db).toldAtOnePoll.all({ ...poll, now: now.getTime() });
  const numbers = Map.groupBy(rows, ({ district }) => district);
  const strokes = readStrokes(room);
  const official = officialFigures(room);
  const shown = hoursFrom([...rows, ...strokes].map(({ quarter }) => hourOfQuarter(quarter)));
  const held = districtCounts(room);
  const counted = poll === null ? held : districtCounts(room, election);
  const known = stations(room);
  const isBefore = isoDate(now) < votingRules(room).pollingDay;
  const loose = held.filter(({ district }) => !known.some(({ districts }) => districts.includes(district)));
  const places = [
    ...known.map((station) => ({ station, name: station.name, districts: station.districts })),
    ...loose.map(({ district }) => ({ station: null, name: district, districts: [district] })),
  ];
  return places.map((place) => {
    const here = place.districts.flatMap((district) => numbers.get(district) ?? []);
    const strokesHere = strokes.filter((each) => areAt(place, each, places));
    const figures = counted.filter(({ district }) => place.districts.includes(district));
    // Before polling day, numbers are awaited only from where somebody tries it out.
    const isAwaited = !isBefore || here.length + strokesHere.length > 0;
    const byHour = Map.groupBy(here, ({ quarter }) => hourOfQuarter(quarter));
    const strokesByHour = Map.groupBy(strokesHere, ({ quarter }) => hourOfQuarter(quarter));
    const hours = shown.map((hour) => {
      const inHour = byHour.get(hour) ?? [];
      return {
        hour,
        told: sumOf(inHour, 'told'),
        voted: sumOf(inHour, 'voted'),
        promisesVoted: sumOf(inHour, 'promises_voted'),
        gaveNothing: sumOf(strokesByHour.get(hour) ?? [], 'strokes'),
      };
    });
    return {
      ...place,
      lastAt: lastOf(here),
      hours,
      official: (place.station && official.get(place.station.id)) ?? [],
      silentHours: hours
        .filter(({ told: numbers, gaveNothing }) => isAwaited && numbers + gaveNothing === 0)
        .filter(({ hour }) => hour < now.getHours())
        .filter(({ hour }) => POLLING_HOURS.includes(hour))
        .map(({ hour }) => hour),
      shifts: place.station?.shifts ?? [],
      electors: sumOf(figures, 'electors'),
      promises: sumOf(figures, 'promises') - sumOf(figures, 'postal_promises'),
      pastPolls: sumOf(figures, 'past_polls'),
      pastVotes: sumOf(figures, 'past_votes'),
    };
  });
}

function lastOf(here: readonly HourRow[]): number | null {
  if (here.length === 0) return null;
  const byNow = here.flatMap(({ last_by_now }) => last_by_now ?? []);
  return Math.max(...(byNow.length > 0 ? byNow : here.map(({ last_at }) => last_at)));
}

/** The hours of the poll, and those before and after it as far as numbers have come in: none is left out of a sum. */
function hoursFrom(told: readonly number[]): number[] {
  const [first, last] = [Math.min(...POLLING_HOURS, ...told), Math.max(...POLLING_HOURS, ...told)];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
