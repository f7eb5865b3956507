import { byName } from '../../src-shared/by-name.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import {
  byWorth,
  type KnockWorth,
  knockWorth,
  nextStreets,
  type Ranking,
  readWeights,
  type StreetToKnock,
} from '../turnout/figures/next-streets.ts';
import { type KnockWeights, minutesApart } from '../turnout/figures/where-next.ts';
import { type IssuedSheet, issuedSheets, type SheetState } from './issued.ts';

/** A street or a walk with somebody outstanding, and who has a sheet of it. */
export type NextPlace = {
  /** Apart from that of every other street and walk. */
  key: string;
  /** The district's code; of a walk through several, all of them. */
  district: string;
  /** The walk or street. */
  name: string;
  /** Null for a street. */
  walkId: number | null;
  streetIds: number[];
  /** Its sheets that somebody has now. */
  out: { code: string; runner: string; since: number }[];
  /** Sheets made a short time ago that nobody has taken out yet. */
  waiting: { code: string; at: number }[];
  /** The newest of its sheets that are neither: what happened to it, and when. */
  last: { state: SheetState; at: number } | null;
} & KnockWorth;

export type NextPlaces = {
  /** First those where an hour of knocking is likely to gain most. */
  places: NextPlace[];
  weights: KnockWeights;
  hasWalks: boolean;
};

const sql = prepared((db) => ({
  walks: db.prepare<[], { id: number; name: string }>('SELECT id, name FROM walk'),
}));

/**
 * Where to knock next: the streets; or the walks, with the streets that are in none.
 * @throws Refusal if the election is not a poll of the room.
 */
export function nextPlaces(
  room: Room,
  { byWalk = false, now = Date.now(), election }: Ranking & { byWalk?: boolean | undefined } = {},
): NextPlaces {
  const weights = readWeights(room);
  const streets = nextStreets(room, { now, election });
  const sheets = sheetsByStreet(issuedSheets(room, now));
  const walks = new Map(
    sql(room.db)
      .walks.all()
      .map(({ id, name }) => [id, name]),
  );
  const walkOf = ({ walkId }: StreetToKnock) => (byWalk && walkId !== null ? walks.get(walkId) : undefined);
  const groups = Map.groupBy(streets, (street) =>
    walkOf(street) === undefined ? `street ${street.id}` : `walk ${street.walkId}`,
  );
  const places = [...groups].flatMap(([key, there]): NextPlace[] => {
    const [first] = there;
    if (!first) return [];
    const name = walkOf(first) ?? first.street;
    return [
      {
        key,
        name,
        walkId: walkOf(first) === undefined ? null : first.walkId,
        district: [...new Set(there.map(({ district }) => district))].toSorted(byName).join(', '),
        streetIds: there.map(({ id }) => id),
        ...whoHas(
          there.flatMap(({ id }) => sheets.get(id) ?? []),
          weights,
          now,
        ),
        ...knockWorth(there, weights, now),
      },
    ];
  });
  return { places: places.sort(byWorth), weights, hasWalks: walks.size > 0 };
}

function sheetsByStreet(issued: readonly IssuedSheet[]): Map<number, IssuedSheet[]> {
  const sheets = new Map<number, IssuedSheet[]>();
  for (const sheet of issued)
    for (const id of sheet.streetIds) sheets.set(id, [...(sheets.get(id) ?? []), sheet]);
  return sheets;
}

function whoHas(
  sheets: readonly IssuedSheet[],
  { restMinutes }: KnockWeights,
  now: number,
): Pick<NextPlace, 'out' | 'waiting' | 'last'> {
  const each = [...new Set(sheets)];
  const out = each.filter(({ state }) => state === 'out');
  const inRoom = each.filter(({ state }) => state === 'made' || state === 'printed');
  // A room that does not note who takes sheets out must not wait for ever for those of the morning.
  const waiting = inRoom.filter(({ madeAt }) => minutesApart(now, madeAt) < restMinutes);
  const newest = each
    .filter((sheet) => sheet.state !== 'replaced' && !out.includes(sheet) && !waiting.includes(sheet))
    .reduce<IssuedSheet | null>((best, sheet) => (!best || sheet.since > best.since ? sheet : best), null);
  return {
    out: out.map(({ code, runner, since }) => ({ code, runner, since })),
    waiting: waiting.map(({ code, madeAt }) => ({ code, at: madeAt })),
    last: newest && { state: newest.state, at: newest.since },
  };
}
