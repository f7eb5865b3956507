import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { estimateTrust, type RoomTrust, type StationTrust } from './estimate.ts';
import { readEvidence } from './read-evidence.ts';

/** A station, or a district without one. */
type PlaceTrust = StationTrust & { districts: readonly string[] };

type TrustFigures = { room: RoomTrust; stations: PlaceTrust[] };

const sql = prepared((db) => ({
  newest: db.prepare<[], number | null>('SELECT MAX(seq) FROM journal').pluck(),
}));

/** What was last found for each room, for the windows that ask the same at once. */
const found = new WeakMap<Room, { of: string; figures: TrustFigures }>();

/**
 * How many of the outstanding have not voted, for the room and each station, from the answers at doors that day
 * (docs/trust.md). For all polls of the day together.
 */
export function readTrust(room: Room, at: Date = new Date()): TrustFigures {
  const of = `${sql(room.db).newest.get()} ${at.toISOString().slice(0, '2026-05-07T18:05'.length)}`;
  const known = found.get(room);
  if (known?.of === of) return known.figures;
  const { evidence, now } = readEvidence(room, at);
  const { room: whole, stations } = estimateTrust(evidence, now);
  const figures = {
    room: whole,
    stations: stations.map((station, index) => ({
      ...station,
      districts: evidence[index]?.districts ?? [],
    })),
  };
  found.set(room, { of, figures });
  return figures;
}

/** Of the outstanding of each district, the share who have probably voted unseen; a district left out has 0. */
export function probablyVoted(room: Room, at: Date): ReadonlyMap<string, number> {
  return new Map(
    readTrust(room, at).stations.flatMap(({ districts, probablyVoted: share }) =>
      districts.map((district) => [district, share] as const),
    ),
  );
}
