import { say } from '../../src-shared/message.ts';
import type { EntryPlace } from '../store/journal/journal.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { checkedDistrict } from './districts.ts';
import { slipNameOf } from './slips/slip-name.ts';
import { stations } from './stations.ts';

/** Where numbers were recorded, as a call gives it. It helps to find numbers written without a district. */
export type PlaceInput = {
  /** Polling district of numbers without one. */
  district?: string | undefined;
  /** The polling station, if it is not known which of its districts. */
  stationId?: number | undefined;
  /** The slip that they are written on. */
  slipId?: number | undefined;
};

/** It is not known where they were recorded. */
export const NOWHERE: EntryPlace = { district: null, stationId: null, slipId: null };

const sql = prepared((db) => ({
  slip: db.prepare<[number], { isUndone: number }>(
    `SELECT EXISTS (SELECT 1 FROM journal_about JOIN journal ON journal.id = entry JOIN journal_undone ON journal_undone.id = entry
                     WHERE subject = 'slip' || char(9) || slip.id AND instead_of IS NULL) AS isUndone
       FROM slip WHERE id = ?`,
  ),
}));

/** @throws Refusal if the district or the slip is not in the room, or the slip was undone. */
export function entryPlace(room: Room, { district, stationId, slipId }: PlaceInput): EntryPlace {
  const slip = slipId === undefined ? undefined : sql(room.db).slip.get(slipId);
  if (slipId !== undefined && !slip) {
    throw new Refusal(say('There is no slip {{id}} in this room. Begin the slip again.', { id: slipId }));
  }
  if (slip?.isUndone) {
    throw new Refusal(
      say('Slip {{id}} was undone, so no number can be added. Redo it, or begin another slip.', {
        id: slipNameOf(room.db, slipId ?? null) ?? '',
      }),
    );
  }
  return { district: checkedDistrict(room, district), stationId: stationId ?? null, slipId: slipId ?? null };
}

/**
 * The districts to search for a number without one: the chosen one, or those that vote at the station; null if
 * neither is known.
 */
export function districtsAt(room: Room, { district, stationId }: EntryPlace): readonly string[] | null {
  if (district !== null) return [district];
  if (stationId === null) return null;
  const station = stations(room).find(({ id }) => id === stationId);
  return station && station.districts.length > 0 ? station.districts : null;
}
