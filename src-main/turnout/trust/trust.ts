import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { estimateTrust, type RoomTrust, type StationTrust } from './estimate.ts';
import { readEvidence } from './read-evidence.ts';

export type TrustFigures = { room: RoomTrust; stations: StationTrust[] };

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
  const figures = estimateTrust(evidence, now);
  found.set(room, { of, figures });
  return figures;
}
