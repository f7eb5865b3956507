import { say } from '../../src-shared/message.ts';
import type { EntryPlace } from '../store/journal.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { checkedDistrict } from './districts.ts';
import { stations } from './stations.ts';

/** Where numbers were taken down, as a call gives it: what is known of numbers written without a district. */
export type PlaceInput = {
  /** Polling district of numbers written without one. */
  district?: string | undefined;
  /** The polling station, where its districts are known but not which of them. */
  stationId?: number | undefined;
  /** The slip they are written on. */
  slipId?: number | undefined;
};

/** Nothing is known of where they were taken down. */
export const NOWHERE: EntryPlace = { district: null, stationId: null, slipId: null };

const sql = prepared((db) => ({
  isSlip: db.prepare<[number], { found: 1 }>('SELECT 1 AS found FROM slip WHERE id = ?'),
}));

/** @throws Refusal when the district or the slip is not in the room. */
export function entryPlace(room: Room, { district, stationId, slipId }: PlaceInput): EntryPlace {
  if (slipId !== undefined && !sql(room.db).isSlip.get(slipId)) {
    throw new Refusal(say('There is no slip {{id}} in this room. Begin the slip again.', { id: slipId }));
  }
  return { district: checkedDistrict(room, district), stationId: stationId ?? null, slipId: slipId ?? null };
}

/**
 * The districts in which a number without one is looked for: the one that was chosen, or those that vote at the
 * station; null where neither is known.
 */
export function districtsAt(room: Room, { district, stationId }: EntryPlace): readonly string[] | null {
  if (district !== null) return [district];
  if (stationId === null) return null;
  const station = stations(room).find(({ id }) => id === stationId);
  return station && station.districts.length > 0 ? station.districts : null;
}
