import { isoDate } from '../../src-shared/days.ts';
import { hourOfQuarter, POLLING_HOURS, QUARTER_HOUR } from '../../src-shared/time-of-day.ts';
import { votingRules } from '../register/elector/voting-rules.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { sumOf } from './board.ts';
import { TELLING } from './mark.ts';
import { type Shift, type Station, stations } from './stations.ts';

/** Numbers from tellers in one hour. */
type StationHour = {
  hour: number;
  /** All numbers, including those of electors already marked off. */
  told: number;
  voted: number;
  promisesVoted: number;
};

/** How completely a station's tellers report. */
export type StationCoverage = {
  station: Station | null;
  /** The station's name, or the district's code if no station is set. */
  name: string;
  districts: string[];
  /** Time of the newest number, in milliseconds since 1970; null if there is none. */
  lastAt: number | null;
  hours: StationHour[];
  /** Past hours without any number: a low figure there means no teller, not low turnout. None before polling day. */
  silentHours: number[];
  shifts: Shift[];
  electors: number;
  promises: number;
};

type HourRow = {
  district: string;
  /** Quarters of an hour since 1970. */
  quarter: number;
  told: number;
  voted: number;
  promises_voted: number;
  last_at: number;
};

// By the teller's time if the slip has one: a slip may come in hours late.
/** Of two in one millisecond, the one that marked off comes first. */
const FIRST_TELLINGS = `
  SELECT elector_id, id FROM (
    SELECT elector_id, id, ROW_NUMBER() OVER (PARTITION BY elector_id ORDER BY at, status DESC, id) AS place
      FROM journal WHERE ${TELLING}) WHERE place = 1`;

const sql = prepared((db) => ({
  told: db.prepare<[], HourRow>(
    `SELECT elector.district AS district,
            COALESCE(slip.told_at, journal.at) / ${QUARTER_HOUR} AS quarter,
            COUNT(*) AS told,
            SUM(journal.id = first.id) AS voted,
            SUM(journal.id = first.id AND elector.promise AND NOT elector.postal) AS promises_voted,
            MAX(COALESCE(slip.told_at, journal.at)) AS last_at
       FROM journal
       JOIN elector ON elector.id = journal.elector_id
       LEFT JOIN slip ON slip.id = journal.slip_id
       LEFT JOIN (${FIRST_TELLINGS}) AS first ON first.elector_id = journal.elector_id
      WHERE journal.kind = 'number' AND journal.status IN ('marked', 'already')
      GROUP BY 1, 2`,
  ),
  districts: db.prepare<[], { district: string; electors: number; promises: number }>(
    `SELECT district, SUM(electors) AS electors, SUM(promises - postal_promises) AS promises
       FROM street WHERE electors > 0 GROUP BY district ORDER BY district`,
  ),
}));

/**
 * For each station, or district without one: when numbers last came in, how many each hour, and which hours had none.
 */
export function readCoverage(room: Room, now: Date = new Date()): StationCoverage[] {
  const numbers = Map.groupBy(sql(room.db).told.iterate(), ({ district }) => district);
  const held = sql(room.db).districts.all();
  const known = stations(room);
  const isBefore = isoDate(now) < votingRules(room).pollingDay;
  const loose = held.filter(({ district }) => !known.some(({ districts }) => districts.includes(district)));
  const places = [
    ...known.map((station) => ({ station, name: station.name, districts: station.districts })),
    ...loose.map(({ district }) => ({ station: null, name: district, districts: [district] })),
  ];
  return places.map((place) => {
    const here = place.districts.flatMap((district) => numbers.get(district) ?? []);
    const figures = held.filter(({ district }) => place.districts.includes(district));
    // Before polling day, numbers are awaited only from where somebody tries it out.
    const isAwaited = !isBefore || here.length > 0;
    const byHour = Map.groupBy(here, ({ quarter }) => hourOfQuarter(quarter));
    const hours = POLLING_HOURS.map((hour) => {
      const inHour = byHour.get(hour) ?? [];
      return {
        hour,
        told: sumOf(inHour, 'told'),
        voted: sumOf(inHour, 'voted'),
        promisesVoted: sumOf(inHour, 'promises_voted'),
      };
    });
    return {
      ...place,
      lastAt: here.length === 0 ? null : Math.max(...here.map(({ last_at }) => last_at)),
      hours,
      silentHours: hours
        .filter(({ hour, told: numbers }) => isAwaited && numbers === 0 && hour < now.getHours())
        .map(({ hour }) => hour),
      shifts: place.station?.shifts ?? [],
      electors: sumOf(figures, 'electors'),
      promises: sumOf(figures, 'promises'),
    };
  });
}
