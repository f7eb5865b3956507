import { byName } from '../../../src-shared/by-name.ts';
import { isoDate } from '../../../src-shared/days.ts';
import { type Message, say } from '../../../src-shared/message.ts';
import { POLLS_CLOSE, POLLS_OPEN } from '../../../src-shared/time-of-day.ts';
import type { ElectionKind } from '../../register/elector/elections.ts';
import { votingRules } from '../../register/elector/voting-rules.ts';
import { onePoll } from '../../register/one-poll.ts';
import { AT_ONE_POLL } from '../../register/streets/street-counts.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import type { BoardFigures } from '../types.ts';
import { readBoard } from './board.ts';
import { readCoverage, type StationCoverage } from './coverage.ts';
import { type NextStreet, nextStreets } from './next-streets.ts';

/** What hangs on the wall of a committee room: how the day goes, and where to go next. */
export type Wall = {
  /** In milliseconds since 1970: what the clock showed when this was read, and when polls open and close that day. */
  now: number;
  opensAt: number;
  closesAt: number;
  /** Whether today is polling day. */
  isPollingDay: boolean;
  /** ISO date. */
  pollingDay: string;
  figures: BoardFigures;
  pace: Pace;
  /** The streets to knock next, the best first. */
  next: Pick<NextStreet, 'id' | 'district' | 'street' | 'outstanding' | 'doors'>[];
  /** Stations whose tellers have sent nothing for an hour, the longest silent first. */
  silent: SilentStation[];
  /** Why there are none, while the poll is open. */
  notSilent: Message | null;
  districts: WallDistrict[];
};

/** Electors marked off in the last hour, and in the hour before it, by when their numbers were entered. */
type Pace = { lastHour: number; promisesLastHour: number; hourBefore: number };

/** `lastAt` is null if nothing has come in from there. */
type SilentStation = { name: string; districts: string[]; lastAt: number | null };

export type WallDistrict = BoardFigures & { district: string; lastAt: number | null };

const HOUR_MS = 60 * 60_000;

const NEXT = 5;

type PaceAsked = { bits: number; barred: string; now: number; hourAgo: number; twoAgo: number };

const PACE = `SELECT COALESCE(SUM(voted_at > @hourAgo), 0) AS lastHour,
                     COALESCE(SUM(voted_at > @hourAgo AND promise), 0) AS promisesLastHour,
                     COALESCE(SUM(voted_at <= @hourAgo), 0) AS hourBefore`;
const RECENTLY = 'WHERE voted_at > @twoAgo AND voted_at <= @now AND removed_at IS NULL';

const sql = prepared((db) => ({
  pace: db.prepare<[PaceAsked], Pace>(`${PACE} FROM elector ${RECENTLY}`),
  paceAt: db.prepare<[PaceAsked], Pace>(`${PACE} FROM ${AT_ONE_POLL} ${RECENTLY}`),
}));

/**
 * The wall, by the clock of the room.
 * @throws Refusal if the poll is not one of the room.
 */
export function readWall(room: Room, election?: ElectionKind, at = new Date()): Wall {
  const now = at.getTime();
  const { pollingDay } = votingRules(room);
  const { rows, ...figures } = readBoard(room, 'district', election);
  const coverage = readCoverage(room, at);
  const opensAt = new Date(at).setHours(POLLS_OPEN, 0, 0, 0);
  const closesAt = new Date(at).setHours(POLLS_CLOSE, 0, 0, 0);
  const isPollingDay = isoDate(at) === pollingDay;
  const poll = onePoll(room, election);
  const asked = {
    ...(poll ?? { bits: 0, barred: '[]' }),
    now,
    hourAgo: now - HOUR_MS,
    twoAgo: now - 2 * HOUR_MS,
  };
  const pace = (poll === null ? sql(room.db).pace : sql(room.db).paceAt).get(asked);
  const districts = rows.flatMap(({ district, street: _, ...row }) =>
    district === null
      ? []
      : {
          ...row,
          district,
          lastAt: coverage.find((place) => place.districts.includes(district))?.lastAt ?? null,
        },
  );
  return {
    now,
    opensAt,
    closesAt,
    isPollingDay,
    pollingDay,
    figures,
    pace: pace ?? { lastHour: 0, promisesLastHour: 0, hourBefore: 0 },
    next: nextStreets(room, { now, election })
      .slice(0, NEXT)
      .map(({ id, district, street, outstanding, doors }) => ({ id, district, street, outstanding, doors })),
    ...silence(coverage, { now, opensAt, closesAt, isPollingDay }),
    districts,
  };
}

/**
 * Stations with tellers from which nothing has come for an hour of the poll. On another day than polling day, only those
 * from which something came that day: the others are not awaited.
 */
function silence(
  coverage: readonly StationCoverage[],
  { now, opensAt, closesAt, isPollingDay }: Pick<Wall, 'now' | 'opensAt' | 'closesAt' | 'isPollingDay'>,
): Pick<Wall, 'silent' | 'notSilent'> {
  const isOpen = isPollingDay && now >= opensAt && now < closesAt;
  const telling = coverage.filter(({ station, electors }) => electors > 0 && !station?.warp);
  const silent =
    now >= closesAt
      ? []
      : telling
          .map(({ name, districts, lastAt }) => ({ name, districts, lastAt }))
          .filter(({ lastAt }) => isPollingDay || (lastAt ?? 0) >= opensAt)
          .filter(({ lastAt }) => now - Math.max(lastAt ?? 0, opensAt) >= HOUR_MS)
          .sort((a, b) => (a.lastAt ?? 0) - (b.lastAt ?? 0) || byName(a.name, b.name));
  if (!isOpen || silent.length > 0) return { silent, notSilent: null };
  if (telling.length === 0) return { silent, notSilent: say('No station here has tellers.') };
  const notSilent =
    now - opensAt < HOUR_MS
      ? say('Too early to say: the poll opened less than an hour ago.')
      : say('None: every station is heard.');
  return { silent, notSilent };
}
