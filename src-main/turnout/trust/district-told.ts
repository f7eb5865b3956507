import { SHEET_MOVES } from '../../store/journal/journal.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { districtCounts } from '../figures/board.ts';
import { firstToldInSql } from '../told.ts';
import { isOnly, type Newest, newestEntry } from './entries-since.ts';

/** Promises who vote in person and can be called on: only of them do doors say anything. */
export const CALLED_ON = `promise AND NOT postal AND kept_off = '' AND NOT do_not_knock AND doorstep <> 'moved'
                   AND removed_at IS NULL`;

/** Electors whose numbers came in with one minute on them, since 1970, and the promises among them. */
type ToldInMinute = { minute: number; numbers: number; promises: number };

/** The promises of a district who can be called on, and when its electors were told. */
type DistrictTold = { promises: number; outstanding: number; told: ToldInMinute[] };

/** Entries that change the figures of one elector's district. */
const OF_ONE_ELECTOR = ['number', 'undo', 'doorstep'];

/** Entries that change none of these figures, or (a slip) those of a few districts. Other kinds may change them all. */
const OF_FEW = [
  'slip',
  ...SHEET_MOVES,
  'sheet',
  'sheet codes',
  'station',
  'official',
  'walk',
  'given up',
  'looked at',
];

/** When the electors of one district were told. */
export const TOLD_IN_DISTRICT = `SELECT told_at / 60000 AS minute, COUNT(*) AS numbers, SUM(is_called_on) AS promises
       FROM (SELECT ${firstToldInSql('elector')} AS told_at, ${CALLED_ON} AS is_called_on
               FROM elector WHERE district = ? AND voted_at IS NOT NULL AND removed_at IS NULL)
      GROUP BY 1`;

const sql = prepared((db) => ({
  /** A slip may get another time, and all on it with it. */
  districtsSince: db
    .prepare<[{ seq: number }], string>(
      `SELECT district FROM elector
        WHERE id IN (SELECT elector_id FROM journal WHERE seq > @seq AND kind IN (${OF_ONE_ELECTOR.map((kind) => `'${kind}'`).join(', ')})
                     UNION
                     SELECT number.elector_id
                       FROM journal AS head JOIN journal AS number ON number.slip_id = head.detail ->> 'slip'
                      WHERE head.seq > @seq AND head.kind = 'slip')
        GROUP BY district`,
    )
    .pluck(),
  counts: db.prepare<[string], { promises: number; outstanding: number }>(
    `SELECT COUNT(*) AS promises, COALESCE(SUM(outstanding), 0) AS outstanding
       FROM elector WHERE district = ? AND ${CALLED_ON}`,
  ),
  told: db.prepare<[string], ToldInMinute>(TOLD_IN_DISTRICT),
}));

/** What was read of a room, and the newest entry then. */
const kept = new WeakMap<Room, { newest: Newest; districts: Map<string, DistrictTold> }>();

/**
 * Each district's promises and when its electors were told. A teller's number changes one district, and only that one
 * is read again: all of them take so long that the next number would wait for it.
 */
export function toldByDistrict(room: Room): ReadonlyMap<string, DistrictTold> {
  const newest = newestEntry(room);
  const before = kept.get(room);
  const isChanged = before && newest ? changedSince(room, before.newest) : () => true;
  const districts = new Map(
    districtCounts(room).map(({ district }) => {
      const known = before?.districts.get(district);
      return [district, known && !isChanged(district) ? known : readDistrict(room, district)];
    }),
  );
  if (newest) kept.set(room, { newest, districts });
  return districts;
}

function changedSince(room: Room, newest: Newest): (district: string) => boolean {
  if (!isOnly([...OF_ONE_ELECTOR, ...OF_FEW], room, newest)) return () => true;
  const changed = new Set(sql(room.db).districtsSince.all({ seq: newest.seq }));
  return (district) => changed.has(district);
}

function readDistrict(room: Room, district: string): DistrictTold {
  const counts = sql(room.db).counts.get(district) ?? { promises: 0, outstanding: 0 };
  return { ...counts, told: sql(room.db).told.all(district) };
}
